"""What the demo store does wrong on purpose, as a plain client sees it: each name of --misbehave.

test-demo-store-faults.py PROGRAM
"""

import email.utils
import http.client
import json
import socket
import time
import urllib.parse

from demo_store import REDIRECT, fetch
from store_test import DAY, StoreTest, main, wait_until


def raw_request(ready, body):
    """A token request whose answer is not waited for."""
    url = urllib.parse.urlsplit(ready['accounts_url'])
    connection = socket.create_connection((url.hostname, url.port), timeout=30)
    connection.sendall(f'POST {url.path}/oauth2/token HTTP/1.1\r\nHost: {url.netloc}\r\nContent-Length: {len(body)}\r\n'
                       'Content-Type: application/x-www-form-urlencoded\r\n\r\n'.encode() + body)
    return connection


class Faults(StoreTest):
    def fault(self, name, /, **more):
        self.store.do('/misbehave', name=name, **{'count': 1, **more})
        return self.store.api('/orders', self.token)

    def setUp(self):
        super().setUp()
        self.token = self.store.sign_in()['access_token']

    def test_answers(self):
        self.assertEqual(self.fault('500').status, 500)
        self.assertEqual(self.fault('503').status, 503)
        self.assertEqual(self.fault('429').status, 429)
        html = self.fault('html')
        self.assertEqual((html.status, html.body[:9]), (200, b'<!doctype'))
        self.assertEqual(self.fault('empty').body, b'')
        self.assertEqual(self.fault('deep').body[:100000], b'[' * 100000)
        with self.assertRaises(json.JSONDecodeError):
            json.loads(self.fault('truncated').body)
        self.assertIn('elsewhere.example', self.fault('redirect').headers['Location'])
        self.assertEqual(self.store.api('/orders', self.token).status, 200)

    def test_only_where_asked(self):
        self.store.do('/misbehave', name='500', count=2, path='/customers')
        self.assertEqual(self.store.api('/orders', self.token).status, 200)
        self.assertEqual([self.store.api('/customers', self.token).status for _ in range(3)], [500, 500, 200])
        self.assertEqual([each['fault'] for each in self.store.see('/ledger')['requests'][-3:]], ['500', '500', None])

    def test_drop_takes_effect(self):
        pair = self.store.sign_in()
        self.store.do('/misbehave', name='drop', count=1, path='/token')
        with self.assertRaises(OSError):
            self.store.refresh(pair['refresh_token'])
        self.assertEqual(self.store.api('/orders', pair['access_token']).status, 200)
        self.assert_oauth_error(self.store.refresh(pair['refresh_token']), 401, 'invalid_grant')
        self.assertEqual(self.store.api('/orders', pair['access_token']).status, 401)

    def test_slow(self):
        start = time.monotonic()
        self.assertEqual(self.fault('slow', ms=400).status, 200)
        self.assertGreaterEqual(time.monotonic() - start, 0.4)

    def test_string_ids(self):
        row = json.loads(self.fault('string-ids').body)['data'][0]
        self.assertIsInstance(row['id'], str)
        self.assertIsInstance(row['status']['id'], str)

    def test_links_array(self):
        self.assertEqual(json.loads(self.fault('links-array').body)['pagination']['links'], [])

    def test_null_fields(self):
        rows = json.loads(self.fault('null-fields').body)['data']
        odd = [row for row in rows if row['exchange_rate'] is None]
        self.assertTrue(0 < len(odd) < len(rows))
        self.assertEqual((odd[0]['payment_method'], odd[0]['status']['slug']), ('camel_wallet', 'on the moon'))
        self.store.do('/misbehave', name='null-fields', count=1)
        people = self.store.get('/customers', self.token)['data']
        self.assertTrue(any(person['mobile'] is None and len(person['first_name']) > 3000 for person in people))

    def test_sign_in_faults(self):
        self.store.do('/misbehave', name='deny', count=1)
        self.assertEqual(self.store.authorize()['error'], 'access_denied')
        self.store.do('/misbehave', name='state-wrong', count=1)
        self.assertNotEqual(self.store.authorize()['state'], 'abcdefgh12345678')
        self.store.do('/misbehave', name='state-hyphens', count=1)
        self.assertEqual(self.store.authorize()['state'], 'abcdefgh-12345678')


class TokenFaults(StoreTest):
    """Every fault is limited to refreshes here: the sign-in before it has to go well."""

    def setUp(self):
        super().setUp()
        self.pair = self.store.sign_in()

    def refresh(self, *names, **details):
        for name in names:
            self.store.misbehave(name, count=1, grant='refresh_token', **details)
        return self.store.refresh(self.pair['refresh_token'])

    def assert_lost(self, kind, *names):
        with self.assertRaises(OSError) as caught:
            self.refresh(*names)
        self.assertIs(type(getattr(caught.exception, 'reason', caught.exception)), kind)
        self.assert_rotated()
        self.assertEqual(self.store.see('/ledger')['requests'][-1]['status'], 0)

    def assert_rotated(self):
        chain = self.store.chain()
        self.assertEqual((chain['generation'], chain['refreshes'], chain['alive']), (2, 1, True))
        self.assertEqual(self.store.grants()[-1], 'refresh_token: ok')

    def assert_untouched(self):
        self.assertEqual(self.store.chain()['generation'], 1)
        self.assertEqual(self.store.grants()[-1], 'refresh_token: untouched')

    def test_only_refreshes(self):
        self.store.misbehave('500', grant='refresh_token')
        pair = self.store.sign_in()
        self.assertEqual(self.store.api('/orders', pair['access_token']).status, 200)
        self.assertEqual(self.store.refresh(pair['refresh_token']).status, 500)
        self.store.do('/misbehave', name='none')
        self.store.misbehave('500', grant='authorization_code')
        self.assertEqual(self.store.refresh(pair['refresh_token']).status, 200)
        self.assertEqual(self.store.exchange(self.store.authorize()['code']).status, 500)

    def test_lost_answers(self):
        self.assert_lost(http.client.RemoteDisconnected, 'lost-answer')

    def test_dropped(self):
        self.assert_lost(http.client.RemoteDisconnected, 'drop')

    def test_reset(self):
        self.assert_lost(ConnectionResetError, 'reset')

    def test_reset_anywhere(self):
        for url in self.store.ready['storefront_url'], self.store.authorize_url(), self.store.ready['api_url'] + '/orders':
            with self.subTest(url), self.assertRaises(ConnectionResetError) as caught:
                self.store.misbehave('reset', count=1)
                fetch(url)
            self.assertIs(type(caught.exception), ConnectionResetError)

    def refresh_form(self):
        return self.store.token_form(grant_type='refresh_token', refresh_token=self.pair['refresh_token'])

    def test_hang(self):
        self.store.misbehave('hang', count=1, grant='refresh_token')
        with raw_request(self.store.ready, self.refresh_form()) as connection:
            wait_until(lambda: self.store.chain()['generation'] == 2)
            self.assertEqual(self.store.see('/ledger')['requests'][-1]['status'], 0)
            connection.setblocking(False)
            with self.assertRaises(BlockingIOError):
                connection.recv(1)
            connection.settimeout(30)
            connection.shutdown(socket.SHUT_WR)
            self.assertEqual(connection.recv(1), b'')

    def test_in_the_place_of_an_answer(self):
        answers = {'500': 500, '503': 503, 'html': 200, 'empty': 200, 'deep': 200, 'huge': 200, 'redirect': 302,
                   'blocked': 403, '429': 429, '429-bare': 429, '429-text': 429, '429-silent': 429}
        for name, status in answers.items():
            with self.subTest(name):
                self.assertEqual(self.refresh(name).status, status)
                self.assert_untouched()

    def test_after_the_effect(self):
        answers = {'500': 500, '503': 503, 'html': 200, 'empty': 200, 'truncated': 200, 'deep': 200, 'huge': 200,
                   'redirect': 302, 'blocked': 403, '429': 429, '429-bare': 429, '429-text': 429, '429-silent': 429}
        for name, status in answers.items():
            with self.subTest(name):
                self.pair = self.store.sign_in()
                answer = self.refresh('after', name)
                self.assertEqual(answer.status, status)
                self.assertNotIn(b'token_type', answer.body)
                self.assert_rotated()

    def test_expiry_spellings(self):
        now = self.store.see('/clock')['now'] // 1000
        absolute = json.loads(self.refresh('expires-absolute').body)
        self.assertNotIn('expires_in', absolute)
        self.assertTrue(1209600 <= absolute['expires'] - now < 1209660, absolute['expires'] - now)
        self.assertEqual(absolute['expires'], self.store.chain()['access_ends'] // 1000)
        self.pair = absolute
        relative = json.loads(self.refresh('expires-relative').body)
        self.assertEqual(relative['expires'], 1209599)
        self.assertNotIn('expires_in', relative)
        self.pair = relative
        missing = json.loads(self.refresh('expires-missing').body)
        self.assertFalse({'expires', 'expires_in'} & set(missing))

    def test_invalid_grant(self):
        self.assert_oauth_error(self.refresh('invalid-grant'), 401, 'invalid_grant')
        self.assertEqual(self.store.chain()['died'], 'revoked by Salla')
        self.assertEqual(self.store.grants()[-1], 'refresh_token: revoked')
        self.assertEqual(self.store.api('/store/info', self.pair['access_token']).status, 401)
        self.assertEqual(self.store.chain()['reused'], 0)

    def test_status_400(self):
        self.assert_oauth_error(self.refresh('grant-400', 'invalid-grant'), 400, 'invalid_grant')
        self.assert_oauth_error(self.store.refresh(self.pair['refresh_token']), 401, 'invalid_grant')

    def test_no_refresh_token(self):
        fresh = json.loads(self.refresh('no-refresh').body)
        self.assertNotIn('refresh_token', fresh)
        self.assertIn('offline_access', fresh['scope'])
        self.store.misbehave('no-refresh', count=1)
        self.assertNotIn('refresh_token', self.store.sign_in())

    def test_old_access_dies(self):
        fresh = json.loads(self.refresh('old-access-dies').body)
        self.assertEqual(self.store.api('/store/info', self.pair['access_token']).status, 401)
        self.assertEqual(self.store.api('/store/info', fresh['access_token']).status, 200)

    def test_old_access_lives_on(self):
        self.assertEqual(self.refresh().status, 200)
        self.assertEqual(self.store.api('/store/info', self.pair['access_token']).status, 200)
        self.assertEqual(self.store.chain()['access_in_use'], 1)

    def test_blocked(self):
        codes = set()
        for _ in range(2):
            body = json.loads(self.refresh('blocked').body)
            codes.add(body['error']['code'])
            self.assertIn('not trusted', body['error']['message'])
        self.assertEqual(codes, {403, 'forbidden'})
        self.assertEqual(self.refresh().status, 200)

    def test_tiny_bucket(self):
        self.store.misbehave('429', grant='refresh_token')
        answer = None
        for _ in range(100):
            answer = self.store.refresh(self.pair['refresh_token'])
            if answer.status == 429:
                break
            self.pair = json.loads(answer.body)
        self.assertEqual((answer.status, answer.headers['X-RateLimit-Limit']), (429, '4'))
        self.assert_alive_after_all()

    def assert_alive_after_all(self):
        self.store.do('/misbehave', name='none')
        self.assertEqual(self.store.refresh(self.pair['refresh_token']).status, 200)

    def test_outcomes(self):
        spent = self.pair['refresh_token']
        before = len(self.store.grants())
        code = self.store.authorize()['code']
        self.store.refresh(spent)
        self.store.refresh(spent)
        self.store.refresh('ory_rt_guess')
        self.store.exchange(code, redirect_uri=REDIRECT + '/')
        self.store.exchange(code)
        self.store.exchange(code)
        self.store.token(grant_type='password')
        self.store.token(grant_type='refresh_token', refresh_token='x', client_secret='wrong')
        self.assertEqual(self.store.grants()[before:], [
            'refresh_token: ok', 'refresh_token: spent', 'refresh_token: unknown', 'authorization_code: mismatch',
            'authorization_code: ok', 'authorization_code: spent', 'other: invalid_request', 'refresh_token: invalid_client'])

    def test_spent_uses_are_counted(self):
        for _ in range(3):
            self.refresh()
        chain = self.store.chain()
        self.assertEqual((chain['reused'], chain['died']), (2, 'refresh token used twice'))

    def test_chain_fields(self):
        now = self.store.see('/clock')['now']
        chain = self.store.chain()
        self.assertEqual(set(chain), {'id', 'scope', 'generation', 'alive', 'died', 'reused', 'refreshes', 'has_refresh',
                                      'access_ends', 'refresh_ends', 'access_in_use'})
        self.assertTrue(0 <= now - (chain['access_ends'] - 14 * DAY) < 60000)
        self.assertEqual(chain['refresh_ends'] - chain['access_ends'], 16 * DAY)
        self.store.sign_in(scope='orders.read')
        self.assertIs(self.store.chain()['has_refresh'], False)


class ApiFaults(StoreTest):
    def setUp(self):
        super().setUp()
        self.token = self.store.sign_in()['access_token']

    def both(self, name, status, word, path='/orders', base='api_url'):
        """The fault met twice in a row: the message, and that the code is a word and a number."""
        answers = []
        for _ in range(2):
            self.store.misbehave(name, count=1)
            url = self.store.ready[base] + path
            answers.append(fetch(url, headers={'Authorization': 'Bearer ' + self.token}))
        bodies = [json.loads(answer.body) for answer in answers]
        self.assertEqual([answer.status for answer in answers], [status, status])
        self.assertEqual({body['error']['code'] for body in bodies}, {status, word})
        self.assertEqual({(body['status'], body['success']) for body in bodies}, {(status, False)})
        self.assertEqual(self.store.api('/orders', self.token).status, 200)
        return bodies[0]['error']['message']

    def test_refusals(self):
        self.assertEqual(self.both('user-deleted', 401, 'Unauthorized'), 'The User is not exists.')
        self.assertIn('غير نشط', self.both('inactive', 401, 'Unauthorized'))
        self.assertEqual(self.both('invalid-token', 401, 'Unauthorized'), 'The access token is invalid')
        self.assertIn('not trusted', self.both('blocked', 403, 'forbidden'))

    def test_refusals_of_user_info(self):
        for name in 'user-deleted', 'inactive', 'invalid-token', 'scope':
            with self.subTest(name):
                self.both(name, 401, 'Unauthorized', '/oauth2/user/info', 'accounts_url')

    def test_scope_of_the_route(self):
        for path, scope in ('/orders', 'orders.read'), ('/customers', 'customers.read'), ('/store/info', 'settings.read'):
            self.assertTrue(self.both('scope', 401, 'Unauthorized', path).endswith('those scopes: ' + scope))

    def refuse(self, name):
        self.store.misbehave(name, count=1)
        answer = self.store.api('/orders', self.token)
        self.assertEqual(answer.status, 429)
        self.assertEqual(self.store.api('/orders', self.token).status, 200)
        return answer

    def test_429_shapes(self):
        full, bare, text, silent = map(self.refuse, ('429', '429-bare', '429-text', '429-silent'))
        self.assertEqual([answer.headers['Retry-After'] for answer in (full, bare, text, silent)], ['1', None, '1', None])
        for answer in full, bare, text:
            self.assertEqual(answer.headers['X-RateLimit-Remaining'], '0')
            self.assertEqual(answer.headers['X-RateLimit-Limit'], '720')
            self.assertIsNotNone(answer.headers['X-RateLimit-Reset'])
        self.assertFalse([name for name in silent.headers if name.lower().startswith('x-ratelimit')])
        self.assertTrue(text.headers['Content-Type'].startswith('text/plain'))
        with self.assertRaises(json.JSONDecodeError):
            json.loads(text.body)
        for answer in full, bare, silent:
            self.assertEqual(json.loads(answer.body)['error']['code'], 'too_many_requests')

    def test_huge(self):
        for url in self.store.ready['api_url'] + '/orders', self.store.ready['storefront_url']:
            self.store.misbehave('huge', count=1)
            answer = fetch(url, headers={'Authorization': 'Bearer ' + self.token})
            self.assertEqual(len(answer.body), 40 * 1024 * 1024)
            self.assertIs(json.loads(answer.body)['success'], True)

    def shown(self, **details):
        """What the store's clock seems to show, four times, against the clock that it has."""
        if details:
            self.store.misbehave('skew', **details)
        now = self.store.see('/clock')['now'] / 1000
        info = self.store.api('/oauth2/user/info', self.token)
        self.store.misbehave('expires-absolute', count=1)
        pair = self.store.sign_in()
        self.store.do('/misbehave', name='none')
        date = email.utils.parsedate_to_datetime(info.headers['Date']).timestamp()
        return [date - now, int(info.headers['X-RateLimit-Reset']) - now,
                json.loads(info.body)['data']['context']['exp'] - now - 1209600, pair['expires'] - now - 1209600]

    def test_skew(self):
        for details, seconds in ({}, 0), ({'count': 0}, 86400), ({'ms': -7 * DAY}, -7 * 86400), ({'ms': 90000}, 90):
            for difference in self.shown(**details):
                self.assertLess(abs(difference - seconds), 40, details)


if __name__ == '__main__':
    main()
