"""The keyring of the tests as a person's might be: locked, slow, put back from an older copy."""

import os
import shutil
import signal
import subprocess

from nomoit import unlock_keyring, wait_until


def _file():
    return os.path.join(os.environ["XDG_DATA_HOME"], "keyrings", "login.keyring")


def _pid():
    out = subprocess.run(["gdbus", "call", "--session", "--dest", "org.freedesktop.DBus", "--object-path",
                          "/org/freedesktop/DBus", "--method", "org.freedesktop.DBus.GetConnectionUnixProcessID",
                          "org.freedesktop.secrets"], capture_output=True, text=True, check=True).stdout
    return int(out.split()[1].rstrip(",)"))


def lock():
    subprocess.run(["gdbus", "call", "--session", "--dest", "org.freedesktop.secrets", "--object-path",
                    "/org/freedesktop/secrets", "--method", "org.freedesktop.Secret.Service.Lock",
                    "['/org/freedesktop/secrets/collection/login']"], check=True, stdout=subprocess.DEVNULL)


def _stop():
    pid = _pid()
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not _is_running(pid))


def _is_running(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def unlock():
    """The person types the password: without a prompter, the daemon starts again with it."""
    _stop()
    unlock_keyring()


class Copy:
    """What the keyring holds now, to be put back later."""

    def __init__(self):
        self.path = _file() + ".copy"
        shutil.copy(_file(), self.path)

    def put_back(self):
        _stop()
        shutil.copy(self.path, _file())
        unlock_keyring()


class Stopped:
    """The daemon does not answer for a while."""

    def __enter__(self):
        self.pid = _pid()
        os.kill(self.pid, signal.SIGSTOP)
        return self

    def __exit__(self, *_):
        os.kill(self.pid, signal.SIGCONT)
