#!/usr/bin/python3
"""What a relay must not be harmed by: floods, masses, odd requests, wrong clocks, failing disks, damaged files.

    relay_bad.py [TEST]

Prints TAP. NOMO_RELAY_CROWD: how many connections come at once. NOMO_TROUBLE_LIBRARY: see trouble.c."""

import errno
import json
import os
import re
import resource
import shutil
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
import tempfile
import threading
import time

from nomoit import get, is_arabic, main, wait_until
from relay import DAY_MS, HOST, PATH, RELAY, Relay, delivery, raw, running, sign
from relay_operation import ask, read_metrics, request

CROWD = int(os.environ.get("NOMO_RELAY_CROWD", "1500"))
MB = 1024 * 1024

# The sanitizer keeps what was freed; how much memory a program needs is not seen otherwise.
LEAN = {"ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":quarantine_size_mb=1"}


class Tried(Relay):
    """A relay with more in its environment."""

    more = LEAN

    def environment(self, clock=None, language="en"):
        return {**super().environment(clock, language), **self.more}


class trying(running):
    relay_type = Tried


class Troubled(Tried):
    """A relay on a machine whose clock can be set and whose disk can fail, while it serves."""

    def __init__(self, folder):
        self.trouble = tempfile.NamedTemporaryFile()
        self.trouble.write(bytes(16))
        self.trouble.flush()
        self.more = {"LD_PRELOAD": os.environ["NOMO_TROUBLE_LIBRARY"], "NOMO_TROUBLE": self.trouble.name,
                     "NOMO_TROUBLE_BELOW": folder,
                     "ASAN_OPTIONS": LEAN["ASAN_OPTIONS"] + ":verify_asan_link_order=0:detect_leaks=0"}
        super().__init__(folder)

    def set_clock(self, ms):
        """By how much it is wrong."""
        os.pwrite(self.trouble.fileno(), struct.pack("q", ms), 0)

    def set_disk(self, error):
        os.pwrite(self.trouble.fileno(), struct.pack("q", error), 8)


class troubled(running):
    relay_type = Troubled


def memory(relay, name="VmRSS"):
    """In MB."""
    with open(f"/proc/{relay.process.pid}/status", encoding="ascii") as file:
        return int(re.search(name + r":\s+(\d+) kB", file.read()).group(1)) / 1024


def turned_out(relay):
    found = read_metrics(ask(relay, "/metrics")[1])
    return {re.search('"(.+)"', name).group(1): int(value) for name, value in found.items() if "connections_ended" in name}


def delivered_in(relay, number):
    """For how many seconds one waits who delivers."""
    began = time.monotonic()
    assert relay.send(delivery(number))[0] == 200
    return time.monotonic() - began


def a_flood_of_refusals():
    """Who shows wrong signatures, with large bodies, is counted; the log and the memory stay small, and others get their answer."""
    with trying() as relay:
        over = threading.Event()
        sent = [0] * 4
        body = delivery(1) + b" " * (200 * 1024)

        def flood(index):
            while not over.is_set():
                assert relay.send(body, signature="0" * 64)[0] == 401
                sent[index] += 1
        attackers = [threading.Thread(target=flood, args=[index]) for index in range(len(sent))]
        for attacker in attackers:
            attacker.start()
        wait_until(lambda: min(sent) >= 20)
        before, waits, number = memory(relay), [], 1
        while min(sent) < 100:
            number += 1
            waits.append(delivered_in(relay, number))
        over.set()
        for attacker in attackers:
            attacker.join()
        grown = memory(relay) - before
        counted = read_metrics(ask(relay, "/metrics")[1])['nomo_relay_deliveries_total{verdict="unsigned"}']
        assert counted == sum(sent), (counted, sent)
        assert relay.log().count("not signed") <= 2 and len(relay.log()) < 2000, relay.log()
        assert relay.stored() == [delivery(each) for each in range(2, number + 1)]
        print(f"# {sum(sent)} refused, {len(waits)} taken in at most {max(waits):.3f} s, {grown:.1f} MB more")
        assert max(waits) < 2 and grown < 20, (waits, grown)


def endless_bodies():
    """300 MB, announced, in pieces or as headers: none of it is kept, and others get their answer meanwhile."""
    with trying() as relay:
        head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n".encode()
        piece = b"x" * MB
        kinds = {"announced": (head + b"Content-Length: 300000000\r\n\r\n", piece),
                 "in pieces": (head + b"Transfer-Encoding: chunked\r\n\r\n", b"%x\r\n%s\r\n" % (MB, piece)),
                 "in headers": (head + b"X-Long: ", piece),
                 "in its first line": (b"POST /", piece)}
        relay.send(delivery(1))
        before = memory(relay, "VmHWM")
        passed = {}

        def pour(name):
            start, more = kinds[name]
            n = 0
            with socket.create_connection((HOST, relay.port), timeout=20) as connection:
                try:
                    connection.sendall(start)
                    for n in range(300):
                        connection.sendall(more)
                except ConnectionError:
                    pass
            passed[name] = n
        pouring = [threading.Thread(target=pour, args=[name]) for name in kinds for _ in range(2)]
        for thread in pouring:
            thread.start()
        waits = [delivered_in(relay, number) for number in range(2, 30)]
        for thread in pouring:
            thread.join()
        grown = memory(relay, "VmHWM") - before
        print(f"# MB that passed: {passed}; at most {max(waits):.3f} s, {grown:.1f} MB more at once")
        assert max(waits) < 2 and grown < 40, (waits, grown)
        assert relay.stored() == [delivery(number) for number in range(1, 30)]


def ports_of(relay):
    """Who is connected, as the relay's side of the system sees it."""
    with open(f"/proc/{relay.process.pid}/net/tcp", encoding="ascii") as file:
        rows = [line.split() for line in file][1:]
    return {int(row[2].split(":")[1], 16) for row in rows if row[1].endswith(f":{relay.port:04X}") and row[3] == "01"}


def thousands():
    """Of those who only hold on the last 512 stay, whoever came first going first; who delivers among them is answered in time."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert hard > CROWD + 200, hard
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    try:
        with trying() as relay:
            crowd, waits = [], []
            for number in range(CROWD):
                crowd.append(socket.create_connection((HOST, relay.port), timeout=20))
                if number % 100 == 99:
                    waits.append(delivered_in(relay, number))
            names = [connection.getsockname()[1] for connection in crowd]
            wait_until(lambda: len(ports_of(relay) & set(names)) <= 512)
            staying = ports_of(relay) & set(names)
            assert staying == set(names[-len(staying):]), "somebody stayed who had come earlier"
            evicted = turned_out(relay)["evicted"]
            print(f"# {CROWD} came, {len(staying)} stay, {evicted} made room; at most {max(waits):.3f} s, {memory(relay):.0f} MB")
            assert len(staying) >= 500 and evicted >= CROWD - 512 and max(waits) < 2, (len(staying), evicted, waits)
            for connection in crowd:
                connection.close()
            assert delivered_in(relay, CROWD) < 2
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def half_requests():
    """They may fill the relay, but whoever has taken longest makes room for who delivers."""
    with trying() as relay:
        half = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx".encode()
        crowd = [socket.create_connection((HOST, relay.port), timeout=20) for _ in range(512)]
        waits = [delivered_in(relay, 1)]
        assert crowd.pop(0).recv(1) == b""
        crowd.append(socket.create_connection((HOST, relay.port), timeout=20))
        for number, connection in enumerate(crowd):
            connection.sendall(half[:1 + number % len(half)])
        waits += [delivered_in(relay, 2)]
        for number in range(3, 300):
            crowd.append(socket.create_connection((HOST, relay.port), timeout=20))
            crowd[-1].sendall(half[:number % len(half)])
            if number % 20 == 0:
                waits += [delivered_in(relay, number)]
        newest = {connection.getsockname()[1] for connection in crowd[512:]}
        assert newest <= ports_of(relay), "somebody went who had come later than others"
        print(f"# at most {max(waits):.3f} s")
        assert max(waits) < 2, waits
        for connection in crowd:
            connection.close()


def failing_disk():
    """Full, not writable any more or broken: 503 and a sentence, nothing is acknowledged; afterwards all goes on."""
    with troubled() as relay:
        taken = []
        for number, (error, sentence) in enumerate([(errno.ENOSPC, "The disk is full"),
                                                    (errno.EROFS, "The store’s file cannot be opened or written"),
                                                    (errno.EIO, "The store’s file cannot be read or written")]):
            relay.set_disk(error)
            for each in range(3):
                status, headers = relay.send(delivery(100 * number + each))
                assert status == 503 and headers["Retry-After"], (error, status, headers)
            wait_until(lambda: ask(relay, "/readyz")[0] == 503, 10)
            assert ask(relay, "/readyz")[1].startswith(sentence), ask(relay, "/readyz")
            assert ask(relay, "/healthz")[0] == 200 and relay.stored() == taken
            relay.set_disk(0)
            wait_until(lambda: ask(relay, "/readyz")[0] == 200, 10)
            assert relay.send(delivery(100 * number))[0] == 200
            taken.append(delivery(100 * number))
            assert relay.stored() == taken
        relay.end(signal.SIGKILL)
        relay.start()
        assert relay.stored() == taken


def starts_on_no_such_disk():
    """Where nothing can be written it does not serve, and says so in one sentence."""
    with tempfile.TemporaryDirectory() as folder:
        relay = Troubled(folder)
        for error in (errno.ENOSPC, errno.EROFS, errno.EIO):
            for language in ("en", "ar"):
                relay.set_disk(error)
                done = relay.run("--port", "0", "serve", language=language)
                assert done.returncode == 1 and not done.stdout and done.stderr.count("\n") == 1, (error, done)
                assert is_arabic(done.stderr) == (language == "ar") and folder in done.stderr, (error, done)
                relay.set_disk(0)
        relay.start().end()


def clocks_that_jump():
    """The machine's clock is set, forwards and back, while it serves: deliveries are taken all the while, the secret of before for no
    more than its day, and a consent that was taken is known again after what is old was forgotten."""
    with troubled() as relay:
        old, relay.secret = relay.secret, relay.make_secret("rotate-secret")
        relay.process.send_signal(signal.SIGHUP)
        consent = b'{"event":"app.store.authorize","merchant":7,"created_at":"2026-02-03 21:40:10","data":{}}'
        wait_until(lambda: relay.send(consent)[0] == 200, 10)
        consents = "SELECT state || ' ' || reason || ' ' || (body IS NULL) FROM deliveries WHERE once"
        wait_until(lambda: relay.stored(consents) == ["2 no tokens 0"])
        number = 0
        for days, is_old_taken in ((0, True), (1.1, False), (-0.03, True), (-400, False), (0, True), (9000, False), (0, True)):
            relay.set_clock(int(days * DAY_MS))
            for signature in (None, old):
                number += 1
                body = delivery(number)
                status = relay.send(body, signature=signature and sign(body, signature))[0]
                assert status == (200 if signature is None or is_old_taken else 401), (days, signature, status)
                assert (body in relay.stored()) == (status == 200), days
            assert ask(relay, "/readyz") == (200, "ok\n"), days
            if days > 30:
                wait_until(lambda: delivery(1) not in relay.stored())
                assert body not in relay.stored() and delivery(number - 1) in relay.stored()
        again = read_metrics(ask(relay, "/metrics")[1])['nomo_relay_deliveries_total{verdict="again"}']
        assert relay.send(consent)[0] == 200
        assert read_metrics(ask(relay, "/metrics")[1])['nomo_relay_deliveries_total{verdict="again"}'] == again + 1
        assert relay.stored(consents) == ["2 no tokens 1"]


TESTS = [a_flood_of_refusals, endless_bodies, thousands, half_requests, failing_disk, starts_on_no_such_disk, clocks_that_jump]

if __name__ == "__main__":
    main([test for test in TESTS if test.__name__ in sys.argv[1:]] or TESTS)
