"""Records on the command line: shown, exported, imported, taken back, erased."""

import contextlib
import csv
import glob
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys

from nomoit import NOMO, Demo, Nomo, expect_sentences, is_arabic, main

BOM = b"\xef\xbb\xbf"


def synced(demo):
    nomo = Nomo(demo)
    assert nomo.connect().code == 0
    assert nomo.sync().code == 0
    return nomo


def shop():
    """A data directory with the records of a small shop; the tests read it or write contacts, which are ours."""
    with Demo(orders=300, customers=100) as demo:
        nomo = synced(demo)
        nomo.demo = None
        return nomo


def path_of(nomo, name, content=None, encoding="utf-8"):
    path = os.path.join(os.environ["NOMO_TEST_HOME"], os.path.basename(nomo.directory) + "-" + name)
    if content is not None:
        with open(path, "w", encoding=encoding, newline="") as file:
            file.write(content)
    return path


def read(path):
    with open(path, "rb") as file:
        return file.read()


def rows_of(data, delimiter=","):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def contacts(nomo):
    return nomo.run("list", "contacts", "--json").lines


def expect_clean(nomo):
    check = nomo.run("check", "--json")
    assert check.code == 0 and check.last["ok"], check


def expect_both(nomo, code, *arguments, text=None):
    """Says something without an error, in both languages."""
    said = []
    for language in ("en", "ar"):
        result = nomo.run(*arguments, language=language, text=text)
        assert result.code == code, result
        said.append(result.out + result.err)
    assert is_arabic(said[1]) and said[0] != said[1], said
    return said


def every_entity_is_listed_and_shown():
    nomo = shop()
    for name in ("orders", "order", "customers", "products", "categories", "category", "coupons", "carts", "contacts", "tasks",
                 "offers", "reviews", "groups", "group", "brands", "employees", "statuses", "status", "order_events",
                 "order_event", "code_batches", "طلبات", "الطلبات"):
        result = nomo.run("list", name, "--limit", "3", language="ar")
        assert result.code == 0 or name == "طلبات", (name, result)
    for verb in ("list", "show", "export", "import", "history", "erase"):
        english, arabic = expect_both(nomo, 2, verb, "planets")
        assert "planets" in english and "planets" in arabic and "orders" in arabic
    order = nomo.run("list", "orders", "--limit", "1", "--json").lines[0]
    assert nomo.run("show", "order", order["id"], "--json").last == order
    assert nomo.run("show", "orders", order["reference"], "--json").last == order
    english, arabic = expect_both(nomo, 0, "show", "order", order["id"])
    assert order["reference"] in english and "Order number" in english and "رقم الطلب" in arabic
    for item in order["items"]:
        assert item["name"] in arabic
    expect_sentences(lambda language: nomo.run("show", "order", "7", "--json", language=language), "failed", 1)
    expect_both(nomo, 2, "show", "order")
    expect_both(nomo, 0, "list", "orders", "--filter", "reference = 7")
    expect_both(nomo, 0, "--help")


def amounts_are_of_the_shops_currency():
    """A dinar has a thousand parts: 10 dinars are as many parts as 100 riyals."""
    nomo = shop()

    def ids(filter_):
        return {order["id"] for order in nomo.run("list", "orders", "--json", "--filter", filter_).lines}

    riyals = ids("total > 100")
    assert 0 < len(riyals) < len(ids(""))
    (path,) = glob.glob(os.path.join(nomo.directory, "stores", "*.db"))
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE meta SET value = 'KWD' WHERE key = 'currency'")
    assert ids("total > 10") == riyals
    assert len(rows_of(nomo.run("export", "orders", "--keys", "--filter", "total > 10").out.encode())) == len(riyals)


def exports_are_what_lists_say():
    nomo = shop()
    orders = {order["id"]: order for order in nomo.run("list", "orders", "--json").lines}
    plain = {**nomo.environment, "LC_ALL": "C", "LANGUAGE": "en"}
    data = subprocess.run([NOMO, "--data", nomo.directory, "export", "orders", "--keys"], env=plain, stdout=subprocess.PIPE,
                          check=True).stdout
    assert data.startswith(BOM) and data.endswith(b"\r\n")
    rows = rows_of(data)
    assert [int(row["id"]) for row in rows] == sorted(map(int, orders))
    for row in rows:
        order = orders[row["id"]]
        assert (row["total"], row["currency"]) == (order["total"]["amount"], order["currency"]), (row, order)
        assert row["status"] == order["status"] and row["reference"] == order["reference"]
        assert row["items.names"] == " | ".join(item["name"] for item in order["items"])
        assert row["items.count"] == str(len(order["items"]))
        assert len(row["date"]) == 19 and row["date"][10] == " "
    lines = nomo.run("export", "orders", "--format", "jsonl").lines
    assert {line["id"]: line for line in lines} == orders
    path = path_of(nomo, "orders.csv")
    english, arabic = expect_both(nomo, 0, "export", "orders", "--output", path, "--separator", "semicolon", "--sort", "-total",
                                  "--filter", "currency = SAR", "--limit", "5", "--columns", "reference,status,total")
    assert path in english and path in arabic
    rows = rows_of(read(path), ";")
    assert list(rows[0]) == ["رقم الطلب", "الحالة", "الإجمالي", "العملة"] and len(rows) == 5
    amounts = [float(row["الإجمالي"]) for row in rows]
    assert amounts == sorted(amounts, reverse=True)
    assert nomo.run("export", "orders", "--json", "--output", path).last == {"records": len(orders), "file": path}
    expect_sentences(lambda language: nomo.run("export", "orders", "--columns", "weight", "--json", language=language), "file", 2)
    expect_both(nomo, 2, "export", "orders", "--format", "xls")
    expect_both(nomo, 2, "export", "orders", "--separator", "pipe")


def nothing_half_stays():
    nomo = shop()
    path = path_of(nomo, "kept.csv", "before")
    for place in ("/proc/nomo.csv", "/dev/full", path_of(nomo, "nowhere/x.csv")):
        expect_sentences(lambda language: nomo.run("export", "orders", "--output", place, "--json", language=language), "output", 1)
    folder = os.path.dirname(path)
    assert not [name for name in os.listdir(folder) if name.startswith(os.path.basename(path) + ".")]
    assert read(path) == b"before"
    assert nomo.run("export", "customers", "--output", path).code == 0
    assert os.stat(path).st_mode & 0o777 == 0o600
    assert len(rows_of(read(path))) == 100


def formulas_are_guarded():
    nomo = shop()
    cells = ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\ttab", "'=x", "-5", "plain"]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["email", "note"])
    for number, cell in enumerate(cells):
        writer.writerow([f"guest{number}@example.com", "'" + cell if cell[0] in "=+-@\t" and cell != "-5" else cell])
    assert nomo.run("import", "contacts", path_of(nomo, "formulas.csv", text.getvalue())).code == 0
    stored = {contact["email"]: contact["note"] for contact in contacts(nomo)}
    assert stored["guest0@example.com"] == "=1+1" and stored["guest6@example.com"] == "-5", stored
    path = path_of(nomo, "guarded.csv")
    assert nomo.run("export", "contacts", "--keys", "--output", path).code == 0
    for row in rows_of(read(path)):
        note = row["note"]
        assert note == "" or note == "-5" or note[0] not in "=+-@\t\r", note
    again = nomo.run("import", "contacts", path, "--json")
    assert again.code == 0 and again.last["unchanged"] == len(cells), again
    assert {contact["email"]: contact["note"] for contact in contacts(nomo)} == stored


MAP = {"columns": {"الاسم الكامل": "name", "الجوال": "phone", "المرحلة": {"field": "stage", "choices": {"جديد": "lead"}},
                   "تاريخ": "created_at"}, "defaults": {"source": "import"}, "key": "phone"}
FILE = "الاسم الكامل;الجوال;المرحلة;تاريخ;لون\r\nنورة القحطاني;050 123 4567;جديد;1448-06-12h;أحمر\r\nسعد;12;جديد;;\r\n"


def imports_can_be_tried_and_taken_back():
    nomo = shop()
    path = path_of(nomo, "arabic.csv", FILE, "cp1256")
    chart = path_of(nomo, "map.json", json.dumps(MAP))
    expect_sentences(lambda language: nomo.run("import", "contacts", path, "--map", chart, "--json", language=language), "file", 1)
    options = ("import", "contacts", path, "--map", chart, "--encoding", "windows-1256")
    english, arabic = expect_both(nomo, 0, *options, "--dry-run")
    assert "12" in english and "الجوال" in english and "لون" in arabic
    assert contacts(nomo) == []
    dry = nomo.run(*options, "--dry-run", "--json")
    assert dry.lines[0]["line"] == 3 and dry.lines[0]["column"] == "الجوال" and "phone number" in dry.lines[0]["reason"], dry
    done = nomo.run(*options, "--json").last
    assert {name: done[name] for name in ("created", "changed", "unchanged", "refused")} == {
        "created": 1, "changed": 0, "unchanged": 0, "refused": 1}, done
    assert done["left_out"] == ["لون"]
    contact = contacts(nomo)[0]
    assert contact["name"] == "نورة القحطاني" and contact["phone"] == "+966501234567" and contact["source"] == "import"
    assert contact["created_at"] == "2026-11-21T21:00:00Z" and contact["stage"] == "lead"
    refused = rows_of(read(done["refused_file"]), ";")
    assert len(refused) == 1 and refused[0]["الجوال"] == "12" and refused[0]["لون"] == ""
    assert "phone number" in list(refused[0].values())[-1]
    again = nomo.run(*options, "--json").last
    assert again["unchanged"] == 1 and again["refused_file"] != done["refused_file"], again
    english, arabic = expect_both(nomo, 0, "history", "contact", contact["id"])
    assert done["import"] in english and done["import"] in arabic
    undone = nomo.run("undo", done["import"], "--json").last
    assert undone["deleted"] == 1 and undone["conflicts"] == [], undone
    assert contacts(nomo) == []
    assert nomo.run("undo", done["import"], "--json").last["deleted"] == 1
    expect_sentences(lambda language: nomo.run("undo", "import-none", "--json", language=language), "invalid", 1)
    expect_both(nomo, 2, "undo")
    expect_sentences(lambda language: nomo.run(*options, "--resume", "import-none", "--json", language=language), "file", 1)
    expect_both(nomo, 2, "import", "contacts", path, "--encoding", "latin1")
    expect_sentences(lambda language: nomo.run("import", "orders", path, "--json", language=language), "file", 1)
    expect_clean(nomo)


def refused_rows_need_a_place():
    nomo = shop()
    path = path_of(nomo, "refused.csv", "name,phone\nfine,0501234567\nwrong,12\n")
    expect_sentences(lambda language: nomo.run("import", "contacts", path, "--refused", "/proc/refused.csv", "--json",
                                               language=language), "output", 1)
    assert contacts(nomo) == []
    expect_sentences(lambda language: nomo.run("import", "contacts", path + ".none", "--json", language=language), "file", 1)
    expect_sentences(lambda language: nomo.run("import", "contacts", nomo.directory, "--json", language=language), "file", 1)


def killed_imports_go_on():
    """Killed again and again: each row is written once, and the file of refused rows holds each once."""
    nomo = shop()
    n, wrong = 6000, 60
    lines = ["name,phone,email"]
    lines += [f"guest {i},{'12' if i % 100 == 7 else f'050{i:07}'},guest{i}@example.com" for i in range(n)]
    path = path_of(nomo, "many.csv", "\n".join(lines) + "\n")
    process = nomo.start("import", "contacts", path, "--json")
    name = json.loads(process.stdout.readline())["import"]
    killed = []
    for wanted in (1, 1, 2, 1):
        for _ in range(wanted):
            line = process.stdout.readline()
            if line.startswith('{"progress"'):
                killed.append(json.loads(line)["progress"]["done"])
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        process = nomo.start("import", "contacts", path, "--json", "--resume", name)
        assert json.loads(process.stdout.readline())["import"] == name
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    print("# killed after rows:", *killed)
    assert any(0 < rows < n for rows in killed), killed
    summary = json.loads(out.splitlines()[-1])
    assert summary["created"] == n - wrong and summary["refused"] == wrong and summary["import"] == name, summary
    found = contacts(nomo)
    assert sorted(contact["name"] for contact in found) == sorted(f"guest {i}" for i in range(n) if i % 100 != 7)
    refused = rows_of(read(summary["refused_file"]))
    assert [row["name"] for row in refused] == [f"guest {i}" for i in range(n) if i % 100 == 7]
    expect_clean(nomo)
    undone = nomo.run("undo", name, "--json").last
    assert undone["deleted"] == n - wrong and undone["conflicts"] == [], undone
    assert contacts(nomo) == []
    expect_clean(nomo)


def changes_are_told_and_taken_back():
    nomo = shop()
    first = path_of(nomo, "first.csv", "name,phone,stage\nنورة,0501234567,lead\nسعد,0501234568,lead\n")
    second = path_of(nomo, "second.csv", "phone,stage,note\n0501234567,customer,called\n0501234568,customer,\n")
    third = path_of(nomo, "third.csv", "phone,stage\n0501234568,partner\n")
    done = [nomo.run("import", "contacts", path, "--key", "phone", "--actor", actor, "--json")
            for path, actor in ((first, "me"), (second, "Huda"), (third, "me"))]
    assert all(result.code == 0 for result in done), done
    changed = [contact for contact in contacts(nomo) if contact["name"] == "سعد"][0]
    entries = nomo.run("history", "contact", changed["id"], "--json").lines
    told = [(entry["field"], entry["actor"]) for entry in entries]
    assert told == [("stage", "me"), ("stage", "Huda"), ("created", "me")], entries
    english, arabic = expect_both(nomo, 0, "history", "contact", changed["id"])
    assert "Customer" in english and "Huda" in english and "عميل" in arabic
    undone = nomo.run("undo", done[1].last["import"], "--json").last
    assert undone["written"] == 1 and [c["reason"] for c in undone["conflicts"]] == ["changed"], undone
    english, arabic = expect_both(nomo, 0, "undo", done[1].last["import"])
    assert "it has changed since" in english
    stages = {contact["name"]: (contact["stage"], contact["note"]) for contact in contacts(nomo)}
    assert stages == {"نورة": ("lead", None), "سعد": ("partner", None)}, stages
    expect_clean(nomo)


def bytes_of(directory):
    found = b""
    for folder, _, names in os.walk(directory):
        for name in names:
            found += read(os.path.join(folder, name))
    return found


def erased_people_are_gone():
    nomo = shop()
    path = path_of(nomo, "person.csv", "name,phone,email\nZebediah Quux,0501234567,zebediah@example.com\n")
    assert nomo.run("import", "contacts", path).code == 0
    assert b"Zebediah" in bytes_of(nomo.directory)
    contact = contacts(nomo)[0]
    expect_both(nomo, 2, "erase", "order", "7")
    english, arabic = expect_both(nomo, 1, "erase", "contact", contact["id"], text="7\n")
    assert contact["id"] in english and contact["id"] in arabic and contacts(nomo) == [contact]
    erased = nomo.run("erase", "contact", contact["id"], language="ar", text=contact["id"] + "\n")
    assert erased.code == 0 and is_arabic(erased.out), erased
    assert contacts(nomo) == []
    rest = bytes_of(nomo.directory)
    for trace in (b"Zebediah", b"zebediah", b"501234567"):
        assert trace not in rest, trace
    customer = nomo.run("list", "customers", "--limit", "1", "--json").lines[0]
    result = nomo.run("erase", "customer", customer["id"], "--yes")
    assert result.code == 0 and "Salla" in result.out, result
    assert nomo.run("show", "customer", customer["id"], "--json").last["name"] in (None, "")
    assert customer["phone"].encode() not in bytes_of(nomo.directory)
    expect_clean(nomo)


if __name__ == "__main__":
    sys.exit(main([every_entity_is_listed_and_shown, amounts_are_of_the_shops_currency, exports_are_what_lists_say,
                   nothing_half_stays, formulas_are_guarded, imports_can_be_tried_and_taken_back,
                   refused_rows_need_a_place, killed_imports_go_on, changes_are_told_and_taken_back,
                   erased_people_are_gone]))
