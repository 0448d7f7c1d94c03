"""How long the window takes to its first frame, and how much memory it holds then; for use inside tests/ui/session.

    bench-start.py NOMO_FLOW EMPTY_WINDOW MAKE_STORE DIRECTORY

Three programs start in turn: a window with nothing in it, ours on a thousand orders, ours on a million. Each says on its
standard output when the frame is painted, ours when Overview's figures are in it.

They are drawn by cairo, and are left to load what GTK loads for a display with OpenGL, as on a merchant's desktop: the other
tests forbid it that, which makes an empty program a third as large and ours by as many megabytes smaller."""

import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

TIMES = 9
SMALL, LARGE = 1_000, 1_000_000
MERCHANT = "1180227410"
# In the days of the orders: their last is made about a minute before.
SHOP_MS = {SMALL: 1790802000000 + SMALL * 60000, LARGE: 1790802000000 + LARGE * 60000}
FRAME = "first frame"


def resident_kb(process):
    """What of the process is in memory, libraries that others hold as well included."""
    lines = pathlib.Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("Rss:")).split()[1])


def as_on_a_desktop():
    return {name: value for name, value in os.environ.items() if name != "GDK_DEBUG"}


def run(command, environment):
    """Seconds to the first frame and memory at it, in kB."""
    began = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment) as process:
        for line in process.stdout:
            if FRAME in line:
                seconds = time.monotonic() - began
                memory = resident_kb(process.pid)
                break
        else:
            raise SystemExit(f"{command}: no first frame")
        process.kill()
    return seconds, memory


def make_home(root, make_store, orders):
    data = pathlib.Path(root, str(orders))
    stores = data / "nomo-flow" / "stores"
    stores.mkdir(mode=0o700, parents=True)
    os.chmod(stores.parent, 0o700)
    subprocess.run([make_store, stores / f"{MERCHANT}.db", str(orders), MERCHANT], check=True)
    return data


def report(name, ours, theirs, bound):
    ratio = statistics.median(ours) / statistics.median(theirs)
    print(f"bench {name} ratio {ratio:.3f} bound {bound:.3f}", flush=True)
    return ratio <= bound


def main(nomo_flow, empty, make_store, directory):
    samples = {key: [] for key in ("empty", SMALL, LARGE)}
    with tempfile.TemporaryDirectory(prefix="nomo-bench-start-") as root:
        homes = {orders: make_home(root, make_store, orders) for orders in (SMALL, LARGE)}
        for turn in range(TIMES + 1):
            for key, taken in samples.items():
                environment = as_on_a_desktop()
                if key != "empty":
                    environment.update(XDG_DATA_HOME=str(homes[key]), G_MESSAGES_DEBUG="nomo",
                                       NOMO_CLOCK=f"{int(time.time() * 1000)}:{SHOP_MS[key]}:1")
                sample = run([empty if key == "empty" else nomo_flow], environment)
                if turn > 0:  # the first brings everything into memory
                    taken.append(sample)
    rows = [f"{key},{seconds:.6f},{memory}\n" for key, taken in samples.items() for seconds, memory in taken]
    pathlib.Path(directory, "start.csv").write_text("side,seconds,rss_kb\n" + "".join(rows), encoding="ascii")
    seconds = {key: [sample[0] for sample in taken] for key, taken in samples.items()}
    memory = {key: [sample[1] for sample in taken] for key, taken in samples.items()}
    kept = [
        report("first-frame-1m-against-empty-window", seconds[LARGE], seconds["empty"], 2.2),
        report("first-frame-1m-against-1k", seconds[LARGE], seconds[SMALL], 1.1),
        report("memory-at-first-frame-1m-against-empty-window", memory[LARGE], memory["empty"], 1.4),
    ]
    sys.exit(0 if all(kept) else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
