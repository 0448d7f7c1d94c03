#!/usr/bin/python3
"""The relay's Debian package: what is in it, and what becomes of a machine that installs it, goes on to the next one and purges it.

Prints TAP."""

import functools
import os
import re
import subprocess
import tempfile

from nomoit import main

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
STATE = "var/lib/nomo-relay"
FILES = {
    "usr/bin/nomo-relay": 0o755,
    "usr/lib/systemd/system/nomo-relay.service": 0o644,
    "usr/lib/sysusers.d/nomo-relay.conf": 0o644,
    "usr/share/doc/nomo-relay/README.md": 0o644,
    "usr/share/doc/nomo-relay/copyright": 0o644,
    "usr/share/locale/ar/LC_MESSAGES/nomo-flow.mo": 0o644,
}


def run(*arguments, **how):
    done = subprocess.run(arguments, capture_output=True, text=True, check=False, timeout=1800, **how)
    assert done.returncode == 0, done
    return done.stdout


@functools.lru_cache(None)
def package():
    """Its file."""
    folder = tempfile.mkdtemp(dir=os.environ["NOMO_TEST_HOME"])
    path = run("sh", os.path.join(TREE, "build-aux", "relay-package"), folder).splitlines()[-1]
    assert os.path.dirname(path) == folder, path
    return path


def field(name):
    return run("dpkg-deb", "--field", package(), name).strip()


def readme():
    with open(os.path.join(TREE, "data", "relay", "README.md"), encoding="utf-8") as file:
        return file.read()


def contents():
    """The relay and no more, and what belongs to root belongs to root."""
    with tempfile.TemporaryDirectory() as folder:
        run("dpkg-deb", "--extract", package(), folder)
        found = {os.path.relpath(os.path.join(place, name), folder): os.stat(os.path.join(place, name)).st_mode & 0o7777
                 for place, _, names in os.walk(folder) for name in names}
        assert found == FILES, found
        with open(os.path.join(folder, "usr/lib/systemd/system/nomo-relay.service"), encoding="utf-8") as file:
            unit = file.read()
        assert "ExecStart=/usr/bin/nomo-relay serve\n" in unit and "file:///usr/share/doc/nomo-relay/README.md" in unit, unit
    for line in run("dpkg-deb", "--contents", package()).splitlines():
        assert line.split()[1] == "root/root", line


def needs():
    """What it links against and what it loads by name; the README says the same to whoever installs without the package."""
    version = re.search(r"^  version: '(.+)',$", open(os.path.join(TREE, "meson.build"), encoding="utf-8").read(), re.MULTILINE)
    assert field("Version") == version.group(1) and field("Package") == "nomo-relay"
    assert field("Architecture") == run("dpkg", "--print-architecture").strip()
    needed = {entry.split()[0] for entry in field("Depends").split(",")}
    assert {"ca-certificates", "glib-networking", "libsoup-3.0-0", "libssl3"} <= needed, needed
    listed = set(re.search(r"^Libraries: `(.+)`\.$", readme(), re.MULTILINE).group(1).split())
    assert listed == needed - {"ca-certificates", "glib-networking"}, (listed, needed)
    assert not [name for name in needed if "gtk" in name or "adwaita" in name], needed


class Machine:
    """A root folder in which packages are installed, without services; as Debian's own tools make images."""

    def __init__(self, folder):
        self.folder = folder
        for place in ("etc", "var/lib/dpkg/info", "var/lib/dpkg/updates", "var/log"):
            os.makedirs(self.path(place))
        for name in ("passwd", "group"):
            with open(self.path("etc/" + name), "w", encoding="utf-8") as file:
                file.write("root:x:0:0:root:/:/bin/sh\n" if name == "passwd" else "root:x:0:\n")
        open(self.path("var/lib/dpkg/status"), "w", encoding="utf-8").close()

    def path(self, name):
        return os.path.join(self.folder, name)

    def dpkg(self, *arguments, **how):
        return run("dpkg", "--root=" + self.folder, "--force-depends", "--force-script-chrootless", *arguments, **how)

    def user(self):
        with open(self.path("etc/passwd"), encoding="utf-8") as file:
            name, _, uid, gid, _, home, shell = next(line for line in file.read().splitlines() if line.startswith("nomo")).split(":")
        assert (name, home, shell) == ("nomo-relay", "/" + STATE, "/usr/sbin/nologin"), (name, home, shell)
        return int(uid), int(gid)

    def state(self):
        found = os.stat(self.path(STATE))
        return found.st_mode & 0o7777, found.st_uid, found.st_gid


def life(environment=None):
    """Installed, used, installed anew, removed and purged: what the relay keeps is its user's alone, and stays."""
    with tempfile.TemporaryDirectory() as folder:
        machine = Machine(folder)
        machine.dpkg("--install", package(), env=environment)
        assert machine.state() == (0o700, *machine.user()), (machine.state(), machine.user())
        relay = [machine.path("usr/bin/nomo-relay"), "--data", machine.path(STATE)]
        secret = run(*relay, "init").splitlines()[-1]
        assert len(secret) == 40 and "All is well" in run(*relay, "check")
        kept = sorted(os.listdir(machine.path(STATE)))
        machine.dpkg("--install", package(), env=environment)
        machine.dpkg("--remove", "nomo-relay", env=environment)
        assert not os.path.exists(machine.path("usr/bin/nomo-relay"))
        said = machine.dpkg("--purge", "nomo-relay", env=environment)
        assert "/" + STATE in said and "userdel" in said, said
        assert sorted(os.listdir(machine.path(STATE))) == kept and machine.state() == (0o700, *machine.user())


def without_systemd():
    """Where systemd makes no users, the usual tool makes this one."""
    with tempfile.TemporaryDirectory() as tools:
        for place in ("/usr/sbin", "/usr/bin", "/sbin", "/bin"):
            for name in os.listdir(place):
                if not name.startswith("systemd") and name != "systemctl" and not os.path.lexists(os.path.join(tools, name)):
                    os.symlink(os.path.join(place, name), os.path.join(tools, name))
        life({**os.environ, "PATH": tools})


def never_used():
    """A folder in which nothing is goes with the package."""
    with tempfile.TemporaryDirectory() as folder:
        machine = Machine(folder)
        machine.dpkg("--install", package())
        assert "stays" not in machine.dpkg("--purge", "nomo-relay")
        assert not os.path.exists(machine.path(STATE))


TESTS = [contents, needs, life, without_systemd, never_used]

if __name__ == "__main__":
    main(TESTS)
