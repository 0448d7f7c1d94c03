"""nomo status: what it tells of the stores of a device, without asking Salla and without disturbing who runs the engine."""

import datetime
import fcntl
import json
import os
import re
import sys

from nomoit import Demo, Nomo, is_arabic, main

NO_BUS = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
SCOPES = ["settings.read", "orders.read_write", "customers.read", "products.read", "categories.read", "marketing.read_write", "carts.read",
          "brands.read", "specialoffers.read", "reviews.read", "webhooks.read_write", "offline_access"]


def connected(demo):
    nomo = Nomo(demo)
    assert nomo.connect().code == 0
    return nomo


def status(nomo, *arguments, **how):
    result = nomo.run("status", "--json", *arguments, **how)
    assert result.code == 0, result
    return result.last["stores"]


def moment(text):
    assert MOMENT.fullmatch(text), text
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def lock_path(nomo, demo):
    return os.path.join(nomo.directory, "stores", demo.ready["merchant"] + ".engine")


def tells_of_the_store():
    with Demo(orders=60, customers=30, plan="pro") as demo:
        nomo = connected(demo)
        assert nomo.sync().code == 0
        asked = len(demo.control("/ledger")["requests"])
        store, = status(nomo)
        assert store["merchant"] == demo.ready["merchant"] and store["plan"] == "pro" and not store["demo"], store
        assert store["name"] and store["domain"].startswith("https://"), store
        assert os.path.samefile(store["data"], os.path.join(nomo.directory, "stores", store["merchant"] + ".db"))
        assert store["engine"] == {"held_by": None}, store
        assert store["records"]["unreadable"] == 0 and moment(store["records"]["as_of"])
        assert len(demo.control("/ledger")["requests"]) == asked


def tells_of_the_sign_in():
    with Demo(orders=60, customers=30, scale=1) as demo:
        store, = status(connected(demo))
        sign_in, scopes = store["sign_in"], store["scopes"]
        assert sign_in["state"] == "good" and sign_in["reason"] is None and sign_in["message"] is None, sign_in
        assert sign_in["generation"] >= 1 and sign_in["renewals"] == 0 and sign_in["lasting"] is True, sign_in
        renewed, due, expires = (moment(sign_in[name]) for name in ("renewed", "due", "expires"))
        assert renewed < due < expires and datetime.timedelta(13) < expires - renewed < datetime.timedelta(15), sign_in
        assert sorted(scopes["granted"]) == sorted(SCOPES) and scopes["missing"] == [], scopes
        assert store["records"]["as_of"] is None, store


def in_words():
    with Demo(orders=60, customers=30) as demo:
        nomo = connected(demo)
        assert nomo.sync().code == 0
        english, arabic = (nomo.run("status", language=language) for language in ("en", "ar"))
        assert english.code == 0 and "works until" in english.out and "all granted" in english.out, english
        assert arabic.code == 0 and "يعمل حتى" in arabic.out and "works" not in arabic.out, arabic
        assert all(is_arabic(line.split("  ")[0]) for line in arabic.out.splitlines()), arabic
        assert demo.ready["merchant"] in english.out and demo.ready["merchant"] in arabic.out
        secrets = nomo.run("status", "--json").out + english.out + arabic.out
        assert "ory_" not in secrets and demo.ready["client_secret"] not in secrets


def held_by_another_process():
    """Names the holder; the holder keeps the lock, and whoever asks twice at once is told the same."""
    with Demo(orders=60, customers=30) as demo:
        nomo = connected(demo)
        path = lock_path(nomo, demo)
        assert status(nomo)[0]["engine"]["held_by"] is None
        with open(path, "r+", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            lock.truncate(0)
            lock.write("nomo-flow (4711)\n")
            lock.flush()
            asking = [nomo.start("status", "--json") for _ in range(2)]
            for process in asking:
                out, err = process.communicate(timeout=60)
                assert json.loads(out)["stores"][0]["engine"]["held_by"] == "nomo-flow (4711)", out + err
            assert "nomo-flow (4711)" in nomo.run("status").out
            assert nomo.sync().code == 5
            with open(path, encoding="utf-8") as text:
                assert text.read() == "nomo-flow (4711)\n"
        assert status(nomo)[0]["engine"]["held_by"] is None
        assert nomo.sync().code == 0


def without_a_keyring():
    """It is a fact about the store, not a failure."""
    with Demo(orders=60, customers=30) as demo:
        nomo = connected(demo)
        assert nomo.sync().code == 0
        sentences = []
        for language in ("en", "ar"):
            store, = status(nomo, language=language, environment=NO_BUS)
            assert store["sign_in"]["state"] == "none" and store["sign_in"]["reason"] == "no-keyring", store
            assert store["sign_in"]["expires"] is None and store["scopes"] == {"granted": [], "missing": []}, store
            assert moment(store["records"]["as_of"])
            sentences.append(store["sign_in"]["message"])
            words = nomo.run("status", language=language, environment=NO_BUS)
            assert words.code == 0 and sentences[-1] in words.out, words
        assert not is_arabic(sentences[0]) and is_arabic(sentences[1]), sentences


def several_stores():
    """All of them, or the one that is named. One that cannot be read does not hide the others."""
    with Demo(orders=60, customers=30) as demo:
        nomo = connected(demo)
        mine = demo.ready["merchant"]
        broken = os.path.join(nomo.directory, "stores", "99.db")
        with open(broken, "w", encoding="utf-8") as file:
            file.write("this is no database, however long one looks at it " * 100)
        result = nomo.run("status", "--json")
        assert result.code == 1, result
        stores = {store["merchant"]: store for store in result.last["stores"]}
        assert set(stores) == {mine, "99"} and stores[mine]["sign_in"]["state"] == "good", stores
        assert stores["99"]["error"]["code"] and stores["99"]["error"]["message"], stores
        assert [store["merchant"] for store in status(nomo, "--store", mine)] == [mine]
        assert nomo.run("status", "--json", "--store", "98").code == 3


def without_a_store():
    for language in ("en", "ar"):
        result = Nomo().run("status", "--json", language=language)
        assert result.code == 3 and result.last["error"]["code"] == "no-store", result
        assert is_arabic(result.err) == (language == "ar"), result
    assert Nomo().run("status", "too", "much").code == 2


if __name__ == "__main__":
    sys.exit(main([tells_of_the_store, tells_of_the_sign_in, in_words, held_by_another_process, without_a_keyring,
                   several_stores, without_a_store]))
