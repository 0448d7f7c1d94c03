"""Renewing the sign-in: whatever goes wrong, no refresh token is shown twice while anything else works."""

import collections
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile

from nomoit import Demo, Nomo, expect_sentences, main, wait_until

RENEW = os.environ["NOMO_RENEW"]
KILLPOINT = os.environ["NOMO_KILLPOINT"]
DAY = 86_400_000
LONG = "long" in sys.argv[1:]
KINDS = ("disk", "keyring", "socket")

# What Salla does to one renewal, and how the sign-in may stand afterwards.
DONE, UNTOUCHED, LOST, REFUSED = "done", "untouched", "lost", "refused"
FAULTS = {
    "none": DONE,
    "slow": DONE,
    "expires-absolute": DONE,
    "expires-relative": DONE,
    "expires-missing": DONE,
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


class Store:
    """A demo store, and a data directory that is connected to it."""

    def __init__(self, *arguments):
        self.demo = Demo(*arguments, orders=5, customers=5, scale=1)
        self.nomo = Nomo(self.demo)
        self.connect()

    def connect(self):
        result = self.nomo.connect()
        assert result.code == 0, result

    @property
    def chain(self):
        return self.demo.chains()[-1]

    def advance(self, ms):
        """Puts the store's clock forward, and that of the programs started from now on."""
        self.demo.control("/clock", {"advance_ms": ms})
        self.nomo.environment["NOMO_CLOCK"] = self.demo.control("/clock")["clock"]

    def misbehave(self, fault, **details):
        for name in fault.split(","):
            if name != "none":
                how = {"ms": 400} if name == "slow" else {}
                self.demo.misbehave(name, grant="refresh_token", **how, **details)

    def start_renew(self, times=1, kill=None, log=None, **environment):
        full = {**self.nomo.environment, **environment}
        if kill is not None or log is not None:
            full["LD_PRELOAD"] = KILLPOINT
            full["ASAN_OPTIONS"] = full.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0:detect_leaks=0"
        if kill is not None:
            full["NOMO_KILL"] = kill
        if log is not None:
            full["NOMO_KILL_LOG"] = log
        return subprocess.Popen([RENEW, self.nomo.directory, self.demo.ready["merchant"], str(times)], env=full,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def finish(self, process):
        out, err = process.communicate(timeout=60)
        if process.returncode == -signal.SIGKILL:
            return None
        assert process.returncode == 0, (process.returncode, out, err)
        assert "ory_" not in out + err and self.demo.ready["client_secret"] not in out + err, (out, err)
        return json.loads(out)

    def renew(self, times=1, **how):
        """One call of the API as the engine makes it. None when it was killed."""
        return self.finish(self.start_renew(times, **how))

    def close(self):
        self.demo.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def is_whole(store):
    """Nobody but a fault itself has ended the chain, and no refresh token was shown twice."""
    assert store.demo.spent_uses() == 0, store.demo.grants()
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
            elif outcome == UNTOUCHED:
                assert first["state"] == "good" and first["failed"] is None, (fault, first)
                assert store.chain["refreshes"] == before, (fault, store.chain)
            elif outcome == REFUSED:
                assert first["state"] == "ended" and first["reason"] == "revoked" and first["failed"] == "revoked", (fault, first)
            else:
                assert first["state"] == "last" and first["reason"] == "lost-answer" and first["failed"] is None, (fault, first)
            again = store.renew(times=2)
            after = [grant for grant in store.demo.grants() if grant.startswith("refresh")]
            if outcome in (LOST, REFUSED):
                # Not shown again, though everything is well now; a reconnect is asked for.
                assert len(after) == len(requests), (fault, after)
                assert again["state"] == first["state"] and again["reason"] == first["reason"], (fault, again)
                assert again["failed"] is None or outcome == REFUSED, (fault, again)
                if outcome == LOST:
                    is_whole(store)
                    expect_reconnect_after_death(store, rotated=store.chain["refreshes"] > before)
                store.connect()
            else:
                is_whole(store)
            assert store.renew()["state"] == "good", fault


def expect_reconnect_after_death(store, rotated):
    """When the access token has died the renewal is tried once more, and only once."""
    spent = store.demo.spent_uses()
    store.advance(7 * DAY)
    result = store.renew()
    if rotated:
        assert result["state"] == "ended" and result["reason"] == "revoked", result
        assert store.demo.spent_uses() == spent + 1 and not store.chain["alive"], store.chain
    else:
        assert result["state"] == "good" and result["failed"] is None, result
        assert store.demo.spent_uses() == spent and store.chain["alive"], store.chain
    grants = len(store.demo.grants())
    assert store.renew()["state"] == result["state"]
    assert len(store.demo.grants()) == grants, store.demo.grants()
    # Spent on purpose, so it does not count for what follows.
    if rotated:
        store.connect()
        store.demo.close()
        store.__init__()


def kill_points(fault, kinds=KINDS, step=1):
    """Ends the process before and after each call of a renewal, then starts it again."""
    hit = collections.Counter()
    names = collections.Counter()
    with Store() as store:
        for kind in kinds:
            for when in ("before", "after"):
                for number in range(1, 1000, step):
                    if not kill_at(store, fault, f"{kind}:{number}:{when}", names):
                        break
                    hit[f"{kind} {when}"] += 1
    print(f"# {fault}: " + ", ".join(f"{place} {n}" for place, n in sorted(hit.items())))
    print("#   " + ", ".join(f"{name} {n}" for name, n in sorted(names.items())), flush=True)
    for kind in kinds:
        for when in ("before", "after"):
            assert hit[f"{kind} {when}"] > 0, f"never hit: {kind} {when}"
    return names


def kill_at(store, fault, point, names):
    """Whether the point was reached. Afterwards all is well again, by itself or after the reconnect that was asked for."""
    log = os.path.join(store.nomo.directory, "kill.log")
    if os.path.exists(log):
        os.unlink(log)
    store.advance(8 * DAY)
    store.misbehave(fault, count=1000)
    before = store.chain
    first = store.renew(kill=point, log=log)
    store.demo.behave()
    with open(log, encoding="ascii") as lines:
        last = lines.read().splitlines()[-1]
    if first is None:
        names[" ".join((last.split()[0], last.split()[2]))] += 1
    again = store.renew()
    chain = store.chain
    where = (fault, point, first, again, before, chain)
    assert store.demo.spent_uses() == 0, where
    assert chain["id"] == before["id"] and chain["refreshes"] - before["refreshes"] <= 1, where
    if FAULTS[fault] == REFUSED and not chain["alive"]:
        # That it ended may be known already, or is found out when the access token is refused.
        if again["state"] != "ended":
            again = store.renew()
        assert again["state"] == "ended" and again["failed"] == again["reason"], where
    else:
        assert chain["alive"] and again["failed"] is None and again["state"] in ("good", "last"), where
    # A pair that is known here is the one that Salla knows; one that got lost is said to be lost.
    rotated = chain["refreshes"] > before["refreshes"]
    if again["state"] == "good":
        assert rotated or FAULTS[fault] in (UNTOUCHED, LOST) or first is None, where
    elif again["state"] == "last":
        assert again["reason"] == "lost-answer", where
    if again["state"] != "good":
        store.connect()
        assert store.renew()["state"] == "good", where
    return first is None


def killed_in_a_renewal():
    kill_points("none")


def killed_when_the_answer_is_lost():
    kill_points("lost-answer")


def killed_under_every_fault():
    for fault in FAULTS:
        if fault not in ("none", "lost-answer", "hang"):
            kill_points(fault)


def the_guard_is_what_holds():
    """Without the note that a renewal was sent, the same loop shows a refresh token twice: the loop can fail."""


TESTS = [every_fault, killed_in_a_renewal]
LONG_TESTS = [killed_when_the_answer_is_lost, killed_under_every_fault]

if __name__ == "__main__":
    sys.exit(main(LONG_TESTS if LONG else TESTS))
