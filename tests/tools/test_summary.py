#!/usr/bin/env python3
"""The closing line of a test run: it must not hide a failure."""

import contextlib
import io
import json
import os
import tempfile
import unittest

import summary


def write_log(tests):
    with tempfile.NamedTemporaryFile('w', suffix='.json', delete=False, encoding='utf-8') as log:
        log.writelines(json.dumps(test) + '\n' for test in tests)
    return log.name


def tell(*runs, meson_result=0):
    logs = [write_log(tests) for tests in runs]
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        status = summary.main(meson_result, *logs)
    for log in logs:
        os.unlink(log)
    return status, said.getvalue().splitlines()


def close(*runs, meson_result=0):
    status, lines = tell(*runs, meson_result=meson_result)
    return status, lines[-1]


def tap(text, result='OK'):
    return {'name': 'a', 'result': result, 'stdout': text}


class Summary(unittest.TestCase):
    def test_counts_points_and_programs(self):
        tests = [tap('1..3\nok 1 a\nok 2 b # SKIP no display\nok 3 c\n'), {'name': 'b', 'result': 'OK', 'stdout': 'ok, done\n'}]
        self.assertEqual(close(tests), (0, '3 passed, 0 failed, 1 skipped'))

    def test_a_failed_point_fails(self):
        self.assertEqual(close([tap('1..2\nok 1 a\nnot ok 2 b\n', 'FAIL')], meson_result=1), (1, '1 passed, 1 failed, 0 skipped'))

    def test_a_failed_point_is_told(self):
        failed = tap('1..2\nok 1 a\nnot ok 2 b # waited in vain\n# the last warning\nok 3 c\n', 'FAIL')
        self.assertEqual(tell([failed], meson_result=1)[1][:-1],
                         ['failed: a (fail)', '  not ok 2 b # waited in vain', '  # the last warning'])

    def test_the_end_of_a_crash_is_told(self):
        crashed = {**tap('1..2\nok 1 a\n', 'ERROR'), 'stderr': 'Segmentation fault\n'}
        self.assertEqual(tell([crashed], meson_result=1)[1][1:-1], ['  1..2', '  ok 1 a', '  Segmentation fault'])

    def test_a_crash_after_good_points_fails(self):
        self.assertEqual(close([tap('1..2\nok 1 a\n', 'ERROR')], meson_result=1), (1, '1 passed, 1 failed, 0 skipped'))

    def test_a_timeout_fails(self):
        self.assertEqual(close([{'name': 'a', 'result': 'TIMEOUT'}], meson_result=1), (1, '0 passed, 1 failed, 0 skipped'))

    def test_a_skipped_program_shows(self):
        self.assertEqual(close([tap('1..1\nok 1 a\n'), {'name': 'b', 'result': 'SKIP'}]), (0, '1 passed, 0 failed, 1 skipped'))

    def test_meson_failing_alone_fails(self):
        self.assertEqual(close([tap('1..1\nok 1 a\n')], meson_result=2), (1, '1 passed, 1 failed, 0 skipped'))

    def test_nothing_ran_fails(self):
        self.assertEqual(close([])[0], 1)
        self.assertEqual(summary.main(0, '/nonexistent/testlog.json'), 1)

    def test_runs_add_up_and_none_may_be_empty(self):
        self.assertEqual(close([tap('1..1\nok 1 a\n')], [tap('1..1\nok 1 a\n')]), (0, '2 passed, 0 failed, 0 skipped'))
        self.assertEqual(close([tap('1..1\nok 1 a\n')], [])[0], 1)


if __name__ == '__main__':
    unittest.main()
