"""How long a delivery waits for its answer when a thousand a second come, whatever becomes of them: at the relay, at the same
server that stores nothing, and at Django behind gunicorn that stores the same.

    bench-intake-latency.py BARE_SERVER SENDER DIRECTORY

Each round starts all three anew, in turn. Beside it stands how many a second each takes when 64 wait for their answers."""

import contextlib
import json
import os
import pathlib
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "integration"))
from nomoit import free_port, inside_session, wait_until  # noqa: E402 pylint: disable=wrong-import-position
from relay import running  # noqa: E402 pylint: disable=wrong-import-position

ROUNDS = int(os.environ.get("NOMO_BENCH_ROUNDS", "5"))
RATE, SECONDS = 1000, int(os.environ.get("NOMO_BENCH_SECONDS", "10"))
WARM_UP, CLOSED = 2000, 10_000
SYNCS = 200
SECRET = "a shared secret"
SIDES = ("bare", "relay", "django")
# The best of those that were tried on two processors, 1 to 5 processes with 1 to 8 threads each: more of them wait for each other
# at the database, which turns the next one away for as long as it writes.
GUNICORN = os.environ.get("NOMO_BENCH_GUNICORN", "--workers 1").split()


def need_django():
    """A bench that leaves out what it compares with would pass."""
    here = shutil.which("gunicorn")
    if here is None:
        sys.exit("gunicorn is missing: sh build-aux/setup bench")
    python = pathlib.Path(here).read_text(encoding="utf-8").splitlines()[0].removeprefix("#!").split()
    if subprocess.run([*python, "-c", "import django"], stderr=subprocess.DEVNULL, check=False).returncode != 0:
        sys.exit("Django is missing: sh build-aux/setup bench")


@contextlib.contextmanager
def bare(program):
    with subprocess.Popen([program, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield int(process.stdout.readline()), SECRET
        process.stdin.close()
        assert process.wait(30) == 0


@contextlib.contextmanager
def relay():
    with running() as server:
        yield server.port, server.secret


def answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def make_database(path):
    made = sqlite3.connect(path)
    made.execute("PRAGMA journal_mode = WAL")
    made.execute("CREATE TABLE deliveries (number INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, received_at INTEGER NOT NULL,"
                 " body BLOB NOT NULL)")
    made.close()


@contextlib.contextmanager
def django():
    here, port = os.path.dirname(os.path.abspath(__file__)), free_port()
    with tempfile.TemporaryDirectory() as folder:
        database = os.path.join(folder, "deliveries.db")
        make_database(database)
        environment = {**os.environ, "NOMO_BENCH_DATABASE": database, "NOMO_BENCH_SECRET": SECRET}
        command = ["gunicorn", "--bind", f"127.0.0.1:{port}", "--chdir", here, "--log-level", "error", *GUNICORN,
                   "bench_django:application"]
        with subprocess.Popen(command, env=environment) as process:
            wait_until(lambda: answers(port) or process.poll() is not None)
            yield port, SECRET
            process.terminate()
            process.wait(60)


def send(sender, port, secret, count, *more):
    def hurry():
        """It has to be on time more than the servers have."""
        with contextlib.suppress(PermissionError):
            os.setpriority(os.PRIO_PROCESS, 0, -10)
    command = [sender, "--port", str(port), "--count", str(count), *map(str, more)]
    done = subprocess.run(command, env={**os.environ, "NOMO_BENCH_SECRET": secret}, stdout=subprocess.PIPE, check=True,
                          preexec_fn=hurry, timeout=600)
    return json.loads(done.stdout)


def percentile(values, percent):
    return sorted(values)[len(values) * percent // 100]


def sync_ms():
    """How long the disk takes to promise that it has a page."""
    samples = []
    with tempfile.TemporaryFile(buffering=0) as file:
        for _ in range(SYNCS):
            began = time.perf_counter()
            file.write(bytes(4096))
            os.fdatasync(file.fileno())
            samples.append((time.perf_counter() - began) * 1000)
    return samples


class Round:
    """What one side did in one round."""

    def __init__(self, side, server, sender):
        with tempfile.NamedTemporaryFile() as file, server as (port, secret):
            warm = send(sender, port, secret, WARM_UP)
            self.open = send(sender, port, secret, RATE * SECONDS, "--first", WARM_UP + 1, "--rate", RATE, "--samples", file.name)
            self.closed = send(sender, port, secret, CLOSED, "--first", WARM_UP + RATE * SECONDS + 1)
            self.took_ms = [int(line.split(",")[0]) / 1000 for line in pathlib.Path(file.name).read_text("ascii").splitlines()]
        assert side == "django" or all(sent["taken"] == count for sent, count in
                                       ((warm, WARM_UP), (self.open, RATE * SECONDS), (self.closed, CLOSED))), (warm, self.open)
        self.p50, self.p99 = (percentile(self.took_ms, percent) for percent in (50, 99))
        self.throughput = self.closed["taken"] / self.closed["seconds"]


def describe(side, rounds):
    not_taken = sum(done.open["refused"] + done.open["unanswered"] for done in rounds)
    late = [max(done.open["late_us"][name] for done in rounds) / 1000 for name in ("p50", "p99")]
    p50, p99, throughput = (statistics.median(getattr(done, name) for done in rounds) for name in ("p50", "p99", "throughput"))
    print(f"{side}: p50 {p50:.2f} ms, p99 {p99:.2f} ms of {', '.join(f'{done.p99:.2f}' for done in rounds)};"
          f" {not_taken} not taken; {throughput:.0f} a second in closed loop;"
          f" sent late by p50 {late[0]:.2f} ms, p99 {late[1]:.2f} ms at most", flush=True)


def report(name, ratio, bound):
    print(f"bench {name} ratio {ratio:.3f} bound {bound:.3f}", flush=True)
    return ratio <= bound


def main(bare_server, sender, directory):
    need_django()
    inside_session()
    servers = {"bare": lambda: bare(bare_server), "relay": relay, "django": django}
    rounds, syncs = {side: [] for side in SIDES}, []
    for _ in range(ROUNDS):
        for side in SIDES:
            syncs += sync_ms()
            rounds[side].append(Round(side, servers[side](), sender))
    rows = [f"{side},{number},{took:.3f}\n" for side in SIDES for number, done in enumerate(rounds[side]) for took in done.took_ms]
    pathlib.Path(directory, "intake-latency.csv").write_text("side,round,took_ms\n" + "".join(rows), encoding="ascii")
    sync = percentile(syncs, 50)
    print(f"fdatasync p50 {sync:.3f} ms; {RATE} a second for {SECONDS} s, {ROUNDS} rounds; gunicorn {' '.join(GUNICORN)}")
    for side in SIDES:
        describe(side, rounds[side])
    p99 = {side: statistics.median(done.p99 for done in rounds[side]) for side in SIDES}
    # How many times as long as the disk needs for one promise the relay may take more than who promises nothing.
    kept = [report("relay-open-loop-p99", (p99["relay"] - p99["bare"]) / sync, 12),
            report("relay-vs-django-p99", p99["relay"] / p99["django"], 0.5)]
    sys.exit(0 if all(kept) else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
