"""Peak resident memory of a sync: of a big shop against a small one, each in a fresh process."""

import os
import pathlib
import statistics
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "integration"))
from nomoit import Demo, Nomo, inside_session, unlock_keyring  # noqa: E402 pylint: disable=wrong-import-position

SMALL, BIG = 10_000, 300_000  # a million takes too long for every run: name another number behind the directory
TIMES = 5
BOUND = 1.1
SCALE = 3600  # an hour in a second, so that the limits of the plan hold nothing up


def peak_kb(process):
    """Waits for a process; gives the most memory that it ever held."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss


def sync(orders):
    with Demo(orders=orders, customers=100, scale=SCALE) as demo:
        nomo = Nomo(demo)
        assert nomo.connect().code == 0
        process = nomo.start("sync", "--json", "--only", "orders")
        process.stdin.close()
        out = process.stdout.read()
        peak = peak_kb(process)
        assert process.returncode == 0 and f'"total":{orders}' in out, (process.returncode, out[-1000:])
        # A program inherits what the one that started it has held.
        own = next(line for line in pathlib.Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
        assert peak > int(own.split()[1]), (peak, own)
        return peak


def main(directory, orders=BIG):
    inside_session()
    unlock_keyring()
    small = [sync(SMALL) for _ in range(TIMES)]
    big = [sync(int(orders))]
    rows = [f"{n},{peak}\n" for n, peaks in ((SMALL, small), (orders, big)) for peak in peaks]
    pathlib.Path(directory, "memory.csv").write_text("orders,peak_kb\n" + "".join(rows), encoding="ascii")
    ratio = statistics.median(big) / statistics.median(small)
    print(f"bench memory ratio {ratio:.3f} bound {BOUND:.3f}")
    sys.exit(0 if ratio <= BOUND else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
