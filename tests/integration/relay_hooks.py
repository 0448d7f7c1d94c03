#!/usr/bin/python3
"""A relay and a demo store: the webhook subscriptions that the relay registers for a store, and keeps as they should be.

    relay_hooks.py [TEST]

Prints TAP."""

import json
import os
import signal
import sqlite3
import sys
import urllib.error
import urllib.parse
import urllib.request

from nomoit import get, inside_session, is_arabic, main, wait_until
from relay_stores import SCOPES, World, holds, sign_in

GRANTED = SCOPES + " webhooks.read_write"
NAME = "Nomo Flow relay"
STRANGE = "https://others.example/hooks"
HOUR_MS = 3600 * 1000
FASTER = 300  # so that the relay's nights come soon, and Salla's codes last


class Subscribed(World):
    """A world whose merchant has granted webhooks, and who looks at them with a token of its own."""

    def __init__(self, *arguments, **how):
        super().__init__(*arguments, orders=20, customers=10, **how)
        self.mine = f"{self.url}/webhooks/salla/{self.merchant}"
        self.token = sign_in(self.demo, GRANTED)["access_token"]

    def consent(self, scopes=GRANTED):
        taken = lambda: self.states().count("app.store.authorize 1 ")
        n = taken()
        self.authorize(sign_in(self.demo, scopes))
        wait_until(lambda: taken() > n, 30)

    def state(self):
        path = os.path.join(self.folder.name, "stores", f"{self.merchant}.db")
        if not os.path.exists(path):
            return {}
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=20) as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = 'webhooks'").fetchone()
        return json.loads(row[0]) if row else {}

    def seen(self, kind="seen", after=0):
        """How the subscriptions stand, once a round after a moment has ended so."""
        wait_until(lambda: self.state().get("state") == kind and self.state()["at"] > after, 30)
        return self.state()

    def api(self, method, path, body=None):
        request = urllib.request.Request(self.demo.ready["api_url"] + path, method=method,
                                         data=json.dumps(body).encode() if body is not None else None,
                                         headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)["data"]

    def subscriptions(self):
        rows, page = [], 1
        while len(got := self.api("GET", f"/webhooks?per_page=60&page={page}")) > 0:
            rows, page = rows + got, page + 1
        return rows

    def asked(self, *methods):
        """What the relay asked of webhooks: the test's own token is of another chain."""
        chain = self.demo.chains()[0]["id"]
        return [r for r in self.demo.control("/ledger")["requests"]
                if "/webhooks" in r["target"] and r["method"] in methods and r["chain"] != chain]

    def again(self, **settings):
        """The relay is started anew, perhaps with other settings; how the subscriptions stand then."""
        before = self.state().get("at", 0)
        kind = settings.pop("kind", "seen")
        self.relay.end()
        if settings:
            self.relay.set(**settings)
        self.start()
        return self.seen(kind, before)

    def order(self):
        """A new order arrives by webhook."""
        number, = self.demo.control("/orders", {"n": 1})["ids"]
        wait_until(lambda: any(state.startswith("order.created 1") for state in self.states()), 30)
        wait_until(lambda: str(number) in {order["id"] for order in self.list("orders")}, 30)


def registered():
    """After its consent a store tells of each event once, signed with the relay's secret; that is found well again and left alone."""
    with Subscribed(scale=1) as world:
        world.demo.control("/webhook", {"url": None})
        world.consent()
        state = world.seen()
        rows = world.subscriptions()
        events = [row["event"] for row in rows]
        assert state["wanted"] == state["standing"] == state["registered"] == len(rows) > 40, state
        assert state["refused"] == [] and state["corrected"] == state["removed"] == 0, state
        assert len(set(events)) == len(events)
        assert {"order.created", "abandoned.cart", "review.added", "product.price.updated"} < set(events)
        for wrong in ("customer.otp.request", "communication.sms.send", "product.updated", "product.available", "store.branch.created"):
            assert wrong not in events
        assert {(row["name"], row["url"], row["version"], row["rule"]) for row in rows} == {(NAME, world.mine, 2, None)}
        assert [r["method"] for r in world.asked("POST", "PUT", "DELETE")] == ["POST", "PUT"] * len(rows)
        world.order()
        writes = len(world.asked("POST", "PUT", "DELETE"))
        state = world.again()
        assert state["standing"] == len(rows) and state["registered"] == state["corrected"] == 0, state
        assert len(world.asked("POST", "PUT", "DELETE")) == writes
        assert holds(world.folder.name, world.relay.secret) == []


def corrected():
    """What is not as it should be is put right, what is there twice is taken away by its number, and what leads elsewhere stays. When
    the relay has moved, its subscriptions move with it."""
    with Subscribed("--webhook-secrets") as world:
        world.consent()
        n = world.seen()["wanted"]
        one = {row["event"]: row["id"] for row in world.subscriptions()}
        signed = {"security_strategy": "signature", "secret": "of somebody else"}
        for event, change in (("order.created", signed), ("order.updated", {"security_strategy": "token", "secret": world.relay.secret}),
                              ("order.refunded", {"security_strategy": None}), ("abandoned.cart", {"rule": "total > 100"}),
                              ("review.added", {"version": 1}), ("customer.login", {"url": STRANGE})):
            world.api("PUT", f"/webhooks/{one[event]}", change)
        world.api("DELETE", f"/webhooks/unsubscribe?id={one['order.deleted']}")
        for event, url in (("order.payment.updated", "https://a.example/"), ("brand.created", STRANGE), ("order.created", STRANGE + "/2")):
            made = world.api("POST", "/webhooks/subscribe", {"event": event, "url": url, "name": NAME})
            if url == "https://a.example/":
                world.api("PUT", f"/webhooks/{made['id']}", {"url": world.mine})
        strange = [row for row in world.subscriptions() if row["url"].startswith(STRANGE)]
        assert len(strange) == 3
        state = world.again()
        assert (state["standing"], state["registered"], state["corrected"], state["removed"]) == (n, 2, 5, 1), state
        assert len(world.subscriptions()) == n + 3
        assert [row for row in world.subscriptions() if row["url"].startswith(STRANGE)] == strange
        assert {(row["security"]["strategy"], row["security"]["secret"], row["rule"], row["version"])
                for row in world.subscriptions() if row["url"] == world.mine} == {("signature", world.relay.secret, None, 2)}
        assert all("?id=" in r["target"] for r in world.asked("DELETE"))
        ids = {row["event"]: row["id"] for row in world.subscriptions() if row["url"] == world.mine}
        moved = world.mine.replace("127.0.0.1", "localhost")
        state = world.again(**{"public-url": world.url.replace("127.0.0.1", "localhost")})
        assert (state["standing"], state["registered"], state["corrected"], state["removed"]) == (n, 0, n, 0), state
        assert {row["event"]: row["id"] for row in world.subscriptions() if row["url"] == moved} == ids
        assert [row for row in world.subscriptions() if row["url"].startswith(STRANGE)] == strange
        assert world.state()["former"] == []


def rotated():
    """Another secret is told to Salla as soon as the relay has it, and what the store delivers from then on is signed with it."""
    with Subscribed(scale=1) as world:
        world.demo.control("/webhook", {"url": None})
        world.consent()
        before = world.seen()
        rows = world.subscriptions()
        world.relay.secret = world.relay.make_secret("rotate-secret")
        world.relay.process.send_signal(signal.SIGHUP)
        after = world.seen(after=before["at"])
        assert after["mark"] != before["mark"] and (after["standing"], after["corrected"]) == (len(rows), len(rows)), after
        told = world.api("PUT", f"/webhooks/{rows[0]['id']}", {})["security"]
        assert told == {"strategy": "signature", "secret": world.relay.secret}, told
        world.order()
        assert world.subscriptions() == rows
        assert holds(world.folder.name, world.relay.secret) == []


def not_asked():
    """Without the permission, in portal mode and without an address nothing is asked of Salla, and the state says why. A consent that
    grants it is enough."""
    with Subscribed() as world:
        world.consent(SCOPES)
        world.seen("no scope")
        assert world.again(kind="no scope")["wanted"] > 40
        assert world.asked("GET", "POST", "PUT", "DELETE") == []
        world.consent()
        state = world.seen()
        assert state["standing"] == state["wanted"], state
        asked = len(world.asked("GET", "POST", "PUT", "DELETE"))
        path = os.path.join(world.folder.name, "relay.conf")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        for change, kind in ((("[salla]\n", "[salla]\nsubscriptions=portal\n"), "portal"), ((f"public-url={world.url}/\n", ""), "no address")):
            assert change[0] in text
            with open(path, "w", encoding="utf-8") as file:
                file.write(text.replace(*change, 1))
            world.again(kind=kind)
        assert len(world.asked("GET", "POST", "PUT", "DELETE")) == asked
        assert len(world.subscriptions()) == state["wanted"]


def refused():
    """An address that Salla refuses is said in Salla's words and tried again in the next night, once."""
    with Subscribed(any_host=False) as world:
        world.relay.end()
        world.relay.set(**{"public-url": "https://relay.test.example"})
        world.start()
        world.consent()
        state = world.seen()
        assert (state["standing"], state["registered"], len(state["refused"])) == (0, 0, 1) and is_arabic(state["refusal"]), state
        world.relay.end()
        real, shop, scale = (float(part) for part in world.demo.ready["clock"].split(":"))
        world.relay.start(clock=f"{real:.0f}:{shop:.0f}:{scale * FASTER:.0f}")
        wait_until(lambda: len(world.asked("POST")) > 3, 60)
        posts = world.asked("POST")
        # The one of the start, and then no more than one a night, which begins at two in Riyadh, three hours ahead.
        times = [shop + (r["time"] - shop) * FASTER for r in posts[2:]]
        nights = [(time + HOUR_MS) // (24 * HOUR_MS) for time in times]
        assert len(set(nights)) == len(nights) >= 2, posts
        assert [r["status"] for r in posts] == [422] * len(posts)
        assert world.subscriptions() == []


def stopped():
    """A relay that is told to stop in the middle of a round stops at once, and the next one goes on."""
    with Subscribed() as world:
        world.demo.misbehave("slow", path="/webhooks/subscribe", ms=1000)
        world.consent()
        wait_until(lambda: len(world.asked("PUT")) > 1)
        world.relay.end()
        assert world.state()["state"] == "unfinished", world.state()
        assert 1 < len(world.subscriptions()) < world.state()["wanted"]
        world.demo.behave()
        world.start()
        state = world.seen()
        assert state["standing"] == state["wanted"] == len(world.subscriptions()), state
        assert 0 < state["registered"] < state["wanted"], state


def asks_the_merchant():
    """Who connects by a link is asked for that permission."""
    with Subscribed() as world:
        link = world.relay.run("connect", str(world.merchant)).stdout.splitlines()[-1]
        where = get(link, follow=False)[2]["Location"]
        asked = urllib.parse.parse_qs(urllib.parse.urlparse(where).query)["scope"][0].split()
        assert asked.count("webhooks.read_write") == 1, asked


if __name__ == "__main__":
    inside_session()
    chosen = [registered, corrected, rotated, not_asked, refused, stopped, asks_the_merchant]
    sys.exit(main([test for test in chosen if not sys.argv[1:] or test.__name__ in sys.argv[1:]]))
