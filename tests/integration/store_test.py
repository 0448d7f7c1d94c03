"""A test case with a demo store of its own; the first argument of the program is the store."""

import json
import sys
import time
import unittest

from demo_store import Store

PROGRAM = sys.argv[1]
SMALL = ('--orders', '300', '--customers', '120')
BORN = ('--born', '2026-11-20T14:00:00+03:00', '--now', '2026-11-20T14:00:00+03:00')
DAY = 86400000


def wait_until(condition):
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline, 'it did not come true in time'


class StoreTest(unittest.TestCase):
    args = SMALL + BORN
    auto_approve = True

    @classmethod
    def setUpClass(cls):
        cls.store = Store(PROGRAM, *cls.args, auto_approve=cls.auto_approve)

    @classmethod
    def tearDownClass(cls):
        assert cls.store.close() == 0

    def setUp(self):
        self.store.do('/misbehave', name='none')

    def assert_error(self, answer, status, code):
        body = json.loads(answer.body)
        self.assertEqual(answer.status, status)
        self.assertEqual((body['status'], body['success'], body['error']['code']), (status, False, code))
        return body['error']['message']

    def assert_oauth_error(self, answer, status, error):
        body = json.loads(answer.body)
        self.assertEqual((answer.status, body['error']), (status, error))
        self.assertNotIn('success', body)


def main():
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
