"""Telling Salla of edits: each is done once, whatever happens on the way, and what is refused says why."""

import contextlib
import itertools
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time

from nomoit import Demo, Nomo, main, wait_until

PUSH = os.environ["NOMO_PUSH"]
KILLPOINT = os.environ["NOMO_KILLPOINT"]
SEEDS = itertools.count(3000)


class Store:
    """A demo store, and a data directory that is connected to it and knows its records."""

    def __init__(self, *arguments, orders=6):
        self.demo = Demo("--time-scale", "1", "--seed", str(next(SEEDS)), *arguments, orders=orders, customers=5)
        self.nomo = Nomo(self.demo)
        result = self.nomo.connect()
        assert result.code == 0, result
        result = self.nomo.run("sync")
        assert result.code == 0, result
        self.path = os.path.join(self.nomo.directory, "stores", self.demo.ready["merchant"] + ".db")
        self.seen = 0

    def start(self, kill=None, log=None):
        full = {**self.nomo.environment}
        if kill or log:
            full["LD_PRELOAD"] = KILLPOINT
            full["ASAN_OPTIONS"] = full.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0:detect_leaks=0"
        full.update({name: value for name, value in (("NOMO_KILL", kill), ("NOMO_KILL_LOG", log)) if value})
        return Desk(subprocess.Popen([PUSH, self.nomo.directory, self.demo.ready["merchant"]], env=full, stdin=subprocess.PIPE,
                                     stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))

    def effects(self):
        """What was done at Salla since this was asked last: (what, id, value)."""
        effects = self.demo.control("/effects")["effects"]
        new = effects[self.seen:]
        self.seen = len(effects)
        return [(effect["what"], effect["id"], effect["value"]) for effect in new]

    def coupon(self, identity):
        return next((one for one in self.demo.control("/books/coupons") if one["id"] == identity), None)

    def sync(self):
        result = self.nomo.run("sync")
        assert result.code == 0, result

    def close(self):
        self.demo.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Desk:
    """A process that edits the store and tells Salla."""

    def __init__(self, process):
        self.process = process

    def begin(self, line):
        try:
            self.process.stdin.write(line + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass

    def end(self):
        """What came of what was begun; None when the process was killed."""
        said = self.process.stdout.readline()
        return json.loads(said) if said else None

    def do(self, line):
        self.begin(line)
        return self.end()

    def push(self):
        said = self.do("push")
        return said and (said["done"], said["refused"], said["open"], said["failed"])

    def waiting(self):
        return [(one["entity"], one["state"], one["reason"]) for one in self.do("waiting")["waiting"]]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        out, err = self.process.communicate(timeout=60)
        assert self.process.returncode in (0, -signal.SIGKILL), (self.process.returncode, out, err)
        assert "ory_" not in out + err, (out, err)


def what(effects):
    return [effect[:2] for effect in effects]


def a_coupon_lives():
    """Made, changed and deleted here: each is done once, and nothing waits afterwards."""
    with Store() as store, store.start() as desk:
        own = desk.do("create 15 TRAIN15")["id"]
        assert desk.waiting() == [("coupon", "ready", "")], desk.waiting()
        assert desk.push() == (1, 0, 0, None)
        (made, identity, _), = store.effects()
        assert made == "coupon.created", made
        assert store.coupon(identity)["code"] == "TRAIN15", store.coupon(identity)
        assert desk.waiting() == []
        assert desk.push() == (0, 0, 0, None)
        # Edits that come together are one.
        desk.do(f"set coupon {own} percent 2000")
        desk.do(f"set coupon {own} usage_limit 9")
        assert desk.push() == (1, 0, 0, None)
        assert what(store.effects()) == [("coupon.updated", identity)]
        changed = store.coupon(identity)
        assert changed["amount_minor"] == 2000, changed
        desk.do(f"delete coupon {own}")
        assert desk.push() == (1, 0, 0, None)
        assert what(store.effects()) == [("coupon.deleted", identity)]
        assert desk.waiting() == []


def made_and_given_up():
    """What Salla never heard of needs no word to it."""
    with Store() as store, store.start() as desk:
        for verb in ("delete", "discard"):
            own = desk.do(f"create 15 {verb.upper()}")["id"]
            desk.do(f"{verb} coupon {own}")
            assert desk.waiting() == []
        assert desk.push() == (0, 0, 0, None)
        assert store.effects() == []


def a_group_comes_with_its_codes():
    with Store() as store, store.start() as desk:
        desk.do("group 10 هدايا")
        assert desk.push() == (1, 0, 0, None)
        (made, identity, _), = store.effects()
        assert made == "coupon.created" and len(store.coupon(identity)["group_codes"]) == 3
        assert desk.waiting() == []


def refused_until_it_is_edited():
    """Salla's own words are kept, and it is not asked again before somebody has edited, retried or given up."""
    with Store() as store, store.start() as desk:
        store.demo.control("/dashboard/coupon", coupon("TAKEN"))
        store.effects()
        own = desk.do("create 15 taken")["id"]
        assert desk.push() == (0, 1, 0, None)
        refused, = desk.do("waiting")["waiting"]
        assert (refused["state"], refused["reason"]) == ("refused", "code"), refused
        assert "مستخدم" in refused["detail"], refused
        assert desk.push() == (0, 0, 0, None)
        desk.do(f"retry coupon {own}")
        assert desk.push() == (0, 1, 0, None)
        desk.do(f"set coupon {own} code FREE")
        assert desk.waiting() == [("coupon", "ready", "")]
        assert desk.push() == (1, 0, 0, None)
        assert [effect[0] for effect in store.effects()] == ["coupon.created"]


def coupon(code, **changes):
    return {"code": code, "type": "percentage", "amount": 10, "maximum_amount": 0, "free_shipping": False,
            "exclude_sale_products": False, "expiry_date": "2099-12-31", "is_group": False, "marketing_active": False,
            "show_maximum_amount": False, **changes}


# What happens to the one write, and how often Salla does it all the same.
FAULTS = {"reset": 1, "drop": 1, "truncated": 1, "hang": 1, "500,after": 1, "500": 0, "503": 0, "html": 0, "empty": 0}


def unknown_outcomes():
    """Whatever comes back, or nothing: it is looked for before it is sent again, so that it is done exactly once."""
    with Store() as store, store.start() as desk:
        for number, fault in enumerate(FAULTS):
            # A group is found by other marks than a coupon.
            for verb in ("create 15", "group 15") if fault in ("reset", "500") else ("create 15",):
                own = desk.do(f"{verb} UNKNOWN{number}")["id"]
                for line in (None, f"set coupon {own} usage_limit 7", f"delete coupon {own}"):
                    if line is not None:
                        desk.do(line)
                    for name in fault.split(","):
                        for method in ("POST", "PUT", "DELETE"):
                            store.demo.misbehave(name, method=method, count=1)
                    first = desk.push()
                    store.demo.behave()
                    pushes = [first] + [desk.push() for _ in range(2)]
                    effects = store.effects()
                    where = (fault, verb, line, pushes, effects, desk.do("waiting"))
                    assert len(effects) == 1, where
                    assert desk.waiting() == [], where


def too_much_at_once():
    """What Salla has not done for certain is sent again without a look."""
    with Store() as store, store.start() as desk:
        store.demo.misbehave("429", method="POST", count=1)
        desk.do("create 15 BUSY")
        said = desk.push()
        assert said == (1, 0, 0, None), (said, desk.do("waiting"))
        assert [effect[0] for effect in store.effects()] == ["coupon.created"]


def lost_values(store):
    """What lost against another value: (field, value), the oldest first."""
    with contextlib.closing(sqlite3.connect(f"file:{store.path}?mode=ro", uri=True)) as database:
        return database.execute("SELECT field, lost FROM conflicts ORDER BY number").fetchall()


def edited_there_meanwhile():
    """A field that both sides changed: ours goes there, theirs is kept as lost; what only they changed stays."""
    with Store() as store, store.start() as desk:
        own = desk.do("create 15 BOTH")["id"]
        desk.push()
        (_, identity, _), = store.effects()
        desk.do(f"set coupon {own} percent 2500")
        store.demo.control("/clock", {"advance_ms": 3000})
        store.demo.control("/dashboard/coupon/change", {"id": identity, "amount": 40, "minimum_amount": 70})
        store.effects()
        assert desk.push() == (1, 0, 0, None)
        there = store.coupon(identity)
        assert there["amount_minor"] == 2500 and there["minimum_minor"] == 7000, there
        assert lost_values(store) == [("percent", "4000")], lost_values(store)
        assert desk.waiting() == []


def deleted_here_edited_there():
    """The edit restores what was deleted, and the deletion is kept as lost."""
    with Store() as store, store.start() as desk:
        own = desk.do("create 15 KEEP")["id"]
        desk.push()
        (_, identity, _), = store.effects()
        store.demo.control("/clock", {"advance_ms": 3000})
        store.demo.control("/dashboard/coupon/change", {"id": identity, "amount": 40})
        store.effects()
        desk.do(f"delete coupon {own}")
        assert desk.push() == (1, 0, 0, None)
        assert store.effects() == [] and store.coupon(identity)["amount_minor"] == 4000
        assert desk.waiting() == [] and [field for field, _ in lost_values(store)] == ["deleted"], lost_values(store)


def deleted_there_meanwhile():
    """Nothing of the edit is lost, and it is not made there once more by itself."""
    with Store() as store, store.start() as desk:
        own = desk.do("create 15 GONE")["id"]
        desk.push()
        (_, identity, _), = store.effects()
        desk.do(f"set coupon {own} percent 2500")
        store.demo.control("/dashboard/coupon/delete", {"id": identity})
        store.effects()
        desk.push()
        assert desk.waiting() == [("coupon", "refused", "gone")], desk.waiting()
        assert desk.push()[:1] == (0,) and store.effects() == []
        # Somebody wants it again.
        desk.do(f"retry coupon {own}")
        assert desk.push() == (1, 0, 0, None)
        (made, _, _), = store.effects()
        assert made == "coupon.created"


def an_order_moves():
    with Store(orders=60) as store, store.start() as desk:
        order = next(one for one in store.demo.control("/books/orders") if one["status"] not in ("canceled", "completed"))
        desk.do(f"set order {order['id']} status_id")
        desk.do(f"set order {order['id']} status_name")
        desk.do(f"set order {order['id']} status completed")
        assert desk.push() == (1, 0, 0, None)
        assert store.effects() == [("order.status", order["id"], "completed")]
        assert desk.waiting() == []
        # Whether it went through is looked up before it is sent again.
        desk.do(f"set order {order['id']} status_id")
        desk.do(f"set order {order['id']} status canceled")
        store.demo.misbehave("drop", method="POST", count=1)
        desk.push()
        store.demo.behave()
        said = desk.push()
        effects = store.effects()
        assert effects == [("order.status", order["id"], "canceled")], (effects, said, desk.do("waiting"))
        assert desk.waiting() == []


def clocks_that_are_wrong():
    """A day ahead or behind: what was sent and not answered is found by Salla's clock, and not made twice."""
    for day in (-86_400_000, 86_400_000):
        with Store() as store:
            now = time.time_ns() // 1_000_000
            store.nomo.environment["NOMO_CLOCK"] = f"{now}:{now + day}:1"
            with store.start() as desk:
                own = desk.do("create 15 CLOCK")["id"]
                store.demo.misbehave("drop", method="POST", count=1)
                assert desk.push() == (0, 0, 1, None)
                assert desk.push() == (1, 0, 0, None), desk.do("waiting")
                (made, identity, _), = store.effects()
                assert made == "coupon.created"
                store.demo.control("/dashboard/coupon/change", {"id": identity, "amount": 40})
                desk.do(f"set coupon {own} minimum 5000")
                assert desk.push() == (1, 0, 0, None)
                there = store.coupon(identity)
                assert (there["amount_minor"], there["minimum_minor"]) == (4000, 5000), there


def none_in_the_way():
    """Edits that are tried again later, more of them than are read at once, do not keep the next one here."""
    with Store() as store, store.start() as desk:
        resting = [desk.do(f"create 15 REST{number}")["id"] for number in range(201)]
        with contextlib.closing(sqlite3.connect(store.path)) as database, database:
            database.executemany("INSERT INTO outbox (entity, id, state, tries, at) VALUES ('coupon', ?, 'later', 1, ?)",
                                 [(identity, time.time_ns() // 1_000_000) for identity in resting])
        desk.do("create 15 NEXT")
        assert desk.push() == (1, 0, 201, None)
        (made, identity, _), = store.effects()
        assert made == "coupon.created" and store.coupon(identity)["code"] == "NEXT"


def a_sync_waits_for_no_long_push():
    """What takes long to send is sent beside the reading, and to the end."""
    with Store() as store:
        with store.start() as desk:
            for number in range(19):
                desk.do(f"create 15 LONG{number}")
        store.demo.misbehave("slow", ms=2500, method="POST", path="/coupons", count=1000)
        before = len(store.demo.control("/ledger")["requests"])
        store.sync()
        requests = [(request["method"], request["target"].split("?")[0])
                    for request in store.demo.control("/ledger")["requests"][before:]]
        made = [number for number, (method, _) in enumerate(requests) if method == "POST"]
        read = [number for number, (method, target) in enumerate(requests) if method == "GET" and target.endswith("/orders")]
        assert len(made) == 19 and made[5] < read[0] < made[-1], requests
        assert len(store.effects()) == 19 and store.nomo.run("outbox", "list", "--json").out == ""


def tagged(store, order):
    return {tag for book in store.demo.control("/books/orders?full=1") if book["id"] == order for tag in book["tags"]}


def an_order_with(store, *tags):
    return next(book["id"] for book in store.demo.control("/books/orders?full=1") if set(tags) <= set(book["tags"]))


def an_order_is_tagged():
    """Tags of both sides come together, each edit is told once, and what was taken back is not told at all."""
    with Store(orders=60) as store, store.start() as desk:
        order = an_order_with(store, "هدية")
        # Which tags it has is known once it was read.
        desk.do(f"tag {order} هدية")
        assert desk.push() == (1, 0, 0, None) and store.effects() == []
        desk.do(f"untag {order} هدية")
        desk.do(f"tag {order} هدية")
        desk.do(f"tag {order} للجملة اليوم")
        desk.do(f"untag {order} للجملة اليوم")
        assert desk.waiting() == [], desk.waiting()
        before = tagged(store, order)
        desk.do(f"tag {order} للجملة اليوم")
        desk.do(f"untag {order} هدية")
        store.demo.control("/clock", {"advance_ms": 3000})
        store.demo.control("/dashboard/order/tags", {"id": order, "tag_name": "متابعة"})
        store.effects()
        assert desk.push() == (1, 0, 0, None), desk.do("waiting")
        assert store.effects() == [("order.tagged", order, "للجملة اليوم"), ("order.untagged", order, "هدية")]
        assert tagged(store, order) == before - {"هدية"} | {"للجملة اليوم", "متابعة"}
        assert desk.waiting() == [], desk.waiting()
        # It was taken off there as well.
        desk.do(f"untag {order} متابعة")
        store.demo.control("/dashboard/order/tags", {"id": order, "tag_name": "متابعة", "removed": True})
        store.effects()
        assert desk.push() == (1, 0, 0, None) and store.effects() == []
        assert desk.waiting() == [], desk.waiting()
        store.demo.misbehave("scope", method="POST", count=1)
        desk.do(f"tag {order} متابعة")
        desk.push()
        assert desk.waiting() == [("order", "later", "scope")], desk.waiting()


def a_tag_whose_number_no_order_tells():
    """It goes off by the number that the list of tags has; where that has none either, it stays off here, with the reason."""
    with Store(orders=60) as store:
        order = an_order_with(store, "هدية")
        store.demo.control("/store", {"bare_tags": True})
        # The sync has read the list.
        assert len(store.demo.requests("/admin/v2/orders/tags")) == 1
        with store.start() as desk:
            desk.do(f"tag {order} هدية")
            assert desk.push() == (1, 0, 0, None) and store.effects() == []
            desk.do(f"untag {order} هدية")
            assert desk.push() == (1, 0, 0, None), desk.do("waiting")
            assert store.effects() == [("order.untagged", order, "هدية")] and desk.waiting() == []
            assert len(store.demo.requests("/admin/v2/orders/tags")) == 1
            # The list does not have it, and now it is not to be had.
            store.demo.control("/dashboard/order/tags", {"id": order, "tag_name": "جملة"})
            desk.do(f"tag {order} جملة")
            assert desk.push() == (1, 0, 0, None)
            store.effects()
            desk.do(f"untag {order} جملة")
            store.demo.misbehave("500", path="/orders/tags")
            assert desk.push() == (0, 0, 1, None), desk.do("waiting")
            store.demo.behave()
            store.demo.misbehave("404", path="/orders/tags")
            desk.do(f"tag {order} متابعة")
            assert desk.push() == (0, 1, 0, None), desk.do("waiting")
            assert store.effects() == [("order.tagged", order, "متابعة")]
            refused, = desk.do("waiting")["waiting"]
            assert (refused["state"], refused["reason"], refused["detail"]) == ("refused", "tag-number", "جملة"), refused
        store.sync()
        shown = store.nomo.run("show", "order", str(order), "--json").out
        assert "متابعة" in shown and "جملة" not in shown, shown
        for language, words in (("en", "does not tell the number"), ("ar", "لا تذكر سلة رقم الوسم")):
            said = store.nomo.run("outbox", "list", language=language).out
            assert words in said and "جملة" in said, said
        assert "جملة" in tagged(store, order)
        # It was made since the list was read last.
        store.demo.behave()
        with store.start() as desk:
            desk.do(f"retry order {order}")
            assert desk.push() == (1, 0, 0, None), desk.do("waiting")
            assert store.effects() == [("order.untagged", order, "جملة")] and desk.waiting() == []


def an_order_is_deleted_there():
    """Before the edit is sent or while it is on its way: it waits no more, and what was wanted is kept as lost."""
    edits = {"set order {} status completed": [("status", "completed")], "set order {} note هشة": [("note", "هشة")],
             "tag {} متابعة": [("tags", {"متابعة"})], "untag {} هدية": [("tags", set())]}
    with Store(orders=60) as store, store.start() as desk:
        books = [book for book in store.demo.control("/books/orders?full=1") if book["status"] != "completed"]
        orders = [book["id"] for book in sorted(books, key=lambda book: "هدية" in book["tags"])]
        for (edit, lost), on_its_way in itertools.product(edits.items(), (False, True)):
            order = orders.pop(-1 if "untag" in edit else 0)
            if "untag" in edit:
                # Its tags are known once it was read.
                desk.do(f"tag {order} هدية")
                assert desk.push() == (1, 0, 0, None)
                store.effects()
            desk.do(f"set order {order} status_id" if "status" in edit else "waiting")
            desk.do(edit.format(order))
            before, asked = len(lost_values(store)), len(store.demo.requests(f"/orders/{order}"))
            others = tagged(store, order) - {"هدية"}
            if on_its_way:
                # Salla has it still when it is looked at.
                store.demo.misbehave("slow", ms=500, method="GET", path=f"/orders/{order}", count=1)
                desk.begin("push")
                wait_until(lambda: len(store.demo.requests(f"/orders/{order}")) > asked)
            store.demo.control("/delete", {"entity": "orders", "id": order})
            said = desk.end() if on_its_way else desk.do("push")
            where = (edit, on_its_way, said, desk.do("waiting"), lost_values(store)[before:])
            assert (said["done"], said["refused"], said["open"], said["failed"]) == (1, 0, 0, None), where
            assert desk.waiting() == [] and store.effects() == [], where
            kept = [(field, {row[0] for row in json.loads(value)} - others if field == "tags" else value)
                    for field, value in lost_values(store)[before:] if field != "status_id"]
            assert kept == lost, where
            # It was looked at, and, if it was there then, once more when Salla did not find it.
            assert len(store.demo.requests(f"/orders/{order}")) - asked == 1 + on_its_way, where


def an_order_is_spoken_of():
    """A note goes beside a status or alone, once, whatever else is refused or lost on the way."""
    with Store(orders=60) as store, store.start() as desk:
        order = an_order_with(store)

        def notes():
            return [(effect["what"], effect["value"], effect["note"]) for effect in store.demo.control("/effects")["effects"]
                    if effect["chain"] != 0]

        desk.do(f"set order {order} note هشة")
        assert desk.push() == (1, 0, 0, None) and desk.waiting() == []
        assert notes() == [("order.note", "هشة", None)], notes()
        desk.do(f"set order {order} status_id")
        desk.do(f"set order {order} status canceled")
        desk.do(f"set order {order} note اتصلت")
        desk.do(f"tag {order} {'ط' * 51}")
        said = desk.push()
        assert said == (0, 1, 0, None), (said, desk.do("waiting"), notes())
        assert desk.waiting() == [("order", "refused", "tag_name")], desk.waiting()
        assert notes()[1:] == [("order.status", "canceled", "اتصلت")], notes()
        desk.do(f"untag {order} {'ط' * 51}")
        assert desk.push() == (1, 0, 0, None) and desk.waiting() == []
        assert len(notes()) == 2, notes()
        for number, fault in enumerate(("drop", "500,after", "500")):
            for line in (f"set order {order} note رقم {number}", f"tag {order} وسم {number}"):
                before = notes()
                for name in fault.split(","):
                    store.demo.misbehave(name, method="POST", count=1)
                desk.do(line)
                pushes = [desk.push()]
                store.demo.behave()
                pushes += [desk.push() for _ in range(2)]
                assert len(notes()) == len(before) + 1, (fault, line, pushes, notes()[len(before):], desk.do("waiting"))
                assert desk.waiting() == [], (fault, line, pushes, desk.waiting())


def on_the_command_line():
    """`nomo outbox` says what waits and why in both languages; `nomo sync` tells Salla of it."""
    with Store() as store:
        store.demo.control("/dashboard/coupon", coupon("TAKEN"))
        store.effects()
        with store.start() as desk:
            taken = desk.do("create 15 TAKEN")["id"]
            desk.do("create 15 LATER")
        run = store.nomo.run
        assert [(one["state"], one["tries"]) for one in run("outbox", "list", "--json").lines] == [("ready", 0), ("ready", 0)]
        store.sync()
        assert what(store.effects())[0][0] == "coupon.created"
        entry, = run("outbox", "list", "--json").lines
        assert (entry["record"], entry["id"], entry["reason"]) == ("coupon", str(taken), "code"), entry
        for language, words in (("en", "Salla does not accept it: "), ("ar", "لم تقبله سلة: ")):
            said = run("outbox", "list", language=language).out
            assert words in said and "TAKEN" in said and "مستخدم" in said, said
        assert run("outbox", "retry").code == 0
        assert run("outbox", "list", "--json").last["state"] == "ready"
        store.sync()
        assert run("outbox", "list", "--json").last["state"] == "refused"
        assert run("outbox", "retry", "coupon", str(taken)).code == 0
        assert run("outbox", "discard", "coupon", str(taken)).code == 0
        assert run("outbox", "list", "--json").out == ""
        assert run("outbox", "discard", "coupon", str(taken)).code == 1
        assert run("outbox", "discard", "coupon").code == 2
        assert store.effects() == []


# An edit of a coupon that Salla has, or of one that is made on the way.
EDITS = ("create 15 {}", "group 15 {}", "set coupon {} usage_limit {}", "delete coupon {}")


def edit(desk, line, number):
    """One edit that Salla is to hear of once."""
    if "coupon" not in line:
        return desk.do(line.format(f"KILL{number}"))
    own = desk.do(f"create 15 KEPT{number}")["id"]
    assert desk.push() == (1, 0, 0, None)
    return desk.do(line.format(own, number))


def kill_at_every(line, kind, when):
    """Ends a push at each call of a kind, and pushes again: how many points there were."""
    with Store() as store:
        log = os.path.join(store.nomo.directory, "kill.log")
        for number in itertools.count(1):
            with store.start() as desk:
                assert edit(desk, line, number)["failed"] is None
            store.effects()
            if os.path.exists(log):
                os.unlink(log)
            with store.start(kill=f"{kind}:{number}:{when}", log=log) as desk:
                first = desk.push()
            ended = desk.process.returncode
            with store.start() as desk:
                pushes = [desk.push() for _ in range(2)]
                waiting = desk.waiting()
            effects = store.effects()
            where = (line, kind, number, when, first, pushes, waiting, effects)
            assert len(effects) == 1 and waiting == [], where
            if ended == 0:
                with open(log, encoding="ascii") as calls:
                    made = sum(call.split()[0] == kind for call in calls)
                assert made < number, ("lived through", where)
                return number - 1


def kill(lines, places):
    for line in lines:
        hit = {f"{kind} {when}": kill_at_every(line, kind, when) for kind, when in places}
        print(f"# {line.split()[0]}: " + ", ".join(f"{place} {n}" for place, n in hit.items()), flush=True)
        assert all(hit.values()), hit


def killed_on_the_line():
    """Ended around every socket call of a push: what it tells is done exactly once."""
    kill(EDITS[:1], (("socket", "before"), ("socket", "after")))


def killed_anywhere():
    """Before and after every disk write and socket call, whatever the edit."""
    kill(EDITS, [(kind, when) for kind in ("disk", "socket") for when in ("before", "after")])


TESTS = [a_coupon_lives, made_and_given_up, a_group_comes_with_its_codes, refused_until_it_is_edited, unknown_outcomes,
         too_much_at_once, edited_there_meanwhile, deleted_here_edited_there,
         deleted_there_meanwhile, an_order_moves, an_order_is_tagged, a_tag_whose_number_no_order_tells,
         an_order_is_deleted_there, an_order_is_spoken_of,
         clocks_that_are_wrong, none_in_the_way, a_sync_waits_for_no_long_push, on_the_command_line, killed_on_the_line]
LONG_TESTS = [killed_anywhere]

if __name__ == "__main__":
    chosen = [test for test in TESTS + LONG_TESTS if test.__name__ in sys.argv[1:]]
    sys.exit(main(chosen or TESTS))
