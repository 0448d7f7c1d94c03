"""The demo store, started for real: what it promises to the programs that take it for Salla.

test-demo-store.py PROGRAM
"""

import collections
import datetime
import decimal
import email.utils
import http.client
import json
import signal
import socket
import subprocess
import sys
import time
import unittest
import urllib.parse

from demo_store import REDIRECT, Store, fetch, form, nonce_of, redirected

PROGRAM = sys.argv[1]
SMALL = ('--orders', '300', '--customers', '120')
BORN = ('--born', '2026-11-20T14:00:00+03:00', '--now', '2026-11-20T14:00:00+03:00')
DAY = 86400000
RIYADH = datetime.timezone(datetime.timedelta(hours=3))


def ms_of(date):
    assert date['timezone_type'] == 3 and date['timezone'] == 'Asia/Riyadh'
    moment = datetime.datetime.strptime(date['date'], '%Y-%m-%d %H:%M:%S.%f').replace(tzinfo=RIYADH)
    return int(moment.timestamp()) * 1000


def wait_until(condition):
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline, 'it did not come true in time'


def raw_request(ready, body):
    """A token request whose answer is not waited for."""
    url = urllib.parse.urlsplit(ready['accounts_url'])
    connection = socket.create_connection((url.hostname, url.port), timeout=30)
    connection.sendall(f'POST {url.path}/oauth2/token HTTP/1.1\r\nHost: {url.netloc}\r\nContent-Length: {len(body)}\r\n'
                       'Content-Type: application/x-www-form-urlencoded\r\n\r\n'.encode() + body)
    return connection


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


class Process(unittest.TestCase):
    def test_ready_line(self):
        with Store(PROGRAM, *SMALL) as store:
            for name in 'accounts_url', 'api_url', 'storefront_url', 'control_url':
                self.assertTrue(store.ready[name].startswith('http://127.0.0.1:'), name)
            self.assertIs(store.ready['ready'], True)
            self.assertTrue(store.ready['api_url'].endswith('/admin/v2'))
            self.assertEqual(fetch(store.ready['storefront_url']).status, 200)
            self.assertIn('عطر', fetch(store.ready['storefront_url']).body.decode())

    def test_ends_with_its_parent(self):
        self.assertEqual(Store(PROGRAM, *SMALL).close(), 0)

    def test_ends_on_signals(self):
        for number in signal.SIGTERM, signal.SIGINT:
            with self.subTest(number), Store(PROGRAM, *SMALL) as store:
                store.process.send_signal(number)
                self.assertEqual(store.process.wait(30), 0)

    def test_help_names_everything(self):
        text = subprocess.run([PROGRAM, '--help'], capture_output=True, text=True, check=True).stdout
        for word in ('--port', '--seed', '--orders', '--customers', '--auto-approve', '--plan', '--time-scale', '--trade',
                     '--born', '--redirect-uri', '--client-id', '--client-secret', '--misbehave', '--with-parent', 'deny',
                     '429', '500', 'html', 'truncated', 'deep', 'string-ids', 'slow', 'state-hyphens', 'links-array',
                     'null-fields', '/ledger', '/plan', 'after', 'huge', 'skew', 'refresh_token', 'NOMO_CLOCK'):
            self.assertIn(word, text)

    def test_bad_options(self):
        for args in (['--plan', ''], ['--born', 'soon'], ['--time-scale', '0'], ['--time-scale', '2e9'], ['--port', '70000'], ['--orders', '-1'],
                     ['--what'], ['--client-id'], ['surplus'], ['--misbehave', '500,quake']):
            with self.subTest(args):
                done = subprocess.run([PROGRAM, *args], capture_output=True, text=True, timeout=30)
                self.assertEqual((done.returncode, done.stdout), (2, ''))
                self.assertIn('nomo-demo-store: ', done.stderr)

    def test_taken_port(self):
        with Store(PROGRAM, *SMALL) as store:
            port = store.ready['api_url'].split(':')[2].split('/')[0]
            done = subprocess.run([PROGRAM, '--port', port, '--orders', '1'], capture_output=True, timeout=30)
            self.assertEqual(done.returncode, 1)


class Clock(unittest.TestCase):
    def test_time_scale(self):
        with Store(PROGRAM, *SMALL, *BORN, '--time-scale', '600') as store:
            real, shop, scale = store.ready['clock'].split(':')
            self.assertEqual(float(scale), 600)
            self.assertEqual(int(shop), store.ready['born'])
            before = (time.time() * 1000 - int(real)) * 600 + int(shop)
            now = store.see('/clock')['now']
            after = (time.time() * 1000 - int(real)) * 600 + int(shop)
            self.assertTrue(before - 600 <= now <= after + 600, (before, now, after))

    def test_a_clock_that_races(self):
        with Store(PROGRAM, *SMALL, '--time-scale', '1e9') as store:
            first = store.see('/clock')['now']
            wait_until(lambda: store.see('/clock')['now'] > first + 3650 * DAY)
            date = fetch(store.ready['storefront_url']).headers['Date']
            self.assertGreater(email.utils.parsedate_to_datetime(date).year, 2026 + 10)
            store.do('/clock', advance_ms=3650 * DAY)

    def test_the_clock_stops_before_dates_do(self):
        with Store(PROGRAM, *SMALL, '--time-scale', '1000000') as store:
            for _ in range(800):
                store.do('/clock', advance_ms=3650 * DAY)
            store.misbehave('skew', count=1, ms=3650 * DAY)
            self.assertEqual(fetch(store.ready['storefront_url']).status, 200)
            for _ in range(2):
                answer = fetch(store.ready['storefront_url'])
                self.assertEqual((answer.status, answer.headers['Date']), (200, 'Mon, 01 Jan 9900 00:00:00 GMT'))

    def test_date_header_is_the_stores(self):
        with Store(PROGRAM, *SMALL, *BORN) as store:
            store.do('/clock', advance_ms=400 * DAY)
            answer = fetch(store.ready['storefront_url'])
            header = email.utils.parsedate_to_datetime(answer.headers['Date']).timestamp() * 1000
            self.assertLess(abs(header - store.see('/clock')['now']), 20000)
            self.assertEqual(len(answer.headers.get_all('Date')), 1)

    def test_same_values_same_shop(self):
        args = SMALL + ('--born', '2026-11-01', '--trade', '4')
        with Store(PROGRAM, *args, '--now', '2026-11-03T10:00:00Z') as store:
            early = store.see('/books/orders')
        with Store(PROGRAM, *args, '--now', '2026-11-05T10:00:00Z') as store:
            late = store.see('/books/orders')
            customers = store.see('/counts')['customers']
        self.assertGreater(len(early), 300 + 100)
        self.assertGreater(len(late), len(early) + 100)
        self.assertGreater(customers, 120)
        fixed = ('id', 'reference_id', 'total', 'currency', 'customer_id', 'created_at', 'payment_method')
        for one, other in zip(early, late):
            self.assertEqual([one[name] for name in fixed], [other[name] for name in fixed])
        with Store(PROGRAM, *args, '--now', '2026-11-05T10:00:00Z') as store:
            self.assertEqual(store.see('/books/orders'), late)
        with Store(PROGRAM, *args, '--now', '2026-11-05T10:00:00Z', '--seed', '8') as store:
            self.assertNotEqual(store.see('/books/orders')[0]['id'], late[0]['id'])


class Consent(StoreTest):
    auto_approve = False

    def decide(self, nonce, decision):
        return fetch(self.store.ready['accounts_url'] + '/oauth2/consent', form(nonce=nonce, decision=decision))

    def test_page(self):
        answer = fetch(self.store.authorize_url())
        page = answer.body.decode()
        self.assertEqual(answer.status, 200)
        for text in 'dir="rtl"', 'متجر ورد الرياض', 'قراءة الطلبات', 'قراءة بيانات العملاء', 'موافقة', 'رفض':
            self.assertIn(text, page)
        self.assertIn("frame-ancestors 'none'", answer.headers['Content-Security-Policy'])

    def test_approve_once(self):
        nonce = nonce_of(fetch(self.store.authorize_url()).body)
        back = redirected(self.decide(nonce, 'approve'))
        self.assertEqual(back['state'], 'abcdefgh12345678')
        self.assertEqual(self.store.exchange(back['code']).status, 200)
        self.assertEqual(self.decide(nonce, 'approve').status, 400)
        self.assertEqual(self.decide('guess', 'approve').status, 400)

    def test_deny(self):
        nonce = nonce_of(fetch(self.store.authorize_url()).body)
        back = redirected(self.decide(nonce, 'deny'))
        self.assertEqual((back['error'], back['state']), ('access_denied', 'abcdefgh12345678'))
        self.assertNotIn('code', back)

    def test_page_goes_stale(self):
        nonce = nonce_of(fetch(self.store.authorize_url()).body)
        self.store.do('/clock', advance_ms=600000)
        self.assertEqual(self.decide(nonce, 'approve').status, 400)

    def test_scope_is_escaped_away(self):
        self.assertEqual(self.store.authorize(scope='<b>.read')['error'], 'invalid_scope')


class SignIn(StoreTest):
    def test_state(self):
        self.assertEqual(self.store.authorize(state='ab-cd-ef-gh')['state'], 'abcdefgh')
        self.assertEqual(self.store.authorize(state='short')['error'], 'invalid_state')
        self.assertEqual(self.store.authorize(state=None)['error'], 'invalid_state')

    def test_refused_without_redirect(self):
        for changes in ({'client_id': 'other'}, {'redirect_uri': 'https://evil.example/cb'}, {'redirect_uri': None},
                        {'redirect_uri': 'http://127.0.0.1:1/cb#f'}, {'redirect_uri': 'http://127.0.0.1.evil.example:1/'},
                        {'redirect_uri': 'http://u@127.0.0.1:1/'}, {'redirect_uri': 'http://127.0.0.1/cb'}):
            with self.subTest(changes):
                answer = fetch(self.store.authorize_url(**changes))
                self.assertIn(answer.status, (400, 401))
                self.assertNotIn('Location', answer.headers)

    def test_loopback_names(self):
        for uri in 'http://127.0.0.1:9/x?y=1', 'http://localhost:12345/callback':
            self.assertIn('code', self.store.authorize(redirect_uri=uri))

    def test_other_errors(self):
        self.assertEqual(self.store.authorize(response_type='token')['error'], 'unsupported_response_type')
        self.assertEqual(self.store.authorize(scope='coupons.read')['error'], 'invalid_scope')

    def test_pair(self):
        pair = self.store.sign_in()
        self.assertEqual((pair['expires_in'], pair['token_type']), (1209599, 'bearer'))
        self.assertTrue(pair['access_token'].startswith('ory_at_'))
        self.assertTrue(pair['refresh_token'].startswith('ory_rt_'))
        self.assertNotIn('refresh_token', self.store.sign_in(scope='orders.read'))

    def test_client_must_prove_itself(self):
        code = self.store.authorize()['code']
        self.assert_oauth_error(self.store.exchange(code, client_secret='wrong'), 401, 'invalid_client')
        self.assert_oauth_error(self.store.exchange(code, client_id='wrong'), 401, 'invalid_client')
        self.assertEqual(self.store.exchange(code).status, 200)

    def test_form_only(self):
        body = json.dumps({'grant_type': 'refresh_token'}).encode()
        answer = fetch(self.store.ready['accounts_url'] + '/oauth2/token', body, {'Content-Type': 'application/json'})
        self.assert_oauth_error(answer, 400, 'invalid_request')
        self.assert_oauth_error(self.store.token(grant_type='password'), 400, 'invalid_request')

    def test_code_is_for_one_redirect_and_one_use(self):
        code = self.store.authorize()['code']
        self.assert_oauth_error(self.store.exchange(code, redirect_uri=REDIRECT + '/'), 401, 'invalid_grant')
        self.assertEqual(self.store.exchange(code).status, 200)
        self.assert_oauth_error(self.store.exchange(code), 401, 'invalid_grant')

    def test_code_lasts_ten_minutes(self):
        code = self.store.authorize()['code']
        self.store.do('/clock', advance_ms=600000)
        self.assert_oauth_error(self.store.exchange(code), 401, 'invalid_grant')

    def test_refresh_rotates(self):
        pair = self.store.sign_in()
        fresh = json.loads(self.store.refresh(pair['refresh_token']).body)
        self.assertNotEqual(fresh['access_token'], pair['access_token'])
        self.assertNotEqual(fresh['refresh_token'], pair['refresh_token'])
        self.assertEqual(self.store.api('/store/info', fresh['access_token']).status, 200)
        self.assertEqual(self.store.refresh(fresh['refresh_token']).status, 200)

    def test_reuse_of_a_refresh_token_kills_the_chain(self):
        pair, other = self.store.sign_in(), self.store.sign_in()
        fresh = json.loads(self.store.refresh(pair['refresh_token']).body)
        self.assert_oauth_error(self.store.refresh(pair['refresh_token']), 401, 'invalid_grant')
        for token in pair['access_token'], fresh['access_token']:
            message = self.assert_error(self.store.api('/store/info', token), 401, 'Unauthorized')
            self.assertEqual(message, 'The access token is invalid')
        self.assert_oauth_error(self.store.refresh(fresh['refresh_token']), 401, 'invalid_grant')
        self.assertEqual(self.store.api('/store/info', other['access_token']).status, 200)
        dead = [chain for chain in self.store.see('/chains')['chains'] if chain['died'] == 'refresh token used twice']
        self.assertEqual([chain['generation'] for chain in dead], [2])

    def test_access_lasts_fourteen_days(self):
        pair = self.store.sign_in()
        self.store.do('/clock', advance_ms=14 * DAY)
        self.assertEqual(self.store.api('/store/info', pair['access_token']).status, 401)
        self.assertEqual(self.store.refresh(pair['refresh_token']).status, 200)

    def test_uninstall(self):
        with Store(PROGRAM, *SMALL) as store:
            pair = store.sign_in()
            fresh = json.loads(store.refresh(pair['refresh_token']).body)
            chain, = store.do('/uninstall')['chains']
            self.assertEqual((chain['alive'], chain['died']), (False, 'uninstalled'))
            for path in '/store/info', '/orders', '/customers', '/oauth2/user/info':
                for token in pair['access_token'], fresh['access_token']:
                    message = self.assert_error(store.api(path, token), 401, 'Unauthorized')
                    self.assertEqual(message, 'The access token is invalid')
            self.assert_oauth_error(store.refresh(fresh['refresh_token']), 401, 'invalid_grant')
            self.assertEqual(store.grants()[-1], 'refresh_token: revoked')
            self.assertEqual(store.api('/store/info', store.sign_in()['access_token']).status, 200)

    def test_rotate_client_secret(self):
        with Store(PROGRAM, *SMALL) as store:
            pair = store.sign_in()
            secret = store.do('/rotate')['client_secret']
            self.assert_oauth_error(store.refresh(pair['refresh_token']), 401, 'invalid_client')
            store.ready['client_secret'] = secret
            self.assertEqual(store.refresh(pair['refresh_token']).status, 200)


class ExactRedirect(StoreTest):
    args = SMALL + ('--redirect-uri', 'http://localhost:5000/cb', '--client-id', 'mine', '--client-secret', 'hidden')

    def test_exact(self):
        self.assertEqual((self.store.ready['client_id'], self.store.ready['client_secret']), ('mine', 'hidden'))
        self.assertIn('code', self.store.authorize(redirect_uri='http://localhost:5000/cb'))
        for uri in 'http://localhost:5000/cb/', 'http://localhost:5001/cb', 'http://127.0.0.1:5000/cb':
            self.assertEqual(fetch(self.store.authorize_url(redirect_uri=uri)).status, 400)


class Api(StoreTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.token = cls.store.sign_in()['access_token']

    def get(self, path, /, **query):
        return self.store.get(path, self.token, **query)

    def test_user_and_store(self):
        user, store = self.get('/oauth2/user/info')['data'], self.get('/store/info')['data']
        self.assertEqual(str(user['merchant']['id']), self.store.ready['merchant'])
        self.assertNotEqual(user['id'], user['merchant']['id'])
        self.assertEqual((user['merchant']['username'], user['merchant']['plan']), ('ward-riyadh', 'special'))
        self.assertEqual((store['name'], store['currency']), ('متجر ورد الرياض', 'SAR'))
        self.assertEqual(store['domain'], 'https://salla.sa/ward-riyadh')
        url = self.store.ready['accounts_url'] + '/oauth2/user/info'
        self.assertEqual(fetch(url, headers={'Authorization': 'Bearer ' + self.token}).status, 200)
        self.store.do('/misbehave', name='bare-user', count=1)
        self.assertEqual(self.get('/oauth2/user/info')['merchant']['id'], user['merchant']['id'])

    def test_light_row(self):
        row = self.get('/orders', per_page=1)['data'][0]
        self.assertEqual(list(row), ['id', 'reference_id', 'total', 'exchange_rate', 'date', 'status', 'can_cancel',
                                     'can_reorder', 'payment_method', 'is_pending_payment', 'features', 'items'])
        self.assertEqual(set(row['items'][0]), {'name', 'quantity', 'thumbnail'})
        self.assertEqual(set(row['status']), {'id', 'name', 'slug', 'customized'})

    def test_walk_equals_books(self):
        books = {order['id']: order for order in self.store.see('/books/orders')}
        rows = self.store.walk('/orders', self.token)
        self.assertEqual(len(rows), 300)
        self.assertEqual({row['id'] for row in rows}, set(books))
        for row in rows:
            order = books[row['id']]
            self.assertEqual(decimal.Decimal(str(row['total']['amount'])), decimal.Decimal(order['total']))
            self.assertEqual((row['total']['currency'], row['status']['slug']), (order['currency'], order['status']))
            self.assertEqual(row['exchange_rate']['rate'], order['rate'])
            self.assertEqual(row['exchange_rate']['base_currency'], order['currency'])
            self.assertEqual(ms_of(row['date']), order['created_at'] // 1000 * 1000)
        customers = self.store.walk('/customers', self.token)
        self.assertEqual({row['id'] for row in customers}, {row['id'] for row in self.store.see('/books/customers')})
        self.assertEqual(self.store.see('/counts')['orders'], 300)
        self.assertEqual(self.store.see('/counts')['customers'], 120)

    def test_sorts(self):
        books = {order['id']: order for order in self.store.see('/books/orders')}
        for field, key in (('id', 'id'), ('created_at', 'created_at'), ('updated_at', 'updated_at'), ('total', 'total_minor')):
            for direction in 'asc', 'desc':
                rows = self.store.walk('/orders', self.token, sort_by=f'{field}-{direction}')
                values = [books[row['id']][key] for row in rows]
                self.assertEqual(values, sorted(values, reverse=direction == 'desc'), field)
                self.assertEqual(len(set(row['id'] for row in rows)), 300)
        self.assert_error(self.store.api('/orders', self.token, sort_by='name-asc'), 422, 'validation_failed')

    def test_filters(self):
        books = self.store.see('/books/orders')
        for status in self.get('/orders/statuses')['data']:
            children = [each['id'] for each in self.get('/orders/statuses')['data'] if each['original']['id'] == status['id']]
            want = {order['id'] for order in books if order['status_id'] in [status['id'], *children]}
            rows = self.store.walk('/orders', self.token, **{'status[]': [status['id']]})
            self.assertEqual({row['id'] for row in rows}, want, status['name'])
        buyer = collections.Counter(order['customer_id'] for order in books).most_common(1)[0]
        self.assertEqual(self.get('/orders', customer_id=buyer[0])['pagination']['total'], buyer[1])
        self.assertEqual(self.get('/orders', reference_id=books[5]['reference_id'])['data'][0]['id'], books[5]['id'])
        self.assertEqual(self.get('/orders', keyword=books[9]['reference_id'])['data'][0]['id'], books[9]['id'])
        cod = sum(order['payment_method'] == 'cod' for order in books)
        self.assertEqual(self.get('/orders', **{'payment_method[]': ['cod']})['pagination']['total'], cod)

    def test_days(self):
        books = self.store.see('/books/orders')
        days = collections.Counter(datetime.datetime.fromtimestamp(order['created_at'] / 1000, RIYADH).date().isoformat()
                                   for order in books)
        day, count = days.most_common(1)[0]
        for sort in 'id-desc', 'updated_at-asc', 'total-desc':
            answer = self.get('/orders', from_date=day, to_date=day, sort_by=sort)
            self.assertEqual(answer['pagination']['total'], count)
        self.assertEqual(self.get('/orders', from_date='2027-01-01')['pagination']['total'], 0)
        self.assertEqual(self.get('/orders', from_date=day, to_date='2020-01-01')['data'], [])
        for bad in 'yesterday', '2026-13-01':
            answer = self.store.api('/orders', self.token, from_date=bad)
            self.assert_error(answer, 422, 'validation_failed')
            self.assertEqual(list(json.loads(answer.body)['error']['fields']), ['from_date'])

    def test_keyword_finds_names(self):
        customer = next(row for row in self.store.see('/books/customers') if row['orders'] > 0)
        ids = {row['id'] for row in self.store.walk('/customers', self.token, keyword=customer['name'])}
        self.assertIn(customer['id'], ids)
        self.assertGreaterEqual(self.get('/orders', keyword=customer['name'])['pagination']['total'], customer['orders'])
        self.assertEqual(self.get('/customers', keyword=customer['mobile'])['data'][0]['id'], customer['id'])
        self.assertEqual(self.get('/customers', keyword='لا أحد بهذا الاسم')['data'], [])

    def test_pages(self):
        self.assertEqual(self.get('/orders')['pagination']['perPage'], 15)
        first = self.get('/orders', per_page=999)['pagination']
        self.assertEqual((first['perPage'], first['count'], first['totalPages']), (60, 60, 5))
        self.assertEqual(list(first['links']), ['next'])
        self.assertTrue(first['links']['next'].startswith('http://127.0.0.1:'))
        last = self.get('/orders', per_page=60, page=5)['pagination']
        self.assertEqual(list(last['links']), ['previous'])
        self.assertEqual(self.get('/orders', per_page=60, page=6)['data'], [])
        self.assertEqual(self.get('/orders', customer_id=1)['pagination']['links'], [])
        self.assertEqual(self.get('/orders', page='x', per_page='-3')['pagination']['currentPage'], 1)

    def test_full_order_adds_up(self):
        for row in self.get('/orders', per_page=60)['data']:
            order = self.get(f'/orders/{row["id"]}')['data']
            amounts = order['amounts']
            number = lambda money: decimal.Decimal(str(money['amount']))
            discount = sum(decimal.Decimal(each['discount']) for each in amounts['discounts'])
            self.assertEqual(number(amounts['sub_total']) + number(amounts['shipping_cost']) +
                             number(amounts['cash_on_delivery']) + number(amounts['tax']['amount']) - discount,
                             number(amounts['total']))
            self.assertEqual(amounts['total'], row['total'])
            self.assertIsInstance(order['customer']['mobile'], int)
            self.assertEqual(self.get(f'/customers/{order["customer"]["id"]}')['data'], order['customer'])
            self.assertEqual(len(order['items']), len(row['items']))

    def test_parts_of_an_order(self):
        order = self.get('/orders', per_page=1)['data'][0]['id']
        full, light = self.get(f'/orders/{order}')['data'], self.get(f'/orders/{order}', format='light')['data']
        self.assertNotIn('items', light)
        self.assertEqual(self.get('/orders/items', order_id=order)['data'], full['items'])
        history = self.get(f'/orders/{order}/histories')['data']
        self.assertEqual(history[-1]['created_at'], full['updated_at'])

    def test_body_status_differs(self):
        answer = self.store.api('/orders/statuses', self.token)
        self.assertEqual((answer.status, json.loads(answer.body)['status']), (200, 201))

    def test_refusals(self):
        message = self.assert_error(self.store.api('/orders', 'ory_at_none'), 401, 'Unauthorized')
        self.assertEqual(message, 'The access token is invalid')
        self.assertEqual(fetch(self.store.ready['api_url'] + '/orders').status, 401)
        narrow = self.store.sign_in(scope='settings.read')['access_token']
        self.assertIn('customers.read', self.assert_error(self.store.api('/customers', narrow), 401, 'Unauthorized'))
        wide = self.store.sign_in(scope='customers.read_write')['access_token']
        self.assertEqual(self.store.api('/customers', wide).status, 200)
        self.assert_error(self.store.api('/orders/1', self.token), 404, 404)
        self.assert_error(self.store.api('/customers/1', self.token), 404, 'error')
        self.assert_error(self.store.api('/orders/99999999999999999999', self.token), 404, 404)
        self.assert_error(self.store.api('/planets', self.token), 404, 'not_found')
        self.assert_error(self.store.api('/orders', self.token, method='DELETE'), 405, 'method_not_allowed')

    def test_looks_like_php(self):
        bodies = [self.store.api('/orders', self.token).body for _ in range(6)]
        self.assertTrue(all(b'\\/' in body for body in bodies))
        self.assertTrue(any(b'\\u06' in body for body in bodies))
        self.assertTrue(any('ورد'.encode() in body for body in bodies))

    def test_strangers(self):
        url = self.store.ready['storefront_url']
        self.assertEqual(fetch(url, headers={'Host': 'rebound.example'}).status, 421)
        self.assertEqual(fetch(self.store.ready['control_url'].rsplit('/', 1)[0] + '/guess/counts').status, 404)
        big = fetch(self.store.ready['accounts_url'] + '/oauth2/token', b'a' * (1024 * 1024 + 1))
        self.assertEqual(big.status, 413)


class Life(StoreTest):
    def test_orders_move_on(self):
        token = self.store.sign_in()['access_token']
        ids = self.store.do('/orders', n=30)['ids']
        self.assertEqual(len(set(ids)), 30)
        newest = [row['id'] for row in self.store.get('/orders', token, per_page=30)['data']]
        self.assertEqual(set(newest), set(ids))
        before = self.store.see('/clock')['now']
        self.store.do('/clock', advance_ms=2 * DAY)
        rows = self.store.get('/orders', token, per_page=60, sort_by='updated_at-desc')['data']
        books = {order['id']: order for order in self.store.see('/books/orders')}
        self.assertEqual(rows[0]['id'], max(books.values(), key=lambda order: (order['updated_at'], order['id']))['id'])
        moved = [order for order in ids if books[order]['updated_at'] > before]
        self.assertGreater(len(moved), 20)
        self.assertTrue(set(moved) & {row['id'] for row in rows})
        self.assertTrue({'delivered', 'shipped'} & {books[order]['status'] for order in ids})

    def test_trade_goes_on(self):
        with Store(PROGRAM, *SMALL, *BORN, '--trade', '60') as store:
            store.do('/clock', advance_ms=DAY // 2)
            self.assertGreater(store.see('/counts')['orders'], 300 + 12 * 30)
            last = store.see('/books/orders')[-1]['created_at']
            self.assertLess(store.see('/clock')['now'] - last, 3600000)

    def test_control_refuses_nonsense(self):
        url = self.store.ready['control_url']
        self.assertEqual(fetch(url + '/orders', b'{"n":0}').status, 422)
        self.assertEqual(fetch(url + '/clock', b'{"advance_ms":-5}').status, 422)
        self.assertEqual(fetch(url + '/misbehave', b'{"name":"quake"}').status, 422)
        self.assertEqual(fetch(url + '/orders', b'{').status, 400)
        self.assertEqual(fetch(url + '/orders').status, 405)
        self.assertEqual(fetch(url + '/books/planets').status, 404)

    def test_ledger_keeps_no_secrets(self):
        pair = self.store.sign_in()
        self.store.api('/orders', pair['access_token'], page=2)
        text = json.dumps(self.store.see('/ledger')) + json.dumps(self.store.see('/chains'))
        for secret in pair['access_token'], pair['refresh_token'], self.store.ready['client_secret'], 'ory_':
            self.assertNotIn(secret, text)
        last = self.store.see('/ledger')['requests'][-1]
        self.assertEqual((last['method'], last['target'], last['status']), ('GET', '/admin/v2/orders?page=2', 200))
        self.assertGreater(last['chain'], 0)


class Pace(unittest.TestCase):
    def spend(self, store, token, path, most):
        for n in range(most):
            answer = store.api(path, token, per_page=1)
            if answer.status != 200:
                return n, answer
        self.fail(f'{most} requests and no 429')

    def check(self, plan, burst):
        with Store(PROGRAM, *SMALL, *BORN, '--plan', plan) as store:
            token = store.sign_in()['access_token']
            first = store.api('/orders', token)
            self.assertEqual(first.headers['X-RateLimit-Limit'], str(burst))
            self.assertEqual(first.headers['X-RateLimit-Remaining'], str(burst - 1))
            self.assertLess(abs(int(first.headers['X-RateLimit-Reset']) - store.see('/clock')['now'] / 1000), 5)
            n, answer = self.spend(store, token, '/orders', burst + 120)
            self.assertGreaterEqual(n, burst - 1)
            self.assertEqual((answer.status, answer.headers['X-RateLimit-Remaining']), (429, '0'))
            self.assertEqual(json.loads(answer.body)['error']['code'], 'too_many_requests')
            wait = int(answer.headers['Retry-After'])
            self.assertGreaterEqual(wait, 1)
            store.do('/clock', advance_ms=wait * 1000)
            self.assertEqual(store.api('/orders', token).status, 200)

    def test_plus(self):
        self.check('plus', 120)

    def test_pro(self):
        self.check('pro', 360)

    def test_special(self):
        self.check('special', 720)

    def test_an_unknown_plan(self):
        self.check('basic', 120)

    def test_the_plan_changes(self):
        with Store(PROGRAM, *SMALL, *BORN, '--plan', 'galactic') as store:
            token = store.sign_in()['access_token']
            self.assertEqual(store.see('/plan'), {'plan': 'galactic', 'limit': 120})
            for plan, burst in ('galactic', 120), ('pro', 360), ('basic', 120), ('special', 720):
                self.assertEqual(store.do('/plan', name=plan), {'plan': plan, 'limit': burst})
                self.assertEqual(store.api('/orders', token).headers['X-RateLimit-Limit'], str(burst))
                self.assertEqual(store.get('/store/info', token)['data']['plan'], plan)
                self.assertEqual(store.get('/oauth2/user/info', token)['data']['merchant']['plan'], plan)
            self.assertEqual(fetch(store.ready['control_url'] + '/plan', b'{}').status, 422)
            store.do('/plan', name='special')
            self.spend(store, token, '/orders', 720 + 120)
            store.do('/plan', name='plus')
            answer = store.api('/orders', token)
            self.assertEqual((answer.status, answer.headers['X-RateLimit-Remaining']), (429, '0'))
            self.assertGreater(int(answer.headers['Retry-After']), 500)

    def test_customers_have_their_own(self):
        with Store(PROGRAM, *SMALL, *BORN, '--plan', 'special') as store:
            token = store.sign_in()['access_token']
            n, answer = self.spend(store, token, '/customers', 600)
            self.assertGreaterEqual(n, 500)
            self.assertEqual((answer.status, answer.headers['X-RateLimit-Limit']), (429, '500'))
            self.assertEqual(store.api('/orders', token).status, 200)

    def test_tiny_bucket(self):
        with Store(PROGRAM, *SMALL, *BORN, '--misbehave', '429') as store:
            n, answer = self.spend(store, store.sign_in()['access_token'], '/orders', 100)
            self.assertGreaterEqual(n, 4)
            self.assertEqual(answer.status, 429)


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
    unittest.main(argv=sys.argv[:1] + sys.argv[2:], verbosity=2)
