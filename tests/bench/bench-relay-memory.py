"""How much memory the relay holds once it has taken a million deliveries, of which it wrote the records of each fifth.

    bench-relay-memory.py SENDER DIRECTORY [DELIVERIES]"""

import os
import pathlib
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "integration"))
from nomoit import inside_session, unlock_keyring, wait_until  # noqa: E402 pylint: disable=wrong-import-position
import bench_relay  # noqa: E402 pylint: disable=wrong-import-position

DELIVERIES = 1_000_000
AT_ONCE = 20_000
CONNECTED_IN = 5
DAYS = 20  # the first tells of what happened so long ago, and each of a second later
MOST_MB = 40


def main(sender, directory, deliveries=DELIVERIES):
    inside_session()
    unlock_keyring()
    deliveries, samples = int(deliveries), []
    with bench_relay.connected() as world, tempfile.NamedTemporaryFile() as templates:
        pathlib.Path(templates.name).write_text("\n".join(bench_relay.templates(world, CONNECTED_IN)), encoding="utf-8")
        process = world.relay.process.pid
        print(f"before: {bench_relay.Held(process)}", flush=True)
        when, began, seconds = int(time.time()) - DAYS * 24 * 3600, time.monotonic(), 0
        for first in range(0, deliveries, AT_ONCE):
            count = min(AT_ONCE, deliveries - first)
            sent = bench_relay.send(sender, world, count, "--first", first, "--templates", templates.name, "--when", when)
            assert sent["taken"] == count, sent
            seconds += sent["seconds"]
            wait_until(lambda: bench_relay.waiting(world) == 0, 600)
            samples.append((first + count, bench_relay.Held(process)))
        whole = time.monotonic() - began
        held = bench_relay.Held(process)
        stored = world.relay.stored("SELECT count (*) FROM deliveries")[0]
        states = world.relay.stored("SELECT state || ' ' || coalesce (reason, '') || ': ' || count (*) FROM deliveries"
                                    " GROUP BY state, reason")
        print(f"{stored} deliveries, {deliveries / seconds:.0f} taken a second, {deliveries / whole:.0f} with their records written;"
              f" {bench_relay.sizes(world.folder.name)}\n{'; '.join(states)}\nafter: {held}", flush=True)
        assert stored >= deliveries, stored
    rows = [f"{number},{sample.rss:.3f},{sample.own:.3f},{sample.peak:.3f}\n" for number, sample in samples]
    pathlib.Path(directory, "relay-memory.csv").write_text("deliveries,rss_mb,own_mb,peak_mb\n" + "".join(rows), encoding="ascii")
    sys.exit(0 if bench_relay.report("relay-memory-mb", held.rss, MOST_MB) else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
