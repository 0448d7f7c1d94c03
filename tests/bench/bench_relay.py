"""What the benches of the real relay share: a relay with a connected store, deliveries of all kinds for it, and what the relay's
process holds."""

import copy
import json
import os
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "integration"))
from nomoit import wait_until  # noqa: E402 pylint: disable=wrong-import-position
from receiver import Receiver  # noqa: E402 pylint: disable=wrong-import-position
from relay_stores import World  # noqa: E402 pylint: disable=wrong-import-position

MB = 1024 * 1024
OTHER_MERCHANT = 1  # whose store is not connected

# What each kind tells anew every time, beside the moment: where it stands, and in what form.
KINDS = (
    ("order.created", "orders", ("amounts", "total", "amount")),
    ("order.updated", "orders", ("amounts", "total", "amount")),
    ("order.status.updated", "orders", ("note",)),
    ("customer.created", "customers", ("first_name",)),
    ("customer.updated", "customers", ("city",)),
    ("product.updated", "products", ("name",)),
    ("abandoned.cart", "carts", ("total", "amount")),
)


def put(data, path, value):
    for name in path[:-1]:
        data = data[name]
    assert path[-1] in data, (path, data)
    data[path[-1]] = value


def template(body, path, merchant):
    """The body of a delivery with the places that bench-templates.c fills."""
    body = copy.deepcopy(body)
    data = body["data"]
    if body["event"] == "order.status.updated":
        data["order"]["id"] = "{{LATER}}"
    data["id"] = "{{ID}}"
    put(data, path, "{{NUMBER}}")
    text = json.dumps({**body, "merchant": merchant, "created_at": "{{WHEN}}"}, ensure_ascii=False, separators=(",", ":"))
    for place in ("ID", "LATER"):
        text = text.replace('"{{%s}}"' % place, "{{%s}}" % place)
    return text.replace("/", "\\/")


def collect(demo):
    """A delivery of each kind, as the demo store sends it."""
    receiver = Receiver()
    try:
        demo.control("/webhook", {"url": receiver.url(), "secret": "of no use", "strategy": "signature"})
        for event, entity, _ in KINDS:
            demo.control("/hooks/fire", {"event": event, "id": demo.control(f"/books/{entity}")[0]["id"]})
        wait_until(lambda: {event for event, _, _ in KINDS} <= set(receiver.events()))
        return {body["event"]: body for body in receiver.bodies()}
    finally:
        demo.control("/webhook", {"url": None})
        receiver.close()


def templates(world, connected_in):
    """A line of each kind; one of so many is for the store that is connected."""
    bodies = collect(world.demo)
    world.demo.control("/webhook", {"url": world.url + "/webhooks/salla", "secret": world.relay.secret, "strategy": "signature"})
    return [template(bodies[event], place, world.merchant if turn == 0 else OTHER_MERCHANT)
            for event, _, place in KINDS for turn in range(connected_in)]


def connected():
    """A relay that has all records of a small demo store."""
    world = World(scale=1)
    world.authorize()
    wait_until(lambda: "app.store.authorize 1 " in world.states(), 60)
    wait_until(world.has_all, 120)
    return world


def send(sender, world, count, *more):
    done = subprocess.run([sender, "--port", str(world.relay.port), "--count", str(count), *map(str, more)], check=True,
                          env={**os.environ, "NOMO_BENCH_SECRET": world.relay.secret}, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def waiting(world):
    return world.relay.stored("SELECT count (*) FROM deliveries WHERE state = 0")[0]


class Held:
    """What a process holds at a moment."""

    def __init__(self, process):
        with open(f"/proc/{process}/status", encoding="ascii") as file:
            lines = dict(line.split(":", 1) for line in file)
        self.rss, self.peak, self.own = (int(lines[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM", "RssAnon"))
        self.threads = int(lines["Threads"])
        self.descriptors = len(os.listdir(f"/proc/{process}/fd"))
        self.at = time.monotonic()

    def __str__(self):
        return (f"{self.rss:.1f} MB resident, of which {self.own:.1f} its own, {self.peak:.1f} at most; {self.threads} threads,"
                f" {self.descriptors} descriptors")


def sizes(folder):
    found = []
    for place, _, names in os.walk(folder):
        found += [(name, os.path.getsize(os.path.join(place, name)) / MB) for name in names if ".db" in name]
    return ", ".join(f"{name} {size:.0f} MB" for name, size in sorted(found))


def report(name, ratio, bound):
    print(f"bench {name} ratio {ratio:.3f} bound {bound:.3f}", flush=True)
    return ratio <= bound
