"""Chromium, driven by its own protocol over a pipe."""

import base64
import itertools
import json
import os
import queue
import shutil
import subprocess
import tempfile
import threading
import time


class Browser:
    """A browser without a window. `hosts` leads names to ports of this machine: {"s.salla.sa:443": 8443}. Nothing else is
    reachable, and any certificate is taken."""

    def __init__(self, hosts):
        self.home = tempfile.mkdtemp(prefix="browser-")
        rules = [f"MAP {name} 127.0.0.1:{port}" for name, port in hosts.items()] + ["MAP * ~NOTFOUND"]
        command = ["chromium", "--headless=new", "--remote-debugging-pipe", f"--user-data-dir={self.home}", "--no-first-run",
                   "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
                   "--disable-sync", "--hide-scrollbars", "--ignore-certificate-errors",
                   "--host-resolver-rules=" + ", ".join(rules)]
        if os.geteuid() == 0:
            command.append("--no-sandbox")
        self._start(command)
        self._numbers = itertools.count(1)
        self._answers = queue.Queue()
        self.events = []
        threading.Thread(target=self._read, daemon=True).start()

    def _start(self, command):
        theirs_in, ours_out = os.pipe()
        ours_in, theirs_out = os.pipe()

        def place():
            # First out of the way: each may already have the number of the other.
            spare_in, spare_out = os.dup(theirs_in), os.dup(theirs_out)
            os.dup2(spare_in, 3)
            os.dup2(spare_out, 4)

        # On the bus it would wake portals, one of which mounts a folder that outlives the session.
        environment = {**os.environ, "XDG_CONFIG_HOME": self.home, "XDG_CACHE_HOME": self.home,
                       "DBUS_SESSION_BUS_ADDRESS": "disabled:"}
        self.process = subprocess.Popen(command, preexec_fn=place, close_fds=False, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        os.close(theirs_in)
        os.close(theirs_out)
        self._out, self._in = os.fdopen(ours_out, "wb", buffering=0), os.fdopen(ours_in, "rb")

    def _read(self):
        rest = b""
        while True:
            some = self._in.read1(1 << 16)
            if not some:
                self._answers.put(None)
                return
            *whole, rest = (rest + some).split(b"\0")
            for text in whole:
                message = json.loads(text)
                if "id" in message:
                    self._answers.put(message)
                else:
                    self.events.append(message)

    def call(self, method, session=None, **parameters):
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters, **({"sessionId": session} if session else {})}
        self._out.write(json.dumps(message).encode() + b"\0")
        answer = self._answers.get(timeout=30)
        assert answer is not None and answer["id"] == number, answer
        assert "error" not in answer, (method, answer)
        return answer["result"]

    def open(self, url, width=1200, height=900):
        return Page(self, url, width, height)

    def close(self):
        self.call("Browser.close")
        self.process.wait(20)
        self._out.close()
        shutil.rmtree(self.home, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            self.close()
        else:
            self.process.kill()
            self.process.wait()
            shutil.rmtree(self.home, ignore_errors=True)


class Frame:
    """A document that is shown: a page, or a part of one that comes from elsewhere."""

    def __init__(self, browser, session):
        self.browser, self.session = browser, session

    def call(self, method, **parameters):
        return self.browser.call(method, self.session, **parameters)

    def run(self, script):
        """What an expression of the document says."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def wait(self, script, seconds=20):
        deadline = time.monotonic() + seconds
        while not self.run(script):
            assert time.monotonic() < deadline, script
            time.sleep(0.01)

    def told(self, method):
        """The events of that kind."""
        return [event["params"] for event in list(self.browser.events)
                if event["method"] == method and event.get("sessionId") == self.session]

    def tree(self):
        """What a screen reader is told, as (role, name)."""
        return [(node["role"]["value"], node.get("name", {}).get("value", ""))
                for node in self.call("Accessibility.getFullAXTree")["nodes"] if not node["ignored"]]


class Page(Frame):
    def __init__(self, browser, url, width, height):
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        super().__init__(browser, session)
        self.target = target
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.call(f"{domain}.enable")
        self.call("Target.setAutoAttach", autoAttach=True, waitForDebuggerOnStart=False, flatten=True)
        self.resize(width, height)
        self.call("Page.navigate", url=url)

    def resize(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def frame(self, seconds=20):
        """The part of the page that comes from another site."""
        deadline = time.monotonic() + seconds
        while not (found := [event for event in self.told("Target.attachedToTarget")
                             if event["targetInfo"]["type"] == "iframe"]):
            assert time.monotonic() < deadline, "there is no such frame"
            self.call("Page.getFrameTree")
            time.sleep(0.01)
        frame = Frame(self.browser, found[-1]["sessionId"])
        for domain in ("Page", "Network", "Log", "Runtime"):
            frame.call(f"{domain}.enable")
        return frame

    def picture(self, path):
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def close(self):
        self.browser.call("Target.closeTarget", targetId=self.target)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.browser.process.poll() is None:
            self.close()
