"""Signing in: what goes right, and each way in which it does not."""

import os
import socket
import sys

from nomoit import Connecting, Demo, Nomo, expect_sentences, free_port, get, is_arabic, main


def redirected(url):
    status, _, headers = get(url, follow=False)
    assert status == 302, status
    return headers["Location"]


def browser_comes_back():
    with Demo(orders=60, customers=30) as demo:
        nomo = Nomo(demo)
        with Connecting(nomo, free_port(), language="ar") as connecting:
            status, page, headers = connecting.browse()
            assert status == 200 and 'dir="rtl"' in page and is_arabic(page), page
            assert headers["Cache-Control"] == "no-store"
            result = connecting.finish()
        assert result.code == 0 and result.last["merchant"] == demo.ready["merchant"], result
        chain, = demo.control("/chains")["chains"]
        assert chain["generation"] == 1 and chain["alive"] and "offline_access" in chain["scope"], chain
        assert len(demo.requests("/oauth2/token")) == 1
        everything = result.out + result.err + page
        assert demo.ready["client_secret"] not in everything and "ory_" not in everything


def address_is_pasted():
    """The browser is on another machine: the address is pasted. What is not ours is refused and the waiting goes on."""
    with Demo(orders=60, customers=30) as demo:
        with Connecting(Nomo(demo), free_port()) as connecting:
            address = redirected(connecting.url())
            connecting.paste("hello")
            connecting.wait_for_error("This is not the address that a sign-in ends at.")
            connecting.paste(address.split("state=")[0] + "state=" + "A" * 32)
            connecting.wait_for_error("does not belong to this sign-in")
            connecting.paste("  " + address + "  ")
            result = connecting.finish()
        assert result.code == 0, result


def bare_user_info_and_hyphens():
    with Demo(orders=60, customers=30) as demo:
        for fault in ("bare-user", "state-hyphens"):
            demo.misbehave(fault)
            assert Nomo(demo).connect().code == 0, fault
            demo.behave()


def plan_that_nobody_knows():
    """The plan is a word of Salla's: one that is new is kept as it is, and the budget never depended on it."""
    with Demo(orders=60, customers=30, plan="galactic") as demo:
        nomo = Nomo(demo)
        assert nomo.connect().code == 0
        assert nomo.sync().code == 0
        assert nomo.run("status", "--json").last["stores"][0]["plan"] == "galactic"


def foreign_state():
    """Another state comes back: not used, said on the page and in the terminal, and the right one still works."""
    with Demo(orders=60, customers=30) as demo:
        with Connecting(Nomo(demo), free_port()) as connecting:
            url = connecting.url()
            demo.misbehave("state-wrong")
            status, page, _ = get(url)
            assert status == 400 and "another sign-in" in page, (status, page)
            connecting.wait_for_error("does not belong to this sign-in")
            assert not demo.requests("/oauth2/token")
            demo.behave()
            assert get(url)[0] == 200
            assert connecting.finish().code == 0


def state_is_used_once():
    with Demo(orders=60, customers=30) as demo:
        with Connecting(Nomo(demo), free_port()) as connecting:
            address = redirected(connecting.url())
            demo.misbehave("slow", ms=1500, count=1, path="/oauth2/token")
            assert get(address)[0] == 200
            assert get(address)[0] == 400
            assert connecting.finish().code == 0
        assert len(demo.requests("/oauth2/token")) == 1


def denied():
    with Demo(orders=60, customers=30) as demo:
        demo.misbehave("deny")
        expect_sentences(lambda language: Nomo(demo).connect(language=language), "consent-denied", 1)
        assert not demo.requests("/oauth2/token")


def wrong_secret():
    with Demo(orders=60, customers=30) as demo:
        said = expect_sentences(lambda language: Nomo(demo).connect(language=language, secret="not-the-secret"), "client", 1)
        assert "not-the-secret" not in "".join(said)


def port_is_taken():
    with Demo(orders=60, customers=30) as demo:
        for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
            with socket.socket(family) as other:
                other.bind((host, 0))
                other.listen()
                port = str(other.getsockname()[1])
                expect_sentences(lambda language, port=port: Nomo(demo).run(
                    "connect", "--json", "--no-browser", "--client-id", "x", "--client-secret-stdin", "--redirect-port", port,
                    "--accounts-url", demo.ready["accounts_url"], "--api-url", demo.ready["api_url"],
                    text="secret\n", language=language), "redirect-port", 1)


def no_keyring():
    """Said before anybody is sent to the consent page, and nothing is left behind."""
    with Demo(orders=60, customers=30) as demo:
        nomo = Nomo(demo)
        environment = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
        expect_sentences(lambda language: nomo.run(
            "connect", "--json", "--no-browser", "--client-id", "x", "--client-secret-stdin", "--accounts-url",
            demo.ready["accounts_url"], "--api-url", demo.ready["api_url"], text="secret\n", language=language,
            environment=environment), "no-keyring", 1)
        assert not os.path.exists(os.path.join(nomo.directory, "stores"))
        assert not demo.control("/ledger")["requests"]
        assert nomo.connect().code == 0
        assert nomo.sync().code == 0
        expect_sentences(lambda language: nomo.sync(language=language, environment=environment), "no-keyring", 1)
        assert len(nomo.run("list", "orders", "--json").lines) == 60


def unreadable_token_answers():
    """The code may have been used up by an answer that was lost: it is not sent again."""
    codes = {"html": "unreadable", "truncated": "unreadable", "empty": "unreadable", "deep": "unreadable", "500": "server",
             "503": "server", "drop": "offline", "redirect": "redirect"}
    with Demo(orders=60, customers=30) as demo:
        for fault, code in codes.items():
            demo.misbehave(fault, path="/oauth2/token")
            before = len(demo.requests("/oauth2/token"))
            expect_sentences(lambda language: Nomo(demo).connect(language=language), code, 4 if code == "offline" else 1)
            assert len(demo.requests("/oauth2/token")) == before + 2, fault
            demo.behave()
        assert Nomo(demo).connect().code == 0


def unsafe_addresses():
    with Demo(orders=60, customers=30) as demo:
        for url in ("http://example.com", "ftp://example.com", "https://user@example.com", "nonsense"):
            result = Nomo(demo).run("connect", "--json", "--no-browser", "--client-id", "x", "--client-secret-stdin",
                                    "--accounts-url", url, text="secret\n")
            assert result.code == 1 and result.last["error"]["code"] == "address", (url, result)


def usage():
    nomo = Nomo()
    for arguments in (["connect"], ["connect", "--client-id", "x", "--redirect-port", "70000", "--client-secret-stdin"],
                      ["nonsense"], [], ["list"], ["list", "nonsense"], ["list", "orders", "--sort", "nonsense"],
                      ["list", "orders", "--filter", "total >"], ["search"], ["sync", "--nonsense"]):
        for language in ("en", "ar"):
            result = nomo.run(*arguments, text="", language=language)
            assert result.code == 2 and result.err.startswith("nomo: "), (arguments, result)
    assert nomo.run("--help").code == 0
    for verb in ("sync", "check"):
        expect_sentences(lambda language, verb=verb: nomo.run(verb, "--json", language=language), "no-store", 3)


if __name__ == "__main__":
    sys.exit(main([browser_comes_back, address_is_pasted, bare_user_info_and_hyphens, plan_that_nobody_knows, foreign_state, state_is_used_once, denied,
                   wrong_secret, port_is_taken, no_keyring, unreadable_token_answers, unsafe_addresses, usage]))
