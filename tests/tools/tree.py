"""The files of a checkout, as the checks see them."""

import fnmatch
import pathlib
import shutil
import subprocess

MADE = ('.git', '__pycache__')
# The second one is flatpak-builder's.
BUILDS = ('_build', '_flatpak_build')


class MissingTool(Exception):
    pass


def tool(name):
    path = shutil.which(name)
    if path is None:
        raise MissingTool(name)
    return path


def run(*command, **options):
    """Runs a tool; returns its exit status and what it said."""
    done = subprocess.run([tool(command[0]), *command[1:]], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          check=False, **options)
    return done.returncode, done.stdout


class Tree:
    """`files` are paths relative to the root, sorted: what git knows and does not ignore, else everything."""

    def __init__(self, root, build=None):
        self.root = pathlib.Path(root)
        self.build = pathlib.Path(build) if build else None
        self.files = sorted(self._from_git() or self._from_disk())

    def _from_git(self):
        if not (self.root / '.git').exists() or shutil.which('git') is None:
            return []
        done = subprocess.run(
            ['git', '-C', self.root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
        return [path for path in done.stdout.split('\0') if path and (self.root / path).is_file()]

    def _from_disk(self):
        for path in self.root.rglob('*'):
            relative = path.relative_to(self.root)
            if path.is_file() and not any(part in MADE or part.startswith(BUILDS) for part in relative.parts):
                yield str(relative)

    def matching(self, *patterns):
        return [path for path in self.files if any(fnmatch.fnmatch(path, pattern) for pattern in patterns)]

    def read(self, path):
        return (self.root / path).read_text(encoding='utf-8', errors='replace')

    def lines(self, path):
        """Pairs of number and text, from 1."""
        return enumerate(self.read(path).splitlines(), 1)

    def exists(self, path):
        return (self.root / path).exists()
