"""Bad answers of the API: a clear sentence, nothing lost, no crash, and the next sync is whole again."""

import glob
import os
import sqlite3
import sys

from nomoit import Demo, Nomo, expect_sentences, main, wait_until


def connected(demo):
    nomo = Nomo(demo)
    assert nomo.connect().code == 0
    return nomo


def records(nomo):
    return nomo.run("list", "orders", "--json").out, nomo.run("list", "customers", "--json").out


def expect_whole(demo, nomo):
    demo.behave()
    result = nomo.sync()
    assert result.code == 0, result
    assert {name: counts["total"] for name, counts in result.last.items()} == demo.counts(), result
    assert all(counts["unreadable"] == 0 for counts in result.last.values()), result
    assert nomo.run("check", "--json").last == {"ok": True, "problems": []}


LASTING = {"500": ("server", 1), "503": ("server", 1), "html": ("unreadable", 1), "empty": ("unreadable", 1),
           "truncated": ("unreadable", 1), "deep": ("unreadable", 1), "drop": ("offline", 4), "redirect": ("redirect", 1),
           "huge": ("too-large", 1)}


def lasting_faults():
    """For ever, from the start and in the middle: said in both languages, what has come stays, later all is well."""
    with Demo(orders=400, customers=150) as demo:
        for fault, (code, exit_code) in LASTING.items():
            started = connected(demo)
            demo.misbehave(fault)
            expect_sentences(lambda language: started.sync(language=language), code, exit_code)
            demo.behave()
            # The fault begins among the customers, when the orders are here.
            demo.misbehave(fault, path="/customers")
            expect_sentences(lambda language: started.sync(language=language), code, exit_code)
            assert len(started.run("list", "orders", "--json").lines) == 400, fault
            expect_whole(demo, started)


def lasting_faults_leave_what_is_there():
    with Demo(orders=400, customers=150) as demo:
        whole = connected(demo)
        assert whole.sync().code == 0
        before = records(whole)
        for fault, (_, exit_code) in LASTING.items():
            demo.misbehave(fault)
            assert whole.sync().code == exit_code, fault
            demo.behave()
            assert records(whole) == before, fault
        expect_whole(demo, whole)


def passing_faults():
    """Twice, then well again: nobody notices, whichever list it is."""
    faults = ("500", "503", "429", "html", "empty", "truncated", "deep", "drop")
    paths = ("/orders", "/customers", "/products", "/categories")
    for first in range(0, len(faults), len(paths)):
        with Demo(orders=400, customers=150) as demo:
            nomo = connected(demo)
            placed = dict(zip(paths, faults[first:]))
            for path, fault in placed.items():
                demo.misbehave(fault, count=1 if fault == "drop" else 2, path=path)
            result = nomo.sync()
            assert result.code == 0, (placed, result)
            met = {request["fault"] for request in demo.control("/ledger")["requests"]}
            assert met == {None, *placed.values()}, met
            expect_whole(demo, nomo)


def small_bucket():
    """Four requests at a time: it waits as the headers say and is complete, without being refused over and over."""
    with Demo(orders=900, customers=150) as demo:
        nomo = connected(demo)
        demo.misbehave("429")
        result = nomo.sync()
        assert result.code == 0, result
        refused = [r for r in demo.control("/ledger")["requests"] if r["status"] == 429]
        assert len(refused) <= 2, refused
        expect_whole(demo, nomo)


def endless_refusals():
    with Demo(orders=400, customers=150) as demo:
        nomo = connected(demo)
        demo.misbehave("429", count=100000)
        expect_sentences(lambda language: nomo.sync(language=language), "too-many", 1)
        assert len(demo.requests("/store/info")) <= 2 * 6
        expect_whole(demo, nomo)


def odd_but_readable():
    """Ids as strings, `links` as an array, nulls, unknown words, emoji: all of it is read."""
    for fault in ("string-ids", "links-array"):
        with Demo(orders=400, customers=150) as demo:
            nomo = connected(demo)
            demo.misbehave(fault)
            result = nomo.sync()
            assert result.code == 0, (fault, result)
            assert result.last["orders"] == {"total": 400, "unreadable": 0}, (fault, result)
            assert result.last["customers"] == {"total": 150, "unreadable": 0}, (fault, result)
            ids = {record["id"] for record in nomo.run("list", "orders", "--json").lines}
            assert ids == {str(book["id"]) for book in demo.control("/books/orders")}
            expect_whole(demo, nomo)


def rows_with_holes():
    """Nulls, unknown words, emoji and endless names in every third row: nothing is left out."""
    with Demo(orders=400, customers=150) as demo:
        nomo = connected(demo)
        demo.misbehave("null-fields")
        result = nomo.sync()
        assert result.code == 0, result
        for name, expected in demo.counts().items():
            counts = result.last[name]
            assert counts["total"] + counts["unreadable"] == expected, (name, result)
        assert nomo.run("check", "--json").code == 0


def signed_out():
    """The app was removed at Salla: said so, all stays readable, and a new sign-in goes on where this one ended."""
    with Demo(orders=400, customers=150) as demo:
        nomo = connected(demo)
        assert nomo.sync().code == 0
        before = records(nomo)
        demo.control("/clock", {"advance_ms": 2 * 3_600_000})
        demo.control("/uninstall", {})
        expect_sentences(lambda language: nomo.sync(language=language), "revoked", 3)
        assert demo.grants() == ["authorization_code: ok", "refresh_token: revoked"], "tried once, and never again"
        assert records(nomo) == before
        assert nomo.connect().code == 0
        expect_whole(demo, nomo)


def a_missing_permission():
    """One list may not be read: said so, the other one arrives and stays up to date, and nothing is renewed because of it."""
    for denied, granted in (("/customers", "orders"), ("/orders", "customers")):
        with Demo(orders=400, customers=150) as demo:
            nomo = connected(demo)
            demo.misbehave("scope", path=denied)
            said = expect_sentences(lambda language: nomo.sync(language=language), "scope", 1)
            assert all(denied.strip("/") + ".read" in sentence for sentence in said), said
            assert len(nomo.run("list", granted, "--json").lines) == demo.counts()[granted]
            assert demo.grants() == ["authorization_code: ok"]
            assert nomo.run("status", "--json").last["stores"][0]["records"]["as_of"] is not None
            expect_whole(demo, nomo)


def salla_is_away():
    with Demo(orders=400, customers=150) as demo:
        nomo = connected(demo)
        assert nomo.sync().code == 0
        before = records(nomo)
    wait_until(lambda: demo.process.poll() is not None)
    expect_sentences(lambda language: nomo.sync(language=language), "offline", 4)
    assert records(nomo) == before
    assert nomo.run("search", "عطر").code == 0


NEWER = """UPDATE meta SET value = value + 1 WHERE key = 'schema_version';
CREATE TABLE record_hologram (id INTEGER PRIMARY KEY, colour TEXT) STRICT; INSERT INTO record_hologram VALUES (1, 'green');
ALTER TABLE record_order ADD COLUMN mood TEXT; UPDATE record_order SET mood = 'good';"""
OURS = """UPDATE meta SET value = value - 1 WHERE key = 'schema_version';
DROP TABLE record_hologram; ALTER TABLE record_order DROP COLUMN mood;"""


def change(path, sql):
    db = sqlite3.connect(path)
    db.executescript(sql)
    db.close()


def content(path):
    with open(path, "rb") as file:
        return file.read()


def data_of_a_newer_version():
    """It can be read, offline too; nothing is synced or written into it, and that is said; not a byte of it changes."""
    with Demo(orders=400, customers=150) as demo:
        nomo = connected(demo)
        assert nomo.sync().code == 0
        before = records(nomo)
        (path,) = glob.glob(os.path.join(nomo.directory, "**", "*.db"), recursive=True)
        contacts = os.path.join(nomo.directory, "contacts.csv")
        with open(contacts, "w", encoding="utf-8") as file:
            file.write("name,phone\nNoura,+966501234567\n")
        change(path, NEWER)
        as_it_was = content(path)
        assert records(nomo) == before
        expect_sentences(lambda language: nomo.sync(language=language), "newer", 1)
        expect_sentences(lambda language: nomo.run("import", "contacts", contacts, "--json", language=language), "newer", 1)
        assert records(nomo) == before
        assert content(path) == as_it_was
        change(path, OURS)
        assert nomo.run("import", "contacts", contacts, "--json").code == 0
        expect_whole(demo, nomo)


if __name__ == "__main__":
    sys.exit(main([lasting_faults, lasting_faults_leave_what_is_there, passing_faults, small_bucket, endless_refusals,
                   odd_but_readable, rows_with_holes, signed_out, a_missing_permission, salla_is_away, data_of_a_newer_version]))
