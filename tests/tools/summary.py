#!/usr/bin/env python3
"""Counts a test run: summary.py EXIT-CODE-OF-MESON TESTLOG.JSON...

A program that speaks TAP counts each of its test points, any other program counts as one test.
Tells what each failed test said of it, since the lines above may be cut where they are read, then prints
"N passed, N failed, N skipped". Fails when anything failed, when meson did, or when nothing ran."""

import itertools
import json
import re
import sys

PLAN = re.compile(r'^1\.\.\d+', re.MULTILINE)
POINT = re.compile(r'^(not )?ok\b[^#]*(?:#\s*(\w+))?')
# Lines of a failed test, of each point and of one that says nothing in TAP.
SAID = 6


def count_points(text):
    passed = failed = skipped = 0
    if PLAN.search(text) is None:
        return 0, 0, 0
    for line in text.splitlines():
        point = POINT.match(line)
        if point is None:
            continue
        directive = (point.group(2) or '').lower()
        if directive == 'skip':
            skipped += 1
        elif point.group(1) and directive != 'todo':
            failed += 1
        else:
            passed += 1
    return passed, failed, skipped


def count_test(test):
    passed, failed, skipped = count_points(test.get('stdout', ''))
    if test['result'] == 'SKIP':
        return passed, failed, max(skipped, 1)
    if test['result'] not in ('OK', 'EXPECTEDFAIL'):
        return passed, max(failed, 1), skipped
    if passed + failed + skipped == 0:
        return 1, 0, 0
    return passed, failed, skipped


def reason(test):
    """Its failed points with what is noted below them, or the end of what a test that ended otherwise said."""
    lines = test.get('stdout', '').splitlines()
    points = [number for number, line in enumerate(lines) if line.startswith('not ok')]
    if not points:
        return [*lines[-SAID:], *test.get('stderr', '').splitlines()[-SAID:]]
    said = []
    for point in points:
        notes = itertools.takewhile(lambda line: line.startswith('#'), lines[point + 1:point + SAID])
        said += [lines[point], *notes]
    return said


def read_log(path):
    try:
        with open(path, encoding='utf-8') as lines:
            return [json.loads(line) for line in lines if line.strip()]
    except FileNotFoundError:
        return []


def main(meson_result, *logs):
    runs = [read_log(log) for log in logs]
    tests = [test for run in runs for test in run]
    counts = [count_test(test) for test in tests]
    passed, failed, skipped = (sum(column) for column in zip(*counts)) if counts else (0, 0, 0)
    for test, (_, bad, _) in zip(tests, counts):
        if bad:
            print(f"failed: {test['name']} ({test['result'].lower()})")
            print('\n'.join(f'  {line}' for line in reason(test)))
    if failed == 0 and int(meson_result) != 0:
        print(f'failed: meson test ended with {meson_result}')
        failed = 1
    print(f'{passed} passed, {failed} failed, {skipped} skipped')
    return 1 if failed or not all(runs) else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
