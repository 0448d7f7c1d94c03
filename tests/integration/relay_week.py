#!/usr/bin/python3
"""A shop that trades, a Salla whose deliveries go wrong, and a relay that is killed and away now and then: in the end its records are
those of the books.

NOMO_WEEK_SCALE   how many times as fast the shop's clock runs
NOMO_WEEK_HOURS   how long it lasts by the shop's clock
NOMO_WEEK_WAIT_S  how many real seconds the relay has in the end to find what it missed
NOMO_WEEK_LISTS   what is compared
"""

import collections
import os
import random
import signal
import sys
import time

import books
from nomoit import inside_session, main, wait_until
from relay_stores import World

SCALE = int(os.environ.get("NOMO_WEEK_SCALE", "600"))
HOURS = float(os.environ.get("NOMO_WEEK_HOURS", "3"))
WAIT_S = float(os.environ.get("NOMO_WEEK_WAIT_S", "40"))
ENTITIES = os.environ.get("NOMO_WEEK_LISTS", "orders carts statuses").split()
ORDERS = 300
TRADE = "40"  # orders an hour


def books_of(world, entity):
    return world.demo.control(f"/books/{entity}" + ("?full=1" if entity == "orders" else ""))


def differences(world):
    before = {entity: books_of(world, entity) for entity in ENTITIES}
    records = {entity: world.list(entity) for entity in ENTITIES}
    after = {entity: books_of(world, entity) for entity in ENTITIES}
    shop = books.Shop(books_of(world, "statuses"))
    return [found for entity in ENTITIES for found in books.compare(entity, records[entity], [before[entity], after[entity]], shop)]


class Hooks:
    """The deliveries of orders. The store knows of the last twenty thousand, which are more than three days of them."""

    def __init__(self, world):
        self.world, self.known = world, {}

    def look(self):
        self.known |= {hook["number"]: hook for hook in self.world.demo.control("/hooks")["hooks"]
                       if hook["event"].startswith("order.")}
        return list(self.known.values())


def tell_order(order, hooks, repairs):
    """All that is known of one: its deliveries, and what is noted of it."""
    deliveries = [(hook["number"], hook["event"], hook["outcome"], hook["tries"]) for hook in hooks if str(hook["id"]) == order]
    return f"{order}: {deliveries}, {[repair for repair in repairs if repair['id'] == order]}"


def check_ledger(world, hooks, known):
    """Orders made behind the delivery @known of which none arrived are in the ledger, and of those that it names as not told some
    delivery did not arrive."""
    heard = {str(hook["id"]) for hook in hooks if hook["outcome"] != "lost"}
    lost = {str(hook["id"]) for hook in hooks if hook["outcome"] != "delivered"}
    silent = {str(hook["id"]) for hook in hooks if hook["number"] > known and hook["event"] == "order.created"} - heard
    repairs = [repair for repair in world.nomo.run("repairs", "--limit", "100000", "--json").lines if repair["record"] == "order"]
    noted = {repair["id"] for repair in repairs}
    untold = {repair["id"] for repair in repairs if repair["what"] == "untold"}
    print(f"# {len(lost)} orders with a delivery that was lost, {len(silent)} new ones with no other; {len(untold)} noted as not told")
    assert silent and silent <= noted, silent - noted
    assert untold <= lost, "\n".join(tell_order(wrong, hooks, repairs) for wrong in sorted(untold - lost)[:5])


def live(world, hooks, dice):
    """The relay is killed, and stays away for longer than Salla tries, or for a moment."""
    begun, outages = time.monotonic(), []
    length = HOURS * 3600 / SCALE
    while time.monotonic() < begun + length:
        time.sleep(length / dice.choice((6, 8, 12)))
        away = dice.choice((0, 0.2, 45 * 60 / SCALE))
        world.relay.end(dice.choice((signal.SIGKILL, signal.SIGTERM)))
        time.sleep(away)
        world.relay.start(clock=world.demo.ready["clock"])
        outages.append(round(away, 1))
        hooks.look()
    return outages


def close_shop(world):
    """While the shop trades, what has just happened there is on its way to the relay at any moment, and what no webhook tells, as how
    often a coupon was used, comes at night."""
    world.demo.control("/close", {})
    time.sleep(24 * 3600 / SCALE if HOURS >= 24 else 0)


def a_simulated_week():
    with World("--trade", TRADE, orders=ORDERS, customers=120, scale=SCALE) as world:
        world.authorize()
        wait_until(lambda: "app.store.authorize 1 " in world.states(), 60)
        hooks = Hooks(world)
        wait_until(lambda: len(world.list("orders")) >= ORDERS and hooks.look(), 60)
        known = hooks.look()[-1]["number"]
        world.demo.misbehave("hook-all", rate=0.3)
        outages = live(world, hooks, random.Random(7))
        world.demo.behave()
        world.relay.end()
        world.relay.start(clock=world.demo.ready["clock"])
        close_shop(world)
        deadline = time.monotonic() + WAIT_S
        found = differences(world)
        while found and time.monotonic() < deadline:
            time.sleep(1)
            found = differences(world)
        attempts = [attempt for hook in world.demo.control("/hooks")["hooks"] for attempt in hook["tries"]]
        statuses = collections.Counter(attempt["status"] for attempt in attempts)
        print(f"# away for {outages} s; attempts by status: {dict(statuses)}; {len(world.states())} deliveries", flush=True)
        states = collections.Counter(" ".join(state.split()[1:]) for state in world.states())
        print(f"# deliveries by state: {dict(states)}")
        assert not found, "\n".join(found[:20])
        check_ledger(world, hooks.look(), known)
        check = world.nomo.run("check", "--json")
        assert check.code == 0 and check.last["ok"], check
        assert world.demo.spent_uses() == 0
        assert statuses[401] > 0 and statuses[200] > 0 and len(outages) > 3, (statuses, outages)


if __name__ == "__main__":
    inside_session()
    sys.exit(main([a_simulated_week]))
