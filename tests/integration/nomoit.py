"""What the integration tests share: the demo store and `nomo` as real processes on a private bus with an unlocked keyring."""

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import urllib.error
import urllib.parse
import urllib.request

DEMO = os.environ["NOMO_DEMO_STORE"]
NOMO = os.environ["NOMO_CLI"]
ARABIC = range(0x600, 0x700)


def inside_session():
    """Starts this program again on a bus of its own. Returns inside it."""
    if os.environ.get("NOMO_TEST_HOME"):
        return
    home = tempfile.mkdtemp(prefix="nomo-it-")
    environment = {name: value for name, value in os.environ.items()
                   if name not in ("G_DEBUG", "MALLOC_CHECK_", "MALLOC_PERTURB_", "DISPLAY", "WAYLAND_DISPLAY")}
    # The daemons have warnings of their own, which must not end them; the programs under test get this back.
    environment.update(NOMO_TEST_HOME=home, NOMO_TEST_G_DEBUG=os.environ.get("G_DEBUG", ""), HOME=home,
                       XDG_RUNTIME_DIR=home, XDG_DATA_HOME=os.path.join(home, "data"),
                       XDG_STATE_HOME=os.path.join(home, "state"), PYTHONDONTWRITEBYTECODE="1")
    try:
        status = subprocess.run(["dbus-run-session", "--", sys.executable, *sys.argv], env=environment, check=False)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    sys.exit(status.returncode)


def unlock_keyring():
    subprocess.run(["gnome-keyring-daemon", "--unlock", "--components=secrets"], input=b"password\n", check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    # It answers before it has its name; whoever asks too early gets a second, locked one.
    subprocess.run(["gdbus", "wait", "--session", "--timeout", "10", "org.freedesktop.secrets"], check=True)


def wait_until(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.01)


def get(url, follow=True):
    """The answer as (status, text, headers), whatever the status."""
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    opener = urllib.request.build_opener() if follow else urllib.request.build_opener(Stay)
    try:
        with opener.open(url, timeout=30) as answer:
            return answer.status, answer.read().decode(), dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), dict(error.headers)


# What is mirrored, as the demo store counts it.
LISTS = ("orders", "customers", "statuses", "products", "categories", "coupons", "carts", "groups", "brands", "offers", "reviews",
         "employees")


class Demo:
    """A demo store."""

    def __init__(self, *arguments, orders=3000, customers=1200, scale=600, plan="special"):
        command = [DEMO, "--port", "0", "--seed", "7", "--orders", str(orders), "--customers", str(customers),
                   "--auto-approve", "--time-scale", str(scale), "--plan", plan, "--with-parent", *arguments]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.ready = json.loads(self.process.stdout.readline())
        assert self.ready["ready"] is True

    def control(self, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.ready["control_url"] + path, data=data,
                                         headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read() or b"null")

    def misbehave(self, name, **details):
        self.control("/misbehave", {"name": name, **details})

    def behave(self):
        self.misbehave("none")

    def counts(self):
        counts = self.control("/counts")
        counts["statuses"] = len(counts["statuses"])
        return {name: counts[name] for name in LISTS}

    def requests(self, path):
        return [r for r in self.control("/ledger")["requests"] if r["target"].split("?")[0].endswith(path)]

    def chains(self):
        """Every chain of tokens, oldest first, as /chains tells it."""
        return self.control("/chains")["chains"]

    def grants(self):
        """What came of the token requests, in order: "authorization_code: ok", "refresh_token: spent" …"""
        return [r["grant"] for r in self.control("/ledger")["requests"] if r["grant"] is not None]

    def spent_uses(self):
        """How often somebody showed a refresh token that had been used before."""
        return self.grants().count("refresh_token: spent")

    def close(self):
        self.process.stdin.close()
        self.process.wait(20)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Result:
    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    @property
    def last(self):
        return json.loads(self.out.strip().splitlines()[-1])

    @property
    def lines(self):
        return [json.loads(line) for line in self.out.splitlines()]

    def __repr__(self):
        return f"exit {self.code}\n{self.out[-2000:]}\n{self.err[-2000:]}"


class Nomo:
    """`nomo` with a data directory and the clock of a demo store."""

    def __init__(self, demo=None, directory=None):
        self.demo = demo
        self.directory = directory or tempfile.mkdtemp(prefix="data-", dir=os.environ["NOMO_TEST_HOME"])
        self.environment = dict(os.environ, LANGUAGE="en", LC_ALL="C.UTF-8",
                                G_DEBUG=os.environ.get("NOMO_TEST_G_DEBUG", ""))
        if demo is not None:
            self.environment["NOMO_CLOCK"] = demo.ready["clock"]

    def start(self, *arguments, language="en", environment=None):
        full = {**self.environment, "LANGUAGE": language, **(environment or {})}
        return subprocess.Popen([NOMO, "--data", self.directory, *arguments], env=full, stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run(self, *arguments, language="en", environment=None, text=None, timeout=120):
        process = self.start(*arguments, language=language, environment=environment)
        out, err = process.communicate(text, timeout=timeout)
        return Result(process.returncode, out, err)

    def sync(self, **how):
        return self.run("sync", "--json", **how)

    def connect(self, port=0, **how):
        """Signs in as a person would, with a browser that follows the redirect."""
        with Connecting(self, port or free_port(), **how) as connecting:
            connecting.browse()
            return connecting.finish()


class Connecting:
    """A `nomo connect --no-browser` that waits."""

    def __init__(self, nomo, port, secret=None, client_id=None, language="en", environment=None, urls=None):
        ready = nomo.demo.ready
        urls = urls or (ready["accounts_url"], ready["api_url"])
        self.process = nomo.start("connect", "--json", "--no-browser", "--accounts-url", urls[0], "--api-url", urls[1],
                                  "--client-id", client_id or ready["client_id"], "--client-secret-stdin",
                                  "--redirect-port", str(port), language=language, environment=environment)
        self.process.stdin.write((secret or ready["client_secret"]) + "\n")
        self.process.stdin.flush()
        self.lines = []
        self._queue = queue.Queue()
        self._errors = []
        self._threads = [threading.Thread(target=self._read_out), threading.Thread(target=self._read_err)]
        for thread in self._threads:
            thread.start()

    def _read_out(self):
        for line in self.process.stdout:
            self._queue.put(line)
        self._queue.put(None)

    def _read_err(self):
        for line in self.process.stderr:
            self._errors.append(line)

    def line(self):
        line = self._queue.get(timeout=60)
        if line is not None:
            self.lines.append(line)
        return line

    def url(self):
        while True:
            line = self.line()
            assert line is not None, "".join(self._errors)
            if line.startswith("{"):  # and nothing of the debug log, which goes there too
                return json.loads(line)["authorize_url"]

    def browse(self):
        return get(self.url())

    def paste(self, address):
        self.process.stdin.write(address + "\n")
        self.process.stdin.flush()

    def wait_for_error(self, text):
        wait_until(lambda: any(text in line for line in self._errors))

    def finish(self):
        while self.line() is not None:
            pass
        code = self.process.wait(60)
        for thread in self._threads:
            thread.join()
        return Result(code, "".join(self.lines), "".join(self._errors))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        for thread in self._threads:
            thread.join()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                stream.close()
            except BrokenPipeError:
                pass


def free_port():
    import socket

    with socket.socket(socket.AF_INET6) as probe:
        probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        probe.bind(("::", 0))
        return probe.getsockname()[1]


def is_arabic(text):
    return any(ord(character) in ARABIC for character in text)


def expect_sentences(result_in, code, exit_code):
    """Runs something in both languages: each must say what happened, in its language, with the right exit code."""
    said = []
    for language in ("en", "ar"):
        result = result_in(language)
        assert result.code == exit_code, (code, result)
        error = result.last["error"]
        assert error["code"] == code, (code, result)
        assert error["message"] in result.err.replace("\n", " "), result
        assert "%" not in error["message"] and len(error["message"]) > 20, result
        said.append(error["message"])
    assert not is_arabic(said[0]) and is_arabic(said[1]), said
    return said


class Skip(Exception):
    """What this machine lacks for a test."""


def in_brief(failure):
    """One line of what failed and of how it ended: what a program says last is mostly the reason."""
    said = " / ".join("".join(traceback.format_exception_only(failure)).split("\n"))
    return said if len(said) <= 1200 else said[:400] + " … " + said[-800:]


def main(tests):
    """Runs the tests as TAP."""
    inside_session()
    unlock_keyring()
    failed = 0
    print(f"1..{len(tests)}")
    for number, test in enumerate(tests, 1):
        name = test.__name__.replace("_", " ")
        started = time.monotonic()
        try:
            test()
        except Skip as lack:
            print(f"ok {number} - {name} # SKIP {lack}", flush=True)
        except Exception as failure:  # a failed test must not hide the others
            failed += 1
            for line in traceback.format_exc().splitlines():
                print("#", line)
            print(f"not ok {number} - {name} # {in_brief(failure)}", flush=True)
        else:
            print(f"ok {number} - {name} # {time.monotonic() - started:.1f} s", flush=True)
    sys.exit(1 if failed else 0)
