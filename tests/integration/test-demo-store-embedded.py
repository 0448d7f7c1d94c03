"""Whose token it is that Salla's dashboard gives to the page of an app which it shows.

test-demo-store-embedded.py PROGRAM
"""

import datetime
import json
import time
import urllib.parse

from demo_store import fetch
from store_test import StoreTest, main


class Embedded(StoreTest):
    def setUp(self):
        super().setUp()
        api = urllib.parse.urlparse(self.store.ready['api_url'])
        self.url = f'{api.scheme}://{api.netloc}/exchange-authority/v1/introspect'

    def open(self, **details):
        return self.store.do('/embedded-token', **details)

    def ask(self, token, app=None, method=None):
        body = json.dumps({'token': token}).encode()
        headers = {'Content-Type': 'application/json', 'S-Source': app or self.app}
        return fetch(self.url, body, {name: value for name, value in headers.items() if value}, method)

    @property
    def app(self):
        return self.open()['app_id']

    def assert_refused(self, answer):
        self.assertEqual(answer.status, 401)
        self.assertEqual(json.loads(answer.body),
                         {'status': 401, 'success': False, 'error': {'message': 'Decryption failed', 'code': 0}})

    def test_tells_whose_it_is(self):
        opened = self.open()
        body = json.loads(self.ask(opened['token']).body)
        self.assertEqual((body['status'], body['success']), (200, True))
        self.assertEqual(body['data']['merchant_id'], int(self.store.ready['merchant']))
        self.assertNotEqual(body['data']['user_id'], body['data']['merchant_id'])
        ends = datetime.datetime.fromisoformat(body['data']['exp'][:19]).replace(tzinfo=datetime.timezone.utc)
        now = self.store.see('/counts')['now'] / 1000
        self.assertTrue(now < ends.timestamp() <= now + 301, body)
        other = self.open(merchant=1180227410)
        self.assertEqual(json.loads(self.ask(other['token']).body)['data']['merchant_id'], 1180227410)

    def test_refuses(self):
        opened = self.open()
        self.assert_refused(self.ask(opened['token'][::-1]))
        self.assert_refused(self.ask(None))
        self.assert_refused(self.ask(opened['token'], app='1409827734'))
        self.assert_refused(fetch(self.url, json.dumps({'token': opened['token']}).encode()))
        self.assertEqual(self.ask(opened['token'], method='PUT').status, 404)
        self.assertEqual(self.ask(opened['token']).status, 200)

    def test_ends(self):
        opened = self.open(seconds=60)
        self.assertEqual(self.ask(opened['token']).status, 200)
        self.store.do('/clock', advance_ms=61000)
        self.assert_refused(self.ask(opened['token']))

    def test_misbehaves(self):
        token = self.open()['token']
        for name, status in ('500', 500), ('503', 503), ('html', 200), ('empty-arrays', 200):
            self.store.misbehave(name, count=1, path='/introspect')
            answer = self.ask(token)
            self.assertEqual((name, answer.status), (name, status))
        self.assertEqual(json.loads(answer.body)['data'], [])
        self.store.misbehave('slow', count=1, path='/introspect', ms=700)
        started = time.monotonic()
        self.assertEqual(self.ask(token).status, 200)
        self.assertGreater(time.monotonic() - started, 0.6)

    def test_token_is_not_in_the_ledger(self):
        token = self.open()['token']
        self.ask(token)
        ledger = self.store.see('/ledger')
        self.assertEqual(ledger['requests'][-1]['target'], '/exchange-authority/v1/introspect')
        self.assertNotIn(token, json.dumps(ledger))


if __name__ == '__main__':
    main()
