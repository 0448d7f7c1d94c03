"""Random edits on both sides of a store, with faults, cuts of the line and kills in between: afterwards both hold the same, what lost is
kept, and nothing was done twice.

    outbox_model.py [SEED ROUNDS]"""

import collections
import contextlib
import os
import random
import sys

from nomoit import main
from outbox import FAULTS, Store, coupon, lost_values

ROUNDS = int(os.environ.get("NOMO_MODEL_ROUNDS", "40"))
SEED = int(os.environ.get("NOMO_MODEL_SEED", "1"))
MOST_CALLS = 60
FIELDS = ("percent", "minimum", "status")
TAGS = ("هدية", "متابعة", "جملة", "عاجل")
LAST_TAG = "نهاية"


class Model:
    """What was done on both sides, so that it can be said what must have become of it."""

    def __init__(self, store, seed):
        self.store = store
        self.random = random.Random(seed)
        self.codes = 0
        self.kept = 0
        self.known = {}    # code → id at Salla, of what both sides know
        self.own = {}      # code → id here
        self.deleted = set()
        self.seen = collections.defaultdict(set)  # code → (field, value) that stood here before an edit was made
        self.edited = None # code of what was edited here last: the same is edited there more often
        self.told = {}     # (code, field) → what was last said of it in Salla's own dashboard
        self.orders = sorted(book["id"] for book in store.demo.control("/books/orders"))
        self.notes = 0
        self.steps = []

    def say(self, *words):
        self.steps.append(" ".join(map(str, words)))

    def control(self, path, body):
        self.store.demo.control("/clock", {"advance_ms": 2000})
        return self.store.demo.control("/dashboard/coupon" + path, body)

    # --- edits ---

    def make_here(self, desk):
        self.codes += 1
        code = f"HERE{self.codes}"
        self.own[code] = desk.do(f"create 15 {code}")["id"]
        self.say("make here", code)

    def make_there(self):
        self.codes += 1
        code = f"THERE{self.codes}"
        self.known[code] = self.control("", coupon(code))["id"]
        self.say("make there", code)

    def pick(self, codes):
        return self.random.choice(sorted(codes)) if codes else None

    def edit_here(self, desk):
        code = self.pick(set(self.own) - self.deleted)
        if code is None:
            return
        percent = self.random.randrange(1, 90) * 100
        line = self.random.choice([f"percent {percent}", f"minimum {percent * 10}", "status inactive", "status active"])
        said = desk.do(f"set coupon {self.own[code]} {line}")
        self.edited = code
        self.say("edit here", code, line, said["failed"])

    def edit_there(self):
        known = set(self.known) - self.deleted
        code = self.edited if self.edited in known and self.random.random() < 0.6 else self.pick(known)
        if code is None:
            return
        field, name = self.random.choice([("percent", "amount"), ("minimum", "minimum_amount")])
        change = {name: self.random.randrange(1, 90)}
        self.control("/change", {"id": self.known[code], **change})
        self.told[code, field] = change[name] * 100
        self.say("edit there", code, change)

    def delete_here(self, desk):
        code = self.pick(set(self.own) - self.deleted)
        if code is not None:
            desk.do(f"delete coupon {self.own[code]}")
            self.deleted.add(code)
            self.say("delete here", code)

    def delete_there(self):
        code = self.pick(set(self.known) - self.deleted)
        if code is not None:
            self.control("/delete", {"id": self.known[code]})
            self.deleted.add(code)
            self.say("delete there", code)

    def tag_here(self, desk):
        line = f"{self.random.choice(['tag', 'untag'])} {self.random.choice(self.orders)} {self.random.choice(TAGS)}"
        desk.do(line)
        self.say("tag here", line)

    def tag_there(self):
        self.store.demo.control("/clock", {"advance_ms": 2000})
        change = {"id": self.random.choice(self.orders), "tag_name": self.random.choice(TAGS),
                  "removed": self.random.random() < 0.5}
        self.store.demo.control("/dashboard/order/tags", change)
        self.say("tag there", change)

    def note_here(self, desk):
        """Over one that waits, if there is one: that is never said then."""
        self.notes += 1
        line = f"set order {self.random.choice(self.orders)} note N{self.notes}"
        desk.do(line)
        self.say("note here", line)

    def edit(self, desk):
        for _ in range(self.random.randrange(1, 4)):
            self.random.choices([self.make_here, self.edit_here, self.delete_here, self.tag_here, self.note_here],
                                [3, 5, 1, 4, 1])[0](desk)
        for _ in range(self.random.randrange(3)):
            self.random.choices([self.make_there, self.edit_there, self.delete_there, self.tag_there], [1, 5, 1, 3])[0]()

    # --- telling each other ---

    def learn(self):
        """What was made here and has come through is known there by now. Of what may have come through nobody would know that it was
        made, if it were deleted there before it has been looked for."""
        with self.store.start() as desk:
            open_ids = {entry["id"] for entry in desk.do("waiting")["waiting"]}
        for book in self.store.demo.control("/books/coupons"):
            if book["code"] in self.own and self.own[book["code"]] not in open_ids:
                self.known[book["code"]] = book["id"]

    def break_line(self):
        fault = self.random.choice(["none", "none", *FAULTS, "429"])
        for name in fault.split(","):
            if name != "none":
                self.store.demo.misbehave(name, method=self.random.choice(["POST", "PUT", "DELETE"]), count=1)
        return fault

    def look(self):
        """What a person has before his eyes when he edits."""
        for code, values in here(self.store).items():
            self.seen[code].update(zip(FIELDS, values))

    @contextlib.contextmanager
    def telling(self):
        """While Salla is told: what stands there, was said there and was never seen here is either left, or kept as lost."""
        before = there(self.store)
        yield
        after, lost = there(self.store), set(lost_values(self.store))
        for code, values in before.items():
            for field, value, now in zip(FIELDS, values, after.get(code, (None, None, None))):
                if value == now or self.told.get((code, field)) != value or (field, value) in self.seen[code]:
                    continue
                assert (field, str(value)) in lost, (code, field, value, now, self.steps)
                self.kept += 1

    def push(self):
        """Broken off somewhere as often as not, and by a fault of Salla's or the line's."""
        kind, when = self.random.choice(["disk", "socket"]), self.random.choice(["before", "after"])
        kill = f"{kind}:{self.random.randrange(1, MOST_CALLS)}:{when}" if self.random.random() < 0.5 else None
        with self.store.start(kill=kill) as desk:
            fault = self.break_line()
            with self.telling():
                self.say("push", fault, kill, desk.push())
        self.store.demo.behave()

    def round(self):
        self.look()
        with self.store.start() as desk:
            self.edit(desk)
        self.push()
        if self.random.random() < 0.4:
            with self.telling():
                self.store.sync()
            self.say("sync")
        self.learn()

    def settle(self):
        """Until nothing waits; what was deleted there while it was edited here is given up."""
        # A list of orders does not tell of their tags: each order is read before it is changed.
        with self.store.start() as desk:
            for order in self.orders:
                desk.do(f"tag {order} {LAST_TAG}")
        for _ in range(4):
            with self.store.start() as desk:
                with self.telling():
                    desk.push()
                for entry in desk.do("waiting")["waiting"]:
                    assert (entry["state"], entry["reason"]) == ("refused", "gone"), (entry, self.steps)
                    desk.do(f"discard coupon {entry['id']}")
            with self.telling():
                self.store.sync()
        with self.store.start() as desk:
            assert desk.waiting() == [], (desk.waiting(), self.steps)


def money(value):
    return None if value is None else int(round(float(value["amount"]) * 100))


def here(store):
    result = store.nomo.run("list", "coupons", "--json", "--limit", "100000")
    assert result.code == 0 and all("type" in line for line in result.lines), result
    return {one["code"]: (one["percent"], money(one["minimum"]), one["status"]) for one in result.lines
            if one["type"] == "percentage" and not one["is_group"]}


def there(store):
    return {one["code"]: (one["amount_minor"], one["minimum_minor"] or None, "active" if one["active"] else "inactive")
            for one in store.demo.control("/books/coupons") if one["type"] == "percentage" and not one["codes"]}


def tags_here(store):
    orders = store.nomo.run("list", "orders", "--json", "--limit", "100000").lines
    return {int(order["id"]): {tag["name"] for tag in order["tags"]} for order in orders}


def tags_there(store):
    return {book["id"]: set(book["tags"]) for book in store.demo.control("/books/orders?full=1")}


def both_sides_agree():
    """After quiet both hold the same, and each effect there is one that was asked for, once."""
    with Store(orders=3) as store:
        model = Model(store, SEED)
        for _ in range(ROUNDS):
            model.round()
        model.settle()
        left, right = {**here(store), **tags_here(store)}, {**there(store), **tags_there(store)}
        different = {code: (left.get(code), right.get(code)) for code in {*left, *right} if left.get(code) != right.get(code)}
        assert not different, (different, model.steps)
        ours = [effect for effect in store.demo.control("/effects")["effects"] if effect["chain"] != 0]
        made = [effect["value"] for effect in ours if effect["what"] == "coupon.created"]
        gone = [effect["id"] for effect in ours if effect["what"] == "coupon.deleted"]
        said = [effect["value"] for effect in ours if effect["what"] == "order.note"]
        assert len(said) == len(set(said)), (said, model.steps)
        assert len(made) == len(set(made)) and len(gone) == len(set(gone)), (made, gone, model.steps)
        print(f"# {ROUNDS} rounds, {len(ours)} effects of ours, {len(lost_values(store))} values kept that lost, {model.kept} of "
              "them said there and never seen here", flush=True)


if __name__ == "__main__":
    sys.exit(main([both_sides_agree]))
