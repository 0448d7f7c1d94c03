"""Every C file is as .clang-format (clang-format 14) writes it."""

import re

from tree import MissingTool, run


def check(tree):
    _, version = run('clang-format', '--version')
    if re.search(r'version 14\.', version) is None:
        raise MissingTool('clang-format 14')
    sources = tree.matching('src/*.c', 'src/*.h', 'tests/*.c', 'tests/*.h')
    if not sources:
        return
    _, output = run('clang-format', '--dry-run', *sources, cwd=tree.root)
    for path in dict.fromkeys(re.findall(r'^([^:\n]+):\d+:\d+: (?:warning|error)', output, re.MULTILINE)):
        yield f'{path}: run clang-format -i on it'


STYLE = 'BasedOnStyle: GNU\nColumnLimit: 120\n'
GOOD = {'.clang-format': STYLE, 'src/core/a.c': 'int a;\n'}
BAD = {'a line out of place': {'src/core/a.c': 'int\n   a  ;\n'}}
