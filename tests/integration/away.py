"""What a computer does to a sync: the network is gone for a day, the lid is closed, the disk is full."""

import json
import os
import resource
import signal
import subprocess
import sys
import time

import books
from nomoit import LISTS, NOMO, Demo, Nomo, Result, is_arabic, main

HOUR = 3600 * 1000


def connected(demo):
    nomo = Nomo(demo)
    assert nomo.connect().code == 0
    return nomo


def told(demo):
    return {entity: demo.control(f"/books/{entity}" + ("?full=1" if entity == "orders" else "")) for entity in LISTS}


def sync_and_watch(demo, nomo):
    """A sync, and the books as they were before it, each second of it and after it: where it takes long, an order moves twice."""
    snapshots = [told(demo)]
    process = nomo.start("sync", "--details", "--json")
    while True:
        try:
            out, err = process.communicate(timeout=1)
            break
        except subprocess.TimeoutExpired:
            snapshots.append(told(demo))
    return Result(process.returncode, out, err), [*snapshots, told(demo)]


def sync_to_equal(demo, nomo):
    """A sync after which every field is that of the books."""
    result, snapshots = sync_and_watch(demo, nomo)
    assert result.code == 0, result
    shop = books.Shop(snapshots[-1]["statuses"])
    found = [difference for entity in LISTS
             for difference in books.compare(entity, nomo.run("list", entity, "--json").lines,
                                             [snapshot[entity] for snapshot in snapshots], shop)]
    assert not found, found[:5]
    check = nomo.run("check", "--json")
    assert check.code == 0 and check.last["ok"] and check.last["problems"] == [], check
    assert [(chain["alive"], chain["reused"]) for chain in demo.chains()] == [(True, 0)]


def a_day_without_network():
    """The reports stay readable, and one sync in the evening brings the day: what is new, what changed, what is gone."""
    with Demo(orders=300, customers=100) as demo:
        nomo = connected(demo)
        sync_to_equal(demo, nomo)
        demo.misbehave("drop")
        for hour in range(24):
            demo.control("/clock", {"advance_ms": HOUR})
            nomo.environment["NOMO_CLOCK"] = demo.control("/clock")["clock"]
            demo.control("/orders", {"n": 6})
            if hour % 8 == 0:
                result = nomo.sync()
                assert result.code != 0 and result.last["error"]["code"] == "offline", result
                result = nomo.run("sync", language="ar")
                assert is_arabic(result.err), result
                assert len(nomo.run("list", "orders", "--json").lines) == 300
        orders = demo.control("/books/orders")
        demo.control("/edit", {"entity": "orders", "id": orders[50]["id"], "status": "refunded"})
        for entity in "orders", "customers", "coupons":
            demo.control("/delete", {"entity": entity, "id": demo.control(f"/books/{entity}")[-1]["id"]})
        demo.behave()
        before = len(demo.requests("/orders"))
        sync_to_equal(demo, nomo)
        print("# pages of orders:", len(demo.requests("/orders")) - before)


def a_closed_lid():
    """Suspended among the pages and among the details, for longer than any answer takes; it goes on where it was."""
    with Demo(orders=900, customers=100) as demo:
        nomo = connected(demo)
        for step in "orders", "details":
            process = nomo.start("sync", "--details", "--json")
            for line in process.stdout:
                progress = json.loads(line).get("progress", {})
                if progress.get("step") == step and progress["done"] > 60:
                    break
            process.send_signal(signal.SIGSTOP)
            demo.control("/orders", {"n": 10})
            time.sleep(3)
            demo.control("/clock", {"advance_ms": 8 * HOUR})
            process.send_signal(signal.SIGCONT)
            out, err = process.communicate(timeout=120)
            assert process.returncode == 0, (step, out[-500:], err)
            nomo.environment["NOMO_CLOCK"] = demo.control("/clock")["clock"]
        sync_to_equal(demo, nomo)
        walked = [r for r in demo.requests("/orders") if "created_at-desc" in r["target"]]
        print("# pages walked:", len(walked))


def limit_files():
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_200_000, 1_200_000))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def a_full_disk():
    """It is said in words, nothing is damaged, and with room again it goes on."""
    with Demo(orders=900, customers=100) as demo:
        nomo = connected(demo)
        for language in "en", "ar":
            result = subprocess.run([NOMO, "--data", nomo.directory, "sync"], preexec_fn=limit_files, restore_signals=False,
                                    env={**nomo.environment, "LANGUAGE": language}, capture_output=True, text=True, timeout=120)
            print("#", result.stderr.strip().splitlines()[-1])
            assert result.returncode > 0, result
        assert is_arabic(result.stderr), result
        kept = len(nomo.run("list", "orders", "--json").lines)
        assert 0 < kept < 900, kept
        sync_to_equal(demo, nomo)


if __name__ == "__main__":
    sys.exit(main([a_day_without_network, a_closed_lid, a_full_disk]))
