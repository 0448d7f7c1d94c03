#!/usr/bin/python3
"""Backups on the command line: made beside a program that writes, cut off, looked at, put back elsewhere.

    backup.py [TEST]

Prints TAP."""

import contextlib
import glob
import os
import pty
import signal
import subprocess
import sys
import termios

from nomoit import NOMO, Nomo, expect_sentences, is_arabic, main, wait_until

STORE = "1180227410"
PASSPHRASE = "نخلة في ساحة الدار"
KEY = {"NOMO_PASSPHRASE": PASSPHRASE}
BLOCK = 64 * 1024 + 16


def shop(contacts):
    """A data directory with contacts; a store begins as an empty file."""
    nomo = Nomo()
    folder = os.path.join(nomo.directory, "stores")
    os.makedirs(folder, 0o700)
    open(os.path.join(folder, STORE + ".db"), "wb").close()
    done = nomo.run("import", "contacts", people(nomo, 0, contacts), "--json")
    assert done.code == 0, done
    return nomo


def people(nomo, first, n):
    path = os.path.join(nomo.directory, f"people-{first}.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write("name,phone\n")
        file.writelines(f"ضيف {i},050{i:07}\n" for i in range(first, first + n))
    return path


def read(path):
    with open(path, "rb") as file:
        return file.read()


def contacts(nomo):
    return {contact["id"]: contact for contact in nomo.run("list", "contacts", "--json", "--limit", "100000").lines}


def scratches(nomo):
    return glob.glob(os.path.join(nomo.directory, "stores", "scratch-*"))


def backed_up_killed_and_put_back():
    nomo = shop(300)
    path = os.path.join(nomo.directory, "backup.nomo")
    older = b"an older backup"
    with open(path, "wb") as file:
        file.write(older)
    before = contacts(nomo)
    assert len(before) == 300

    # Beside a program that writes: cut off, which leaves the older one, and then to its end.
    writer = nomo.start("import", "contacts", people(nomo, 300, 4000), "--json")
    writer.stdout.readline()
    process = nomo.start("backup", path, environment=KEY)
    wait_until(lambda: scratches(nomo))
    environment = read(f"/proc/{process.pid}/environ")
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert b"NOMO_TEST_HOME" in environment and PASSPHRASE.encode() not in environment
    assert read(path) == older
    assert scratches(nomo), "nothing was left over, so nothing can be swept"
    done = nomo.run("backup", path, "--json", environment=KEY)
    out, err = writer.communicate(timeout=60)
    assert writer.returncode == 0, (out, err)
    assert done.code == 0 and done.last["ok"] and done.last["store"] == STORE, done
    assert PASSPHRASE not in done.out + done.err
    assert not scratches(nomo), scratches(nomo)
    assert os.stat(path).st_mode & 0o777 == 0o600
    whole = read(path)
    assert b"SQLite" not in whole and "ضيف".encode() not in whole

    # Put back into another home: as many as were told, each as it is in the store.
    other = Nomo()
    restored = other.run("restore", path, "--json", environment=KEY)
    assert restored.code == 0, restored
    assert restored.last["records"] == done.last["records"] and restored.last["connected"] is False, restored
    there, now = contacts(other), contacts(nomo)
    # Of a moment in the middle of the writing.
    assert set(before) <= set(there) < set(now) and len(now) == 4300, (len(before), len(there), len(now))
    print(f"# {len(there)} of {len(now)} contacts were there when the copy was made")
    assert all(now[number] == contact for number, contact in there.items())
    check = other.run("check", "--json")
    assert check.code == 0 and check.last["ok"], check
    told = other.run("status", "--json").last
    assert told["stores"][0]["sign_in"]["state"] == "none", told

    # A bit that is not what it was.
    damaged = bytearray(whole)
    damaged[128 + 2 * BLOCK + 9] ^= 4
    with open(path, "wb") as file:
        file.write(damaged)
    told = nomo.run("verify", path, "--json", environment=KEY)
    assert told.code == 1 and not told.last["ok"], told
    assert told.last["damage"] == [{"part": "block", "block": 2, "last_block": 2, "from": 128 + 2 * BLOCK,
                                    "to": 127 + 3 * BLOCK, "missing": False, "files": [STORE + ".db"]}], told
    assert told.last["files"][0]["size"] - told.last["files"][0]["readable"] == 64 * 1024, told


def folders_left(nomo):
    return glob.glob(os.path.join(nomo.directory, "scratch-*"))


def tried_without_a_trace():
    """What is in a backup is told, and what is newer in the store; whatever happens, nothing is left and nothing is changed."""
    nomo = shop(200)
    path = os.path.join(nomo.directory, "backup.nomo")
    assert nomo.run("backup", path, environment=KEY).code == 0
    assert nomo.run("import", "contacts", people(nomo, 200, 30), "--json").code == 0
    database = os.path.join(nomo.directory, "stores", STORE + ".db")
    before = read(database)
    told = nomo.run("drill", path, "--json", environment=KEY)
    assert told.code == 0 and told.last["ok"] and told.last["restored"], told
    assert {"kind": "contact", "told": 200, "found": 200, "changed": 30} in told.last["kinds"], told
    assert PASSPHRASE not in told.out + told.err
    said = [nomo.run("drill", path, environment=KEY, language=language) for language in ("en", "ar")]
    assert all(done.code == 0 for done in said) and is_arabic(said[1].out) and not is_arabic(said[0].out), said

    # Cut off in its midst, and swept by the next.
    process = nomo.start("drill", path, environment=KEY)
    wait_until(lambda: folders_left(nomo))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert len(folders_left(nomo)) == 1, folders_left(nomo)
    assert os.stat(folders_left(nomo)[0]).st_mode & 0o777 == 0o700
    assert nomo.run("drill", path, environment=KEY).code == 0
    assert not folders_left(nomo) and not scratches(nomo)

    damaged = bytearray(read(path))
    damaged[128 + BLOCK + 9] ^= 4
    with open(path, "wb") as file:
        file.write(damaged)
    told = nomo.run("drill", path, "--json", environment=KEY)
    assert told.code == 1 and not told.last["ok"] and not told.last["restored"], told
    assert [damage["block"] for damage in told.last["damage"]] == [1], told
    assert told.last["kinds"] == [], told
    assert read(database) == before and not folders_left(nomo)


def what_is_no_backup_is_told_apart():
    nomo = shop(1)
    empty = os.path.join(nomo.directory, "empty")
    open(empty, "wb").close()
    other = people(nomo, 0, 1)
    missing = os.path.join(nomo.directory, "missing")
    said = [expect_sentences(lambda language: nomo.run("verify", path, "--json", language=language), code, 1)[0]
            for path, code in ((empty, "empty"), (other, "not-sealed"), (missing, "file"))]
    assert len(set(said)) == 3, said
    short = nomo.run("backup", missing, environment={"NOMO_PASSPHRASE": "short"})
    assert short.code == 2 and "8" in short.err and "short" not in short.err.replace("too short", ""), short
    # Without a terminal and without a passphrase.
    done = subprocess.run([NOMO, "--data", nomo.directory, "backup", missing], env=nomo.environment, check=False,
                          capture_output=True, text=True, stdin=subprocess.DEVNULL, start_new_session=True, timeout=60)
    assert done.returncode == 2 and "NOMO_PASSPHRASE" in done.stderr and not os.path.exists(missing), done


def talk(nomo, arguments, answers):
    """What a terminal shows while somebody types these, and how it ends."""
    process, terminal = pty.fork()
    if process == 0:
        os.execve(NOMO, [NOMO, "--data", nomo.directory, *arguments], nomo.environment)
    shown = ""
    for prompt, answer in answers:
        while prompt not in shown:
            shown += os.read(terminal, 1024).decode()
        # What is typed before the echo is off would be seen, and thrown away.
        wait_until(lambda: not termios.tcgetattr(terminal)[3] & termios.ECHO)
        os.write(terminal, answer)
    with contextlib.suppress(OSError):
        while more := os.read(terminal, 1024).decode():
            shown += more
    os.close(terminal)
    return shown, os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def passphrases_are_typed_unseen():
    nomo = shop(1)
    path = os.path.join(nomo.directory, "backup.nomo")
    for answers, said in ((("sesame open", "sesame shut"), "differ"), (("sesame", "sesame"), "at least 8"), (("",), "No pass")):
        shown, code = talk(nomo, ["backup", path], zip(("for the backup: ", "Once more: "),
                                                       [answer.encode() + b"\n" for answer in answers]))
        assert code == 2 and said in shown and "sesame" not in shown, (code, shown)
    shown, code = talk(nomo, ["backup", path], [("for the backup: ", b"sesame\x03")])
    assert code == -signal.SIGINT and "sesame" not in shown, (code, shown)
    assert not os.path.exists(path)


if __name__ == "__main__":
    sys.exit(main([backed_up_killed_and_put_back, tried_without_a_trace, what_is_no_backup_is_told_apart,
                   passphrases_are_typed_unseen]))
