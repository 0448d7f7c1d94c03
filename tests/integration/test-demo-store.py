"""The demo store, started for real: what it promises to the programs that take it for Salla.

test-demo-store.py PROGRAM
"""

import email.utils
import json
import signal
import subprocess
import time
import unittest

from demo_store import Store, fetch
from store_test import BORN, DAY, PROGRAM, SMALL, StoreTest, main, wait_until


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
