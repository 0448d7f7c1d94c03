"""nomo report: it tells how things stand, and nothing that is in a store, in the keyring or in a path."""

import json
import os
import re
import sqlite3
import stat
import sys

from nomoit import Demo, Nomo, is_arabic, main

PERSON = "noura-alotaibi"
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
# Words of ours, such as the state of an order or the kind of a coupon.
OURS = re.compile(r"[a-z][a-z_.-]*")
LEAST_LETTERS = 4
LEAST_NUMBER = 10000


def connected(demo):
    """A store in a folder that is named after a person, read to its end."""
    nomo = Nomo(demo, os.path.join(os.environ["NOMO_TEST_HOME"], PERSON, "data"))
    assert nomo.connect().code == 0
    assert nomo.sync().code == 0
    return nomo


def path_of(nomo, demo):
    return os.path.join(nomo.directory, "stores", demo.ready["merchant"] + ".db")


def values_of(path):
    """Every text and every number of every table."""
    values = set()
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as store:
        tables = [row[0] for row in store.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'"
                                                  " AND name NOT LIKE 'sqlite%'")]
        for table in tables:
            for row in store.execute(f'SELECT * FROM "{table}"'):
                values.update(row)
    store.close()
    return values


def is_personal(value):
    if isinstance(value, int):
        return value >= LEAST_NUMBER
    return isinstance(value, str) and len(value) >= LEAST_LETTERS and not OURS.fullmatch(value) and not value.isdecimal()


def spellings(value):
    """A number as it is, and as an amount, in digits of each kind."""
    if isinstance(value, str):
        return {value}
    plain = {str(value), f"{value / 100:.2f}", f"{value:,}", f"{value / 100:,.2f}"}
    return plain | {text.translate(digits) for text in plain for digits in (ARABIC_DIGITS, PERSIAN_DIGITS)}


def tokens_of(value):
    """Every text in what the demo store tells of its chains."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return {text for part in value for text in tokens_of(part)}
    return {value} if isinstance(value, str) and len(value) > 20 else set()


def found_in(report, values):
    return sorted(text for value in values for text in spellings(value) if text in report)


def tells_how_things_stand():
    with Demo(orders=60, customers=30) as demo:
        nomo = connected(demo)
        result = nomo.run("report")
        assert result.code == 0 and result.err == "", result
        assert is_arabic(result.out.splitlines()[0]) and "Nomo Flow: report for support" in result.out, result
        for words in ("Connection: signed in on this computer", " ago\n", "order 60", "Quick check: sound",
                      "Data: in another folder", "Engine: does not run", "  none known", "SQLite 3."):
            assert words in result.out, (words, result)
        assert nomo.run("report", language="ar").out.splitlines()[:2] == result.out.splitlines()[:2]


def holds_nothing_personal():
    with Demo(orders=240, customers=90) as demo:
        nomo = connected(demo)
        personal = {value for value in values_of(path_of(nomo, demo)) if is_personal(value)}
        assert len(personal) > 1000, len(personal)
        secrets = tokens_of(demo.chains()) | {demo.ready["client_secret"], demo.ready["client_id"], demo.ready["merchant"]}
        assert len(secrets) > 3, secrets
        for language in ("en", "ar"):
            report = nomo.run("report", language=language).out
            assert "Quick check" in report
            found = found_in(report, personal | secrets | {PERSON, "ory_", os.environ["NOMO_TEST_HOME"]})
            assert not found, (found, report)


def of_a_damaged_store():
    with Demo(orders=60, customers=30) as demo:
        nomo = connected(demo)
        path = path_of(nomo, demo)
        with sqlite3.connect(path) as store:
            page, = store.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'record_customer'").fetchone()
            size, = store.execute("PRAGMA page_size").fetchone()
            store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        store.close()
        with open(path, "r+b") as file:
            file.seek((page - 1) * size)
            file.write(b"\xff" * size)
        result = nomo.run("report")
        assert result.code == 0 and ("Quick check: " in result.out or "Cannot be read: corrupt" in result.out), result
        assert "Quick check: sound" not in result.out, result


def into_a_file():
    nomo = Nomo()
    path = os.path.join(os.environ["NOMO_TEST_HOME"], "report.txt")
    result = nomo.run("report", "--output", path)
    assert result.code == 0 and path in result.out, result
    with open(path, encoding="utf-8") as file:
        assert "Nomo Flow: report for support" in file.read()
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert json.loads(nomo.run("report", "--json", "--output", path).out) == {"file": path}
    assert "report for support" in nomo.run("report", "--json").last["report"]
    refused = nomo.run("report", "--json", "--output", "/proc/report.txt")
    assert refused.code == 1 and refused.last["error"]["code"] == "output", refused
    assert nomo.run("report", "too", "much").code == 2


if __name__ == "__main__":
    sys.exit(main([tells_how_things_stand, holds_nothing_personal, of_a_damaged_store, into_a_file]))
