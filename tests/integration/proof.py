#!/usr/bin/python3
"""nomo check --proof: what it proves of a store, what it finds wrong, and the page that it writes.

    proof.py

Prints TAP."""

import contextlib
import os
import sqlite3
import subprocess

from nomoit import Demo, Nomo, is_arabic, main

PASSPHRASE = "نخلة في ساحة الدار"
KEY = {"NOMO_PASSPHRASE": PASSPHRASE}
ITEMS = ["pages", "records", "search", "sums", "feed", "history", "outbox", "references", "counts", "files", "backup", "sign-in"]


@contextlib.contextmanager
def synced():
    with Demo(orders=60, customers=30) as demo:
        nomo = Nomo(demo)
        assert nomo.connect().code == 0
        assert nomo.sync().code == 0
        yield demo, nomo


def store_of(nomo, demo):
    return os.path.join(nomo.directory, "stores", demo.ready["merchant"] + ".db")


def states(told):
    return {item["name"]: item["state"] for item in told["items"]}


def change(path, sql):
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute(sql)


def text_of(path):
    return subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], check=True, stdout=subprocess.PIPE, text=True).stdout


def proves_its_figures_without_asking():
    with synced() as (demo, nomo):
        asked = len(demo.control("/ledger")["requests"])
        done = nomo.run("check", "--proof", "--json")
        assert done.code == 0, done
        told = done.last
        assert told["ok"] and told["merchant"] == demo.ready["merchant"] and told["store"] and told["program"], told
        assert [item["name"] for item in told["items"]] == ITEMS, told
        assert states(told) == {**dict.fromkeys(ITEMS, "sound"), "backup": "unchecked"}, told
        assert told["data"]["seq"] > 0 and told["data"]["schema"] > 0 and told["data"]["epoch"] and told["data"]["as_of"], told
        lists = {entry["name"]: entry for entry in told["lists"]}
        counts = demo.counts()
        for name in ("orders", "customers"):
            assert lists[name]["salla"] == lists[name]["here"] == counts[name], (lists[name], counts)
            assert lists[name]["agrees"] and lists[name]["counted"] and lists[name]["looked"], lists[name]
        assert len(demo.control("/ledger")["requests"]) == asked


def opens_a_backup_and_writes_a_page():
    with synced() as (demo, nomo):
        backup, page = (os.path.join(nomo.directory, name) for name in ("backup.nomo", "proof.pdf"))
        assert nomo.run("backup", backup, environment=KEY).code == 0
        done = nomo.run("check", "--proof", "--backup", backup, "--output", page, "--json", environment=KEY)
        assert done.code == 0 and set(states(done.last).values()) == {"sound"} and done.last["file"] == page, done
        assert PASSPHRASE not in done.out + done.err
        assert os.stat(page).st_mode & 0o777 == 0o600
        assert "Proof of the store’s data" in text_of(page), text_of(page)
        other = nomo.run("check", "--proof", "--backup", backup, "--json", environment={"NOMO_PASSPHRASE": "another one"})
        assert other.code == 0 and states(other.last)["backup"] == "unchecked", other
        with open(backup, "r+b") as file:
            file.truncate(os.stat(backup).st_size - 3000)
        cut = nomo.run("check", "--proof", "--backup", backup, "--json", environment=KEY)
        assert cut.code == 1 and states(cut.last)["backup"] == "wrong", cut
        nowhere = nomo.run("check", "--proof", "--output", os.path.join(nomo.directory, "no", "page.pdf"), "--json")
        assert nowhere.code == 1 and nowhere.last["error"], nowhere


def tells_what_is_wrong_in_both_languages():
    with synced() as (demo, nomo):
        path = store_of(nomo, demo)
        change(path, "UPDATE rollups SET m1 = m1 + 1 WHERE name = 'order-day'")
        os.chmod(path, 0o644)
        page = os.path.join(nomo.directory, "proof.pdf")
        for language in ("en", "ar"):
            done = nomo.run("check", "--proof", "--output", page, language=language)
            assert done.code == 1, done
            wrong = [line for line in done.out.splitlines() if line.startswith("✗")]
            assert len(wrong) == 2 and all(is_arabic(line) == (language == "ar") for line in wrong), done
            assert page in done.out and is_arabic(text_of(page)), done
        told = nomo.run("check", "--proof", "--json")
        assert told.code == 1 and not told.last["ok"], told
        assert [name for name, state in states(told.last).items() if state == "wrong"] == ["sums", "files"], told
        # It has only looked.
        assert os.stat(path).st_mode & 0o777 == 0o644
        assert nomo.run("check", "--json").code == 1


def a_record_that_vanished_is_missed():
    with synced() as (demo, nomo):
        path = store_of(nomo, demo)
        with contextlib.closing(sqlite3.connect(path)) as database, database:
            identity, = database.execute("SELECT id FROM record_brand LIMIT 1").fetchone()
            for table, where in (("record_brand", "id = ?"), ("feed", "entity = 'brand' AND id = ?")):
                database.execute(f"DELETE FROM {table} WHERE {where}", (identity,))
        told = nomo.run("check", "--proof", "--json")
        assert told.code == 1 and states(told.last)["counts"] == "wrong", told
        brands = next(entry for entry in told.last["lists"] if entry["name"] == "brands")
        assert brands["here"] == brands["salla"] - 1 and not brands["agrees"], brands


def what_it_cannot_do_is_told():
    nomo = Nomo()
    alone = nomo.run("check", "--output", "page.pdf")
    assert alone.code == 2 and "--proof" in alone.err, alone
    assert nomo.run("check", "--proof", "more").code == 2
    assert nomo.run("check", "--proof", "--json").code == 3


if __name__ == "__main__":
    main([proves_its_figures_without_asking, opens_a_backup_and_writes_a_page, tells_what_is_wrong_in_both_languages,
          a_record_that_vanished_is_missed, what_it_cannot_do_is_told])
