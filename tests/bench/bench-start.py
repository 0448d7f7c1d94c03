"""How long the window takes to its first frame, and how much memory it holds then; for use inside tests/ui/session.

    bench-start.py NOMO_FLOW EMPTY_WINDOW MAKE_STORE DIRECTORY

Three programs start in turn: a window with nothing in it, ours on a thousand orders, ours on a million. Each says on its
standard output when the frame is painted, ours when Overview's figures are in it."""

import pathlib
import statistics
import sys
import tempfile

from bench_window import empty_window, first_frame, make_home, window_of

TIMES = 9
SMALL, LARGE = 1_000, 1_000_000


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
                if key == "empty":
                    sample = first_frame([empty], empty_window())
                else:
                    sample = first_frame([nomo_flow], window_of(homes[key], key))
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
