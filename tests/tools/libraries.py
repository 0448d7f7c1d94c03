#!/usr/bin/env python3
"""No program needs a library that README's table of dependencies does not name, and the table of sizes lists each one's.

    libraries.py README PROGRAM..."""

import os
import re
import sys

from tree import MissingTool, run

# How the table calls what programs ask the system for.
NAMES = {
    'libadwaita-1': 'libadwaita',
    'libcairo': 'cairo',
    'libcrypto': 'libcrypto',
    'libgio-2.0': 'GLib',
    'libglib-2.0': 'GLib',
    'libgobject-2.0': 'GLib',
    'libgraphene-1.0': 'Graphene',
    'libgtk-4': 'GTK',
    'libicui18n': 'ICU',
    'libicuuc': 'ICU',
    'libjson-glib-1.0': 'json-glib',
    'libpango-1.0': 'Pango',
    'libpangocairo-1.0': 'Pango',
    'libsecret-1': 'libsecret',
    'libsoup-3.0': 'libsoup',
    'libsqlite3': 'SQLite',
}
# The C library's, which every program has, and the sanitizers', which tests have.
EVERYWHERE = {'libc', 'libm', 'ld-linux-x86-64', 'ld-linux-aarch64', 'libasan', 'libubsan'}
NEEDED = re.compile(r'\(NEEDED\).*\[(.+?)\.so')
ROW = re.compile(r'^\| (.+?) \| .+ \|$', re.MULTILINE)
LISTED = re.compile(r'^\| `(.+?)` \| .+? \| (.+?) \|', re.MULTILINE)


def needed(dynamic):
    """The libraries that a program asks for, from what readelf says of it."""
    return [name for name in NEEDED.findall(dynamic) if name not in EVERYWHERE]


def section(readme, title):
    return readme.partition(f'\n## {title}\n')[2].partition('\n## ')[0]


def complaints(readme, programs):
    """Of `programs`, pairs of a name and what readelf says."""
    rows = ROW.findall(section(readme, 'Dependencies'))
    listed = {program: libraries.split(', ') for program, libraries in LISTED.findall(section(readme, 'Size and start'))}
    for program, dynamic in programs:
        libraries = needed(dynamic)
        if not libraries:
            yield f'{program}: it needs nothing at all'
        for library in libraries:
            if library not in NAMES:
                yield f'{program} needs {library}, which tests/tools/libraries.py does not know'
            elif not any(re.search(rf'\b{re.escape(NAMES[library])}\b', row) for row in rows):
                yield f'{program} needs {library}, and README.md does not name {NAMES[library]} among its dependencies'
        names = {NAMES.get(library, library) for library in libraries}
        if names != set(listed.get(os.path.basename(program), ())):
            yield f'{program} asks for {", ".join(sorted(names))}; README.md says something else'


def main(readme, *programs):
    try:
        dynamics = [(program, run('readelf', '--dynamic', '--wide', program)[1]) for program in programs]
    except MissingTool as missing:
        print(f'{missing} is not installed here')
        return 77
    with open(readme, encoding='utf-8') as file:
        found = list(complaints(file.read(), dynamics))
    print('\n'.join(found))
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
