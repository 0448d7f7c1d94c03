#!/usr/bin/python3
"""The page that a relay shows in a merchant's dashboard at Salla: to whom, of which store, and what it says.

    relay_page.py [TEST]

Prints TAP."""

import concurrent.futures
import html
import json
import os
import re
import sqlite3
import sys
import urllib.error
import urllib.parse
import urllib.request

from nomoit import get, inside_session, is_arabic, main, wait_until
from relay_stores import World

DASHBOARD = "https://s.salla.sa"
DAY_MS = 24 * 3600 * 1000
INTROSPECT = "/exchange-authority/v1/introspect"
FORGED = "Zm9yZ2Vk"

# No test runs over midnight, when what happened today is none.
MORNING = "2026-11-22T10:00:00+03:00"


class PageWorld(World):
    """A relay that knows the number of its app."""

    with_app = True

    def __init__(self, scale=1):
        super().__init__("--born", MORNING, "--now", MORNING, scale=scale)

    def settings(self):
        super().settings()
        if self.with_app:
            self.set_app(self.demo.control("/embedded-token", {})["app_id"])

    def set_app(self, number):
        with open(os.path.join(self.folder.name, "relay.conf"), "a", encoding="utf-8") as file:
            file.write(f"[salla]\napp-id={number}\n")

    def open(self, **details):
        """What the dashboard gives to the page."""
        return self.demo.control("/embedded-token", details)["token"]

    def page(self, token, language="ar", theme="light"):
        query = {"token": token, "theme": theme, "lang": language}
        return get(f"{self.url}/embedded?" + urllib.parse.urlencode({name: value for name, value in query.items() if value}))

    def asked(self):
        """How often Salla was asked whose a token is."""
        return len(self.demo.requests(INTROSPECT))

    def connect(self):
        self.authorize()
        wait_until(self.has_all, 60)

    def store(self, sql, *values):
        path = os.path.join(self.folder.name, "stores", f"{self.merchant}.db")
        with sqlite3.connect(path, timeout=20) as connection:
            return connection.execute(sql, values).fetchall()


def words(page):
    """What a reader sees, a line for each text."""
    body = re.sub(r"<script>.*?</script>", "", page.split("<body>")[1])
    return [html.unescape(text) for text in re.split(r"<[^>]*>", body) if text]


def shows_nothing_of_a_store(page):
    assert "ورد" not in page and "<dl" not in page, words(page)


def the_store_that_salla_names():
    """The page is that of the store for which Salla vouches, in the language that is asked for, Arabic when none is; only the
    dashboard may frame it, it loads nothing, and who is asked about once is not asked about again."""
    with PageWorld() as world:
        world.connect()
        token = world.open()
        status, page, headers = world.page(token)
        assert status == 200 and 'lang="ar" dir="rtl" data-theme="light"' in page, words(page)
        said = words(page)
        for text in ("متجر ورد الرياض", "مربوط", "ما وصل من سلة", "آخر حدث", "منح نومو فلو إذن الوصول", "لم يفُت شيء."):
            assert text in said, (text, said)
        policy = headers["Content-Security-Policy"]
        assert policy.endswith(f"frame-ancestors {DASHBOARD}") and "default-src 'none'" in policy, policy
        assert "X-Frame-Options" not in headers and "Set-Cookie" not in headers, headers
        assert headers["Cache-Control"] == "no-store" and headers["Referrer-Policy"] == "no-referrer", headers
        assert not re.search(r"(src|href)=|url\(|@import|https?://(?!s\.salla\.sa)", page), page
        assert token not in page

        status, page, _ = world.page(token, language="en", theme="dark")
        assert status == 200 and 'lang="en" dir="ltr" data-theme="dark"' in page, words(page)
        said = words(page)
        assert not [text for text in said if is_arabic(text) and text != "متجر ورد الرياض"], said
        assert "Connected" in said and "Access granted to Nomo Flow" in said and "Nothing was missed." in said, said
        assert 'lang="ar"' in world.page(token, language=None)[1]
        assert world.asked() == 1

        world.demo.control("/orders", {"n": 3})
        wait_until(lambda: len([state for state in world.states() if state.startswith("order.created 1")]) == 3)
        said = words(world.page(token)[1])
        at = said.index("آخر حدث")
        assert said[at + 1] in ("طلب جديد", "تعديل طلب", "منتج يوشك أن ينفد", "تعديل منتج"), said
        assert re.fullmatch(r"(الآن|قبل .*) · \d+ \S+ \d{4}، \d+:\d\d [صم]", said[at + 2]), said
        assert int(said[said.index("أحداث اليوم") + 1]) == len(world.states()), said


def what_was_missed():
    """What comparisons with Salla have put right in the last 30 days is told list by list, and the newest one by one."""
    with PageWorld() as world:
        world.connect()
        now = world.now()
        world.relay.end()
        for entity, what, days in (("coupon", "missed", 31), ("product", "missed", 29), ("product", "missed", 4),
                                   ("customer", "changed", 3), ("order", "gone", 2), ("order", "missed", 2), ("order", "missed", 1)):
            world.store("INSERT INTO repairs (entity, id, what, at) VALUES (?, 7, ?, ?)", entity, what, now - days * DAY_MS)
        world.start()
        token = world.open()
        wait_until(lambda: world.page(token)[0] == 200)
        said = words(world.page(world.open())[1])
        assert "فات ثم جُلب: 2 · لم يعد في سلة فأُزيل: 1" == said[said.index("الطلبات") + 1], said
        assert "تغيّر دون علم فصُحّح: 1" == said[said.index("العملاء") + 1], said
        assert "فات ثم جُلب: 2" == said[said.index("المنتجات") + 1] and "الكوبونات" not in said, said
        latest = said[said.index("آخر ما استُدرك"):]
        times = [text for text in latest if re.search(r"\d+:\d\d [صم]( |$)", text)]
        assert latest.count("فات ثم جُلب") == 3 and len(times) == 5 and times[0].startswith("أمس "), latest


def others():
    """A merchant sees the own store alone: who is not connected here sees that, whatever others have; who has removed the app or has
    lost the sign-in reads what to do."""
    with PageWorld() as world:
        world.connect()
        stranger = world.merchant + 5
        status, page, _ = world.page(world.open(merchant=stranger))
        assert status == 200 and "غير مربوط" in words(page) and "ورد" not in page, words(page)
        body = json.dumps({"event": "order.created", "merchant": stranger, "data": {"id": 1}}).encode()
        assert world.relay.send(body)[0] == 200
        said = words(world.page(world.open(merchant=stranger))[1])
        assert "لم يُمنح إذن الوصول بعد" in said and "طلب جديد" in said, said
        assert said[said.index("أحداث اليوم") + 1] == "1", said

        world.demo.control("/uninstall", {})
        world.tell("app.uninstalled", {"id": 1})
        wait_until(lambda: "app.uninstalled 1 " in world.states(), 60)
        status, page, _ = world.page(world.open())
        assert status == 200 and "أُزيل التطبيق" in words(page) and "class=\"advice\"" in page, words(page)


def signed_out():
    """A sign-in that Salla has ended is told, and what to do about it, when no webhook has said why."""
    with PageWorld() as world:
        world.connect()
        world.demo.misbehave("hook-wrong-signature")
        world.demo.control("/uninstall", {})
        world.relay.end()
        world.start()  # it asks Salla at once
        token = world.open()  # one alone: who comes with ever new ones is turned away
        wait_until(lambda: "انتهى تسجيل الدخول" in words(world.page(token)[1]), 30)
        _, page, _ = world.page(token, language="en")
        assert "Sign-in expired" in words(page) and "open it to connect the store" in page, words(page)


def refused():
    """Who has no token, a forged one, or one that has ended, sees nothing of any store, whoever used it before."""
    with PageWorld() as world:
        world.connect()
        good = world.open(seconds=30)
        assert world.page(good)[0] == 200
        assert world.page(FORGED)[0] == 401
        for status, token in ((400, None), (401, good[::-1]), (401, good + "x"), (401, 5000 * "x")):
            for language in ("ar", "en"):
                answer, page, headers = world.page(token, language=language)
                assert answer == status and is_arabic(page) == (language == "ar"), (token, answer, words(page))
                assert headers["Content-Security-Policy"].endswith(DASHBOARD), headers
                shows_nothing_of_a_store(page)
        asked = world.asked()
        assert world.page(FORGED)[0] == 401 and world.asked() == asked  # it was asked about a moment ago
        with open(os.path.join(world.folder.name, "log"), encoding="utf-8") as log:
            assert good not in log.read()
        request = urllib.request.Request(f"{world.url}/embedded?token={good}", data=b"x")
        try:
            urllib.request.urlopen(request, timeout=30)
            raise AssertionError("it was taken")
        except urllib.error.HTTPError as error:
            assert error.code == 405, error
        assert get(f"{world.url}/embedded/other?token={good}")[0] == 404


def ended():
    """A token is good for as long as Salla has said, not for as long as it is remembered."""
    with PageWorld(scale=60) as world:
        world.connect()
        token = world.open(seconds=240)
        assert world.page(token)[0] == 200
        ends = world.now() + 240 * 1000
        wait_until(lambda: world.now() > ends, 30)
        status, page, _ = world.page(token)
        assert status == 401 and world.asked() == 2, (status, world.asked())
        shows_nothing_of_a_store(page)


def no_answer_from_salla():
    """While Salla does not answer, or not sensibly, nothing is shown, and nothing of that is remembered."""
    with PageWorld() as world:
        world.connect()
        token = world.open()
        for name, status in (("500", 502), ("503", 502), ("html", 502), ("empty-arrays", 502), ("deep", 502),
                             ("blocked", 502), ("redirect", 502), ("drop", 502), ("http-status-200-error", 502)):
            world.demo.misbehave(name, count=1, path="/introspect")
            answer, page, _ = world.page(token)
            assert answer == status, (name, answer, words(page))
            shows_nothing_of_a_store(page)
        world.demo.misbehave("slow", count=1, path="/introspect", ms=300)
        assert world.page(token)[0] == 200
        world.demo.misbehave("hang", count=1, path="/introspect", ms=30000)
        status, page, _ = world.page(world.open(), language="en")
        assert status == 504 and "Salla does not answer" in words(page), (status, words(page))
        shows_nothing_of_a_store(page)


def flood():
    """A flood here is none at Salla: who comes with one token over and over is asked about once, who comes with ever new ones is
    turned away, and who came before is still served."""
    with PageWorld() as world:
        world.connect()
        token = world.open()
        world.demo.misbehave("slow", count=1, path="/introspect", ms=300)
        with concurrent.futures.ThreadPoolExecutor(20) as crowd:
            statuses = list(crowd.map(lambda _: world.page(token)[0], range(60)))
        assert set(statuses) <= {200, 503} and statuses.count(200) >= 20, statuses
        assert world.asked() == 1, world.asked()
        with concurrent.futures.ThreadPoolExecutor(8) as crowd:
            answers = list(crowd.map(lambda number: world.page(f"{FORGED}{number}"), range(150)))
        statuses = [answer[0] for answer in answers]
        assert set(statuses) == {401, 429}, statuses
        assert world.asked() <= 1 + 2 * 20, world.asked()  # the minute may turn meanwhile
        assert [answer[2]["Retry-After"] for answer in answers if answer[0] == 429][0] == "60"
        assert world.page(token)[0] == 200


def not_set_up():
    """Without the number of the app nobody is asked about and nothing is shown."""
    class Bare(PageWorld):
        with_app = False

    with Bare() as world:
        world.connect()
        status, page, _ = world.page(world.open())
        assert status == 503 and "هذه الصفحة لم تُهيَّأ بعد" in words(page) and world.asked() == 0, words(page)
        shows_nothing_of_a_store(page)


if __name__ == "__main__":
    inside_session()
    chosen = [the_store_that_salla_names, what_was_missed, others, signed_out, refused, ended, no_answer_from_salla, flood,
              not_set_up]
    sys.exit(main([test for test in chosen if not sys.argv[1:] or test.__name__ in sys.argv[1:]]))
