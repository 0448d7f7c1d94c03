"""Every known trap of Salla's API has code that deals with it and a test that keeps it: the table names them, and they exist."""

import re

TABLE = 'docs/salla.md'
TRAPS = 38
ROW = re.compile(r'^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$')
CODE = re.compile(r'`(src/[^`]+)`')
LATER = 'not there yet'
NAMED = re.compile(r'`(tests/[^`]+)` `([^`]+)`')
OTHERS = re.compile(r'^(writing|events|channels|storefront)\b')


def check(tree):
    if not tree.exists(TABLE):
        yield f'{TABLE}: the table of traps is missing'
        return
    rows = [match.groups() for _, line in tree.lines(TABLE) if (match := ROW.match(line))]
    numbers = [int(row[0]) for row in rows]
    for number in range(1, TRAPS + 1):
        if numbers.count(number) != 1:
            yield f'{TABLE}: trap {number} is listed {numbers.count(number)} times'
    for number in sorted(set(numbers) - set(range(1, TRAPS + 1))):
        yield f'{TABLE}: there is no trap {number}'
    for number, _, code, kept_by in rows:
        yield from check_code(tree, number, code)
        yield from check_row(tree, number, kept_by)


def check_code(tree, number, code):
    named = CODE.findall(code)
    if not named and code != LATER:
        yield f'{TABLE}: trap {number} names no code, nor that it is {LATER}'
    for path in named:
        if not tree.exists(path):
            yield f'{TABLE}: trap {number}: {path} does not exist'


def check_row(tree, number, kept_by):
    named = NAMED.findall(kept_by)
    if not named and not OTHERS.match(kept_by):
        yield f'{TABLE}: trap {number} names no test, and no part of the program that will have to care'
    for path, test in named:
        if not tree.exists(path):
            yield f'{TABLE}: trap {number}: {path} does not exist'
        elif not holds_test(tree.read(path), path, test):
            yield f'{TABLE}: trap {number}: {path} has no test {test} that is run'


def holds_test(text, path, test):
    """A Python test is defined and handed to main; a path of GLib's is registered."""
    if path.endswith('.py'):
        return bool(re.search(rf'^def {re.escape(test)}\(', text, re.MULTILINE)) and len(re.findall(rf'\b{re.escape(test)}\b', text)) > 1
    return bool(re.search(rf'(?:g_test_add\w*|ADD|add)\s*\(\s*"{re.escape(test)}"', text))


def table(**rows):
    cells = {number: '`src/a.c` | `tests/a.py` `reads`' for number in range(1, TRAPS + 1)}
    cells.update({int(name[1:]): cell for name, cell in rows.items()})
    return {TABLE: ''.join(f'| {number} | a trap | {cell} |\n' for number, cell in cells.items() if cell)}


GOOD = {'src/a.c': '', 'tests/a.py': 'def reads():\n    pass\n\n\nmain([reads])\n', 'tests/a.c': 'add ("/a/reads", test_reads);\n',
        **table(_2='`src/a.c` | `tests/a.c` `/a/reads`', _3=f'{LATER} | events: relay')}
BAD = {
    'a trap that is not listed': table(_4=None),
    'a trap that is listed twice': {TABLE: GOOD[TABLE] + GOOD[TABLE].splitlines(keepends=True)[0]},
    'a trap that nobody knows': {TABLE: GOOD[TABLE] + f'| 39 | a trap | {LATER} | channels |\n'},
    'a trap that no code deals with': table(_10='somewhere | `tests/a.py` `reads`'),
    'code that is not there': table(_11='`src/b.c` | `tests/a.py` `reads`'),
    'a part of the program that there is not': table(_8=f'{LATER} | not our concern'),
    'a trap without a test': table(_5='`src/a.c` | later'),
    'a test in a file that is not there': table(_6='`src/a.c` | `tests/b.py` `reads`'),
    'a test that is not there': table(_7='`src/a.c` | `tests/a.py` `writes`'),
    'a test that is not run': {'tests/a.py': 'def reads():\n    pass\n'},
    'a C test that is not registered': {'tests/a.c': '/* "/a/reads" */\n'},
}
