"""A desktop steps back for a relay: what tells it, what it leaves alone, and how the store is taken back."""

import contextlib
import json
import os
import sqlite3
import sys
import urllib.parse
import urllib.request

import keyring
from nomoit import Connecting, Demo, Nomo, expect_sentences, free_port, get, is_arabic, main

REDIRECT = "http://localhost:8721/callback"
HOUR = 3600 * 1000
RELAY = "relay.example.net"
DRAFT = {"type": "percentage", "percent": 1500, "minimum": "200", "usage_limit": 1}
EVENTS = ("order.created", "order.updated", "customer.created", "product.updated")


class World:
    """A demo store, `nomo` that is connected to it, and what a relay does at Salla."""

    def __init__(self, connected=True):
        self.demo = Demo(orders=40, customers=20, scale=1)
        self.nomo = Nomo(self.demo)
        self.merchant = self.demo.ready["merchant"]
        self.access = None
        if connected:
            assert self.nomo.connect().code == 0
            assert self.nomo.sync().code == 0

    def api(self, method, path, body=None):
        """As the relay asks, with a consent of its own."""
        self.access = self.access or self.sign_in()
        headers = {"Authorization": "Bearer " + self.access, "Content-Type": "application/json"}
        request = urllib.request.Request(self.demo.ready["api_url"] + path, method=method, headers=headers,
                                         data=None if body is None else json.dumps(body).encode())
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)["data"]

    def sign_in(self):
        ready = self.demo.ready
        query = urllib.parse.urlencode({"client_id": ready["client_id"], "response_type": "code", "redirect_uri": REDIRECT,
                                        "scope": "webhooks.read_write offline_access", "state": "abcdefghijkl"})
        _, _, headers = get(f"{ready['accounts_url']}/oauth2/auth?{query}", follow=False)
        code = urllib.parse.parse_qs(urllib.parse.urlparse(headers["Location"]).query)["code"][0]
        form = urllib.parse.urlencode({"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT,
                                       "client_id": ready["client_id"], "client_secret": ready["client_secret"]})
        with urllib.request.urlopen(f"{ready['accounts_url']}/oauth2/token", form.encode(), timeout=30) as answer:
            return json.load(answer)["access_token"]

    def subscribe(self, event, name="Nomo Flow relay", url=None):
        url = url or f"https://{RELAY}/webhooks/salla/{self.merchant}"
        return self.api("POST", "/webhooks/subscribe", {"event": event, "url": url, "name": name, "version": 2})["id"]

    def subscribe_relay(self):
        """More of others than fit on a page, some of which look like the relay's."""
        others = [self.subscribe(event, "Another app", f"https://other.example.net/{n}")
                  for n in range(30) for event in ("order.created", "order.updated")]
        others += [self.subscribe("review.added", "Another app"),
                   self.subscribe("review.added", url=f"https://{RELAY}/webhooks/salla/1{self.merchant}")]
        return [self.subscribe(event) for event in EVENTS], others

    def subscriptions(self):
        rows = [self.api("GET", f"/webhooks?per_page=60&page={page}") for page in (1, 2)]
        return sorted(row["id"] for page in rows for row in page)

    def pass_time(self, ms):
        self.nomo.environment["NOMO_CLOCK"] = self.demo.control("/clock", {"advance_ms": ms})["clock"]

    def note(self, key, value):
        """In the store's meta, as a program that ended too early would have left it."""
        path = os.path.join(self.nomo.directory, "stores", self.merchant + ".db")
        with contextlib.closing(sqlite3.connect(path, timeout=20)) as database, database:
            database.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))

    def asked(self):
        """What anybody asked of the store so far."""
        return [f"{r['method']} {r['target']}" for r in self.demo.control("/ledger")["requests"]]

    def desktop_chain(self):
        return next(chain for chain in self.demo.chains() if "orders.read_write" in chain["scope"])

    def status(self):
        result = self.nomo.run("status", "--json")
        assert result.code == 0, result
        store, = result.last["stores"]
        return store

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.demo.close()


def expect_stepped_back(world, asked):
    """Nothing is asked any more; the pair is gone from here and untouched at Salla; what is here can be read."""
    store = world.status()
    assert store["relay"]["host"] == RELAY and store["relay"]["since"], store
    assert store["sign_in"]["state"] == "none" and store["sign_in"]["generation"] == 0, store
    for _ in range(2):
        assert world.nomo.sync().code == 6
    assert world.asked()[asked:] == [], world.asked()[asked:]
    chain = world.desktop_chain()
    assert chain["alive"] and chain["refreshes"] == 0 and chain["reused"] == 0, chain
    assert len(world.nomo.run("list", "orders", "--json").lines) == 40


def steps_back():
    """In the hour after it has looked nobody looks; then the look is all that is asked."""
    with World() as world:
        world.subscribe_relay()
        asked = len(world.asked())
        assert world.nomo.sync().code == 0
        assert not [line for line in world.asked()[asked:] if "/webhooks" in line], world.asked()[asked:]
        world.pass_time(HOUR)
        asked = len(world.asked())
        result = world.nomo.sync()
        assert result.code == 6 and result.last["error"]["code"] == "relay" and RELAY in result.err, result
        looks = world.asked()[asked:]
        assert [line.partition("?")[0].rpartition("/")[2] for line in looks] == ["webhooks"] * 2, looks
        expect_stepped_back(world, asked + len(looks))


def edits_wait():
    with World() as world:
        world.subscribe_relay()
        world.pass_time(8 * 24 * HOUR)  # the sign-in is due to be renewed
        assert world.nomo.sync().code == 6
        asked = len(world.asked())
        draft = os.path.join(world.nomo.directory, "draft.json")
        with open(draft, "w", encoding="utf-8") as file:
            json.dump(DRAFT, file)
        made = world.nomo.run("coupons", "create", "--draft", draft, "--code", "EID15", "--expiry", "2099-12-31", "--json")
        assert made.code == 0, made
        assert world.nomo.run("coupons", "push", "--json").code == 6
        waiting = world.nomo.run("outbox", "list", "--json")
        assert [row["state"] for row in waiting.lines] == ["ready"], waiting
        expect_stepped_back(world, asked)
        world.pass_time(0)
        assert world.demo.spent_uses() == 0 and world.demo.grants().count("refresh_token: ok") == 0


def connect(world, *arguments, language="en"):
    """Signs in as a person would, and says more to `nomo connect`."""
    start = world.nomo.start
    world.nomo.start = lambda verb, *rest, **how: start(verb, *rest, *(arguments if verb == "connect" else ()), **how)
    try:
        with Connecting(world.nomo, free_port(), language=language) as connecting:
            connecting.browse()
            return connecting.finish()
    finally:
        world.nomo.start = start


def a_consent_asks():
    """A new consent leaves the store to the relay, unless it is taken back: then the relay's subscriptions go one by one, and no
    others."""
    with World() as world:
        relay, others = world.subscribe_relay()
        world.pass_time(HOUR)
        assert world.nomo.sync().code == 6
        since = world.status()["relay"]["since"]
        world.pass_time(HOUR)
        asked = len(world.asked())
        said = expect_sentences(lambda language: connect(world, language=language), "relay", 6)
        assert all(RELAY in sentence for sentence in said), said
        api = [line for line in world.asked()[asked:] if "/oauth2/" not in line]
        assert len(api) == 4 and all("GET" in line and "/webhooks?" in line for line in api), api
        store = world.status()
        assert store["relay"] == {"host": RELAY, "since": since} and store["sign_in"]["state"] == "none", store
        assert world.subscriptions() == sorted(relay + others)
        asked = len(world.asked())
        taken = connect(world, "--take-over")
        assert taken.code == 0, taken
        removed = [line for line in world.asked()[asked:] if line.startswith("DELETE")]
        assert [line.rpartition("/")[2] for line in removed] == [f"unsubscribe?id={number}" for number in relay], removed
        assert world.subscriptions() == sorted(others)
        store = world.status()
        assert store["relay"] is None and store["sign_in"]["state"] == "good", store
        assert world.nomo.sync().code == 0
        world.pass_time(HOUR)
        assert world.nomo.sync().code == 0


def a_store_that_was_not_here():
    """Nothing of it stays when it is left to its relay."""
    with World(connected=False) as world:
        world.subscribe_relay()
        assert connect(world).code == 6
        assert [name for name in os.listdir(os.path.join(world.nomo.directory, "stores")) if ".db" in name] == []
        assert world.nomo.run("status", "--json").code == 3
        assert connect(world, "--take-over").code == 0
        assert world.nomo.sync().code == 0 and world.status()["relay"] is None


def taken_back_in_vain():
    """Salla refuses to end the relay's subscriptions: the store stays with the relay."""
    with World() as world:
        relay, others = world.subscribe_relay()
        world.demo.misbehave("500", path="/webhooks/unsubscribe")
        result = connect(world, "--take-over")
        assert result.code == 1, result
        store = world.status()
        assert store["relay"]["host"] == RELAY and store["sign_in"]["state"] == "none", store
        assert world.subscriptions() == sorted(relay + others)
        assert world.nomo.sync().code == 6


def left_in_the_keyring():
    """What a locked keyring has not let go is erased the next time, and never used."""
    with World() as world:
        world.subscribe_relay()
        copy = keyring.Copy()
        world.pass_time(HOUR)
        assert world.nomo.sync().code == 6
        copy.put_back()
        assert world.status()["sign_in"]["state"] == "good"
        asked = len(world.asked())
        world.note("relay-erase", "1")
        assert world.nomo.sync().code == 6
        expect_stepped_back(world, asked)


def in_words():
    with World() as world:
        world.subscribe_relay()
        world.pass_time(HOUR)
        said = expect_sentences(lambda language: world.nomo.run("sync", "--json", language=language), "relay", 6)
        assert all(RELAY in sentence for sentence in said), said
        english, arabic = (world.nomo.run("status", language=language) for language in ("en", "ar"))
        assert english.code == 0 and "has looked after this store since" in english.out, english
        assert arabic.code == 0 and RELAY in arabic.out, arabic
        assert all(is_arabic(line.split("  ")[0]) for line in arabic.out.splitlines()), arabic
        assert "ory_" not in english.out + arabic.out


def a_sign_in_that_is_dead():
    """Whose pair Salla has ended cannot ask whether a relay is there: it reconnects, as ever."""
    with World() as world:
        world.subscribe_relay()
        world.demo.control("/uninstall", {})
        world.pass_time(HOUR)
        result = world.nomo.sync()
        assert result.code == 3 and result.last["error"]["code"] != "relay", result
        assert world.status()["relay"] is None


TESTS = (steps_back, edits_wait, a_consent_asks, a_store_that_was_not_here, taken_back_in_vain, left_in_the_keyring,
         in_words, a_sign_in_that_is_dead)

if __name__ == "__main__":
    main([test for test in TESTS if not sys.argv[1:] or test.__name__ in sys.argv[1:]])
