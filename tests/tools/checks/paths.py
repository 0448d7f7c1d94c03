"""Nothing in the tree names a machine it was written on, or the host that a package came from."""

import re

# Put together at run time, so that this file does not find itself.
FORBIDDEN = [re.compile(pattern) for pattern in (
    r'(?<![\w.])/' + r'work/\w',
    r'(?<![\w.])/' + r'home/(?!user\b)\w',
    r'(?<![\w.])/' + r'root/',
    r'(?<![\w.])/' + r'farm/',
    r'registry\.' + r'npmjs',
    r'deb\.' + r'debian\.org',
    r'pypi\.' + r'org',
)]
BINARY = ('.png', '.ttf', '.woff2', '.ico', '.db')


def check(tree):
    for path in tree.files:
        if path.endswith(BINARY) or '/corpus/' in path:
            continue
        for number, line in tree.lines(path):
            for pattern in FORBIDDEN:
                found = pattern.search(line)
                if found:
                    yield f'{path}:{number}: “{found.group(0)}” belongs to one machine'


GOOD = {'README.md': 'Data lives in $XDG_DATA_HOME/nomo-flow; the work/life balance is fine.\n'}
BAD = {
    'the path of a checkout': {'src/a.c': 'open ("/' + 'work/tree/file");\n'},
    'a home folder': {'README.md': 'see /' + 'home/noura/nomo\n'},
    'the host of a registry': {'build-aux/x': 'https://registry.' + 'npmjs.org/\n'},
}
