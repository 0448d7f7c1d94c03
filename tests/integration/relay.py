#!/usr/bin/python3
"""The relay's intake, from outside: what it answers, and that what it answered 200 is on the disk, once.

    relay.py [TEST]

Prints TAP. NOMO_RELAY_KILLS: how many times the relay is killed while it is delivered to, NOMO_RELAY_KILL_EVERY: after how many
seconds each time at the least."""

import hashlib
import hmac
import http.client
import json
import os
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

from nomoit import is_arabic, main, wait_until

RELAY = os.environ["NOMO_RELAY"]
KILLS = int(os.environ.get("NOMO_RELAY_KILLS", "10"))
KILL_EVERY_S = float(os.environ.get("NOMO_RELAY_KILL_EVERY", "0"))
PATH = "/webhooks/salla"
DAY_MS = 24 * 3600 * 1000
HOST = "127.0.0.1"


def delivery(number, merchant=1180227410, event="order.created"):
    """As Salla's PHP would write it."""
    data = {"event": event, "merchant": merchant, "created_at": "Tue Feb 03 2026 21:40:10 GMT+0300",
            "data": {"id": number, "url": "https://salla.sa/ward", "name": "هند"}}
    return json.dumps(data).replace("/", "\\/").encode()


def sign(body, secret):
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def limit(file_size):
    if file_size is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))


class Relay:
    def __init__(self, folder):
        self.folder = folder
        self.process = None
        self.port = 0
        self.watch = None
        self.secret = self.make_secret("init")

    def set(self, **settings):
        """In [relay] of relay.conf."""
        path = os.path.join(self.folder, "relay.conf")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(text + "[relay]\n" + "".join(f"{name}={value}\n" for name, value in settings.items()))

    def command(self, *arguments):
        return [RELAY, "--data", self.folder, *arguments]

    def environment(self, clock=None, language="en"):
        return {**os.environ, "LANGUAGE": language, "G_DEBUG": os.environ["NOMO_TEST_G_DEBUG"],
                **({"NOMO_CLOCK": clock} if clock else {})}

    def run(self, *arguments, language="en", clock=None, text=None, file_size=None):
        return subprocess.run(self.command(*arguments), env=self.environment(clock, language), capture_output=True,
                              input=text, text=True, check=False, timeout=60, preexec_fn=lambda: limit(file_size))

    def make_secret(self, verb):
        done = self.run(verb)
        assert done.returncode == 0, done
        return done.stdout.splitlines()[-1]

    def start(self, clock=None, file_size=None):
        log = open(os.path.join(self.folder, "log"), "a", encoding="utf-8")
        with log:
            self.process = subprocess.Popen(self.command("--port", str(self.port), "serve"), stdout=subprocess.PIPE, stderr=log,
                                            text=True, env=self.environment(clock), preexec_fn=lambda: limit(file_size))
        line = self.process.stdout.readline()
        assert line.startswith("Listening at "), (line, self.log())
        self.port = int(line.strip().rsplit(":", 1)[1])
        self.watch = self.process.stdout.readline().split()[-1]
        return self

    def log(self):
        with open(os.path.join(self.folder, "log"), encoding="utf-8") as file:
            return file.read()

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        code = self.process.wait(30)
        self.process.stdout.close()
        assert code == (0 if how == signal.SIGTERM else -how), (code, self.log())

    def stored(self, query="SELECT body FROM bodies ORDER BY number"):
        with sqlite3.connect(f"file:{self.folder}/inbox.db?mode=ro", uri=True, timeout=20) as connection:
            return [row[0] for row in connection.execute(query)]

    def connect(self):
        return http.client.HTTPConnection(HOST, self.port, timeout=20)

    def send(self, body, *, path=PATH, method="POST", signature=None, **headers):
        """The status, and the answer's headers."""
        connection = self.connect()
        usual = {"Content-Type": "application/json", "X-Salla-Security-Strategy": "Signature",
                 "X-Salla-Signature": sign(body, self.secret) if signature is None else signature}
        usual.update({name.replace("_", "-"): value for name, value in headers.items()})
        connection.request(method, path, body, {name: value for name, value in usual.items() if value is not None})
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        assert text == b"", text
        return answer.status, dict(answer.getheaders())


class running:
    """A relay in a folder of its own, which ends well."""

    relay_type = Relay

    def __init__(self, settings=None, **how):
        self.settings, self.how = settings or {}, how

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.relay = self.relay_type(self.folder.name)
        self.relay.set(**self.settings)
        return self.relay.start(**self.how)

    def __exit__(self, kind, *_):
        if kind is None:
            self.relay.end()
        elif self.relay.process.poll() is None:
            self.relay.process.kill()
        self.folder.cleanup()


def answers():
    """What is not signed, not whole or not JSON is refused, and nothing of it is kept."""
    with running() as relay:
        body = delivery(1)
        other = Relay(tempfile.mkdtemp(dir=relay.folder)).secret
        good = sign(body, relay.secret)
        assert relay.send(body)[0] == 200
        assert relay.send(body)[0] == 200
        assert relay.send(body, signature=good.upper(), path=PATH + "/1180227410")[0] == 200
        assert relay.send(delivery(2), path=PATH + "/77")[0] == 200
        for signature in ("", good[:-1], good + "0", "sha256=" + good, "0" * 64, sign(body, other), sign(body, "")):
            assert relay.send(body, signature=signature)[0] == 401, signature
        assert relay.send(body, X_Salla_Signature=None, X_Salla_Security_Strategy="None")[0] == 401
        # The secret itself is taken only where Salla is set to send it.
        assert relay.send(body, X_Salla_Signature=None, Authorization=relay.secret)[0] == 401
        for text in (b"", b"{", b"[]", b"{}", b"null", b'{"event":""}', b"[" * 100_000, "{\"event\":\"\ud800\"".encode("utf-8", "surrogatepass")):
            assert relay.send(text)[0] == 400, text[:20]
        assert relay.send(body, Content_Type="text/plain")[0] == 415
        assert relay.send(body, Content_Type=None)[0] == 415
        assert relay.send(delivery(3), Content_Type="application/json; charset=utf-8")[0] == 200
        assert relay.send(b"", method="GET")[0] == 200
        status, headers = relay.send(body, method="PUT")
        assert status == 405 and headers["Allow"] == "GET, HEAD, POST", headers
        for path in (PATH + "/x", PATH + "/0", PATH + "/-1", PATH + "/1/2", "/", "/webhooks", PATH + "x"):
            assert relay.send(body, path=path)[0] == 404, path
        assert relay.stored() == [body, delivery(2), delivery(3)]
        assert relay.stored("SELECT merchant FROM deliveries") == [1180227410] * 3
        log = relay.log()
        assert relay.secret not in log and "هند" not in log, log
        # A line for each kind, not for each request.
        assert log.count("not signed") == 1, log


def leaves_nothing_behind():
    """However clients hang up, before, in the middle of and after a request, the relay lets go of them."""
    with running() as relay:
        held = lambda: len(os.listdir(f"/proc/{relay.process.pid}/fd"))
        assert relay.send(delivery(1))[0] == 200
        before = held()
        for number in range(100):
            assert relay.send(delivery(number))[0] == 200
            for text in (b"", b"POST", f"GET {PATH} HTTP/1.1\r\nHost: x\r\n\r\n".encode()):
                with socket.create_connection((HOST, relay.port), timeout=20) as connection:
                    connection.sendall(text)
        wait_until(lambda: held() <= before, 15)


def raw(relay, text, seconds=20, port=None):
    """What comes back to these bytes until the other side hangs up."""
    with socket.create_connection((HOST, port or relay.port), timeout=seconds) as connection:
        got = b""
        try:
            connection.sendall(text)
            while True:
                more = connection.recv(65536)
                if not more:
                    break
                got += more
        except ConnectionError:
            pass
        return got


def sizes():
    """A megabyte is taken, more is not, whatever the headers say; without a length nothing is."""
    with running() as relay:
        most = 1024 * 1024
        body = delivery(1)
        exact = body + b" " * (most - len(body))
        assert relay.send(exact)[0] == 200
        head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n".encode()
        refused = raw(relay, head + b"Content-Length: %d\r\n\r\n" % (most + 1) + b" " * most)
        assert refused.startswith(b"HTTP/1.1 413 "), refused[:100]
        refused = raw(relay, head + b"Content-Length: 300000000\r\n\r\n" + b" " * 100_000)
        assert refused.startswith(b"HTTP/1.1 413 "), refused[:100]
        chunks = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
        refused = raw(relay, head + b"Transfer-Encoding: chunked\r\n\r\n" + chunks * 40)
        assert refused.startswith(b"HTTP/1.1 413 "), refused[:100]
        short = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
        refused = raw(relay, head + f"X-Salla-Signature: {sign(body, relay.secret)}\r\nConnection: close\r\n".encode() +
                      b"Transfer-Encoding: chunked\r\n\r\n" + short)
        assert refused.startswith(b"HTTP/1.1 411 "), refused[:100]
        assert relay.stored() == [exact]
        assert relay.send(delivery(2))[0] == 200


def secrets():
    """The secret of before is taken for a day, then no more."""
    with running() as relay:
        old = relay.secret
        relay.end()
        relay.secret = relay.make_secret("rotate-secret")
        relay.start()
        assert relay.send(delivery(1))[0] == 200
        assert relay.send(delivery(2), signature=sign(delivery(2), old))[0] == 200
        relay.end()
        real = int(time.time() * 1000)
        relay.start(clock=f"{real}:{real + DAY_MS + 1000}:1")
        assert relay.send(delivery(3))[0] == 200
        assert relay.send(delivery(4), signature=sign(delivery(4), old))[0] == 401
        relay.end()
        settings = os.path.join(relay.folder, "relay.conf")
        with open(settings, encoding="utf-8") as file:
            text = file.read()
        assert relay.secret not in text and old not in text
        assert os.stat(settings).st_mode & 0o777 == 0o600
        with open(settings, "w", encoding="utf-8") as file:
            file.write(text.replace("strategy=signature", "strategy=token"))
        relay.start()
        assert relay.send(delivery(5), signature="", Authorization=relay.secret)[0] == 200
        assert relay.send(delivery(6), signature="", Authorization="Bearer " + relay.secret)[0] == 200
        assert relay.send(delivery(7), signature="", Authorization=relay.secret + "x")[0] == 401
        assert relay.send(delivery(8))[0] == 401
        assert relay.stored() == [delivery(number) for number in (1, 2, 3, 5, 6)]


def crowd():
    """More than it lets in: who has waited longest makes room."""
    with running() as relay:
        idle = [socket.create_connection((HOST, relay.port), timeout=20) for _ in range(512)]
        assert relay.send(delivery(1))[0] == 200
        assert idle[0].recv(1) == b""
        more = [socket.create_connection((HOST, relay.port), timeout=20) for _ in range(600)]
        assert relay.send(delivery(2))[0] == 200
        for connection in idle + more:
            connection.close()
        assert relay.send(delivery(3))[0] == 200
        assert relay.stored() == [delivery(number) for number in (1, 2, 3)]


def is_shut(connection, byte):
    """Whether the other side has hung up. It gets a byte more, if there is one."""
    try:
        connection.sendall(byte)
        return connection.recv(1, socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except ConnectionError:
        return True


def dribbled():
    """Who sends a request byte by byte, its head, its body or no more than a part at once, does not keep his place."""
    with running() as relay:
        head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\n".encode()
        begun = {"head": (head + b"X-Long: ", b"x"), "body": (head + b"Content-Length: 5000\r\n\r\n", b"x"), "part": (head, b"")}
        slow = {name: socket.create_connection((HOST, relay.port), timeout=20) for name in begun}
        for name, connection in slow.items():
            connection.sendall(begun[name][0])
        since, lasted = time.monotonic(), {}
        while slow and time.monotonic() < since + 20:
            for name in list(slow):
                if is_shut(slow[name], begun[name][1]):
                    lasted[name] = time.monotonic() - since
                    slow.pop(name).close()
            time.sleep(0.2)
        assert not slow and all(9 < seconds < 15 for seconds in lasted.values()), (slow, lasted)
        assert relay.send(delivery(1))[0] == 200
        assert relay.stored() == [delivery(1)]


def full_disk():
    """503, nothing acknowledged; with room again it goes on."""
    with running(file_size=300_000) as relay:
        taken, refused = [], 0
        number = 0
        while refused < 5 and number < 3000:
            number += 1
            status, headers = relay.send(delivery(number))
            if status == 200:
                taken.append(delivery(number))
            else:
                assert status == 503 and headers["Retry-After"], (status, headers)
                refused += 1
        assert taken and refused == 5, (len(taken), refused)
        assert "not stored" in relay.log()
        relay.end()
        relay.start()
        assert relay.stored() == taken
        assert relay.send(delivery(number))[0] == 200
        assert relay.stored() == taken + [delivery(number)]


def one_at_a_time():
    """Two relays in one folder would each think that it has told Salla the truth."""
    with running() as relay:
        for language in ("en", "ar"):
            second = relay.run("--port", "0", "serve", language=language)
            assert second.returncode == 5 and is_arabic(second.stderr) == (language == "ar"), second
        again = relay.run("init")
        assert again.returncode == 1, again
        assert relay.send(delivery(1))[0] == 200
    with tempfile.TemporaryDirectory() as folder:
        nothing = subprocess.run([RELAY, "--data", folder, "serve"], capture_output=True, text=True, check=False,
                                 env={**os.environ, "LANGUAGE": "en"})
        assert nothing.returncode == 3 and "nomo-relay init" in nothing.stderr, nothing


class Sender(threading.Thread):
    """Delivers one after the other, each again until it is acknowledged, as Salla does."""

    def __init__(self, relay, first, step, over):
        super().__init__()
        self.relay, self.number, self.step, self.over = relay, first, step, over
        self.acknowledged = []
        self.wrong = None

    def run(self):
        connection = self.relay.connect()
        while not self.over.is_set():
            body = delivery(self.number)
            try:
                connection.request("POST", PATH, body, {"Content-Type": "application/json",
                                                        "X-Salla-Signature": sign(body, self.relay.secret)})
                answer = connection.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException):
                connection.close()
                time.sleep(0.01)
                continue
            if answer.status != 200:
                self.wrong = answer.status
                return
            self.acknowledged.append(body)
            self.number += self.step
        connection.close()


def killed():
    """Killed again and again while it is delivered to: what it acknowledged is there, once."""
    with running() as relay:
        over = threading.Event()
        senders = [Sender(relay, first, 8, over) for first in range(8)]
        for sender in senders:
            sender.start()
        points = []
        for number in range(KILLS):
            before, since = sum(len(sender.acknowledged) for sender in senders), time.monotonic()
            wait_until(lambda: sum(len(sender.acknowledged) for sender in senders) > before + 50 and
                       time.monotonic() > since + KILL_EVERY_S)
            # Not always at the same point of a transaction.
            time.sleep(number % 7 * 0.003)
            relay.end(signal.SIGKILL)
            points.append(sum(len(sender.acknowledged) for sender in senders))
            relay.start()
        over.set()
        for sender in senders:
            sender.join()
        assert not any(sender.wrong for sender in senders), [sender.wrong for sender in senders]
        acknowledged = {body for sender in senders for body in sender.acknowledged}
        stored = relay.stored()
        print(f"# killed after {points} acknowledged deliveries; {len(stored)} stored")
        assert len(stored) == len(set(stored)), "a delivery is there twice"
        assert acknowledged <= set(stored), f"{len(acknowledged - set(stored))} acknowledged deliveries are lost"


TESTS = [answers, leaves_nothing_behind, sizes, secrets, crowd, dribbled, full_disk, one_at_a_time, killed]

if __name__ == "__main__":
    main([test for test in TESTS if test.__name__ in sys.argv[1:]] or TESTS)
