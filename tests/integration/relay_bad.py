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


TESTS = [a_flood_of_refusals, endless_bodies, thousands, half_requests]

if __name__ == "__main__":
    main([test for test in TESTS if test.__name__ in sys.argv[1:]] or TESTS)
