"""A day of a shop that trades, changes and is changed, read by a `nomo` that is killed every minute from a Salla that misbehaves.

NOMO_DAY_SCALE      how many times as fast the shop's clock runs (60)
NOMO_DAY_HOURS      how long the day is by the shop's clock (24)
NOMO_DAY_ORDERS     how many orders the shop has in the morning (2000)
NOMO_DAY_KILL_S     in how many real seconds there is one kill (60)
NOMO_DAY_SEED       decides what happens when
"""

import collections
import json
import os
import queue
import random
import re
import signal
import sys
import threading
import time

import books
from nomoit import LISTS, Demo, Nomo, main

HOUR = 3600 * 1000
DAY = 24 * HOUR
TRADE = 4  # orders an hour
RENEWED_AFTER = int(7.2 * DAY)  # half the life of an access token has passed in the morning
PER_PAGE = 60
AHEAD = 4  # pages that may be on their way while one is written
FULL_ROUNDS = 6

# After one of these no page has come, whatever else befell the request.
NO_ANSWER = {"429", "429-bare", "429-text", "429-silent", "422", "500", "503", "html", "empty", "truncated", "deep", "huge",
             "redirect", "http-status-200-error", "gzip-broken", "drop", "reset", "hang", "endless-body", "invalid-token"}

# What the store can delete of.
ENTITIES = ("orders", "customers", "products", "categories", "brands", "coupons", "offers", "reviews", "carts")


# What libsoup 3.2.3 says now and then after connections that were dropped or reset; why was not found out. It only says so, and
# here, where warnings are fatal, that is one kill more.
LIBSOUP = "async_send_request_return_result: assertion 'item->task != NULL' failed"

def faults_of(request):
    return set((request["fault"] or "").split(",")) - {""}


def number(name, otherwise):
    return float(os.environ.get("NOMO_DAY_" + name, otherwise))


def one_of(entity):
    """What `nomo` calls one record of a list."""
    return {"categories": "category", "statuses": "status"}.get(entity, entity[:-1])


class Run:
    """A `nomo sync` on its way; `step` and `done` say where it stands."""

    def __init__(self, nomo, *arguments):
        self.process = nomo.start("sync", "--json", *arguments)
        self.step, self.done, self.before, self.steps = "start", 0, 0, set()
        self.last, self.errors, self.crash = {}, [], None
        self.ended = queue.Queue()
        self._threads = [threading.Thread(target=self._read_out), threading.Thread(target=self._read_err)]
        for thread in self._threads:
            thread.start()

    def _read_out(self):
        for line in self.process.stdout:
            self.last = json.loads(line)
            if "progress" in self.last:
                self._stand(self.last["progress"].get("step", self.step), self.last["progress"]["done"])
        self.ended.put(None)

    def _stand(self, step, done):
        """The rows of a list are counted behind those of the lists before."""
        self.before = self.done if step != self.step else self.before
        self.step, self.done = step, done
        self.steps.add(step)

    def _read_err(self):
        self.errors = self.process.stderr.read().splitlines()

    def wait(self, seconds):
        """Whether it has ended within that time."""
        try:
            self.ended.get(timeout=max(seconds, 0))
        except queue.Empty:
            return False
        return True

    def finish(self):
        code = self.process.wait(60)
        for thread in self._threads:
            thread.join()
        self.process.stdin.close()
        faulty = [line for line in self.errors if re.search(r"Sanitizer|runtime error|CRITICAL|WARNING \*\*", line)]
        self.crash = faulty[-1] if faulty else f"signal {-code}" if code < 0 and code != -signal.SIGKILL else None
        return code

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.finish()
        return f"{self.step} page {(self.done - self.before) // PER_PAGE + 1}" if self.step in LISTS else f"{self.step} {self.done}"


class Merchant:
    """Does things in the store, and remembers what of it the mirror has to notice."""

    def __init__(self, demo, nomo, dice):
        self.demo, self.nomo, self.dice = demo, nomo, dice
        self.deleted = set()  # (entity, id) that the mirror had
        self.quiet = set()    # (entity, id) that were changed without a word
        self.touched = set()
        self.currency = "SAR"
        self.done = collections.Counter()

    def books(self, entity):
        return self.demo.control(f"/books/{entity}" + ("?full=1" if entity == "orders" else ""))

    def record(self, entity, one):
        result = self.nomo.run("show", one_of(entity), str(one), "--json")
        return result.last if result.code == 0 else None

    def pick(self, entity, old=False):
        """A record that nobody touched yet; an old order rests, so that nothing but a hand changes it."""
        found = [book for book in self.books(entity) if (entity, book["id"]) not in self.touched]
        if old:
            now = self.demo.control("/clock")["now"]
            found = [book for book in found if book["updated_at"] < now - 60 * DAY and book["status"] in ("completed", "canceled")]
        if not found:
            return None
        book = self.dice.choice(found)
        self.touched.add((entity, book["id"]))
        return book

    def delete(self, entity):
        book = self.pick(entity)
        if book is None:
            return
        if self.record(entity, book["id"]):
            self.deleted.add((one_of(entity), str(book["id"])))
        self.demo.control("/delete", {"entity": entity, "id": book["id"]})
        self.done[f"delete {entity}"] += 1

    def edit(self, entity, quietly, **change):
        book = self.pick(entity, old=entity == "orders")
        if book is None:
            return
        if entity == "orders" and quietly:
            record = self.record(entity, book["id"])
            quietly = bool(record and record["detailed"])
        self.demo.control("/edit", {"entity": entity, "id": book["id"], "quietly": quietly, **change})
        if quietly:
            self.quiet.add((one_of(entity), str(book["id"])))
        self.done[f"{'quietly' if quietly else 'loudly'} edit {entity}: {', '.join(change)}"] += 1

    def edit_order(self):
        now = self.demo.control("/clock")["now"]
        change = self.dice.choice([
            {"total_minor": self.dice.randrange(100, 90000)}, {"status": "refunded"}, {"status": "restored"},
            {"currency": self.dice.choice(["AED", "KWD", "USD"])}, {"created_at": now - self.dice.randrange(1, 300) * DAY},
            {"customer_id": self.dice.choice(self.books("customers"))["id"]}])
        self.edit("orders", self.dice.random() < 0.6, **change)

    def edit_product(self):
        change = self.dice.choice([{"name": f"منتج {self.dice.randrange(1000)}"}, {"price_minor": self.dice.randrange(100, 90000)}])
        self.edit("products", self.dice.random() < 0.5, **change)

    def edit_customer(self):
        serial = self.dice.randrange(1000)
        change = self.dice.choice([{"first_name": f"اسم {serial}"}, {"city": f"مدينة {serial}"}])
        self.edit("customers", self.dice.random() < 0.5, **change)

    def change_plan(self, name):
        self.demo.control("/plan", {"name": name})
        self.done[f"plan {name}"] += 1

    def change_currency(self, name):
        self.currency = name
        self.demo.control("/store", {"currency": name})
        self.done[f"currency {name}"] += 1


class Day:
    def __init__(self):
        self.scale, self.hours = number("SCALE", 60), number("HOURS", 24)
        self.kill_s = number("KILL_S", 60)
        seed = int(number("SEED", 1))
        print(f"# seed {seed}, {self.hours:g} hours at {self.scale:g} times the speed", flush=True)
        self.dice = random.Random(seed)
        orders = int(number("ORDERS", 2000)) - int(RENEWED_AFTER / HOUR * TRADE)
        self.demo = Demo("--trade", str(TRADE), orders=max(orders, 100), customers=int(max(orders, 100) * 0.35), scale=self.scale)
        self.nomo = Nomo(self.demo)
        self.merchant = Merchant(self.demo, self.nomo, self.dice)
        self.runs = collections.Counter()
        self.kills = []
        self.crashes = []
        self.stopped = False
        self.histories = []  # of the books before the last comparison

    def now(self):
        return self.demo.control("/clock")["now"]

    def morning(self):
        assert self.nomo.connect().code == 0
        self.demo.control("/clock", {"advance_ms": RENEWED_AFTER})
        self.nomo.environment["NOMO_CLOCK"] = self.demo.control("/clock")["clock"]
        self.misbehave()

    def misbehave(self):
        self.demo.misbehave("all")

    def events(self, length):
        """What happens, as (real seconds from the beginning, what); the end is among it."""
        hour = length / self.hours
        events = [(self.kill_s * (minute + self.dice.random()), self.kill) for minute in range(int(length / self.kill_s))]
        at = lambda first, last: hour * self.dice.uniform(first, min(last, self.hours - 0.5))
        for entity in ENTITIES:
            events += [(at(1, self.hours), lambda entity=entity: self.merchant.delete(entity)) for _ in range(2)]
        for act in self.merchant.edit_order, self.merchant.edit_product, self.merchant.edit_customer:
            events += [(at(1, self.hours), act) for _ in range(int(self.hours))]
        for name in "pro", "plus", "special":
            events.append((at(1, self.hours), lambda name=name: self.merchant.change_plan(name)))
        for part, name in (0.45, "USD"), (0.8, "SAR"):
            events.append((hour * self.hours * part, lambda name=name: self.merchant.change_currency(name)))
        for part, (leave, come) in ((0.3, (self.stop_store, self.go_on_store)), (0.6, (self.cut_wire, self.mend_wire))):
            away = hour * self.hours * part
            events += [(away, leave), (away + hour, come)]
            # What falls into that hour is put behind it: nobody reaches the store then.
            events = [(when + hour if away < when < away + hour and what != self.kill else when, what) for when, what in events]
        return sorted(events + [(length, None)], key=lambda event: event[0])

    def stop_store(self):
        self.demo.process.send_signal(signal.SIGSTOP)
        self.stopped = True

    def go_on_store(self):
        self.demo.process.send_signal(signal.SIGCONT)
        self.stopped = False

    def cut_wire(self):
        self.demo.misbehave("reset")

    def mend_wire(self):
        self.demo.behave()
        self.misbehave()

    def start(self):
        self.run = Run(self.nomo, "--details")

    def end(self):
        code = self.run.finish()
        if self.run.crash is not None:
            last = [] if self.stopped else [(request["target"].split("?")[0], request["fault"])
                                            for request in self.demo.control("/ledger")["requests"][-6:]]
            self.crashes.append((self.run.crash, last))
            print("# crash:", self.run.crash, "after", last, flush=True)
        self.runs["ok" if code == 0 else self.run.last.get("error", {}).get("code", f"exit {code}")] += 1

    def kill(self):
        self.kills.append(self.run.kill())
        self.start()

    def live(self):
        begun = time.monotonic()
        length = self.hours * 3600 / self.scale
        self.start()
        for when, act in self.events(length):
            while self.run.wait(begun + when - time.monotonic()):
                self.end()
                self.start()
            if act is not None:
                act()
        self.kills.append(self.run.kill())

    def evening(self):
        """Salla comes to its senses: what has to be read is read, and the records are those of the books."""
        self.demo.behave()
        self.merchant.change_plan("special")
        for number_ in range(1, FULL_ROUNDS + 1):
            self.histories = self.merchant.books("histories")
            before = {entity: self.merchant.books(entity) for entity in LISTS}
            result = self.nomo.run("sync", "--full", "--details", "--json", timeout=600)
            after = {entity: self.merchant.books(entity) for entity in LISTS}
            found = [difference for entity in LISTS for difference in self.compare(entity, before[entity], after[entity])]
            print(f"# comparison {number_}: exit {result.code}, {len(found)} differences", flush=True)
            kinds = collections.Counter(re.sub(r" \d+: (\S+) .*", r" \1", difference) for difference in found)
            print(f"#   {dict(kinds)}")
            for kind in kinds:
                print("#  ", next(difference for difference in found if re.sub(r" \d+: (\S+) .*", r" \1", difference) == kind))
            if result.code == 0 and not found:
                return
        raise AssertionError(f"after {FULL_ROUNDS} whole comparisons there are {len(found)} differences still")

    def compare(self, entity, before, after):
        shop = books.Shop(self.merchant.books("statuses"), self.merchant.currency)
        records = self.nomo.run("list", entity, "--json", timeout=120).lines
        return books.compare(entity, records, [before, after], shop)

    def expect_equal_histories(self):
        """What happened to the orders has been read with them in the last comparison; some of them have gone on since."""
        def events_of(histories):
            return {(str(book["order_id"]), book["name"], books.moment(book["created_at"])) for book in histories}
        known = [(event["order"], event["status_name"], event["created_at"])
                 for event in self.nomo.run("list", "order-events", "--json", timeout=120).lines]
        print(f"# histories: {len(known)} events of {len({event[0] for event in known})} orders")
        assert len(known) == len(set(known))
        wrong = set(known) - events_of(self.merchant.books("histories"))
        lacking = events_of(self.histories) - set(known)
        assert known and not wrong and not lacking, (list(wrong)[:10], list(lacking)[:10])

    def expect_exact_repairs(self):
        """Of a Salla that says what is so, what was done without a word is put right and named, and nothing else."""
        before = collections.Counter(map(json.dumps, self.repairs()))
        deleted, quiet = set(self.merchant.deleted), set(self.merchant.quiet)
        another = self.dice.choice(self.merchant.books("customers"))["id"]
        for change in {"total_minor": 4242}, {"status": "restored"}, {"customer_id": another}:
            self.merchant.edit("orders", True, **change)
        for entity in "orders", "customers", "carts":
            self.merchant.delete(entity)
        done = {(*one, "gone") for one in self.merchant.deleted - deleted} | {
            (*one, "changed") for one in self.merchant.quiet - quiet}
        result = self.nomo.run("sync", "--full", "--details", "--json", timeout=600)
        assert result.code == 0, result
        after = collections.Counter(map(json.dumps, self.repairs()))
        named = {(repair["record"], repair["id"], repair["what"]) for repair in map(json.loads, after - before)}
        print(f"# done {done}, named {named}")
        assert len(done) == 6 and named == done, (named, done)

    def repairs(self):
        return self.nomo.run("repairs", "--json", "--limit", "1000000").lines

    def expect_sound(self):
        check = self.nomo.run("check", "--json")
        assert check.code == 0 and check.last["ok"] and check.last["problems"] == [], check
        chains = self.demo.chains()
        assert [(chain["alive"], chain["reused"]) for chain in chains] == [(True, 0)], chains
        assert self.demo.spent_uses() == 0
        print(f"# renewals of the sign-in: {chains[0]['refreshes']}; dangling: {check.last.get('dangling')}")

    def expect_no_crash(self):
        known = [crash for crash, _ in self.crashes if LIBSOUP in crash]
        print(f"# ended by libsoup: {len(known)}")
        assert len(known) == len(self.crashes), self.crashes

    def expect_repairs(self):
        repairs = self.repairs()
        counts = collections.Counter((repair["record"], repair["what"]) for repair in repairs)
        print("# repairs:", ", ".join(f"{record} {what} {count}" for (record, what), count in sorted(counts.items())))
        named = {what: {(repair["record"], repair["id"]) for repair in repairs if repair["what"] == what}
                 for what in ("gone", "changed", "missed")}
        untold = {one for one in self.merchant.deleted - named["gone"]}
        unnoticed = {one for one in self.merchant.quiet if one[0] == "order"} - named["changed"]
        false = {what: sorted(named[what] - true) for what, true in
                 (("gone", self.merchant.deleted), ("changed", self.merchant.quiet), ("missed", set()))}
        for what, ones in false.items():
            print(f"# named {what} though no hand did it: {len(ones)} {ones[:10]}")
        assert not untold, untold
        assert not unnoticed, unnoticed
        # A review without an id gets one made of its words; when it comes with its own, that one is gone, and is in no book.
        there = {(one_of(entity), str(book["id"])) for entity in ENTITIES for book in self.merchant.books(entity)}
        assert not named["gone"] & there - self.merchant.deleted, named["gone"] & there

    def tell(self):
        requests = self.demo.control("/ledger")["requests"]
        faults = collections.Counter(fault for request in requests for fault in faults_of(request) or {"none"})
        statuses = collections.Counter(request["status"] for request in requests)
        print(f"# requests: {len(requests)}; by status: {dict(statuses.most_common())}")
        print(f"# by fault: {dict(faults.most_common())}")
        print(f"# syncs: {dict(self.runs)}")
        print(f"# {len(self.kills)} kills: {', '.join(self.kills)}")
        print(f"# the merchant: {dict(sorted(self.merchant.done.items()))}", flush=True)

    def first_walk(self):
        """The requests for the list of orders until it has been read once: then what changed meanwhile is asked for."""
        requests = self.demo.requests("/admin/v2/orders")
        begun = next(i for i, request in enumerate(requests) if "created_at-desc" in request["target"])
        for request in requests[begun:]:
            if "created_at-desc" not in request["target"]:
                return
            yield request

    def expect_few_pages(self):
        """The first walk goes on with the page that was not written yet, however often it ends: it never goes back behind those that
        were on their way together with it, and these come once more for each end at most."""
        pages, furthest = collections.Counter(), 0
        for request in self.first_walk():
            page = int(re.search(r"[?&]page=(\d+)", request["target"])[1])
            furthest = max(furthest, page)
            assert page >= furthest - AHEAD, (page, furthest)
            if request["status"] == 200 and not NO_ANSWER & faults_of(request):
                pages[page] += 1
        twice = sum(count - 1 for count in pages.values())
        ends = len(self.kills) + sum(count for how, count in self.runs.items() if how != "ok")
        print(f"# first walk: {len(pages)} pages, {twice} of them once more")
        assert pages and twice <= ends * (1 + AHEAD), (pages, ends)


def a_simulated_day():
    day = Day()
    wrong = []
    with day.demo:
        day.morning()
        day.live()
        for expect in (day.evening, day.expect_equal_histories, day.tell, day.expect_sound, day.expect_few_pages, day.expect_repairs, day.expect_exact_repairs,
                       day.expect_no_crash):
            try:
                expect()
            except AssertionError as error:
                wrong.append(f"{expect.__name__}: {error}")
    assert not wrong, "\n".join(wrong)


if __name__ == "__main__":
    sys.exit(main([a_simulated_day]))
