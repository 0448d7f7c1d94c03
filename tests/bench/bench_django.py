"""What a web framework makes of the relay's intake, for gunicorn: it checks a delivery's signature and stores it once, on the disk
before the answer, by the leanest way that Django offers.

NOMO_BENCH_DATABASE  the file, with its table
NOMO_BENCH_SECRET    what deliveries are signed with"""

import hashlib
import hmac
import os
import time

from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=["*"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["NOMO_BENCH_DATABASE"], "CONN_MAX_AGE": None,
                           "OPTIONS": {"timeout": 60}}},
    LOGGING_CONFIG=None,
    ROOT_URLCONF=__name__,
    SECRET_KEY="of no use here",
    USE_I18N=False,
    USE_TZ=True,
)

from django.core.wsgi import get_wsgi_application  # noqa: E402 pylint: disable=wrong-import-position
from django.db import connection  # noqa: E402 pylint: disable=wrong-import-position
from django.db.backends.signals import connection_created  # noqa: E402 pylint: disable=wrong-import-position
from django.http import HttpResponse  # noqa: E402 pylint: disable=wrong-import-position
from django.urls import path  # noqa: E402 pylint: disable=wrong-import-position

SECRET = os.environ["NOMO_BENCH_SECRET"].encode()
INSERT = "INSERT OR IGNORE INTO deliveries (hash, received_at, body) VALUES (%s, %s, %s)"


def be_durable(sender, connection, **_):  # pylint: disable=redefined-outer-name, unused-argument
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous = FULL")


def answer(status):
    """Without a length gunicorn would answer in chunks."""
    return HttpResponse(status=status, headers={"Content-Length": "0"})


def take(request):
    body = request.body
    signature = hmac.new(SECRET, body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(signature, request.headers.get("X-Salla-Signature", "")):
        return answer(401)
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [hashlib.sha256(body).hexdigest(), time.time_ns() // 1000000, body])
    return answer(200)


connection_created.connect(be_durable)
urlpatterns = [path("webhooks/salla", take)]
application = get_wsgi_application()
