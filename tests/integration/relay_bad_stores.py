#!/usr/bin/python3
"""What a relay with a store must not be harmed by: consents that come again, lies about the app, damaged files, and being killed while
it writes what came.

    relay_bad_stores.py [TEST]

Prints TAP."""

import http.client
import itertools
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import threading
import time
import urllib.request

from nomoit import inside_session, main, wait_until
from relay import DAY_MS, PATH
from relay_bad import damage, take_pages
from relay_operation import ask
from relay_stores import World

KILLS = 50
HOUR_MS = 3600 * 1000


def old_consents():
    """Each consent that was ever taken, sent again after what is old was forgotten: the pair in use is left alone."""
    with World(orders=20, customers=10) as world:
        world.relay.end()
        world.relay.set(**{"keep-days": "1"})
        world.start()
        bodies = []
        for number in range(4):
            bodies.append(world.authorize()[0])
            wait_until(lambda: world.states().count("app.store.authorize 1 ") == number + 1)
        wait_until(world.has_all, 60)
        # The newest one of all is never forgotten.
        for event in ("order.paid", "order.held"):
            world.tell(event, {"id": 5})
            wait_until(lambda: f"{event} 2 unknown" in world.states())  # pylint: disable=cell-var-from-loop
        world.relay.end()
        clock = world.demo.control("/clock", {"advance_ms": 9 * DAY_MS})["clock"]
        world.relay.start(clock=clock)
        wait_until(lambda: "order.paid" not in "".join(world.states()))
        known = ("SELECT state || ' ' || (number NOT IN (SELECT number FROM bodies)) || ' ' || (sealed IS NULL)"
                 " FROM deliveries WHERE once")
        assert world.relay.stored(known) == ["1 1 1"] * 4
        # The pair is renewed in the meantime, so that none of the bodies has the one in use.
        wait_until(lambda: "refresh_token: ok" in world.demo.grants(), 60)
        before, grants = world.demo.chains(), world.demo.grants()
        for body in [*bodies, *reversed(bodies)]:
            assert world.relay.send(body.encode())[0] == 200
            assert world.relay.send(body.encode(), path=f"{PATH}/{world.merchant + 1}")[0] == 200
        world.tell("order.paid", {"id": 6})
        wait_until(lambda: "order.paid 2 unknown" in world.states())
        assert world.relay.stored(known) == ["1 1 1"] * 4
        assert (world.demo.chains(), world.demo.grants()) == (before, grants) and world.demo.spent_uses() == 0
        before = {order["id"] for order in world.list("orders")}
        world.demo.control("/orders", {"n": 2})
        wait_until(lambda: len({order["id"] for order in world.list("orders")} - before) >= 2, 60)


def lies():
    """That the app was removed, said by somebody else, is not taken; what says nothing at all is kept as such."""
    with World(orders=20, customers=10) as world:
        world.authorize()
        wait_until(lambda: "app.store.authorize 1 " in world.states())
        before = world.demo.chains()
        world.demo.control("/uninstall", {"forged": True})
        wait_until(lambda: 401 in [attempt["status"] for hook in world.demo.control("/hooks")["hooks"] for attempt in hook["tries"]])
        front = '{"event":"%s","merchant":' + str(world.merchant) + ',"created_at":"2026-02-03 21:40:10","data":'
        for event in ("app.installed", "app.settings.updated", "app.uninstalled"):
            assert world.relay.send((front % event + "[" * 100_000).encode())[0] == 200
        wait_until(lambda: {"app.installed 2 unreadable", "app.settings.updated 2 unreadable", "app.uninstalled 2 still installed"}
                   <= set(world.states()))
        later = world.now()
        told = ""
        for data, at, state in (([], later, "1 "), ({}, later - HOUR_MS, "1 older"), (None, later + HOUR_MS, "1 ")):
            world.tell("app.trial.started", data, at)
            told += "app.trial.started " + state
            wait_until(lambda: "".join(found for found in world.states() if found.startswith("app.trial")) == told)
        assert world.demo.chains() == before


class Alone(World):
    """A world whose Salla does not answer and tells nothing any more once the store is there, so that nothing but deliveries by hand
    changes the records."""

    FIRST = 5_000_000_000  # the shop's own numbers are lower

    def connect(self):
        _, tokens = self.authorize()
        wait_until(self.has_all, 60)
        self.store = os.path.join(self.folder.name, "stores", f"{self.merchant}.db")
        order = self.list("orders")[0]["id"]
        request = urllib.request.Request(f"{self.demo.ready['api_url']}/orders/{order}",
                                         headers={"Authorization": "Bearer " + tokens["access_token"]})
        with urllib.request.urlopen(request, timeout=30) as answer:
            self.order = json.load(answer)["data"]
        self.demo.misbehave("503", count=1_000_000)
        self.demo.control("/webhook", {"url": None})
        return self

    def restart(self):
        self.relay.start(clock=self.demo.ready["clock"])

    def delivery(self, number):
        """It tells of an order of its own."""
        return json.dumps({"event": "order.created", "merchant": self.merchant, "created_at": "Tue Feb 03 2026 21:40:10 GMT+0300",
                           "data": {**self.order, "id": self.FIRST + number, "reference_id": self.FIRST + number}}).encode()

    def deliver(self, *numbers):
        for number in numbers:
            assert self.relay.send(self.delivery(number))[0] == 200

    def written(self):
        """The numbers of the deliveries whose orders are there."""
        with sqlite3.connect(f"file:{self.store}?mode=ro", uri=True, timeout=20) as store:
            return [row[0] - self.FIRST for row in store.execute("SELECT id FROM record_order WHERE id >= ? ORDER BY id", (self.FIRST,))]

    def waiting(self):
        return self.relay.stored("SELECT count (*) FROM deliveries WHERE state = 0")[0]

    def expect_written(self, numbers):
        wait_until(lambda: self.written() == sorted(numbers) and self.waiting() == 0, 60)
        assert {state for state in self.states() if state.startswith("order")} <= {"order.created 1 "}, set(self.states())
        check = self.nomo.run("check", "--json")
        assert check.code == 0 and check.last["ok"], check


def put_back(path):
    for ending in ("", "-wal", "-shm"):
        if os.path.exists(path + ending):
            os.remove(path + ending)
    shutil.copy(path + ".backup", path)


def damaged_store():
    """Found at the start or while it serves: deliveries are taken all the same, and written once the store is whole again."""
    with Alone(orders=20, customers=10) as world:
        world.connect()
        world.deliver(0)
        world.expect_written([0])
        take_pages(world.store, "UPDATE meta SET value = value")
        shutil.copy(world.store, world.store + ".backup")
        damage(world.store, 2)
        world.deliver(1, 2)
        wait_until(lambda: "waits: The store’s file is damaged" in world.relay.log())
        assert world.waiting() == 2
        world.relay.end()
        world.restart()
        wait_until(lambda: "A store cannot be opened: The store’s file is damaged" in world.relay.log())
        world.deliver(3)
        assert ask(world.relay, "/readyz")[0] == 200
        wait_until(lambda: world.states().count("order.created 2 no store") == 3)
        world.relay.end()
        put_back(world.store)
        world.restart()
        world.expect_written([0, 1, 2, 3])


class held:
    """Nobody else writes to a database meanwhile."""

    def __init__(self, path):
        self.path = path

    def __enter__(self):
        self.other = sqlite3.connect(self.path, timeout=20, isolation_level=None, check_same_thread=False)
        self.other.execute("BEGIN IMMEDIATE")

    def __exit__(self, *_):
        self.other.execute("ROLLBACK")
        self.other.close()


def killed_between_two_files():
    """Killed when the store has what was delivered and the inbox does not know it yet: it is written again, to no effect."""
    with Alone(orders=20, customers=10) as world:
        world.connect()
        numbers, points = [], []
        for count in (1, 3, 40):
            more = range(len(numbers), len(numbers) + count)
            with held(world.store):
                world.deliver(*more)
                inbox = held(os.path.join(world.folder.name, "inbox.db"))
                inbox.__enter__()
            numbers += more
            wait_until(lambda: set(world.written()) & set(more))
            points.append(f"{len(set(world.written()) & set(more))} of {count} written, {world.waiting()} waiting")
            assert world.waiting() == count, points
            world.relay.end(signal.SIGKILL)
            inbox.__exit__()
            world.restart()
            world.expect_written(numbers)
        print(f"# killed with {points}")


def killed_while_writing():
    """Killed again and again while it takes deliveries and writes them: each that was acknowledged is written, once."""
    with Alone(orders=20, customers=10) as world:
        world.connect()
        dice, over, acknowledged, points = random.Random(5), threading.Event(), [], []

        def is_taken(number):
            try:
                status = world.relay.send(world.delivery(number))[0]
            except (OSError, http.client.HTTPException):
                return False
            assert status == 200, status
            return True

        def send():
            for number in itertools.count():
                wait_until(lambda: is_taken(number))
                acknowledged.append(number)
                if over.is_set():
                    return
        sender = threading.Thread(target=send)
        sender.start()
        for _ in range(KILLS):
            before = len(world.written())
            wait_until(lambda: len(world.written()) > before + 20, 60)
            time.sleep(dice.random() * 0.1)
            world.relay.end(signal.SIGKILL)
            waiting, written = world.waiting(), len(world.written())
            # What waits and is written already was caught between the two files.
            points.append(waiting + written - world.relay.stored("SELECT count (*) FROM deliveries WHERE event LIKE 'order%'")[0])
            world.restart()
        over.set()
        sender.join()
        print(f"# {len(acknowledged)} acknowledged; at each kill so many were written and not settled: {points}")
        world.expect_written(acknowledged)
        assert min(points) >= 0, points


TESTS = [old_consents, lies, damaged_store, killed_between_two_files, killed_while_writing]

if __name__ == "__main__":
    inside_session()
    sys.exit(main([test for test in TESTS if test.__name__ in sys.argv[1:]] or TESTS))
