#!/usr/bin/python3
"""What a relay must not be harmed by: floods, masses, odd requests, wrong clocks, failing disks, damaged files.

    relay_bad.py [TEST]

Prints TAP. NOMO_RELAY_CROWD: how many connections come at once. NOMO_TROUBLE_LIBRARY: see trouble.c."""

import errno
import gzip
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

from nomoit import is_arabic, main, wait_until
from relay import DAY_MS, HOST, PATH, Relay, delivery, running, sign
from relay_operation import ask, read_metrics

CROWD = int(os.environ.get("NOMO_RELAY_CROWD", "1000"))
MB = 1024 * 1024

# For so many seconds at most one waits who delivers; unless the machine does much else it is a hundredth of that.
PATIENCE_S = 5

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
        while min(sent) < 60:
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
        assert max(waits) < PATIENCE_S and grown < 20, (waits, grown)


def endless_bodies():
    """300 MB, announced, in pieces or as headers: none of it is kept, and others get their answer meanwhile."""
    with trying() as relay:
        head, piece = f"POST {PATH} HTTP/1.1\r\nHost: x\r\n".encode(), b"x" * MB
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
        assert max(waits) < PATIENCE_S and grown < 20 and max(passed.values()) < 40, (waits, grown, passed)
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
            assert len(staying) >= 500 and evicted >= CROWD - 512 and max(waits) < PATIENCE_S, (len(staying), evicted, waits)
            for connection in crowd:
                connection.close()
            assert delivered_in(relay, CROWD) < PATIENCE_S
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
        for number in range(3, 130):
            crowd.append(socket.create_connection((HOST, relay.port), timeout=20))
            crowd[-1].sendall(half[:number % len(half)])
            if number % 20 == 0:
                waits += [delivered_in(relay, number)]
        newest = {connection.getsockname()[1] for connection in crowd[512:]}
        assert newest <= ports_of(relay), "somebody went who had come later than others"
        print(f"# at most {max(waits):.3f} s")
        assert max(waits) < PATIENCE_S, waits
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
    """Where nothing can be written it does not serve, and says so in one sentence. With room it does, whatever was begun there."""
    for error in (errno.ENOSPC, errno.EROFS, errno.EIO):
        with tempfile.TemporaryDirectory() as folder:
            relay = Troubled(folder)
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
        consents = "SELECT state || ' ' || reason || ' ' || (number NOT IN (SELECT number FROM bodies)) FROM deliveries WHERE once"
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


def request_with(body, *lines, first=f"POST {PATH} HTTP/1.1"):
    return "\r\n".join([first, "Host: x", *lines, "", ""]).encode("latin-1") + body


def answers_to(relay, text):
    """The statuses that come back to these bytes, after which nothing follows."""
    with socket.create_connection((HOST, relay.port), timeout=20) as connection:
        got = b""
        try:
            connection.sendall(text)
            connection.shutdown(socket.SHUT_WR)
            while more := connection.recv(65536):
                got += more
        except ConnectionError:
            pass
    return [int(status) for status in re.findall(rb"HTTP/1\.[01] (\d{3}) ", got)]


def odd_requests():
    """Headers twice, without an end, of other bytes, of the wrong length, or none at all: nothing of that is stored, though it be signed,
    and the relay goes on."""
    with running() as relay:
        body = delivery(1)
        kind, length = "Content-Type: application/json", f"Content-Length: {len(body)}"
        good, bad = "X-Salla-Signature: " + sign(body, relay.secret), "X-Salla-Signature: " + "0" * 64
        signed = [kind, length, good]
        ours = {
            "another word": (401, [kind, length, bad]),
            "two lengths": (401, [kind, good, length, "Content-Length: 1"]),
            "too short a length": (401, [kind, good, "Content-Length: 5"]),
            "a negative length": (413, [kind, good, "Content-Length: -1"]),
            "an endless length": (413, [kind, good, "Content-Length: " + "9" * 40]),
            "two signatures": (401, [*signed, bad]),
            "signatures in a list": (401, [kind, length, bad + good[18:]]),
            "a signature of other letters": (401, [kind, length, good[:-64] + "\u00e9" * 64]),
            "an endless signature": (401, [kind, length, good + "0" * 50_000]),
            "two types": (415, ["Content-Type: text/plain", length, good]),
            "an empty type": (415, ["Content-Type: ", length, good]),
            "an odd type": (401, ["Content-Type: application/json; charset=\"\u00ff", length, bad]),
            "a folded header": (401, [kind, length, "X-Salla-Signature:\r\n " + "0" * 64]),
            "expecting to go on": (401, [kind, length, bad, "Expect: 100-continue"]),
            "an upgrade": (401, [kind, length, bad, "Connection: Upgrade", "Upgrade: websocket"]),
            "many headers": (401, [kind, length, bad, *(f"X-{number}: y" for number in range(3000))]),
            "dots": (404, signed, f"POST /x/../{PATH}/../../etc HTTP/1.1"),
            "a merchant beyond all numbers": (404, signed, f"POST {PATH}/{'9' * 30} HTTP/1.1"),
            "another method": (405, signed, f"BREW {PATH} HTTP/1.1"),
        }
        theirs = {
            "nothing": b"\r\n\r\n",
            "bytes": bytes(range(256)) * 20,
            "a greeting of TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"x" * 500 + b"\r\n\r\n",
            "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "HTTP/0.9": b"GET /\r\n\r\n",
            "chunks as well": request_with(b"0\r\n\r\n" + body, *signed, "Transfer-Encoding: chunked"),
            "a signature with a zero": request_with(body, kind, length, good[:-1] + "\0"),
            "other bytes in the address": request_with(body, *signed, first=f"POST {PATH}/\u00ff%00%zz HTTP/1.1"),
            "an address elsewhere": request_with(body, *signed, first="POST http://[::1 HTTP/1.1"),
            "headers without an end": request_with(b"", *signed)[:-4],
        }
        for name, (status, lines, *first) in ours.items():
            got = answers_to(relay, request_with(body, *lines, **({"first": first[0]} if first else {})))
            assert got in ([status], [100, status]), (name, got)
        for name, text in theirs.items():
            got = answers_to(relay, text)
            assert len(got) <= 1 and all(status >= 400 for status in got), (name, got)
        assert relay.stored() == []
        assert answers_to(relay, request_with(body, *signed)) == [200] and relay.stored() == [body]


class Leaking(Tried):
    """libsoup 3.2 does not free the address of a request whose length it cannot read or whose coding it does not know. Of a length
    that it takes for less than -1 it warns."""

    more = {"ASAN_OPTIONS": LEAN["ASAN_OPTIONS"] + ":detect_leaks=0", "G_DEBUG": ""}


class leaking(running):
    relay_type = Leaking


def unknown_lengths():
    with leaking() as relay:
        body = delivery(1)
        signed = ["Content-Type: application/json", "X-Salla-Signature: " + sign(body, relay.secret)]
        for line, status in (("Content-Length: many", 400), ("Content-Length: 0x10", 400), ("Transfer-Encoding: gzip", 501),
                             ("Content-Length: -3", 413), ("Content-Length: 18446744073709551613", 413)):
            assert answers_to(relay, request_with(body, *signed, line)) == [status], line
        assert relay.stored() == []
        assert relay.send(body)[0] == 200


def spellings():
    """The bytes are what is signed and what is kept, however the same JSON is written; none is signed by another one's signature."""
    with running() as relay:
        data = {"event": "order.created", "merchant": 7, "created_at": "Tue Feb 03 2026 21:40:10 GMT+0300",
                "data": {"id": 1, "url": "https://salla.sa/ward", "name": "هند 🌷"}}
        plain = json.dumps(data, ensure_ascii=False)
        bodies = [text.encode() for text in (plain, plain.replace("/", "\\/"), json.dumps(data), json.dumps(data).replace("/", "\\/"),
                                             re.sub(r"(?<=\\u)....", lambda four: four.group().upper(), json.dumps(data)),
                                             json.dumps(data, indent=4), plain.replace('"event"', '"\\u0065vent"'))]
        assert len(set(bodies)) == 7, bodies
        for body in bodies:
            for other in bodies:
                if other != body:
                    assert relay.send(body, signature=sign(other, relay.secret))[0] == 401
            assert relay.send(body)[0] == 200
        assert relay.stored() == bodies
        assert relay.stored("SELECT merchant || event FROM deliveries") == ["7order.created"] * len(bodies)


def deep():
    """100,000 deep: refused where it has to be read to know whose it is, else kept with the reason; what comes behind it is not held up."""
    with running() as relay:
        nest = "[" * 100_000
        for body in (nest, '{"a":' * 100_000, nest + "]" * 100_000, '{"data":' + nest, '{"data":%s,"event":"order.created","merchant":7}' % nest):
            assert relay.send(body.encode())[0] == 400, body[:20]
        front = '{"event":"%s","merchant":7,"created_at":"2026-02-03 21:40:10","data":'
        events = ("order.created", "app.store.authorize", "customer.otp.request", "app.installed", "app.uninstalled")
        for event in events:
            for end in (nest, '{"a":' * 100_000):
                assert relay.send((front % event + end).encode())[0] == 200, event
        assert relay.send(delivery(1))[0] == 200
        wait_until(lambda: relay.stored("SELECT count (*) FROM deliveries WHERE state = 0") == [0])
        reasons = relay.stored("SELECT DISTINCT event || ': ' || reason FROM deliveries ORDER BY number")
        assert reasons == ["order.created: unreadable", "app.store.authorize: no tokens", "customer.otp.request: unreadable",
                           "app.installed: no store", "app.uninstalled: no store", "order.created: no store"], reasons


MERCHANTS = {"1180227410": 1180227410, '"1180227410"': 1180227410, "0": 0, "-5": 0, '"-5"': 0, "null": 0, '""': 0, '"ward"': 0, "true": 0,
             "1.5": 0, '"1.0"': 1, "1e3": 0, "[]": 0, "{}": 0, "9223372036854775807": 9223372036854775807, "9223372036854775808": 0, "9" * 60: 0,
             '"' + "9" * 60 + '"': 0, '"\\u0667"': 0, '" 7 "': 7}


def merchants():
    """Unknown, a string or no number at all: it is kept under the number it has, else under that of its address, with the reason."""
    with running() as relay:
        for text in MERCHANTS:
            body = '{"event":"order.created","merchant":%s,"created_at":"2026-02-03 21:40:10","data":{"id":1}}' % text
            assert relay.send(body.encode())[0] == 200, text
            assert relay.send(body.encode(), path=PATH + "/77")[0] == 200, text
        expected = [(text, merchant) for text, number in MERCHANTS.items() for merchant in ([number] if number else [0, 77])]
        texts = [re.search(rb'"merchant":(.*),"created_at"', body).group(1).decode() for body in relay.stored()]
        found = list(zip(texts, relay.stored("SELECT merchant FROM deliveries ORDER BY number")))
        assert found == expected, [pair for pair in zip(found, expected) if pair[0] != pair[1]][:3]
        wait_until(lambda: relay.stored("SELECT count (*) FROM deliveries WHERE state = 0") == [0])
        reasons = relay.stored("SELECT DISTINCT reason || ' ' || (merchant > 0) FROM deliveries ORDER BY merchant")
        assert reasons == ["no merchant 0", "no store 1"], reasons


def replayed_at_once():
    """The same delivery from many at a time, and again after a start, is one; each of them is told that it is there."""
    with running() as relay:
        told = []
        for number in range(5):
            body = delivery(number)
            senders = [threading.Thread(target=lambda: told.append(relay.send(body)[0])) for _ in range(40)]
            for sender in senders:
                sender.start()
            for sender in senders:
                sender.join()
        relay.end()
        relay.start()
        told += [relay.send(delivery(number))[0] for number in range(5)]
        assert told == [200] * 205, told
        assert relay.stored() == [delivery(number) for number in range(5)]


def started_at_once():
    """Of relays that are started together in one folder one serves."""
    with tempfile.TemporaryDirectory() as folder:
        relay = Relay(folder)
        started = [subprocess.Popen(relay.command("--port", "0", "serve"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                    env=relay.environment()) for _ in range(6)]
        lines = [process.stdout.readline() for process in started]
        serving = [process for process, line in zip(started, lines) if line]
        assert len(serving) == 1, lines
        relay.port = int(lines[started.index(serving[0])].strip().rsplit(":", 1)[1])
        for process in started:
            if process is not serving[0]:
                _, said = process.communicate(timeout=20)
                assert process.returncode == 5 and "Another relay works" in said, said
        assert relay.send(delivery(1))[0] == 200 and relay.stored() == [delivery(1)]
        serving[0].terminate()
        serving[0].communicate(timeout=20)
        assert serving[0].returncode == 0


def damage(path, first=1):
    """Every page of the file from this one on, page 1 being that which tells what the file is."""
    size = os.path.getsize(path)
    with open(path, "r+b") as file:
        file.seek((first - 1) * 4096)
        file.write(b"\xa5" * (size - (first - 1) * 4096))


def take_pages(path, change):
    """All of a database is in its file, and who uses it has to read it anew."""
    with sqlite3.connect(path, timeout=20) as other:
        other.execute(change)
    assert other.execute("PRAGMA wal_checkpoint (TRUNCATE)").fetchone()[0] == 0
    other.close()


def damaged_inbox():
    """Found at the start or while it serves: said in a sentence that tells of backups; nothing is acknowledged any more, and with a
    whole file in its place all is as before."""
    with running() as relay:
        path, taken = os.path.join(relay.folder, "inbox.db"), [delivery(number) for number in range(40)]
        for body in taken:
            assert relay.send(body)[0] == 200
        wait_until(lambda: relay.stored("SELECT count (*) FROM deliveries WHERE state = 0") == [0])
        for first in (1, 2):
            take_pages(path, "UPDATE deliveries SET state = state")
            shutil.copy(path, path + ".backup")
            damage(path, first)
            assert [relay.send(delivery(100 + number))[0] for number in range(5)] == [503] * 5, first
            wait_until(lambda: ask(relay, "/readyz")[0] == 503, 10)
            assert "damaged" in ask(relay, "/readyz")[1] and "nomo-relay restore" in ask(relay, "/readyz")[1]
            assert ask(relay, "/healthz")[0] == 200
            assert relay.log().count("not stored") == first, relay.log()
            relay.end()
            for language in ("en", "ar"):
                done = relay.run("--port", "0", "serve", language=language)
                assert done.returncode == 1 and not done.stdout and "nomo-relay restore" in done.stderr, done
                assert is_arabic(done.stderr) == (language == "ar") and done.stderr.count("\n") == 1, done
            for name in (path, path + "-wal", path + "-shm"):
                if os.path.exists(name):
                    os.remove(name)
            os.rename(path + ".backup", path)
            relay.start()
            assert relay.stored() == taken
            assert relay.send(delivery(0))[0] == 200 and relay.stored() == taken


OLD_INBOX = os.path.join(os.path.dirname(__file__), "..", "unit", "store", "corpus", "inbox-1.db.gz")


def inboxes_of_other_versions():
    """A newer one is left alone, and the relay says so and does not start; an older one is brought up, and what waits in it is
    dealt with."""
    with running() as relay:
        path = os.path.join(relay.folder, "inbox.db")
        assert relay.send(delivery(1))[0] == 200
        relay.end()
        take_pages(path, "UPDATE meta SET value = '99' WHERE key = 'version'")
        with open(path, "rb") as file:
            before = file.read()
        for language in ("en", "ar"):
            done = relay.run("--port", "0", "serve", language=language)
            assert done.returncode == 1 and not done.stdout and done.stderr.count("\n") == 1, done
            assert is_arabic(done.stderr) == (language == "ar") and ("newer version" in done.stderr) == (language == "en"), done
        with open(path, "rb") as file:
            assert file.read() == before
        with gzip.open(OLD_INBOX) as packed, open(path, "wb") as file:
            shutil.copyfileobj(packed, file)
        relay.start()
        wait_until(lambda: relay.stored("SELECT count (*) FROM deliveries WHERE state = 0") == [0])
        assert relay.send(delivery(2))[0] == 200
        assert delivery(2) in relay.stored()


TESTS = [a_flood_of_refusals, endless_bodies, thousands, half_requests, failing_disk, starts_on_no_such_disk, clocks_that_jump,
         odd_requests, unknown_lengths, spellings, deep, merchants, replayed_at_once, started_at_once, damaged_inbox,
         inboxes_of_other_versions]

if __name__ == "__main__":
    main([test for test in TESTS if test.__name__ in sys.argv[1:]] or TESTS)
