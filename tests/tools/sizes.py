#!/usr/bin/env python3
"""Tells how big files and functions are. A report to look at, not a gate.

    sizes.py SOURCE-DIRECTORY"""

import re
import sys

from tree import Tree

NAME = re.compile(r'^(\w+) \(')


def functions(text):
    """Pairs of name and number of lines between the braces."""
    name, start = None, 0
    for number, line in enumerate(text.splitlines(), 1):
        found = NAME.match(line)
        if found:
            name = found.group(1)
        if line == '{' and name:
            start = number
        elif line == '}' and start:
            yield name, number - start - 1
            name, start = None, 0


def share(values, fraction):
    return sorted(values)[min(len(values) - 1, int(len(values) * fraction))] if values else 0


def main(root):
    tree = Tree(root)
    files, bodies, includes = [], [], []
    for path in tree.matching('src/*.c'):
        text = tree.read(path)
        files.append((text.count('\n'), path))
        includes.append((len(re.findall(r'^#include "', text, re.MULTILINE)), path))
        bodies += [(size, f'{path}: {name}') for name, size in functions(text)]
    for title, sizes in (('lines of a .c file', files), ('lines of a function', bodies), ('local includes of a .c file', includes)):
        values = [size for size, _ in sizes]
        print(f'{title}: {len(values)} of them, median {share(values, 0.5)}, 90 % up to {share(values, 0.9)}')
        for size, what in sorted(sizes, reverse=True)[:8]:
            print(f'  {size:5} {what}')
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
