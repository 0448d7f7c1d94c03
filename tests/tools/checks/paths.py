"""Nothing in the tree names a machine it was written on, and set-up fetches by the names of packages, never from an address."""

import re

# Put together at run time, so that this file does not find itself.
FORBIDDEN = [re.compile(pattern) for pattern in (
    r'(?<![\w.])/' + r'work/\w',
    r'(?<![\w.])/' + r'home/(?!user\b)\w',
    r'(?<![\w.])/' + r'root/',
    r'(?<![\w.])/' + r'opt/',
)]
ADDRESS = re.compile(r'https?://[^\s"\']+')
SET_UP = ('build-aux/', '.ci/')
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
            address = ADDRESS.search(line) if path.startswith(SET_UP) else None
            if address:
                yield f'{path}:{number}: “{address.group(0)}”: packages are fetched by their names'


GOOD = {
    'README.md': 'Data lives in $XDG_DATA_HOME/nomo-flow; the work/life balance is fine.\n',
    'tests/__pycache__/a.cpython-311.pyc': 'what Python has read of /' + 'root/a.py\n',
}
BAD = {
    'the path of a checkout': {'src/a.c': 'open ("/' + 'work/tree/file");\n'},
    'a home folder': {'README.md': 'see /' + 'home/noura/nomo\n'},
    'an address to fetch from': {'build-aux/x': 'wget https://example.org/font.tgz\n'},
}
