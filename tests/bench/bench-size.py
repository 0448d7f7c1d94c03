"""How much the programs take on a disk, which libraries they load, and how long they take to start; for use inside
tests/ui/session.

    bench-size.py MESON BUILD EMPTY_WINDOW MAKE_STORE DIRECTORY

Installs the build twice into a folder of its own, once stripped, and starts what is there: each program to what it is of use
for, in turn with an empty process and with a window that has nothing in it. Prints the rows of README's table as well."""

import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

from bench_window import empty_window, first_frame, make_home, window_of

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
from libraries import NAMES, needed  # noqa: E402 pylint: disable=wrong-import-position

TIMES = 9
ORDERS = 1_000
PROGRAMS = ("nomo-flow", "nomo", "nomo-relay", "nomo-demo-store")
MB = 1_000_000
# Each start, what README calls it, and of which program it is.
STARTS = {
    "nomo-flow": "to the figures of Overview",
    "nomo": "`--version`",
    "nomo-relay": "until it answers",
    "nomo-demo-store": "until it answers, with 12,000 orders",
}


def output(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def install(meson, build, target, *options):
    """The programs, and how many bytes all of it takes."""
    subprocess.run([meson, "install", "-C", build, "--no-rebuild", "--quiet", *options], check=True,
                   env={**os.environ, "DESTDIR": str(target)}, stdout=subprocess.DEVNULL)
    files = [path for path in pathlib.Path(target).rglob("*") if path.is_file() and not path.is_symlink()]
    programs = {path.name: path for path in files if path.parent.name == "bin"}
    assert set(programs) == set(PROGRAMS), programs
    return programs, sum(path.stat().st_size for path in files)


def direct_libraries(program):
    """By the names of README's table of dependencies."""
    return list(dict.fromkeys(NAMES[library] for library in needed(output("readelf", "--dynamic", "--wide", program))))


def all_libraries(program):
    return sorted(set(re.findall(r"=> (/\S+)", output("ldd", program))))


def to_the_end(*command):
    began = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began


def to_an_answer(command, address):
    """Until the address that is found in the first lines of the program answers."""
    began = time.monotonic()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        with urllib.request.urlopen(address(process.stdout), timeout=60) as answer:
            answer.read()
        seconds = time.monotonic() - began
        process.stdin.close()
    assert process.returncode == 0, command
    return seconds


def relay_address(lines):
    lines.readline()
    return lines.readline().split()[-1] + "/healthz"


def demo_address(lines):
    return json.loads(lines.readline())["control_url"] + "/counts"


def starts(programs, empty, home, relay_home):
    """What is started in turn, and how."""
    relay = [programs["nomo-relay"], "--data", relay_home, "--with-parent", "--port", "0", "serve"]
    demo = [programs["nomo-demo-store"], "--with-parent"]
    return {
        "nothing": lambda: to_the_end("/bin/true"),
        "nomo": lambda: to_the_end(programs["nomo"], "--version"),
        "relay-version": lambda: to_the_end(programs["nomo-relay"], "--version"),
        "nomo-relay": lambda: to_an_answer(relay, relay_address),
        "nomo-demo-store": lambda: to_an_answer(demo, demo_address),
        "empty-window": lambda: first_frame([empty], empty_window())[0],
        "nomo-flow": lambda: first_frame([programs["nomo-flow"]], window_of(home, ORDERS))[0],
    }


def measure(programs, empty, make_store, root):
    relay_home = os.path.join(root, "relay")
    output(programs["nomo-relay"], "--data", relay_home, "init")
    ways = starts(programs, empty, make_home(root, make_store, ORDERS), relay_home)
    samples = {name: [] for name in ways}
    for turn in range(TIMES + 1):
        for name, way in ways.items():
            seconds = way()
            if turn > 0:  # the first brings everything into memory
                samples[name].append(seconds)
    return samples


def report(name, ours, theirs, bound):
    ratio = ours / theirs
    print(f"bench {name} ratio {ratio:.3f} bound {bound:.3f}", flush=True)
    return ratio <= bound


def tell(whole, stripped, medians):
    print("| program | size, stripped | libraries it asks for | and all that come with them | start |\n|---|---|---|---|---|")
    for name in PROGRAMS:
        sizes = [program[name].stat().st_size / MB for program in (whole, stripped)]
        print(f"| `{name}` | {sizes[0]:.1f} MB, {sizes[1]:.1f} MB | {', '.join(direct_libraries(stripped[name]))}"
              f" | {len(all_libraries(stripped[name]))} | {medians[name] * 1000:.0f} ms {STARTS[name]} |")


def main(meson, build, empty, make_store, directory):
    with tempfile.TemporaryDirectory(prefix="nomo-bench-size-") as root:
        whole, whole_bytes = install(meson, build, os.path.join(root, "whole"))
        stripped, bytes_stripped = install(meson, build, os.path.join(root, "stripped"), "--strip")
        libraries = all_libraries(stripped["nomo-flow"])
        samples = measure(stripped, empty, make_store, root)
        medians = {name: statistics.median(taken) for name, taken in samples.items()}
        tell(whole, stripped, medians)
        print(f"all that is installed: {whole_bytes / MB:.1f} MB, stripped {bytes_stripped / MB:.1f} MB")
        rows = [f"{name},{seconds:.6f}\n" for name, taken in samples.items() for seconds in taken]
        pathlib.Path(directory, "size-start.csv").write_text("start,seconds\n" + "".join(rows), encoding="ascii")
        rows = [f"{name},{whole[name].stat().st_size},{stripped[name].stat().st_size}\n" for name in PROGRAMS]
        pathlib.Path(directory, "size.csv").write_text("program,bytes,stripped\n" + "".join(rows), encoding="ascii")
        kept = [
            report("installed-against-its-libraries", bytes_stripped, sum(os.path.getsize(path) for path in libraries), 0.1),
            report("start-nomo-against-nothing", medians["nomo"], medians["nothing"], 20),
            report("start-relay-until-it-answers-against-its-version", medians["nomo-relay"], medians["relay-version"], 4),
            report("start-demo-store-until-it-answers-against-window", medians["nomo-demo-store"], medians["empty-window"], 5),
            report("start-flow-1k-against-empty-window", medians["nomo-flow"], medians["empty-window"], 2.2),
        ]
    sys.exit(0 if all(kept) else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
