"""What benches of the window share: a store with so many orders, and the time and the memory until the first frame is painted.

The window is drawn by cairo, and is left to load what GTK loads for a display with OpenGL, as on a merchant's desktop: the other
tests forbid it that, which makes an empty program a third as large and ours by as many megabytes smaller."""

import os
import pathlib
import subprocess
import time

MERCHANT = "1180227410"
FRAME = "first frame"
# In the days of the orders: the last of n is made about a minute before n minutes have passed.
FIRST_MS, STEP_MS = 1790802000000, 60000


def resident_kb(process):
    """What of the process is in memory, libraries that others hold as well included."""
    lines = pathlib.Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("Rss:")).split()[1])


def empty_window():
    return {name: value for name, value in os.environ.items() if name != "GDK_DEBUG"}


def window_of(home, orders):
    """The environment of a window on the store in `home`, which says when its figures are painted."""
    shop_ms = FIRST_MS + orders * STEP_MS
    return {**empty_window(), "XDG_DATA_HOME": str(home), "G_MESSAGES_DEBUG": "nomo",
            "NOMO_CLOCK": f"{int(time.time() * 1000)}:{shop_ms}:1"}


def first_frame(command, environment):
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
