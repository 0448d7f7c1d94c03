"""Renewing the sign-in: whatever goes wrong, no refresh token is shown twice while anything else works."""

import collections
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import keyring
from nomoit import Demo, Nomo, expect_sentences, main, wait_until

RENEW = os.environ["NOMO_RENEW"]
KILLPOINT = os.environ["NOMO_KILLPOINT"]
DAY = 86_400_000
HOUR = 3_600_000
# A clock of the client that is days ahead and races: the hour that a pair is at least kept passes in 4 ms.
NOW = time.time_ns() // 1_000_000
RACING = f"{NOW}:{NOW + 8 * DAY}:1000000"
SEEDS = itertools.count(1000)
TRIES = 4  # to reach a point that threads do not always come by
KINDS = ("disk", "keyring", "socket")

# What Salla does to one renewal, and how the sign-in may stand afterwards.
DONE, LAST, UNTOUCHED, LOST, REFUSED = "done", "last", "untouched", "lost", "refused"
FAULTS = {
    "none": DONE,
    "slow": DONE,
    "expires-absolute": DONE,
    "expires-relative": DONE,
    "expires-missing": DONE,
    "skew": DONE,
    "no-refresh": LAST,
    "lost-answer": LOST,
    "reset": LOST,
    "hang": LOST,
    "drop": LOST,
    "500": LOST,
    "503": LOST,
    "html": LOST,
    "empty": LOST,
    "truncated": LOST,
    "deep": LOST,
    "huge": LOST,
    "redirect": LOST,
    "after,500": LOST,
    "after,503": LOST,
    "after,html": LOST,
    "after,empty": LOST,
    "after,huge": LOST,
    "after,redirect": LOST,
    "429": UNTOUCHED,
    "429-bare": UNTOUCHED,
    "429-text": UNTOUCHED,
    "429-silent": UNTOUCHED,
    "blocked": UNTOUCHED,
    "invalid-grant": REFUSED,
    "grant-400,invalid-grant": REFUSED,
}

UNANSWERED = ("hang", "drop")


class Store:
    """A demo store, and a data directory that is connected to it."""

    def __init__(self, *arguments):
        # A shop of its own each time: the tests share a keyring.
        self.demo = Demo("--time-scale", "1", "--seed", str(next(SEEDS)), *arguments, orders=5, customers=5)
        self.nomo = Nomo(self.demo)
        self.excused = 0
        self.haste = {}
        self.connect()

    def connect(self):
        result = self.nomo.connect()
        assert result.code == 0, result

    @property
    def spent(self):
        """How often a refresh token was shown twice, but for those that a test has accounted for."""
        return self.demo.spent_uses() - self.excused

    @property
    def chain(self):
        return self.demo.chains()[-1]

    def advance(self, ms):
        """Puts the store's clock forward, and that of the programs started from now on."""
        self.demo.control("/clock", {"advance_ms": ms})
        self.nomo.environment["NOMO_CLOCK"] = self.demo.control("/clock")["clock"]

    def misbehave(self, fault, **details):
        self.haste = {"NOMO_HASTE": "1"} if fault in UNANSWERED else {}
        for name in fault.split(","):
            if name != "none":
                how = {"ms": 400} if name == "slow" else {}
                self.demo.misbehave(name, grant="refresh_token", **how, **details)

    def start(self, kill=None, log=None, directory=None, **environment):
        """A process with the engine, which waits to be asked."""
        full = {**self.nomo.environment, "NOMO_CLIENT_SECRET": self.demo.ready["client_secret"],
                **self.haste, **environment}
        if kill or log or "NOMO_MACHINE_ID" in environment:
            full["LD_PRELOAD"] = KILLPOINT
            full["ASAN_OPTIONS"] = full.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0:detect_leaks=0"
        full.update({name: value for name, value in (("NOMO_KILL", kill), ("NOMO_KILL_LOG", log)) if value})
        return Engine(self, subprocess.Popen([RENEW, directory or self.nomo.directory, self.demo.ready["merchant"]], env=full,
                                             stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))

    def renew(self, times=1, what="", **how):
        """Calls of the API as the engine makes them; how the sign-in stands after the last. None when it was killed."""
        with self.start(**how) as engine:
            for _ in range(times):
                answer = engine.ask(what)
                if answer is None:
                    break
            return answer

    def close(self):
        self.demo.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Engine:
    """A process that renews when it is asked for something and it is due."""

    def __init__(self, store, process):
        self.store = store
        self.process = process

    def ask(self, what=""):
        self.send(what)
        return self.answer()

    def send(self, what=""):
        try:
            self.process.stdin.write(what + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass

    def answer(self):
        line = self.process.stdout.readline()
        return json.loads(line) if line else None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        out, err = self.process.communicate(timeout=60)
        assert self.process.returncode in (0, -signal.SIGKILL), (self.process.returncode, out, err)
        assert "ory_" not in out + err and self.store.demo.ready["client_secret"] not in out + err, (out, err)


def is_whole(store):
    """Nobody but a fault itself has ended the chain, and no refresh token was shown twice."""
    assert store.spent == 0, store.demo.grants()
    assert store.chain["alive"], store.chain


def every_fault():
    """What each answer does to the sign-in, what is said, and what happens when nothing works any more."""
    with Store() as store:
        for fault, outcome in FAULTS.items():
            store.advance(8 * DAY)
            store.misbehave(fault, count=1000)
            before = store.chain["refreshes"]
            first = store.renew(times=2)
            store.demo.behave()
            requests = [grant for grant in store.demo.grants() if grant.startswith("refresh")]
            if outcome == DONE:
                assert first == {"state": "good", "reason": None, "failed": None, "generation": first["generation"]}, (fault, first)
                assert store.chain["refreshes"] == before + 1, (fault, store.chain)
            elif outcome == LAST:
                assert first["state"] == "last" and first["reason"] == "not-renewable" and first["failed"] is None, (fault, first)
                assert store.chain["refreshes"] == before + 1, (fault, store.chain)
            elif outcome == UNTOUCHED:
                assert first["state"] == "good" and first["failed"] is None, (fault, first)
                assert store.chain["refreshes"] == before, (fault, store.chain)
            elif outcome == REFUSED:
                assert first["state"] == "ended" and first["reason"] == "revoked" and first["failed"] == "revoked", (fault, first)
            else:
                assert first["state"] == "last" and first["reason"] == "lost-answer" and first["failed"] is None, (fault, first)
            again = store.renew(times=2)
            after = [grant for grant in store.demo.grants() if grant.startswith("refresh")]
            if outcome in (LAST, LOST, REFUSED):
                # Not shown again, though everything is well now; a reconnect is asked for.
                assert len(after) == len(requests), (fault, after)
                assert again["state"] == first["state"] and again["reason"] == first["reason"], (fault, again)
                assert again["failed"] is None or outcome == REFUSED, (fault, again)
                if outcome != REFUSED:
                    is_whole(store)
                if outcome == LOST:
                    expect_reconnect_after_death(store, rotated=store.chain["refreshes"] > before)
                store.connect()
            else:
                is_whole(store)
            assert store.renew()["state"] == "good", fault


def expect_reconnect_after_death(store, rotated):
    """When the access token has died the renewal is tried once more, and only once."""
    spent = store.spent
    store.advance(7 * DAY)
    result = store.renew()
    if rotated:
        assert result["state"] == "ended" and result["reason"] == "revoked", result
        assert store.spent == spent + 1 and not store.chain["alive"], store.chain
    else:
        assert result["state"] == "good" and result["failed"] is None, result
        assert store.spent == spent and store.chain["alive"], store.chain
    grants = len(store.demo.grants())
    assert store.renew()["state"] == result["state"]
    assert len(store.demo.grants()) == grants, store.demo.grants()
    # Spent on purpose, so it does not count for what follows.
    if rotated:
        store.connect()
        store.excused += 1


def kill_everywhere(kinds, kill):
    """Kills at each point, until several runs in a row make fewer calls than that: how many there were, by kind."""
    hit = collections.Counter()
    for kind, when in itertools.product(kinds, ("before", "after")):
        for number in itertools.count(1):
            for _ in range(TRIES):
                ended, calls = kill(f"{kind}:{number}:{when}")
                if ended:
                    break
            else:
                # A thread may be in a call when the others are done and the process ends, but not each time.
                assert sum(line.split()[0] == kind for line in calls) < number, f"lived through {kind} {number} {when}"
                break
            hit[f"{kind} {when}"] += 1
        assert hit[f"{kind} {when}"] > 0, f"no {kind} {when}"
    return ", ".join(f"{place} {n}" for place, n in sorted(hit.items()))


def kill_points(fault):
    """Ends the process before and after each call of a renewal, then starts it again."""
    names = collections.Counter()
    with Store() as store:
        print(f"# {fault}: " + kill_everywhere(KINDS, lambda point: kill_at(store, fault, point, names)))
    print("#   " + ", ".join(f"{name} {n}" for name, n in sorted(names.items())), flush=True)


def run_killed(store, fault, point):
    """A renewal under a fault that is ended at a point: what it said, or None, and the calls it came to make."""
    log = os.path.join(store.nomo.directory, "kill.log")
    if os.path.exists(log):
        os.unlink(log)
    store.advance(8 * DAY)
    store.misbehave(fault, count=1000)
    answer = store.renew(kill=point, log=log)
    store.demo.behave()
    with open(log, encoding="ascii") as lines:
        return answer, lines.read().splitlines()


def kill_at(store, fault, point, names):
    """Whether it ended there, and its calls. Afterwards all is well, by itself or after the reconnect it asks for."""
    before = store.chain
    first, calls = run_killed(store, fault, point)
    if first is None:
        kind, _, name = calls[-1].split()
        names[f"{kind} {name}"] += 1
    again = store.renew()
    chain = store.chain
    where = (fault, point, first, again, before, chain)
    rotated = chain["refreshes"] - before["refreshes"]
    assert store.spent == 0 and chain["id"] == before["id"] and rotated <= 1, where
    if not chain["alive"]:
        # That it ended may be known already, or is found out when the access token is refused.
        assert FAULTS[fault] == REFUSED, where
        assert again["state"] == "ended" and again["reason"] == again["failed"] == "revoked", where
    elif again["state"] == "last":
        reasons = ("lost-answer", "not-renewable") if FAULTS[fault] == LAST else ("lost-answer",)
        assert again["reason"] in reasons and again["failed"] is None, where
    else:
        # A pair that is known here is the newest that Salla gave.
        assert again["state"] == "good" and again["failed"] is None and again["generation"] >= chain["generation"], where
    if again["state"] != "good":
        store.connect()
        assert store.renew()["state"] == "good", where
    return first is None, calls


def reconnect_killed(store, point):
    """A reconnect after a lost answer that is ended at a point: whether it was, and the calls it came to make."""
    log = os.path.join(store.nomo.directory, "kill.log")
    if os.path.exists(log):
        os.unlink(log)
    store.advance(8 * DAY)
    store.misbehave("lost-answer", count=1)
    assert store.renew()["reason"] == "lost-answer"
    first = store.renew(what="reconnect", kill=point, log=log)
    again = store.renew(times=2)
    where = (point, first, again, store.demo.chains())
    # The old refresh token counts as shown until the new pair is in its place, wherever that was broken off.
    assert store.spent == 0 and all(chain["alive"] for chain in store.demo.chains()), where
    assert again["failed"] is None, where
    assert again["state"] == "good" or (again["state"] == "last" and again["reason"] == "lost-answer"), where
    assert first is None or (first["state"] == "good" and again["state"] == "good"), where
    if again["state"] == "last":
        assert store.renew(what="reconnect")["state"] == "good"
    with open(log, encoding="ascii") as lines:
        return first is None, lines.read().splitlines()


def killed_in_a_reconnect():
    """Ends the process before and after each disk write and keyring call of a reconnect that follows a lost answer."""
    with Store() as store:
        print("# reconnect: " + kill_everywhere(("disk", "keyring"), lambda point: reconnect_killed(store, point)))


def killed_under(part):
    """A renewal that goes well, and one under every fault; in two parts, which run side by side."""
    for fault in list(FAULTS)[part::2]:
        kill_points(fault)


def killed_under_half_of_the_faults():
    killed_under(0)


def killed_under_the_other_half():
    killed_under(1)


def ten_thousand(times):
    """Renewals one after the other, a week and a day of the store's time apart, with the real keyring and the real disk."""
    with Store() as store:
        with store.start(NOMO_CLOCK=RACING) as engine:
            generation, weeks = 0, 0
            while generation <= times and weeks < 2 * times:
                weeks += 1
                store.demo.control("/clock", {"advance_ms": 8 * DAY})
                # The first answer tells the time, the second one is asked for with a new pair; not where the machine has stood
                # still meanwhile, in which the engine's clock has run for days.
                engine.ask()
                answer = engine.ask()
                assert answer["state"] == "good" and answer["failed"] is None, (weeks, answer)
                generation = answer["generation"]
        chain = store.chain
        is_whole(store)
        assert chain["refreshes"] >= times and answer["generation"] == chain["generation"], (chain, answer)
        assert store.demo.grants().count("refresh_token: ok") == chain["refreshes"]
        print(f"# {chain['refreshes']} renewals, {store.spent} of them with a spent token")


def a_hundred_renewals():
    ten_thousand(100)


def ten_thousand_renewals():
    ten_thousand(10_000)


def keyring_locked_or_absent():
    """Nothing is sent before the keyring has proved that it takes what comes back."""
    with Store() as store:
        store.advance(8 * DAY)
        grants = store.demo.grants()
        keyring.lock()
        answer = store.renew()
        assert answer["state"] == "none" and answer["reason"] == answer["failed"] == "keyring-locked", answer
        expect_sentences(lambda language: store.nomo.sync(language=language), "keyring-locked", 1)
        keyring.unlock()
        absent = store.renew(DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent")
        assert absent["state"] == "none" and absent["reason"] == absent["failed"] == "no-keyring", absent
        assert store.demo.grants() == grants
    # Locked after it was read: what is known works on, and nothing is renewed.
    with Store() as store:
        with store.start() as engine:
            assert engine.ask()["state"] == "good"
            grants = store.demo.grants()
            keyring.lock()
            store.advance(8 * DAY)
            for _ in range(3):
                answer = engine.ask()
                assert answer["state"] == "good" and answer["failed"] is None, answer
            assert store.demo.grants() == grants
            keyring.unlock()
        assert store.renew()["generation"] == 2
        is_whole(store)


def keyring_locked_halfway():
    """Locked while Salla answers: the new pair is used and offered to the keyring again; lost with the process, it is said so."""
    for unlocked_in_time in (True, False):
        with Store() as store:
            store.advance(8 * DAY)
            store.misbehave("slow", count=1)
            with store.start(NOMO_CLOCK=RACING) as engine:
                engine.send()
                wait_until(lambda store=store: "refresh_token: ok" in store.demo.grants())
                keyring.lock()
                answer = engine.answer()
                assert answer["state"] == "good" and answer["reason"] == "unkept" and answer["failed"] is None, answer
                assert answer["generation"] == 2, answer
                if unlocked_in_time:
                    keyring.unlock()
                    wait_until(lambda engine=engine: engine.ask()["reason"] is None)
            if not unlocked_in_time:
                keyring.unlock()
            answer = store.renew()
            assert answer["failed"] is None, answer
            if unlocked_in_time:
                assert answer["state"] == "good" and answer["generation"] == 2, answer
            else:
                assert answer["state"] == "last" and answer["reason"] == "lost-answer", answer
            is_whole(store)


def keyring_answers_slowly():
    with Store() as store:
        store.advance(8 * DAY)
        with store.start() as engine:
            with keyring.Stopped():
                engine.send()
            assert engine.answer() == {"state": "good", "reason": None, "failed": None, "generation": 2}
        # Longer than one waits for it: nothing is sent, the pair in use works on.
        with store.start(NOMO_HASTE="1") as engine:
            engine.ask()
            store.advance(8 * DAY)
            engine.ask()
            with keyring.Stopped():
                answer = engine.ask()
            assert answer["state"] == "good" and answer["failed"] is None and answer["generation"] == 2, answer
        is_whole(store)
        assert store.renew()["generation"] == 3


def keyring_put_back():
    """An older item: its refresh token was shown already, and is not shown again."""
    with Store() as store:
        older = keyring.Copy()
        store.advance(8 * DAY)
        assert store.renew()["generation"] == 2
        older.put_back()
        store.advance(8 * DAY)
        for _ in range(2):
            answer = store.renew()
            assert answer["state"] in ("last", "ended") and answer["reason"] == "older-copy", answer
        is_whole(store)
        store.connect()
        assert store.renew()["state"] == "good"


def copied_to_another_machine():
    with Store() as store:
        other = os.path.join(store.nomo.directory, "machine-id")
        with open(other, "w", encoding="ascii") as file:
            file.write("0123456789abcdef0123456789abcdef\n")
        grants = store.demo.grants()
        store.advance(8 * DAY)
        answer = store.renew(NOMO_MACHINE_ID=other)
        assert answer["state"] == "ended" and answer["reason"] == answer["failed"] == "other-machine", answer
        assert store.demo.grants() == grants
        assert store.renew()["generation"] == 2
        is_whole(store)


def copy_data(source):
    target = tempfile.mkdtemp(prefix="copy-", dir=os.environ["NOMO_TEST_HOME"])
    shutil.copytree(os.path.join(source, "stores"), os.path.join(target, "stores"))
    return target


def data_put_back():
    """The same file with older contents, and an older file in its place."""
    for replaced in (False, True):
        with Store() as store:
            older = copy_data(store.nomo.directory)
            store.advance(8 * DAY)
            assert store.renew()["generation"] == 2
            stores = os.path.join(store.nomo.directory, "stores")
            if replaced:
                shutil.rmtree(stores)
            for name in os.listdir(os.path.join(older, "stores")):
                os.makedirs(stores, exist_ok=True)
                shutil.copy(os.path.join(older, "stores", name), os.path.join(stores, name))
            store.advance(8 * DAY)
            answer = store.renew()
            if replaced:
                assert answer["state"] == "ended" and answer["reason"] == "other-copy", answer
            else:
                assert answer["state"] == "last" and answer["reason"] == "older-copy" and answer["failed"] is None, answer
            is_whole(store)
            store.connect()
            assert store.renew()["state"] == "good"


def two_directories_share_a_keyring():
    with Store() as store:
        # One is a copy of the other.
        copy = copy_data(store.nomo.directory)
        grants = store.demo.grants()
        store.advance(8 * DAY)
        answer = store.renew(directory=copy)
        assert answer["state"] == "ended" and answer["reason"] == answer["failed"] == "other-copy", answer
        assert store.demo.grants() == grants
        assert store.renew()["generation"] == 2
        # Each was connected by itself, as a Flatpak and a native run are: the last consent holds.
        second = Nomo(store.demo)
        second.environment = dict(store.nomo.environment)
        with store.start() as engine:
            assert engine.ask()["state"] == "good"
            assert second.connect().code == 0
            store.advance(8 * DAY)
            engine.ask()
            first = engine.ask()
            assert first["reason"] == first["failed"] == "other-copy", first
        assert store.renew()["reason"] == "other-copy"
        answer = store.renew(directory=second.directory)
        assert answer["state"] == "good", answer
        expect_sentences(lambda language: store.nomo.sync(language=language), "other-copy", 3)
        assert store.spent == 0 and all(chain["alive"] for chain in store.demo.chains())


def kinds_of_401():
    """Only a token that is invalid is renewed, once; what else Salla says no to is told apart."""
    with Store() as store:
        for fault, code, exit_code, renewals in (("scope", "scope", 1, 0), ("user-deleted", "user-gone", 3, 0),
                                                 ("inactive", "inactive", 1, 0), ("blocked", "forbidden", 1, 0),
                                                 ("invalid-token", "signed-out", 3, 1)):
            store.advance(2 * HOUR)
            before = store.chain["refreshes"]
            store.demo.misbehave(fault, path="/admin")
            expect_sentences(lambda language: store.nomo.sync(language=language), code, exit_code)
            store.demo.behave()
            # Asked in both languages, one after the other: a pair that is new is not exchanged again.
            assert store.chain["refreshes"] - before == renewals, (fault, store.chain)
            assert store.nomo.sync().code == 0, fault
        is_whole(store)
        store.advance(2 * HOUR)
        store.demo.control("/uninstall", {})
        expect_sentences(lambda language: store.nomo.sync(language=language), "revoked", 3)
        assert store.demo.grants()[-1] == "refresh_token: revoked" and store.spent == 0
        grants = len(store.demo.grants())
        assert store.nomo.sync().code == 3
        assert len(store.demo.grants()) == grants


def old_access_dies():
    """A server that kills the old access token with the exchange: a lost answer leaves nothing, and that is said."""
    with Store() as store:
        store.demo.misbehave("old-access-dies")
        store.advance(8 * DAY)
        assert store.renew() == {"state": "good", "reason": None, "failed": None, "generation": 2}
        is_whole(store)
        store.advance(8 * DAY)
        store.misbehave("lost-answer", count=1)
        answer = store.renew(times=3)
        assert answer["state"] == "last" and answer["reason"] == answer["failed"] == "lost-answer", answer
        is_whole(store)
        # The program that starts later tries once more, as nothing works any more.
        answer = store.renew()
        assert answer["state"] == "ended" and answer["reason"] == "revoked" and answer["failed"] == "revoked", answer
        assert store.spent == 1
        store.connect()
        assert store.renew()["state"] == "good"


def clocks_that_are_wrong():
    """Salla's clock and ours a day apart, or far apart: at most one renewal, and nothing fails."""
    with Store() as store:
        for skew in (DAY, -DAY, 100 * DAY, -100 * DAY, 0):
            before = store.chain["refreshes"]
            if skew != 0:
                store.demo.misbehave("skew", ms=skew)
            answer = store.renew(times=5)
            assert answer["state"] == "good" and answer["failed"] is None, (skew, answer)
            assert store.chain["refreshes"] - before <= 1, (skew, store.chain)
            store.demo.behave()
        is_whole(store)


def an_hour_of_503():
    """Salla tells of nothing but webhooks for an hour in which the renewal is due: tried now and then, never twice with the same
    token."""
    with Store("--time-scale", "600") as store:
        assert store.nomo.sync().code == 0
        store.advance(8 * DAY)
        for path in ("/store/info", "/oauth2/token"):
            store.demo.misbehave("503", path=path)
        start = store.demo.control("/clock")["now"]
        before = len(store.demo.requests("/store/info"))
        for runs in itertools.count(2, 2):
            expect_sentences(lambda language: store.nomo.sync(language=language), "server", 1)
            if store.demo.control("/clock")["now"] > start + HOUR:
                break
        assert len([grant for grant in store.demo.grants() if grant.startswith("refresh")]) == 1, store.demo.grants()
        # Six tries a run, and one more with the pair in use after the renewal that failed.
        assert len(store.demo.requests("/store/info")) - before <= 6 * runs + 1
        store.demo.behave()
        assert store.nomo.sync().code == 0
        answer = store.renew()
        assert answer["state"] == "last" and answer["reason"] == "lost-answer", answer
        is_whole(store)
        # Salla had never seen it, so the one more try at the end of the access token brings a new pair.
        store.advance(7 * DAY)
        assert store.nomo.sync().code == 0
        assert store.renew()["state"] == "good"
        is_whole(store)


def all_of_it_503():
    """What is only due waits until it is known that no relay looks after the store."""
    with Store("--time-scale", "600") as store:
        assert store.nomo.sync().code == 0
        store.advance(8 * DAY)
        store.demo.misbehave("503")
        for _ in range(2):
            assert store.nomo.sync().code == 1
        assert store.demo.grants() == ["authorization_code: ok"], store.demo.grants()
        store.demo.behave()
        assert store.nomo.sync().code == 0
        assert store.demo.grants() == ["authorization_code: ok", "refresh_token: ok"], store.demo.grants()
        is_whole(store)


def no_offline_access():
    with Store() as store:
        store.demo.misbehave("no-refresh")
        store.connect()
        store.demo.behave()
        answer = store.renew()
        assert answer["state"] == "last" and answer["reason"] == "not-renewable" and answer["failed"] is None, answer
        store.advance(15 * DAY)
        answer = store.renew()
        assert answer["state"] == "ended" and answer["reason"] == answer["failed"] == "not-renewable", answer
        assert not [grant for grant in store.demo.grants() if grant.startswith("refresh")]


def interrupted_by_a_person():
    """Ctrl+C in the middle of a renewal: the sync ends at once, the program when the new pair is kept."""
    with Store() as store:
        store.advance(8 * DAY)
        store.misbehave("slow", count=1)
        process = store.nomo.start("sync", "--json")
        wait_until(lambda: "refresh_token: ok" in store.demo.grants())
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=30)
        assert "cancelled" in out or process.returncode == 0, out
        answer = store.renew()
        assert answer == {"state": "good", "reason": None, "failed": None, "generation": 2}, answer
        is_whole(store)


def nothing_secret_is_logged():
    """Everything that GLib, libsoup and we are willing to say, through sign-in, renewal and sync."""
    with Store() as store:
        noise = {"G_MESSAGES_DEBUG": "all"}
        connected = store.nomo.connect(environment=noise)
        synced = store.nomo.sync(environment=noise)
        store.advance(8 * DAY)
        renewed = store.nomo.sync(environment=noise)
        said = "".join(result.out + result.err for result in (connected, synced, renewed))
        assert store.chain["refreshes"] == 1, store.chain
        assert "/oauth2/token: status 200" in said and "/orders?page=&per_page=&sort_by=: status 200" in said, said[-3000:]
        assert "ory_" not in said and store.demo.ready["client_secret"] not in said and "Bearer" not in said


TESTS = [every_fault, a_hundred_renewals, keyring_locked_or_absent, keyring_locked_halfway,
         keyring_answers_slowly, keyring_put_back, copied_to_another_machine, data_put_back, two_directories_share_a_keyring,
         kinds_of_401, old_access_dies, clocks_that_are_wrong, an_hour_of_503, all_of_it_503, no_offline_access, interrupted_by_a_person, nothing_secret_is_logged]
LONG_TESTS = [killed_in_a_reconnect, killed_under_half_of_the_faults, killed_under_the_other_half, ten_thousand_renewals]

if __name__ == "__main__":
    chosen = [test for test in TESTS + LONG_TESTS if test.__name__ in sys.argv[1:]]
    sys.exit(main(chosen or TESTS))
