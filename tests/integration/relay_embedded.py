#!/usr/bin/python3
"""The page that a relay shows in a merchant's dashboard, in a real browser: who may frame it, what it tells the dashboard, and how it
looks in both languages.

    relay_embedded.py [TEST]

Prints TAP. NOMO_PICTURES: a folder that gets pictures of the page."""

import http.server
import os
import ssl
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.parse
import urllib.request

from browser import Browser
from nomoit import inside_session, is_arabic, main, wait_until
from relay_page import DAY_MS, PageWorld

DASHBOARD = "s.salla.sa"
STRANGER = "dashboard.example"
RELAY = "relay.example"
PICTURES = os.environ.get("NOMO_PICTURES")
ADDED = ("content-type", "content-security-policy", "x-content-type-options", "referrer-policy", "cache-control")

# A dashboard as Salla's is to the pages that it frames: it keeps what they tell, and answers the first message by the context.
FRAMING = """<!doctype html><html><head><meta charset="utf-8"><style>body{margin:0}iframe{border:0;width:100%%;height:100vh;
display:block}</style></head><body><script>
var told = [];
addEventListener("message", function (message) {
  told.push({origin: message.origin, data: message.data});
  if (message.data.event === "embedded::iframe.ready")
    message.source.postMessage({event: "embedded::context.provide", payload: {layout: {theme: "light"}}, timestamp: Date.now(),
                                source: "merchant-dashboard"}, "*");
});
function tell (event, payload) {
  frames[0].postMessage({event: event, payload: payload, timestamp: Date.now(), source: "merchant-dashboard"}, "*");
}
</script><iframe title="Nomo Flow" %s src="https://%s/embedded?%s"></iframe></body></html>"""
# How the frame is hidden: until the page is there, or for good.
CURTAINS = {"lifted": 'style="display:none" onload="this.style.display=\'block\'"', "closed": 'style="display:none"', None: ""}

# The smallest contrast of any text of the page, by WCAG's formula, with the text.
CONTRAST = """(function () {
  function parse (colour) { return colour.match(/[\\d.]+/g).map(Number); }
  function light (c) { c = c / 255; return c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4); }
  function luminance (c) { return 0.2126 * light(c[0]) + 0.7152 * light(c[1]) + 0.0722 * light(c[2]); }
  function ground (element) {
    for (; element; element = element.parentElement) {
      var c = parse(getComputedStyle(element).backgroundColor);
      if (c.length < 4 || c[3] === 1) return c;
    }
    return [255, 255, 255];
  }
  var worst = [99, ""], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), node;
  while ((node = walker.nextNode())) {
    var element = node.parentElement;
    if (!node.data.trim() || element.tagName === "SCRIPT") continue;
    var a = luminance(parse(getComputedStyle(element).color)), b = luminance(ground(element));
    var ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < worst[0]) worst = [ratio, node.data];
  }
  return worst;
})()"""


class Web(http.server.BaseHTTPRequestHandler):
    """Salla's dashboard, another site, and the web server in front of the relay."""

    world = None

    def do_GET(self):
        host = self.headers["Host"]
        if host in (DASHBOARD, STRANGER) and self.path.startswith("/?"):
            query = dict(urllib.parse.parse_qsl(self.path[2:]))
            curtain = CURTAINS[query.pop("curtain", None)]
            self.answer(200, {"Content-Type": "text/html"}, (FRAMING % (curtain, RELAY, urllib.parse.urlencode(query))).encode())
        elif host == RELAY:
            self.pass_on()
        else:
            self.answer(404, {}, b"")

    def pass_on(self):
        try:
            with urllib.request.urlopen(self.world.url + self.path, timeout=30) as answer:
                self.answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            self.answer(error.code, error.headers, error.read())

    def answer(self, status, headers, body):
        self.send_response(status)
        for name, value in headers.items():
            if name.lower() in ADDED:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Dashboard:
    """A relay with a store, whose page is open to a browser by way of several sites."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.world = PageWorld()
        self.world.connect()
        self.fill()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("Mine", (Web,), {"world": self.world}))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*self.certificate())
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        port = self.server.server_port
        self.browser = Browser({f"{host}:443": port for host in (DASHBOARD, STRANGER, RELAY)})
        return self

    def __exit__(self, *error):
        self.browser.__exit__(*error)
        self.server.shutdown()
        self.server.server_close()
        self.world.__exit__()
        self.folder.cleanup()

    def certificate(self):
        paths = [os.path.join(self.folder.name, name) for name in ("certificate.pem", "key.pem")]
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                        "-subj", "/CN=nomo test", "-out", paths[0], "-keyout", paths[1]], check=True, capture_output=True)
        return paths

    def fill(self):
        """Something to tell."""
        now = self.world.now()
        self.world.relay.end()
        for entity, what, days in (("product", "changed", 12), ("order", "gone", 9), ("customer", "missed", 4),
                                   ("order", "missed", 4), ("order", "missed", 1), ("cart", "changed", 1),
                                   ("order", "missed", 0)):
            self.world.store("INSERT INTO repairs (entity, id, what, at) VALUES (?, 7, ?, ?)", entity, what,
                             now - days * DAY_MS - 3600 * 1000)
        self.world.start()
        self.world.demo.control("/orders", {"n": 3})
        wait_until(lambda: len([state for state in self.world.states() if state.startswith("order.created 1")]) == 3)

    def open(self, language="ar", theme="light", site=DASHBOARD, width=1200, token=None, **more):
        query = urllib.parse.urlencode({"token": token or self.world.open(), "theme": theme, "lang": language, **more})
        return self.browser.open(f"https://{site}/?{query}", width=width)


def shown(page):
    frame = page.frame()
    frame.wait("document.readyState === 'complete' && document.querySelector('h1') !== null")
    return frame


def in_the_dashboard():
    """Salla's dashboard shows the page in both languages and themes, wide and narrow: all of it is seen, can be read, is told to a
    screen reader, and nothing is loaded from elsewhere. The dashboard learns when the page is there, and tells it of its theme."""
    with Dashboard() as dashboard:
        for language, theme, width in (("ar", "light", 1200), ("en", "light", 1200), ("ar", "dark", 1200), ("en", "dark", 1200),
                                       ("ar", "light", 360), ("en", "light", 360)):
            with dashboard.open(language, theme, width=width) as page:
                frame = shown(page)
                looks(frame, language, theme)
                tells(page, frame)
                reads(frame, language)
                if PICTURES:
                    take(page, f"{language}{'-dark' if theme == 'dark' else ''}{'-narrow' if width == 360 else ''}")
                if theme == "light":
                    page.run("tell('embedded::theme.change', {theme: 'dark'})")
                    frame.wait("document.documentElement.dataset.theme === 'dark'")
                    looks(frame, language, "dark")


def looks(frame, language, theme):
    assert frame.run("document.dir") == ("rtl" if language == "ar" else "ltr")
    assert frame.run("document.documentElement.scrollWidth <= innerWidth"), frame.run("document.documentElement.scrollWidth")
    assert frame.run("getComputedStyle(document.body).backgroundColor") == \
        ("rgb(23, 25, 35)" if theme == "dark" else "rgb(245, 246, 251)")
    ratio, text = frame.run(CONTRAST)
    assert ratio >= 4.5, (ratio, text, theme)
    # That it was answered 401 is no fault of the page.
    assert not [event["entry"] for event in frame.told("Log.entryAdded") if event["entry"]["source"] != "network"]


def tells(page, frame):
    page.wait("told.length >= 2")
    told = page.run("told")
    assert [message["data"]["event"] for message in told] == ["embedded::iframe.ready", "embedded::ready"], told
    for message in told:
        data = message["data"]
        assert message["origin"] == f"https://{RELAY}" and data["source"] == "embedded-app", told
        assert isinstance(data["timestamp"], int) and data["metadata"]["version"], told
    assert told[0]["data"]["payload"]["height"] > 300 and told[1]["data"]["payload"] == {}, told
    assert [event["request"]["url"] for event in frame.told("Network.requestWillBeSent")] == []


def reads(frame, language):
    tree = frame.tree()
    roles = [role for role, _ in tree]
    regions = [name for role, name in tree if role == "region"]
    headings = [name for role, name in tree if role == "heading"]
    assert roles.count("main") == 1 and len(regions) == 3 and regions == headings[1:], tree
    assert headings[0] == "متجر ورد الرياض", headings
    assert all(is_arabic(name) == (language == "ar") for name in regions), regions
    assert {"term", "definition"} <= set(roles), roles


def take(page, name):
    os.makedirs(PICTURES, exist_ok=True)
    frame = page.frame()
    height = frame.run("document.documentElement.scrollHeight")
    page.resize(page.run("innerWidth"), height)
    frame.wait(f"innerHeight === {height}")
    frame.run("new Promise(function (done) { requestAnimationFrame(function () { requestAnimationFrame(done); }); })")
    page.picture(os.path.join(PICTURES, f"relay-embedded-{name}.png"))


def behind_a_curtain():
    """A frame that has no place yet when the page is there: its height is told once it has one, and that it is there in any case."""
    with Dashboard() as dashboard:
        with dashboard.open(curtain="lifted") as page:
            tells(page, shown(page))
        with dashboard.open(curtain="closed") as page:
            page.wait("window.told !== undefined && told.length >= 2")
            assert page.run("told")[0]["data"]["payload"] == {"height": 0}


def elsewhere():
    """Another site that frames the page gets nothing of it; without script it shows the same, and who has lost the right to it sees
    in both languages what to do."""
    with Dashboard() as dashboard:
        with dashboard.open(site=STRANGER) as page:
            frame = page.frame()
            frame.wait("location.href === 'chrome-error://chromewebdata/'")
            assert "ورد" not in frame.run("document.documentElement.outerHTML")
            assert page.run("told") == []

        with dashboard.open() as page:
            scripted = shown(page).run("document.querySelector('main').innerText")
        with dashboard.browser.open("about:blank") as page:
            page.call("Emulation.setScriptExecutionDisabled", value=True)
            page.call("Page.navigate", url=f"https://{RELAY}/embedded?lang=ar&token={dashboard.world.open()}")
            page.wait("document.querySelector('section') !== null")
            bare = page.run("document.querySelector('main').innerText")
        assert [line for line in bare.splitlines() if not line.startswith("قبل")] == \
            [line for line in scripted.splitlines() if not line.startswith("قبل")], (bare, scripted)

        for language, title in (("ar", "انتهت صلاحية هذه الصفحة"), ("en", "This page has expired")):
            with dashboard.open(language, token="forged") as page:
                frame = shown(page)
                assert frame.run("document.querySelector('h1').innerText") == title
                looks(frame, language, "light")
                page.wait("told.length === 2")
                if PICTURES:
                    take(page, f"{language}-expired")


if __name__ == "__main__":
    inside_session()
    chosen = [in_the_dashboard, behind_a_curtain, elsewhere]
    sys.exit(main([test for test in chosen if not sys.argv[1:] or test.__name__ in sys.argv[1:]]))
