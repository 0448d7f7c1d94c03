"""Coupons and batches of codes on the command line: made, listed, given, paused, and all of it said in both languages."""

import csv
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time

from nomoit import NOMO, Demo, Nomo, is_arabic, main

DRAFT = {"type": "percentage", "percent": 1500, "minimum": "200", "usage_limit": 1, "targets": ["exclude_category:100"]}


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def a_coupon(nomo, folder):
    """A draft becomes a coupon that waits to be sent; without a code or a day, or ending today, it does not."""
    draft = write(folder, "draft.json", json.dumps(DRAFT))
    day = ["--expiry", "2099-12-31"]
    made = nomo.run("coupons", "create", "--draft", draft, "--code", "EID15", *day, "--json")
    assert made.code == 0 and made.last["name"] == "EID15", made
    shown = nomo.run("show", "coupon", "EID15", "--json").last
    assert shown["id"] == made.last["coupon"] and shown["percent"] == 1500 and shown["status"] == "active", shown
    assert shown["expiry"].startswith("2099-12-31T20:59:59") and shown["targets"] == [{"target": "exclude_category:100"}], shown
    listed = nomo.run("coupons", "list", "--json", "--filter", "code = EID15")
    assert listed.code == 0 and [line["id"] for line in listed.lines] == [shown["id"]], listed
    for arguments, code in ((["--draft", draft, *day], 2), (["--draft", draft, "--code", "EID15", *day], 2),
                            (["--draft", draft, "--code", "E 1", *day], 2), (["--draft", draft, "--code", "NOW"], 2),
                            (["--draft", draft, "--code", "NOW", "--expiry", "2020-01-01"], 2),
                            (["--draft", draft, "--code", "NOW", "--start", "2099-12-31", "--expiry", "2099-12-30"], 2),
                            (day, 2), (["--draft", "/nowhere.json", *day], 1)):
        result = nomo.run("coupons", "create", *arguments, language="ar")
        assert result.code == code and len(result.err) > 15 and "%" not in result.err, (arguments, result)
        assert is_arabic(result.err) or code == 1, (arguments, result)
    assert nomo.run("undo", made.last["commit"]).code == 0
    assert nomo.run("coupons", "list", "--json", "--filter", "code = EID15").lines == []
    assert nomo.run("coupons", "create", "--draft", draft, "--code", "EID15", *day).code == 0


def a_batch(nomo, folder):
    """Codes by the rules of a coupon; what was made is listed, exported, given, paused and whole."""
    made = nomo.run("coupons", "codes", "make", "--name", "Eid", "--count", "30", "--like", "EID15", "--letters", "latin",
                    "--prefix", "EID", "--check-letter", "--json")
    assert made.code == 0 and made.lines[0] == {"requests": 30, "seconds_to_send": 0}, made
    batch = made.last["batch"]
    assert made.last["coupons"] == 30 and {"progress": {"done": 30, "total": 30}} in made.lines, made
    codes = nomo.run("coupons", "codes", "list", "Eid", "--json").lines
    assert len({code["code"] for code in codes}) == 30 and all(code["batch"] == batch for code in codes)
    assert {code["state"] for code in codes} == {"not_sent"} and all(code["code"][:3] == "EID" for code in codes), codes
    coupon = nomo.run("show", "coupon", codes[0]["code"], "--json").last
    assert coupon["batch"] == batch and coupon["usage_limit"] == 1 and coupon["minimum"]["amount"] == "200.00", coupon

    people = nomo.run("list", "customers", "--json", "--limit", "2").lines
    lines = [("code", "phone"), (codes[0]["code"], people[0]["phone"]), (codes[1]["code"].lower(), people[1]["id"]),
             ("EIDNOPE", people[0]["phone"]), (codes[2]["code"], "0500000000x")]
    given = write(folder, "given.csv", "".join(",".join(line) + "\n" for line in lines))
    for dry in ["--dry-run"], []:
        result = nomo.run("coupons", "codes", "import", "Eid", given, *dry, "--json")
        assert result.code == 0 and [line["line"] for line in result.lines[:2]] == [4, 5], result
        assert [result.last[name] for name in ("given", "known", "refused")] == [2, 0, 2], result
        assert (result.last["commit"] is None) == bool(dry), result
    codes = nomo.run("coupons", "codes", "list", batch, "--json").lines
    assert [code["given_to"] for code in codes[:3]] == [people[0]["id"], people[1]["id"], None], codes[:3]

    path = os.path.join(folder, "codes.csv")
    assert nomo.run("coupons", "codes", "export", "Eid", "--output", path, "--separator", "semicolon").code == 0
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert len(rows) == 31 and rows[1][0] == codes[0]["code"] and rows[1][2] == people[0]["id"], rows[:2]
    assert nomo.run("coupons", "codes", "export", batch).out.count("\n") == 31

    paused = nomo.run("coupons", "codes", "pause", "Eid", "--json").last
    assert (paused["batch"], paused["coupons"]) == (batch, 30), paused
    assert nomo.run("coupons", "codes", "pause", "Eid", "--json").last["coupons"] == 0
    paused = nomo.run("coupons", "list", "--json", "--filter", f"batch = {batch} and status = inactive")
    assert len(paused.lines) == 30, paused
    assert nomo.run("coupons", "codes", "resume", "Eid", "--json").last["coupons"] == 30
    assert nomo.run("coupons", "codes", "complete", "Eid", "--json").last["coupons"] == 30
    listed = nomo.run("coupons", "codes", "list", "--json").lines
    assert [(line["batch"], line["wanted"], line["codes"], line["leaks"]) for line in listed] == [(batch, 30, 30, 0)], listed
    assert nomo.run("coupons", "codes", "list", "Eid", "--leaks", "--json").lines == []


def a_batch_with_a_draft_and_one_of_a_group(nomo, folder):
    """The rules of a draft do as well; a group of coupons is one request."""
    draft = write(folder, "draft.json", json.dumps(DRAFT))
    made = nomo.run("coupons", "codes", "make", "--name", "حروف", "--count", "5", "--draft", draft, "--expiry", "2099-12-31",
                    "--letters", "arabic", "--json")
    assert made.code == 0 and made.last["coupons"] == 5, made
    assert all(is_arabic(code["code"]) for code in nomo.run("coupons", "codes", "list", "حروف", "--json").lines)
    group = nomo.run("coupons", "codes", "make", "--name", "مجموعة", "--count", "5000", "--like", "EID15", "--group",
                     "--prefix", "EID", "--json")
    assert group.code == 0 and group.lines[0]["requests"] == 1 and group.last["coupons"] == 1, group
    assert nomo.run("undo", made.last["undo"]).code == 0 and nomo.run("coupons", "codes", "list", "حروف").code == 1


def words(nomo, folder):
    """What is said and what is refused, in both languages."""
    for language in "en", "ar":
        for arguments in (["list"], ["list", "Eid"], ["pause", "Eid"], ["resume", "Eid"], ["complete", "Eid"],
                          ["make", "--name", language, "--count", "9", "--like", "EID15"]):
            result = nomo.run("coupons", "codes", *arguments, language=language)
            assert result.code == 0 and "%" not in result.out, (arguments, result)
            assert is_arabic(result.out.splitlines()[0]) == (language == "ar"), (arguments, result)
        for arguments in ["codes"], ["create"], []:
            assert is_arabic(nomo.run("coupons", *arguments, "--help", language=language).out) == (language == "ar"), arguments
    for arguments, code in (([], 2), (["fly"], 2), (["pause"], 2), (["import", "Eid"], 2), (["list", "Eid", "more"], 2),
                            (["make", "--name", "X", "--count", "5"], 2), (["make", "--count", "5", "--like", "EID15"], 2),
                            (["make", "--name", "X", "--count", "5", "--like", "EID15", "--letters", "runes"], 2),
                            (["make", "--name", "X", "--count", "900", "--like", "EID15", "--length", "4"], 2),
                            (["make", "--name", "X", "--count", "5", "--like", "EID15", "--prefix", "A-"], 2),
                            (["make", "--name", "X", "--count", "5", "--like", "NOSUCH"], 1),
                            (["list", "NOSUCH"], 1), (["export", "Eid", "--separator", "star"], 2)):
        result = nomo.run("coupons", "codes", *arguments, language="ar")
        assert result.code == code and len(result.err) > 15 and "%" not in result.err, (arguments, result)
        assert is_arabic(result.err), (arguments, result)


def on_the_command_line():
    """One shop for all of it."""
    with Demo(orders=60, customers=30, scale=600) as demo, tempfile.TemporaryDirectory() as folder:
        nomo = Nomo(demo)
        assert nomo.connect().code == 0 and nomo.sync().code == 0
        for part in a_coupon, a_batch, a_batch_with_a_draft_and_one_of_a_group, words:
            print(f"# {part.__name__}")
            part(nomo, folder)


def effects(demo):
    return [effect["id"] for effect in demo.control("/effects")["effects"] if effect["what"] == "coupon.created"]


def push(nomo, demo, until, trouble):
    """Sends codes, and lets something happen when Salla has so many of them."""
    process = subprocess.Popen([NOMO, "--data", nomo.directory, "coupons", "push"], env=nomo.environment,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while len(effects(demo)) < until:
        assert process.poll() is None, process.returncode
        time.sleep(until / 5000)  # a list of thousands, asked for without a pause, would keep the store busy
    trouble(process)
    return process.wait(600)


def expect_true(demo, nomo, n):
    """What is said of each code is so at Salla; how many it has."""
    there = {coupon["code"] for coupon in demo.control("/books/coupons")}
    listed = nomo.run("coupons", "codes", "list", "Many", "--json", timeout=600)
    assert listed.code == 0, (listed.code, listed.last, listed.err)
    codes = listed.lines
    assert len(codes) == len({code["code"] for code in codes}) == n, len(codes)
    for code in codes:
        assert code["state"] in (("active", "waiting") if code["code"] in there else ("not_sent", "waiting")), code
    done = effects(demo)
    assert len(done) == len(set(done)) == sum(code["code"] in there for code in codes), done
    return len(done)


def limit_files(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def push_to_a_full_disk(nomo, merchant):
    """There is room for the store as it is and a little of what is noted on the way."""
    path = os.path.join(nomo.directory, "stores", merchant + ".db")
    size = os.path.getsize(path) + 100_000
    return subprocess.run([NOMO, "--data", nomo.directory, "coupons", "push", "--json"], env=nomo.environment,
                          preexec_fn=lambda: limit_files(size), restore_signals=False, capture_output=True, text=True, timeout=3600)


def interrupted(n):
    """Killed, with a full disk and signed out halfway: no code is lost or made twice, and it goes on."""
    with Demo(orders=10, customers=10, scale=600) as demo, tempfile.TemporaryDirectory() as folder:
        nomo = Nomo(demo)
        assert nomo.connect().code == 0 and nomo.sync().code == 0
        draft = write(folder, "draft.json", json.dumps(DRAFT))
        made = nomo.run("coupons", "codes", "make", "--name", "Many", "--count", str(n), "--draft", draft, "--expiry", "2099-12-31",
                        "--letters", "arabic", "--json", timeout=600)
        assert made.code == 0 and made.last["coupons"] == n, made

        assert push(nomo, demo, n // 8, lambda process: process.send_signal(signal.SIGKILL)) == -signal.SIGKILL
        killed = expect_true(demo, nomo, n)
        assert n // 8 <= killed < n, killed

        full = push_to_a_full_disk(nomo, demo.ready["merchant"])
        assert full.returncode == 1 and json.loads(full.stdout.splitlines()[-1])["error"]["code"] == "full", full
        filled = expect_true(demo, nomo, n)
        assert killed <= filled < n, (killed, filled)

        assert push(nomo, demo, filled + (n - filled) // 2, lambda process: demo.control("/uninstall", {})) == 3
        assert filled < expect_true(demo, nomo, n) < n

        assert nomo.run("coupons", "push").code == 3
        assert nomo.connect().code == 0
        said = nomo.run("coupons", "push", "--json", timeout=7200)
        assert said.code == 0 and (said.last["refused"], said.last["open"]) == (0, 0), said
        assert expect_true(demo, nomo, n) == n
        listed, = nomo.run("coupons", "codes", "list", "--json", timeout=600).lines
        assert listed["states"]["active"] == n, listed
        assert nomo.run("check", "--json", timeout=600).last == {"ok": True, "problems": []}


def some_interrupted():
    interrupted(200)


def twenty_thousand_interrupted():
    interrupted(20_000)


def sent():
    """`nomo coupons push` says what came of it in both languages, and of each code what Salla has refused."""
    with Demo(orders=10, customers=10, scale=600) as demo, tempfile.TemporaryDirectory() as folder:
        nomo = Nomo(demo)
        assert nomo.run("coupons", "push").code == 3
        assert nomo.connect().code == 0 and nomo.sync().code == 0
        draft = write(folder, "draft.json", json.dumps(DRAFT))
        made = nomo.run("coupons", "codes", "make", "--name", "Few", "--count", "3", "--draft", draft, "--expiry", "2099-12-31",
                        "--json")
        assert made.code == 0, made
        codes = nomo.run("coupons", "codes", "list", "Few", "--json").lines
        demo.control("/dashboard/coupon", {"code": codes[0]["code"], "type": "percentage", "amount": 10, "maximum_amount": 0,
                                           "free_shipping": False, "exclude_sale_products": False, "expiry_date": "2099-12-31",
                                           "is_group": False, "marketing_active": False, "show_maximum_amount": False})
        said = nomo.run("coupons", "push", "--json")
        assert said.code == 0 and said.last == {"sent": 2, "refused": 1, "open": 0}, said
        states = [code["state"] for code in nomo.run("coupons", "codes", "list", "Few", "--json").lines]
        assert states == ["refused", "active", "active"], states
        for language, words in ("en", "At Salla now: 0"), ("ar", "لدى سلة الآن: 0"):
            said = nomo.run("coupons", "push", language=language)
            assert said.code == 0 and words in " ".join(said.out.split()), said
        assert nomo.run("coupons", "push", "more").code == 2


TESTS = [on_the_command_line, sent, some_interrupted]
LONG_TESTS = [twenty_thousand_interrupted]

if __name__ == "__main__":
    chosen = [test for test in LONG_TESTS if test.__name__ in sys.argv[1:]]
    main(chosen or TESTS)
