"""The demo store, started for real: what it promises to the programs that take it for Salla.

test-demo-store.py PROGRAM
"""

import collections
import datetime
import decimal
import email.utils
import json
import signal
import subprocess
import time
import unittest

from demo_store import REDIRECT, Store, fetch, form, nonce_of, redirected
from store_test import BORN, DAY, PROGRAM, SMALL, StoreTest, main, wait_until

RIYADH = datetime.timezone(datetime.timedelta(hours=3))


def ms_of(date):
    assert date['timezone_type'] == 3 and date['timezone'] == 'Asia/Riyadh'
    moment = datetime.datetime.strptime(date['date'], '%Y-%m-%d %H:%M:%S.%f').replace(tzinfo=RIYADH)
    return int(moment.timestamp()) * 1000


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
                     'null-fields', '/ledger', '/plan', '/books/categories', '/books/carts', '/books/reviews', '/delete', '/edit', '/effects', '/dashboard/coupon', 'method', 'group-code', 'after', 'huge', 'skew', 'refresh_token', 'NOMO_CLOCK'):
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


def money(value):
    """Halalas of an amount in riyals."""
    assert value['currency'] == 'SAR', value
    return decimal.Decimal(str(value['amount'])) * 100


def local_of(ms):
    return datetime.datetime.fromtimestamp(ms // 1000, RIYADH).strftime('%Y-%m-%d %H:%M:%S')


class Shop(StoreTest):
    """What the shop has beside orders and customers, against its books."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        scopes = 'settings orders customers products categories brands marketing carts'
        cls.token = cls.store.sign_in(scope=' '.join(f'{name}.read' for name in scopes.split()))['access_token']

    def get(self, path, /, **query):
        return self.store.get(path, self.token, **query)

    def books(self, name):
        return {record['id']: record for record in self.store.see(f'/books/{name}')}

    def walk(self, path, /, **query):
        rows = self.store.walk(path, self.token, **query)
        self.assertEqual(len({row['id'] for row in rows}), len(rows))
        return rows

    def items_of_orders(self):
        for order in self.store.walk('/orders', self.token):
            yield from self.get('/orders/items', order_id=order['id'])['data']

    def assert_out_of_reach(self, path, scope):
        narrow = self.store.sign_in(scope='settings.read')['access_token']
        self.assertIn(scope, self.assert_error(self.store.api(path, narrow), 401, 'Unauthorized'))


class Catalogue(Shop):
    def test_products(self):
        books, rows = self.books('products'), self.walk('/products')
        self.assertEqual({row['id'] for row in rows}, set(books))
        self.assertEqual(self.store.see('/counts')['products'], len(books))
        self.assertTrue(any(book['sale_price_minor'] for book in books.values()))
        for row in rows:
            book = books[row['id']]
            for name in 'price', 'regular_price', 'sale_price', 'cost_price':
                self.assertEqual(money(row[name]), book[name + '_minor'])
                self.assertEqual(decimal.Decimal(book[name]) * 100, book[name + '_minor'])
            self.assertEqual(row['price'], row['sale_price'] if book['sale_price_minor'] else row['regular_price'])
            self.assertEqual(money(row['pre_tax_price']) + money(row['tax']), money(row['taxed_price']))
            self.assertEqual(row['sale_end'], local_of(book['sale_ends_at']) if book['sale_ends_at'] else None)
            self.assertEqual(row['updated_at'], local_of(book['updated_at']))
            for name in 'sku', 'name', 'type', 'status', 'quantity':
                self.assertEqual(row[name], book[name], name)
            self.assertEqual(row['unlimited_quantity'], book['quantity'] is None)
            self.assertEqual((row['sold_quantity'], row['views']), (book['sold'], book['views']))
            self.assertEqual((row['rating']['count'], row['rating']['total']), (book['ratings'], book['stars']))
            self.assertIn(book['category_id'], [category['id'] for category in row['categories']])
            self.assertEqual(row['brand'] and row['brand']['id'], book['brand_id'])
            self.assertEqual(self.get(f'/products/{row["id"]}')['data'], row)
            self.assertEqual(self.get(f'/products/sku/{row["sku"]}')['data'], row)

    def test_sold_is_what_orders_hold(self):
        sold, names = collections.Counter(), {}
        for item in self.items_of_orders():
            sold[item['product']['id']] += item['quantity']
            names[item['product']['id']] = (item['name'], item['sku'], item['product']['type'])
        for product, book in self.books('products').items():
            self.assertEqual(book['sold'], sold[product])
            self.assertIn(names.get(product), ((book['name'], book['sku'], book['type']), None))

    def test_products_in_part(self):
        books = self.books('products')
        statuses = collections.Counter(book['status'] for book in books.values())
        self.assertEqual(set(statuses) - {'out'}, {'sale', 'hidden'})
        for status in 'sale', 'hidden', 'out':
            self.assertEqual({row['status'] for row in self.walk('/products', status=status)} - {status}, set())
            self.assertEqual(self.get('/products', status=status)['pagination']['total'], statuses[status])
        self.assert_error(self.store.api('/products', self.token, status='asleep'), 422, 'validation_failed')
        self.assertTrue(all('عطر' in row['name'] for row in self.walk('/products', keyword='عطر')))
        self.assertEqual([row['sku'] for row in self.walk('/products', keyword='wrd-33')], ['WRD-33'])
        light = self.get('/products', format='light', per_page=60)
        self.assertNotIn('pagination', light)
        self.assertEqual({row['id'] for row in light['data']}, set(books))
        self.assertFalse({'categories', 'images', 'sold_quantity'} & set(light['data'][0]))
        pages = [self.get('/products', per_page=7, page=page)['data'] for page in range(1, 10)]
        self.assertEqual(sorted(row['id'] for page in pages for row in page), sorted(books))

    def test_categories(self):
        books = self.books('categories')
        tops = self.walk('/categories', **{'with[]': ['items']})
        self.assertEqual({row['id'] for row in tops}, {key for key, book in books.items() if book['parent_id'] == 0})
        flat = [row for top in tops for row in [top, *top['items']]]
        self.assertEqual({row['id'] for row in flat}, set(books))
        self.assertEqual(self.store.see('/counts')['categories'], len(books))
        for row in flat:
            book = books[row['id']]
            self.assertEqual((row['name'], row['status'], row['parent_id']),
                             (book['name'], book['status'], book['parent_id']))
            products = self.walk(f'/categories/{row["id"]}/products')
            self.assertEqual(len(products), book['products'])
            self.assertEqual(self.walk('/products', category=row['id']), products)
            self.assertEqual(self.get(f'/categories/{row["id"]}')['data'], row)
            children = self.walk(f'/categories/{row["id"]}/children', **{'with[]': ['items']})
            self.assertEqual(children, row['items'])
        self.assertNotIn('items', self.get('/categories')['data'][0])
        self.assertEqual(len(self.walk('/categories/search')), len(books))
        self.assertEqual([row['name'] for row in self.walk('/categories', keyword='بخور')],
                         [row['name'] for row in flat if 'بخور' in row['name']])
        hidden = self.walk('/categories', status='hidden')
        self.assertEqual([books[row['id']]['products'] for row in hidden], [0])

    def test_brands(self):
        brands = {row['id'] for row in self.walk('/brands')}
        used = {book['brand_id'] for book in self.books('products').values()}
        self.assertEqual(used - {None}, brands)
        self.assertEqual(self.store.see('/counts')['brands'], len(brands))

    def test_refusals(self):
        for path in '/products', '/categories', '/brands':
            self.assert_out_of_reach(path, path[1:] + '.read')
        for path in '/products/1', '/categories/1', '/products/sku/WRD-0', '/products/sku/WRD-61', '/categories/1/products':
            self.assert_error(self.store.api(path, self.token), 404, 'error')

    def test_faults(self):
        self.store.misbehave('string-ids', count=1)
        self.assertIsInstance(self.get('/products')['data'][0]['id'], str)
        self.store.misbehave('links-array', count=1)
        self.assertEqual(self.get('/products')['pagination']['links'], [])
        self.store.misbehave('null-fields', count=1)
        rows = self.get('/products')['data']
        self.assertIn(None, [row['price'] for row in rows])
        self.assertIn([], [row['brand'] for row in rows])

    def test_prices_move(self):
        with Store(PROGRAM, *SMALL, *BORN) as store:
            token = store.sign_in(scope='products.read')['access_token']
            before = {row['id']: row for row in store.walk('/products', token)}
            now = local_of(store.see('/clock')['now'])
            store.do('/clock', advance_ms=60 * DAY)
            after = store.walk('/products', store.sign_in(scope='products.read')['access_token'])
            moved = [row for row in after if row['updated_at'] > now]
            self.assertGreater(len(moved), 10)
            for row in after:
                names = 'price', 'regular_price', 'sale_price', 'sale_end', 'updated_at'
                changed = [name for name in names if row[name] != before[row['id']][name]]
                self.assertEqual(bool(changed), row in moved, row['name'])


class Groups(Shop):
    def meets(self, group, orders):
        """Whether somebody who placed these orders meets the group's condition."""
        condition = group['conditions']
        sales = sum((decimal.Decimal(order['total_minor']) * decimal.Decimal(order['rate']) /
                     (10 if order['currency'] == 'KWD' else 1)).quantize(1, decimal.ROUND_HALF_UP) for order in orders)
        value = {'total_sales': sales / 100, 'total_orders': len(orders)}.get(condition['type'])
        if condition['type'] == 'doesnt_have_orders':
            return not orders
        if condition['symbol'] == 'between':
            return condition['min_value'] <= value <= condition['max_value']
        return value > condition['value'] if condition['symbol'] == '>' else value < condition['value']

    def test_groups(self):
        groups, books = self.walk('/customers/groups'), self.books('groups')
        self.assertEqual({row['id']: row['name'] for row in groups}, {key: book['name'] for key, book in books.items()})
        self.assertEqual(self.store.see('/counts')['groups'], len(books))
        self.assertEqual({type(row['conditions']) for row in groups}, {dict, list})
        self.assertEqual({row['conditions']['symbol'] for row in groups if row['conditions']}, {'>', '<', 'between', None})

    def test_members(self):
        groups, books = self.walk('/customers/groups'), self.books('customers')
        orders = collections.defaultdict(list)
        for order in self.store.see('/books/orders'):
            orders[order['customer_id']].append(order)
        members = collections.Counter()
        for row in self.walk('/customers'):
            self.assertEqual(row['groups'], books[row['id']]['groups'])
            for group in groups:
                if group['conditions']:
                    self.assertEqual(group['id'] in row['groups'], self.meets(group, orders[row['id']]), group['name'])
            members.update(row['groups'])
        for group, book in self.books('groups').items():
            self.assertEqual(members[group], book['customers'])
        self.assertGreater(len(members), 4)
        self.assertLess(len(members), len(groups))

    def test_a_purchase_moves_a_customer(self):
        with Store(PROGRAM, *SMALL, *BORN) as store:
            before = {row['id']: row['groups'] for row in store.see('/books/customers')}
            store.do('/orders', n=60)
            after = {row['id']: row['groups'] for row in store.see('/books/customers')}
            self.assertGreater(sum(after[key] != groups for key, groups in before.items()), 5)

    def test_refusals(self):
        self.assert_out_of_reach('/customers/groups', 'customers.read')
        self.store.misbehave('null-fields', count=1)
        self.assertIn(None, [row['conditions'] for row in self.get('/customers/groups')['data']])


class Coupons(Shop):
    def test_coupons(self):
        books, rows = self.books('coupons'), self.walk('/coupons', per_page=4)
        now = local_of(self.store.see('/clock')['now'])
        self.assertEqual({row['id'] for row in rows}, set(books))
        self.assertEqual(self.store.see('/counts')['coupons'], len(books))
        for row in rows:
            book = books[row['id']]
            self.assertEqual((row['code'], row['type'], row['status']),
                             (book['code'], book['type'], 'active' if book['active'] else 'inactive'))
            self.assertEqual(money(row['amount']), book['amount_minor'])
            self.assertEqual(money(row['minimum_amount']) if row['minimum_amount'] else 0, book['minimum_minor'])
            self.assertEqual(money(row['maximum_amount']), book['maximum_minor'])
            self.assertEqual(row['expiry_date'], local_of(book['ends_at']))
            self.assertEqual(row['start_date'], local_of(book['starts_at']) if book['starts_at'] else None)
            for name in 'created_at', 'updated_at':
                self.assertEqual(ms_of(row[name]), book[name] // 1000 * 1000)
            self.assertEqual((row['marketing_active'], row['marketing_name']), (bool(book['marketer']), book['marketer']))
            self.assertEqual(self.get(f'/coupons/{row["id"]}')['data'], row)
        ends = [row['expiry_date'] for row in rows]
        self.assertTrue(any(end < now for end in ends) and any(end > now for end in ends))
        self.assertTrue(any(row['start_date'] and row['start_date'] > now for row in rows))
        self.assertEqual([row['code'] for row in self.walk('/coupons', keyword='نوف')], ['NOUF15'])
        self.assertEqual([row['code'] for row in self.walk('/coupons', keyword='ward')], ['WARD10'])

    def test_uses_are_the_orders(self):
        uses, buyers, orders = collections.Counter(), collections.defaultdict(set), self.store.see('/books/orders')
        group_of = {each['code']: row['code'] for row in self.walk('/coupons') if row['is_group']
                    for each in self.walk('/coupons/codes', coupon_id=row['id'])}
        for order in orders:
            discounts = self.get(f'/orders/{order["id"]}')['data']['amounts']['discounts']
            self.assertEqual([each['code'] for each in discounts], [order['coupon']] if order['coupon'] else [])
            coupon = group_of.get(order['coupon'], order['coupon'])
            uses[coupon] += 1
            buyers[coupon].add(order['customer_id'])
        for row in self.walk('/coupons'):
            statistics, book = row['statistics'], self.books('coupons')[row['id']]
            self.assertEqual(statistics['num_of_usage'], uses.pop(row['code'], 0))
            self.assertEqual(statistics['num_of_customers'], len(buyers[row['code']]))
            self.assertEqual((book['uses'], book['customers']),
                             (statistics['num_of_usage'], statistics['num_of_customers']))
            self.assertEqual(money(statistics['coupon_sales']), book['sales_minor'])
            self.assertEqual(bool(book['sales_minor']), bool(book['uses']))
        self.assertEqual(list(uses), [None])

    def test_codes(self):
        seen = set()
        for coupon in self.walk('/coupons'):
            codes = self.walk('/coupons/codes', coupon_id=coupon['id'])
            self.assertEqual(len(codes), self.books('coupons')[coupon['id']]['codes'])
            self.assertEqual(coupon['is_group'], bool(codes))
            self.assertEqual(coupon['group_coupons'], [{'code': each['code']} for each in codes][:15] or None)
            self.assertEqual(self.books('coupons')[coupon['id']]['group_codes'], [each['code'] for each in codes])
            self.assertEqual(coupon['group_coupons_count'], len(codes) or None)
            if codes:
                self.assertEqual(coupon['code'], coupon['group_coupon_suffix'])
                self.assertTrue(all(each['code'].startswith(coupon['code']) for each in codes))
            self.assertFalse(seen & {each['code'] for each in codes})
            seen.update(each['code'] for each in codes)
        self.assertGreater(len(seen), 2 * 60)

    def test_ids_in_lists_are_real(self):
        groups, categories = self.books('groups'), self.books('categories')
        rows = self.walk('/coupons')
        listed = [each for row in rows for each in row['include_customer_group_ids']]
        self.assertEqual([groups[int(each)]['name'] for each in listed], ['كبار العملاء'])
        listed = [each for row in rows for each in row['include_category_ids']]
        self.assertEqual([type(each) for each in listed], [str])
        self.assertIn(int(listed[0]), categories)

    def test_refusals(self):
        self.assert_out_of_reach('/coupons', 'marketing.read')
        self.assert_error(self.store.api('/coupons/1', self.token), 404, 'error')
        self.assert_error(self.store.api('/coupons/codes', self.token, coupon_id=1), 404, 'error')
        self.assert_error(self.store.api('/coupons/codes', self.token), 422, 'validation_failed')
        self.store.misbehave('null-fields', count=1)
        rows = self.get('/coupons')['data']
        self.assertTrue([row for row in rows if row['amount'] is None and row['statistics'] == []])


class Carts(Shop):
    args = ('--orders', '1500', '--customers', '500') + BORN

    def test_carts(self):
        books, rows = self.books('carts'), self.walk('/carts/abandoned')
        self.assertEqual([row['id'] for row in rows], sorted(books, reverse=True))
        self.assertEqual(self.store.see('/counts')['carts'], len(books))
        self.assertGreater(min(books), 2 ** 31)
        now = self.store.see('/clock')['now']
        customers = {row['id']: row for row in self.store.see('/books/customers')}
        for row in rows:
            book = books[row['id']]
            self.assertEqual(decimal.Decimal(str(row['total']['amount'])), decimal.Decimal(book['total']))
            self.assertEqual((row['total']['currency'], row['status']), (book['currency'], book['status']))
            self.assertEqual(row['coupon'] and row['coupon']['code'], book['coupon'])
            self.assertEqual([(item['product_id'], item['quantity']) for item in row['items']],
                             [(item['product_id'], item['quantity']) for item in book['items']])
            customer = customers[book['customer_id']]
            self.assertEqual((row['customer']['id'], row['customer']['name'], row['customer']['mobile']),
                             (customer['id'], customer['name'], customer['mobile']))
            for name in 'created_at', 'updated_at':
                self.assertEqual(ms_of(row[name]), book[name] // 1000 * 1000)
            self.assertLessEqual(abs(row['age_in_minutes'] - (now - book['created_at']) // 60000), 1)
            self.assertGreaterEqual(row['age_in_minutes'], 60)
        for row in rows[:20]:
            self.assertEqual(self.get(f'/carts/abandoned/{row["id"]}')['data'].keys(), row.keys())
        self.assertTrue({'email' in row['customer'] for row in rows} == {True, False})

    def test_bought_carts_are_orders(self):
        orders = {row['id']: row for row in self.store.see('/books/orders')}
        books = self.books('carts')
        bought = [row for row in self.walk('/carts/abandoned') if row['status'] == 'purchased']
        self.assertTrue(len(books) / 4 > len(bought) > len(books) / 25)
        self.assertEqual(len({books[row['id']]['order_id'] for row in bought}), len(bought))
        for row in bought:
            order = orders[books[row['id']]['order_id']]
            self.assertEqual((row['customer']['id'], row['updated_at']), (order['customer_id'], row['updated_at']))
            self.assertEqual(decimal.Decimal(str(row['total']['amount'])), decimal.Decimal(order['total']))
            self.assertEqual(ms_of(row['updated_at']), order['created_at'] // 1000 * 1000)
            items = self.get('/orders/items', order_id=order['id'])['data']
            self.assertEqual([(item['product_id'], item['quantity'], item['amounts']) for item in row['items']],
                             [(item['product']['id'], item['quantity'], item['amounts']) for item in items])
        coupons = {row['id']: row['code'] for row in self.walk('/coupons')}
        used = [row['coupon'] for row in self.walk('/carts/abandoned') if row['coupon']]
        self.assertGreater(len(used), 20)
        self.assertTrue(all(coupons[each['id']] == each['code'] for each in used))
        self.assertLessEqual({'active', 'purchased'}, {each['status'] for each in used})

    def test_filters(self):
        books, now = self.books('carts'), self.store.see('/clock')['now']
        customer, count = collections.Counter(book['customer_id'] for book in books.values()).most_common(1)[0]
        rows = self.walk('/carts/abandoned', keyword=customer)
        self.assertEqual((len(rows), {row['customer']['id'] for row in rows}), (count, {customer}))
        mobile = rows[0]['customer']['mobile']
        self.assertEqual([row['id'] for row in self.walk('/carts/abandoned', keyword=mobile[4:])],
                         [row['id'] for row in rows])
        old = {key for key, book in books.items() if book['created_at'] <= now - 30 * DAY}
        young = {key for key, book in books.items() if book['created_at'] > now - 30 * DAY + 60000}
        found = {row['id'] for row in self.walk('/carts/abandoned', offset=30 * 24 * 60)}
        self.assertTrue(old <= found and not young & found and young)

    def test_refusals(self):
        self.assert_out_of_reach('/carts/abandoned', 'carts.read')
        last = max(self.books('carts'))
        for cart in 1, last + 1, last + 13 * 99:
            self.assert_error(self.store.api(f'/carts/abandoned/{cart}', self.token), 404, 'error')
        self.store.misbehave('null-fields', count=1)
        rows = self.get('/carts/abandoned')['data']
        self.assertTrue([row for row in rows if row['items'] is None and row['customer'] == []])

    def test_new_ones_come(self):
        with Store(PROGRAM, *self.args, '--trade', '10') as store:
            before = {row['id']: row for row in store.see('/books/carts')}
            store.do('/clock', advance_ms=2 * DAY)
            after = {row['id']: row for row in store.see('/books/carts')}
            self.assertGreater(len(after), len(before))
            changed = [after[key] for key in before if after[key] != before[key]]
            self.assertGreater(len(changed), 0)
            self.assertEqual({row['status'] for row in changed}, {'purchased'})
            self.assertEqual({before[row['id']]['status'] for row in changed}, {'active'})
            self.assertTrue(all(row['updated_at'] > before[row['id']]['updated_at'] for row in changed))


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


if __name__ == '__main__':
    main()
