#!/usr/bin/python3
"""A relay as its operator sees it: what monitors ask, how it stands, what is wrong with it, and who may reach it.

    relay_operation.py [TEST]

Prints TAP."""

import datetime
import json
import os
import re
import resource
import shutil
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import threading
import time

from nomoit import get, is_arabic, main, wait_until
from relay import DAY_MS, HOST, PATH, RELAY, Relay, delivery, raw, running, sign

MERCHANT = 1180227410
FILES = ("inbox.db", "inbox.db-shm", "inbox.db-wal", "key", "log", "relay.conf", "relay.lock", "serving")


def ask(relay, path):
    """The status and the text that a monitor gets."""
    status, text, _ = get(relay.watch + path)
    return status, text


def read_metrics(text):
    """The samples by their whole name. Each family is announced, once, before its samples."""
    samples, types = {}, {}
    for line in text.splitlines():
        word = re.fullmatch(r"# (HELP|TYPE) (\S+) (.+)", line)
        if word and word.group(1) == "TYPE":
            assert word.group(2) not in types, line
            types[word.group(2)] = word.group(3)
        elif not word:
            name, labels, value = re.fullmatch(r'(nomo_relay_\w+)((?:\{\w+="[^"]*"\})?) (\S+)', line).groups()
            family = name if name in types else re.sub("_(bucket|sum|count)$", "", name)
            assert types[family] in ("counter", "gauge", "histogram"), line
            assert (types[family] == "counter") == name.endswith("_total"), line
            assert name + labels not in samples, line
            samples[name + labels] = float(value)
    return samples


def watched():
    """Monitors are answered at an address of their own, and nowhere else."""
    with running() as relay:
        for path in ("/healthz", "/readyz", "/metrics"):
            assert relay.send(b"", path=path, method="GET")[0] == 404, path
        assert ask(relay, "/healthz") == (200, "ok\n")
        assert ask(relay, "/readyz") == (200, "ok\n")
        for path in ("/", "/healthz/x", "/metrics/", PATH):
            assert ask(relay, path)[0] == 404, path
        port = int(relay.watch.rsplit(":", 1)[1])
        refused = raw(relay, b"POST /readyz HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", port=port)
        assert refused.startswith(b"HTTP/1.1 405 ") and b"Allow: GET, HEAD" in refused, refused


def figures():
    """What happened is counted by what became of it, and tells of nobody."""
    with running() as relay:
        before = read_metrics(ask(relay, "/metrics")[1])
        assert "nomo_relay_last_delivery_timestamp_seconds" not in before
        began = time.time()
        for number, signature in ((1, None), (1, None), (2, None), (3, "x"), (4, "x"), (5, "x")):
            relay.send(delivery(number), signature=signature)
        assert relay.send(b"{}")[0] == 400
        assert relay.send(delivery(6), Content_Type="text/plain")[0] == 415
        refused = raw(relay, f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n".encode())
        assert refused.startswith(b"HTTP/1.1 413 "), refused
        wait_until(lambda: 'inbox_deliveries{state="kept"} 2' in ask(relay, "/metrics")[1])
        status, text = ask(relay, "/metrics")
        found = read_metrics(text)
        verdicts = {re.search('"(.+)"', name).group(1): value for name, value in found.items()
                    if name.startswith("nomo_relay_deliveries_total")}
        assert status == 200 and verdicts == {"stored": 2, "again": 1, "unsigned": 3, "no_length": 0, "other_type": 1,
                                              "unreadable": 1, "unstored": 0}, verdicts
        assert found['nomo_relay_inbox_deliveries{state="waiting"}'] == 0
        assert found['nomo_relay_inbox_deliveries{state="kept"}'] == 2
        assert found['nomo_relay_connections_ended_total{reason="too_large"}'] == 1
        assert found["nomo_relay_connections_accepted_total"] == 9
        assert began - 1 < found["nomo_relay_last_delivery_timestamp_seconds"] < time.time() + 1
        for family, count in (("intake_duration", 3), ("delivery_coming", 2), ("delivery_writing", 0)):
            buckets = [value for name, value in found.items() if name.startswith(f"nomo_relay_{family}_seconds_bucket")]
            assert buckets == sorted(buckets) and buckets[-1] == found[f"nomo_relay_{family}_seconds_count"] == count, (family, found)
        late = began - datetime.datetime.fromisoformat("2026-02-03T21:40:10+03:00").timestamp()
        assert abs(found["nomo_relay_delivery_coming_seconds_sum"] - 2 * late) < 120, found
        # It goes on counting where it stopped.
        relay.end()
        relay.start()
        assert read_metrics(ask(relay, "/metrics")[1])["nomo_relay_delivery_coming_seconds_count"] == 2
        assert found["nomo_relay_intake_duration_seconds_sum"] > 0
        assert relay.secret not in text and str(MERCHANT) not in text and "هند" not in text


def not_ready():
    """While the inbox cannot be written a sentence says so; the program answers all the while."""
    with running() as relay:
        log = os.path.getsize(os.path.join(relay.folder, "inbox.db-wal"))
        most = resource.prlimit(relay.process.pid, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(relay.process.pid, resource.RLIMIT_FSIZE, (log, most))
        assert relay.send(delivery(1))[0] == 503
        status, text = ask(relay, "/readyz")
        assert status == 503 and text.startswith("The disk is full"), (status, text)
        assert ask(relay, "/healthz") == (200, "ok\n")
        assert read_metrics(ask(relay, "/metrics")[1])['nomo_relay_deliveries_total{verdict="unstored"}'] == 1
        resource.prlimit(relay.process.pid, resource.RLIMIT_FSIZE, (most, most))
        wait_until(lambda: ask(relay, "/readyz")[0] == 200, 10)
        assert relay.send(delivery(1))[0] == 200
    with running() as relay, sqlite3.connect(os.path.join(relay.folder, "inbox.db"), isolation_level=None) as other:
        answers = []
        other.execute("BEGIN IMMEDIATE")
        asking = threading.Thread(target=lambda: answers.append(ask(relay, "/readyz")))
        asking.start()
        for _ in range(3):
            assert ask(relay, "/healthz") == (200, "ok\n")
            assert ask(relay, "/metrics")[0] == 200
        assert not answers
        other.execute("ROLLBACK")
        asking.join()
        assert answers == [(200, "ok\n")]


def read_status(relay, **how):
    done = relay.run("--json", "status", **how)
    assert done.returncode == 0 and not done.stderr, done
    return json.loads(done.stdout)


def status():
    """How the relay stands is told beside it, in both languages, and to programs."""
    with running() as relay:
        for number in range(5):
            relay.send(delivery(number))
        wait_until(lambda: relay.stored("SELECT count (*) FROM deliveries WHERE reason = 'no store'") == [5])
        with sqlite3.connect(os.path.join(relay.folder, "inbox.db")) as other:
            other.execute("UPDATE deliveries SET state = 1, reason = NULL WHERE number = 1")
            other.execute("UPDATE deliveries SET state = 2, reason = 'unknown event' WHERE number IN (2, 4)")
        other.close()
        relay.make_secret("rotate-secret")
        relay.send(delivery(1, event="app.installed"))
        for _ in range(2):
            relay.send(delivery(6), signature="x")
        wait_until(lambda: relay.stored("SELECT state FROM deliveries WHERE number = 6") == [2])
        found = read_status(relay)
        serving = found["serving"]
        assert found["folder"] == relay.folder and serving["held_by"] == f"nomo-relay ({relay.process.pid})", found
        assert (serving["address"], serving["watch"]) == (f"http://{HOST}:{relay.port}", relay.watch), found
        last = found["deliveries"].pop("last_at")
        assert abs(time.time() - datetime.datetime.fromisoformat(last.replace("Z", "+00:00")).timestamp()) < 60, found
        assert found["deliveries"] == {"waiting": 0, "done": 1, "kept": 5,
                                       "kept_reasons": [{"reason": "no store", "count": 3, "last": 6},
                                                        {"reason": "unknown event", "count": 2, "last": 4}]}, found
        until = datetime.datetime.fromisoformat(found["secret"]["previous_until"].replace("Z", "+00:00")).timestamp()
        assert abs(until - time.time() - 24 * 3600) < 60 and found["secret"]["strategy"] == "signature", found
        for language in ("en", "ar"):
            done = relay.run("status", language=language)
            assert done.returncode == 0 and is_arabic(done.stdout) == (language == "ar"), done
            assert str(relay.port) in done.stdout and "unknown event" in done.stdout, done
            # What is a name to programs is told in words.
            assert "no store" not in done.stdout, done
            assert relay.secret not in done.stdout and f": {MERCHANT}\n" in done.stdout and "app.installed" in done.stdout, done
        assert found["refused"] == {"unsigned": 2, "unreadable": 0, "no_length": 0, "other_type": 0, "unstored": 0}, found
        store, = found["stores"]
        told = store["deliveries"]
        assert (store["merchant"], store["state"], store["removed_at"]) == (str(MERCHANT), "installed", None), store
        assert (told["last_event"], told["last"], told["last_day"], told["waiting"], told["kept"]) == ("app.installed", 6, 6, 0, 5), told
        assert told["kept_reasons"] == found["deliveries"]["kept_reasons"], told
        week = 7 * DAY_MS
        assert told["lag"] == {"coming": {"count": 5, "p50_ms": week, "p99_ms": week},
                               "writing": {"count": 0, "p50_ms": 0, "p99_ms": 0}}, told
        real = int(time.time() * 1000)
        later = read_status(relay, clock=f"{real}:{real + DAY_MS + 1000}:1")
        assert later["secret"]["previous_until"] is None and later["stores"][0]["deliveries"]["last_day"] == 0, later
        relay.end(signal.SIGKILL)
        dead = read_status(relay)
        assert dead["serving"] == {"held_by": None, "address": None, "watch": None, "since": None}, dead
        assert dead["deliveries"]["kept"] == 5 and dead["refused"] is None and dead["stores"] == found["stores"], dead
        relay.start()
        with tempfile.TemporaryDirectory() as folder:
            assert relay.run("--data", folder, "check").returncode == 3


def checked():
    """It ends well only when all is well, beside a relay that serves."""
    with running() as relay:
        relay.send(delivery(1))
        done = relay.run("check")
        assert done.returncode == 0 and done.stdout.endswith("All is well.\n") and "✗" not in done.stdout, done
        os.chmod(os.path.join(relay.folder, "relay.conf"), 0o644)
        done = relay.run("check", language="ar")
        assert done.returncode == 1 and done.stdout.count("✗ ") == 1 and is_arabic(done.stdout), done
        done = relay.run("--json", "check")
        found = json.loads(done.stdout)
        assert done.returncode == 1 and not found["ok"], done
        assert [finding["name"] for finding in found["findings"] if not finding["ok"]] == ["settings"], found


def pair(name):
    """A certificate of 127.0.0.1 and its key, as files."""
    folder = tempfile.mkdtemp(dir=os.environ["NOMO_TEST_HOME"])
    files = [os.path.join(folder, ending) for ending in ("crt", "key")]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "90",
                    "-subj", "/CN=" + name, "-addext", "subjectAltName=IP:127.0.0.1", "-out", files[0], "-keyout", files[1]],
                   check=True, capture_output=True)
    return files


def put(source, target):
    """At once, as careful programs write files."""
    shutil.copyfile(source, target + ".new")
    os.rename(target + ".new", target)


def shake(relay, certificate):
    """A connection whose other side shows this certificate."""
    trust = ssl.create_default_context(cafile=certificate)
    return trust.wrap_socket(socket.create_connection((HOST, relay.port), timeout=20), server_hostname=HOST)


def shows(relay, certificate):
    try:
        shake(relay, certificate).close()
        return True
    except ssl.SSLCertVerificationError:
        return False


def request(relay, body, length=None):
    head = {"Host": "x", "Content-Type": "application/json", "Content-Length": len(body) if length is None else length,
            "X-Salla-Signature": sign(body, relay.secret)}
    return f"POST {PATH} HTTP/1.1\r\n".encode() + "".join(f"{name}: {head[name]}\r\n" for name in head).encode() + b"\r\n" + body


def answer(connection):
    """The status that comes back."""
    with connection:
        return int(connection.recv(65536).split()[1])


def encrypted():
    """Certificates change while somebody is connected; one that cannot be used leaves the one of before."""
    (first, first_key), (second, second_key), (shown, shown_key) = pair("first"), pair("second"), pair("shown")
    put(first, shown)
    put(first_key, shown_key)
    with running({"certificate": shown, "key": shown_key}) as relay:
        body = delivery(1)
        early = shake(relay, first)
        early.sendall(request(relay, body)[:-10])
        crowd = [socket.create_connection((HOST, relay.port), timeout=20) for _ in range(80)]
        for connection in crowd[:60]:
            connection.sendall(b"\x16")
        began = time.monotonic()
        shake(relay, first).close()
        assert time.monotonic() - began < 2
        for connection in crowd:
            connection.close()
        assert raw(relay, b"GET /webhooks/salla HTTP/1.1\r\nHost: x\r\n\r\n")[:4] != b"HTTP"
        large = shake(relay, first)
        large.sendall(request(relay, b"", 3_000_000))
        assert answer(large) == 413
        put(second_key, shown_key)
        wait_until(lambda: "stays in use: The key in" in relay.log(), 10)
        put(os.devnull, shown)
        wait_until(lambda: "stays in use: There is no whole certificate in" in relay.log(), 10)
        assert shows(relay, first) and not shows(relay, second)
        put(second, shown)
        wait_until(lambda: shows(relay, second), 10)
        assert not shows(relay, first)
        early.sendall(request(relay, body)[-10:])
        assert answer(early) == 200 and relay.stored() == [body]
        until = read_metrics(ask(relay, "/metrics")[1])["nomo_relay_certificate_expiry_timestamp_seconds"]
        assert abs(until - time.time() - 90 * 24 * 3600) < 600, until
        assert read_status(relay)["protection"]["certificate_until"]


def in_front():
    """Behind a web server only that one gets in, and its word on who asks is believed."""
    with running({"listen": "0.0.0.0", "proxy": "127.0.0.2"}) as relay:
        def send(source, forwarded):
            with socket.create_connection((HOST, relay.port), 20, (source, 0)) as connection:
                try:
                    connection.sendall(request(relay, b"{}").replace(b"Host: x", f"Host: x\r\nX-Forwarded-For: {forwarded}".encode()))
                    return connection.recv(65536)[9:12]
                except ConnectionError:
                    return b""
        assert send("127.0.0.2", "127.0.0.1, 203.0.113.9") == b"400"
        assert send("127.0.0.1", "203.0.113.9") == b""
        assert "the last one from 203.0.113.9:" in relay.log(), relay.log()
        assert read_metrics(ask(relay, "/metrics")[1])['nomo_relay_connections_ended_total{reason="stranger"}'] == 1


def reloaded():
    """A new secret is taken on a word, the one before for a day, whatever becomes of relay.conf meanwhile."""
    with running(clock=f"{int(time.time() * 1000)}:{int(time.time() * 1000)}:200000") as relay:
        old, relay.secret = relay.secret, relay.make_secret("rotate-secret")
        assert relay.send(delivery(1))[0] == 401
        relay.process.send_signal(signal.SIGHUP)
        wait_until(lambda: relay.send(delivery(1))[0] == 200, 10)
        wait_until(lambda: relay.send(delivery(2), signature=sign(delivery(2), old))[0] == 401, 10)
        relay.set(colour="blue")
        relay.process.send_signal(signal.SIGHUP)
        wait_until(lambda: "the settings of before stay in use: relay.conf" in relay.log(), 10)
        assert relay.send(delivery(3))[0] == 200


def last_words():
    """Told to stop, it lets nobody in, and who has begun to ask gets an answer."""
    with running() as relay:
        body = delivery(1)
        begun = socket.create_connection((HOST, relay.port), timeout=20)
        begun.sendall(request(relay, body)[:-10])
        waiting = socket.create_connection((HOST, relay.port), timeout=20)
        assert ask(relay, "/healthz")[0] == 200
        relay.process.send_signal(signal.SIGTERM)

        def is_closed():
            try:
                socket.create_connection((HOST, relay.port), timeout=20).close()
                return False
            except ConnectionResetError:  # it was on its way in when the door was closed
                return False
            except ConnectionRefusedError:
                return True
        wait_until(is_closed, 10)
        assert relay.process.poll() is None
        begun.sendall(request(relay, body)[-10:])
        assert answer(begun) == 200
        assert relay.process.wait(10) == 0 and relay.stored() == [body]
        waiting.close()
        relay.start()


def unfit():
    """What keeps it from serving is said in a sentence, and nothing is lost."""
    (certificate, _), (_, key) = pair("one"), pair("other")
    with tempfile.TemporaryDirectory() as folder, socket.create_server((HOST, 0)) as taken:
        relay = Relay(folder)
        settings = os.path.join(folder, "relay.conf")
        good = open(settings, "rb").read()
        for change, said in (({"listen": "0.0.0.0"}, "proxy"),
                             ({"certificate": certificate, "key": key}, key),
                             ({"port": str(taken.getsockname()[1])}, str(taken.getsockname()[1]))):
            relay.set(**change)
            changed = open(settings, "rb").read()
            done = relay.run("serve", language="ar")
            assert done.returncode == 1 and is_arabic(done.stderr) and said in done.stderr and not done.stdout, done
            assert done.stderr.count("\n") == 1, done
            # Nor does a new secret overwrite what is not understood.
            assert open(settings, "rb").read() == changed
            with open(settings, "wb") as file:
                file.write(good)
        with open(settings, "ab") as file:
            file.write(b"\x00" * 100)
        changed = open(settings, "rb").read()
        for verb in ("serve", "rotate-secret"):
            done = relay.run(verb, language="ar")
            assert done.returncode == 1 and is_arabic(done.stderr) and settings in done.stderr, done
            assert open(settings, "rb").read() == changed
        with open(settings, "wb") as file:
            file.write(good)
        done = relay.run("serve", file_size=0, language="ar")
        assert done.returncode == 1 and is_arabic(done.stderr) and folder in done.stderr, done
        relay.start().end()


class Housed(Relay):
    """As a service manager starts it: it is told its folder and nothing else."""

    def command(self, *arguments):
        return [RELAY, *arguments]

    def environment(self, clock=None, language="en"):
        usual = super().environment(clock, language)
        return {**{name: usual[name] for name in usual if name not in ("HOME", "TMPDIR") and not name.startswith("XDG_")},
                "STATE_DIRECTORY": self.folder}


def housed():
    """Its folder is all that it writes, so that the service may lock the rest."""
    with tempfile.TemporaryDirectory() as folder:
        relay = Housed(folder).start()
        for number in range(20):
            assert relay.send(delivery(number))[0] == 200
        assert ask(relay, "/metrics")[0] == 200
        process = f"/proc/{relay.process.pid}"
        written = set()
        for number in os.listdir(process + "/fd"):
            try:
                with open(f"{process}/fdinfo/{number}", encoding="ascii") as file:
                    flags = int(re.search(r"flags:\s+(\d+)", file.read()).group(1), 8)
                if flags & os.O_ACCMODE != os.O_RDONLY:
                    written.add(os.readlink(f"{process}/fd/{number}"))
            except FileNotFoundError:
                continue  # closed meanwhile
        with open(process + "/maps", encoding="utf-8") as file:
            written.update(re.findall(r"^\S+ .w.s \S+ \S+ \d+\s+(/.*)$", file.read(), re.MULTILINE))
        files = {path for path in written if path.startswith("/") and not path.startswith("/dev/null")}
        assert {os.path.join(folder, "inbox.db"), os.path.join(folder, "inbox.db-shm")} <= files, files
        assert all(os.path.dirname(path) == folder for path in files), files
        relay.end()


def backed_up():
    """A backup is made beside a relay that serves and put back at another; not beneath one that serves."""
    os.environ["NOMO_PASSPHRASE"] = "نخلة في ساحة الدار"
    with running() as relay, tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "backup.nomo")
        for number in range(5):
            assert relay.send(delivery(number))[0] == 200
        done = relay.run("--json", "backup", path)
        assert done.returncode == 0, done
        assert json.loads(done.stdout)["files"][0]["records"] == 5, done
        whole = relay.run("verify", path, language="ar")
        assert whole.returncode == 0 and is_arabic(whole.stdout), whole
        with open(path, "rb") as file:
            damaged = bytearray(file.read())
        damaged[len(damaged) // 2] ^= 1
        with open(path + ".damaged", "wb") as file:
            file.write(damaged)
        done = relay.run("--json", "verify", path + ".damaged")
        assert done.returncode == 1 and not json.loads(done.stdout)["ok"], done
        assert relay.run("verify").returncode == 2 and relay.run("verify", os.path.join(relay.folder, "relay.conf")).returncode == 1
        assert not [name for name in os.listdir(relay.folder) if name not in FILES], os.listdir(relay.folder)
        held = relay.run("restore", path, "--replace")
        assert held.returncode == 5 and "Another relay works" in held.stderr, held
        assert relay.send(delivery(5))[0] == 200
        other = Relay(os.path.join(folder, "other"))
        restored = other.run("restore", path, language="ar")
        assert restored.returncode == 0 and is_arabic(restored.stdout), restored
        assert other.stored() == [delivery(number) for number in range(5)]
        assert other.secret != relay.secret


TESTS = [watched, figures, not_ready, status, checked, encrypted, in_front, reloaded, last_words, unfit, housed, backed_up]

if __name__ == "__main__":
    main([test for test in TESTS if test.__name__ in sys.argv[1:]] or TESTS)
