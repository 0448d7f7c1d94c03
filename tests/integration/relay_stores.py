#!/usr/bin/python3
"""A relay and a demo store: the consent that a webhook brings, the records that webhooks become, and the app's removal.

    relay_stores.py [TEST]

Prints TAP."""

import datetime
import json
import os
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request

from nomoit import Demo, Nomo, free_port, get, inside_session, is_arabic, main, wait_until
from relay import DAY_MS, Relay

SCOPES = ("offline_access settings.read orders.read_write customers.read products.read carts.read reviews.read "
          "marketing.read_write specialoffers.read categories.read brands.read")
REDIRECT = "http://localhost:8721/callback"


def sign_in(demo, scopes=SCOPES):
    """A pair of tokens, as the merchant's consent brings it."""
    ready = demo.ready
    query = urllib.parse.urlencode({"client_id": ready["client_id"], "response_type": "code", "redirect_uri": REDIRECT,
                                    "scope": scopes, "state": "abcdefghijkl"})
    _, _, headers = get(f"{ready['accounts_url']}/oauth2/auth?{query}", follow=False)
    code = urllib.parse.parse_qs(urllib.parse.urlparse(headers["Location"]).query)["code"][0]
    form = urllib.parse.urlencode({"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT,
                                   "client_id": ready["client_id"], "client_secret": ready["client_secret"]})
    with urllib.request.urlopen(f"{ready['accounts_url']}/oauth2/token", form.encode(), timeout=30) as answer:
        return json.load(answer)


def moment(ms):
    """As Salla writes it in the events of an app, in Riyadh's time."""
    zone = datetime.timezone(datetime.timedelta(hours=3))
    return datetime.datetime.fromtimestamp(ms // 1000, zone).strftime("%Y-%m-%d %H:%M:%S")


class World:
    """A demo store, a relay that knows its app, and `nomo` that reads what the relay keeps."""

    def __init__(self, *arguments, orders=120, customers=60, scale=60, any_host=True):
        self.folder = tempfile.TemporaryDirectory()
        self.relay = Relay(self.folder.name)
        self.demo = Demo(*(["--webhook-any-host"] if any_host else []), *arguments, orders=orders, customers=customers, scale=scale)
        self.merchant = int(self.demo.ready["merchant"])
        self.nomo = Nomo(self.demo, directory=self.folder.name)
        self.relay.port = free_port()
        self.url = f"http://127.0.0.1:{self.relay.port}"
        self.settings()
        self.start()

    def settings(self):
        ready = self.demo.ready
        path = os.path.join(self.folder.name, "relay.conf")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        with open(path, "w", encoding="utf-8") as file:
            text = text.replace("[salla]\n", f"[salla]\naccounts={ready['accounts_url']}\napi={ready['api_url']}\n")
            file.write(text.replace("[relay]\n", f"[relay]\npublic-url={self.url}/\n"))
        done = self.relay.run("--client-id", ready["client_id"], "app", text=ready["client_secret"] + "\n")
        assert done.returncode == 0, done

    def start(self):
        self.relay.start(clock=self.demo.ready["clock"])
        self.demo.control("/webhook", {"url": self.url + "/webhooks/salla",
                                       "secret": self.relay.secret, "strategy": "signature"})

    def now(self):
        return self.demo.control("/counts")["now"]

    def tell(self, event, data, at=None):
        """A delivery by hand, as from Salla."""
        body = json.dumps({"event": event, "merchant": self.merchant, "created_at": moment(at or self.now()), "data": data})
        assert self.relay.send(body.encode())[0] == 200
        return body

    def authorize(self, tokens=None, at=None):
        tokens = tokens or sign_in(self.demo)
        data = {"access_token": tokens["access_token"], "refresh_token": tokens["refresh_token"],
                "expires": self.now() // 1000 + tokens["expires_in"], "scope": tokens["scope"], "token_type": "bearer"}
        return self.tell("app.store.authorize", data, at), tokens

    def states(self):
        return self.relay.stored("SELECT event || ' ' || state || ' ' || coalesce (reason, '') FROM deliveries ORDER BY number")

    def settled(self, n):
        wait_until(lambda: len(self.states()) == n and not [s for s in self.states() if s.split()[1] == "0"], 60)
        return self.states()

    def status(self):
        done = self.relay.run("--json", "status", clock=self.demo.ready["clock"])
        assert done.returncode == 0 and not done.stderr, done
        return json.loads(done.stdout)

    def bytes(self):
        """What the store's file holds once nobody has it open."""
        with open(os.path.join(self.folder.name, "stores", f"{self.merchant}.db"), "rb") as file:
            return file.read()

    def list(self, entity, *options):
        result = self.nomo.run("list", entity, "--json", *options)
        return result.lines if result.code == 0 else []

    def has_all(self):
        counts = self.demo.counts()
        return len(self.list("orders")) == counts["orders"] and len(self.list("reviews")) == counts["reviews"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.relay.process.poll() is None:
            self.relay.end()
        self.demo.close()
        self.folder.cleanup()


def holds(folder, text):
    """The files in which a text stands."""
    found = []
    for place, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(place, name), "rb") as file:
                if text.encode() in file.read():
                    found.append(name)
    return found


def consent():
    """A webhook brings the tokens of a store; the relay connects it and gets its records. No file shows a token, and what waited
    for the store is written."""
    with World() as world:
        world.tell("order.paid", {"id": 5})
        assert world.settled(1) == ["order.paid 2 no store"], world.states()
        body, tokens = world.authorize()
        wait_until(lambda: "app.store.authorize 1 " in world.states(), 60)
        assert world.settled(2)[0] == "order.paid 2 unknown", world.states()
        wait_until(world.has_all, 60)
        assert world.relay.send(body.encode())[0] == 200
        assert len(world.states()) == 2
        again = world.relay.run("replay", "--from", "1", "--to", "2")
        assert again.returncode == 0 and again.stdout.startswith("1 delivery "), again  # a consent is taken once
        for language in ("en", "ar"):
            once = world.relay.run("replay", "--delivery", "2", language=language)
            assert once.returncode == 1 and once.stdout.count("\n") == 2 and is_arabic(once.stdout) == (language == "ar"), once
        world.relay.end()
        world.relay.start(clock=world.demo.ready["clock"])
        assert world.settled(2) == ["order.paid 2 unknown", "app.store.authorize 1 "], world.states()
        one = world.relay.run("replay", "--delivery", "1")
        assert one.returncode == 0 and one.stdout.startswith("1 delivery "), one
        world.relay.end()
        for token in (tokens["access_token"], tokens["refresh_token"]):
            assert holds(world.folder.name, token) == [], token
        check = world.nomo.run("check", "--json")
        assert check.code == 0 and check.last["ok"], check


def older_consents():
    """A pair that is older than the one in use is left alone, however late it comes and whoever sends it again; a newer one takes its
    place. None is ever shown twice, also after a start."""
    with World() as world:
        world.authorize()
        world.settled(1)
        newer = sign_in(world.demo)
        older = sign_in(world.demo)
        world.authorize(newer)
        assert world.settled(2) == 2 * ["app.store.authorize 1 "], world.states()
        world.authorize(older, at=world.now() - 3600 * 1000)
        assert world.settled(3)[2] == "app.store.authorize 1 older", world.states()
        world.relay.end()
        world.start()
        wait_until(world.has_all, 60)
        assert world.demo.spent_uses() == 0
        world.authorize({**newer, "access_token": "nobody", "refresh_token": "knows"})
        assert world.settled(4)[3] == "app.store.authorize 2 refused by salla", world.states()
        assert world.demo.spent_uses() == 0


def events():
    """What happens in the shop is here within a moment, by webhook, in the same words as the API's."""
    with World() as world:
        world.authorize()
        world.settled(1)
        wait_until(world.has_all, 60)
        before = {order["id"] for order in world.list("orders")}
        world.demo.control("/orders", {"n": 5})
        wait_until(lambda: len({order["id"] for order in world.list("orders")} - before) == 5, 30)
        states = world.settled(len(world.states()))
        assert sum(state.startswith("order.created 1") for state in states) == 5, states
        books = {str(book["id"]): book for book in world.demo.control("/books/orders")}
        for order in world.list("orders"):
            if order["id"] not in before:
                assert order["detailed"] is True and order["customer"] == str(books[order["id"]]["customer_id"]), order
        replayed(world, next(order for order in world.list("orders") if order["id"] not in before)["id"])
        stands(world)


def replayed(world, order):
    """What Salla has said since is not undone by what it said before, whoever has that taken once more."""
    created = world.relay.stored("SELECT number || ' ' || CAST (body AS TEXT) FROM deliveries JOIN bodies USING (number)"
                                 " WHERE event = 'order.created'")
    number, = [int(row.split()[0]) for row in created if json.loads(row.split(" ", 1)[1])["data"]["id"] == int(order)]
    said = world.now() // 1000
    wait_until(lambda: world.now() // 1000 > said, 10)
    world.demo.control("/edit", {"entity": "orders", "id": int(order), "status": "refunded"})
    find = lambda: next(one for one in world.list("orders") if one["id"] == order)
    wait_until(lambda: find()["status"] == "refunded", 30)
    world.settled(len(world.states()))
    before = find()
    done = world.relay.run("replay", "--delivery", str(number))
    assert done.returncode == 0, done
    world.tell("order.paid", {"id": 1})  # it looks into the inbox at once
    world.settled(len(world.states()))
    assert world.states()[number - 1].startswith("order.created 1") and find() == before, (before, find())


def stands(world):
    """How the store stands is told beside the relay, in both languages; nothing is written for it, and Salla is not asked."""
    store, = world.status()["stores"]
    assert (store["merchant"], store["state"]) == (str(world.merchant), "connected"), store
    assert store["name"] and store["sign_in"]["state"] == "good" and store["records"]["as_of"] and store["removed_at"] is None, store
    told, lag = store["deliveries"], store["deliveries"]["lag"]
    assert told["last_day"] == len(world.states()) and told["waiting"] == 0 and told["last_event"], told
    # What brought the sign-in waited for Salla, and counts for nothing.
    assert lag["coming"]["count"] == len(world.states()) - 1, lag
    assert lag["writing"]["count"] == sum(state.split()[1] == "1" for state in world.states()) - 1, (lag, world.states())
    assert 0 < lag["writing"]["p50_ms"] <= lag["writing"]["p99_ms"] < 60_000 and lag["coming"]["p99_ms"] < 60_000, lag
    assert store["repairs"] == {"days": 30, "missed": 0, "changed": 0, "gone": 0, "untold": 0}, store
    for language in ("en", "ar"):
        told = world.relay.run("status", language=language, clock=world.demo.ready["clock"])
        lines = told.stdout.split("\n\n")[1].splitlines()
        assert told.returncode == 0 and store["name"] in lines[0] and len(lines) >= 8, told
        assert all(is_arabic(line.split(": ")[0]) == (language == "ar") for line in lines if not line.startswith("    ")), lines
        assert "ory_" not in told.stdout and world.demo.ready["client_secret"] not in told.stdout
    world.relay.end()
    asked, before = len(world.demo.control("/ledger")["requests"]), world.bytes()
    again, = world.status()["stores"]
    assert again == {**store, "engine": {"held_by": None}, "records": again["records"]}, (store, again)
    assert len(world.demo.control("/ledger")["requests"]) == asked and world.bytes() == before


def told_of():
    """What was put right is told, and so is each store that is not as it should be: one that nobody has connected, one that lost its
    consent, one whose file is broken."""
    def stood():
        return {store["merchant"]: store for store in world.status()["stores"]}

    def words(language):
        told = world.relay.run("status", language=language, clock=clock)
        assert told.returncode == 0 and not told.stderr, told
        return told.stdout

    with World() as world:
        mine, other = str(world.merchant), str(world.merchant + 1)
        world.authorize()
        wait_until(world.has_all, 60)
        world.relay.end()
        world.demo.control("/webhook", {"url": None})
        world.demo.control("/delete", {"entity": "orders", "id": int(world.list("orders")[3]["id"])})
        clock = world.demo.control("/clock", {"advance_ms": 2 * DAY_MS})["clock"]
        world.relay.start(clock=clock)
        wait_until(lambda: stood()[mine]["repairs"]["gone"] == 1, 60)
        assert stood()[mine]["repairs"] == {"days": 30, "missed": 0, "changed": 0, "gone": 1, "untold": 0}, stood()
        assert "Gone at Salla, now removed: 1" in words("en") and stood()[mine]["state"] == "connected", words("en")
        world.relay.send(b'{"event":"order.paid","merchant":%s,"data":{"id":1}}' % other.encode())
        world.demo.control("/uninstall", {})
        world.relay.end()
        world.relay.start(clock=clock)  # it asks at once
        wait_until(lambda: stood().get(other, {}).get("state") == "unknown" and stood()[mine]["state"] == "no-consent", 60)
        lost = stood()[mine]
        assert (lost["sign_in"]["state"], lost["sign_in"]["reason"], lost["removed_at"]) == ("ended", "revoked", None), lost
        assert "name" not in stood()[other] and stood()[other]["deliveries"]["kept"] == 1, stood()
        world.relay.end()
        with open(os.path.join(world.folder.name, "stores", f"{mine}.db"), "r+b") as file:
            file.write(8192 * b"x")
        assert stood()[mine]["state"] == "unreadable" and stood()[other]["state"] == "unknown", stood()
        for language, broken, nobody in (("en", "damaged", "not connected"), ("ar", "تالفة", "غير مرتبط")):
            _, first, second = words(language).split("\n\n")
            assert mine in first and broken in first and other in second and nobody in second, (first, second)


def removal():
    """Who says that the app is removed is not believed while Salla answers; once it does not, nothing is asked any more. The records
    stay for as long as the relay is told, and a merchant who comes back is there again."""
    with World() as world:
        world.authorize()
        world.settled(1)
        wait_until(world.has_all, 60)
        world.tell("app.uninstalled", {"id": 1})
        assert world.settled(2)[1] == "app.uninstalled 2 still installed", world.states()
        world.demo.control("/uninstall", {})
        world.tell("app.uninstalled", {"id": 1, "refunded": False})
        wait_until(lambda: "app.uninstalled 1 " in world.states(), 60)
        assert len(world.list("orders")) >= 120
        assert not [name for name in os.listdir(os.path.join(world.folder.name, "secrets"))]
        stood, = world.status()["stores"]
        assert stood["state"] == "removed" and stood["removed_at"] and stood["sign_in"]["state"] == "none", stood
        assert stood["deliveries"]["last_event"] == "app.uninstalled" and stood["deliveries"]["kept"] == 1, stood
        store = os.path.join(world.folder.name, "stores", f"{world.merchant}.db")
        world.relay.end()
        world.start()
        assert world.relay.send(b'{"event":"order.paid","merchant":%d,"data":{"id":1}}' % world.merchant)[0] == 200
        wait_until(lambda: world.states()[-1] == "order.paid 2 unknown", 60)
        assert os.path.exists(store)
        world.relay.end()
        world.relay.set(**{"erase-after-days": "0"})
        world.start()
        wait_until(lambda: not os.path.exists(store), 60)
        world.authorize()
        wait_until(lambda: world.states().count("app.store.authorize 1 ") == 2, 60)
        wait_until(world.has_all, 60)


def links():
    """A merchant connects a store by a link, once, and only the store that the link is for. The pages speak both languages."""
    with World() as world:
        def link(merchant):
            made = world.relay.run("connect", str(merchant))
            assert made.returncode == 0, made
            return made.stdout.splitlines()[-1]

        def browse(url, language="ar"):
            request = urllib.request.Request(url, headers={"Accept-Language": language})
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    return answer.status, answer.read().decode()
            except urllib.error.HTTPError as error:
                return error.code, error.read().decode()

        mine = link(world.merchant)
        ticket = mine.split("ticket=")[1]
        assert holds(world.folder.name, ticket) == []
        assert browse(mine.replace(ticket, ticket[::-1]))[0] == 404
        status, page = browse(link(world.merchant + 1))
        assert status == 409 and is_arabic(page) and 'dir="rtl"' in page, page
        status, page = browse(mine)
        assert status == 200 and "المتجر مرتبط" in page, page
        wait_until(world.has_all, 60)
        status, page = browse(mine, language="en")
        assert status == 404 and "not valid any more" in page and 'dir="ltr"' in page, page
        code = get(f"{world.url}/oauth/callback?code=abc&state=" + 32 * "x")[0]
        assert code == 404, code
        assert world.relay.run("connect", "ward").returncode == 2
        assert world.demo.spent_uses() == 0


if __name__ == "__main__":
    inside_session()
    chosen = [consent, older_consents, events, told_of, removal, links]
    sys.exit(main([test for test in chosen if not sys.argv[1:] or test.__name__ in sys.argv[1:]]))
