"""What the demo store does wrong on purpose with what is read from it, as a plain client sees it.

test-demo-store-reading.py PROGRAM
"""

import datetime
import http.client
import json
import re
import socket
import urllib.error
import urllib.parse
import zlib
from decimal import Decimal

from demo_store import SCOPES, fetch
from store_test import StoreTest, main

READING = SCOPES + ' products.read categories.read marketing.read'
BIG = 2 ** 53
MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split()
RIYADH = datetime.timezone(datetime.timedelta(hours=3))


def local(text):
    return int(datetime.datetime.fromisoformat(text[:19]).replace(tzinfo=RIYADH).timestamp())


def moment(value):
    """Any shape of a moment as (shape, Unix seconds)."""
    if isinstance(value, int):
        return 'unix', value
    if isinstance(value, dict):
        return ('zoned' if 'timezone' in value else 'zoneless'), local(value['date'])
    if value.endswith('Z'):
        return 'iso', int(datetime.datetime.fromisoformat(value[:19]).replace(tzinfo=datetime.timezone.utc).timestamp())
    js = re.fullmatch(r'(\w{3}) (\w{3}) (\d\d) (\d{4}) (\d\d:\d\d:\d\d) GMT\+0300', value)
    if js:
        day = f'{js[4]}-{MONTHS.index(js[2]) + 1:02}-{js[3]}'
        assert datetime.date.fromisoformat(day).strftime('%a') == js[1], value
        return 'js', local(f'{day} {js[5]}')
    return 'local', local(value)


def amount(value):
    """Any shape of an amount as (shape, decimal)."""
    if value is None:
        return 'null', Decimal(0)
    if isinstance(value, dict):
        return ('text inside' if isinstance(value['amount'], str) else 'inside'), Decimal(value['amount'])
    return ('text' if isinstance(value, str) else 'number'), Decimal(value)


def is_text(value):
    return isinstance(value, str)


class Reading(StoreTest):
    def setUp(self):
        super().setUp()
        self.token = self.store.sign_in(scope=READING)['access_token']

    def read(self, name, path='/orders', **query):
        """The body of a request that met the fault."""
        self.store.misbehave(name, count=1, path=path)
        answer = self.store.api(path, self.token, **query)
        self.assertIn(answer.status, (200, 201))
        self.assertEqual(self.store.see('/ledger')['requests'][-1]['fault'], name)
        return json.loads(answer.body.decode(), parse_float=Decimal)

    def right(self, path='/orders', **query):
        return json.loads(self.store.api(path, self.token, **query).body.decode(), parse_float=Decimal)

    def pairs(self, name, path='/orders'):
        """Rows with the fault beside the same rows without."""
        odd, even = self.read(name, path, per_page=60)['data'], self.right(path, per_page=60)['data']
        self.assertEqual(len(odd), len(even))
        return list(zip(odd, even))

    def test_money_shapes(self):
        shapes = set()
        for path, field in ('/orders', 'total'), ('/products', 'sale_price'):
            for odd, even in self.pairs('money-shapes', path):
                shape, value = amount(odd[field])
                shapes.add(shape)
                self.assertEqual(value, even[field]['amount'])
                if even[field]['currency'] != 'SAR':
                    self.assertIn('inside', shape)
        self.assertEqual(shapes, {'inside', 'text inside', 'number', 'text', 'null'})

    def test_date_shapes(self):
        shapes = set()
        for odd, even in self.pairs('date-shapes'):
            shape, when = moment(odd['date'])
            shapes.add(shape)
            self.assertEqual(when, moment(even['date'])[1])
        self.assertEqual(shapes, {'zoned', 'zoneless', 'local', 'js', 'iso', 'unix'})

    def test_phone_shapes(self):
        shapes = set()
        for odd, even in self.pairs('phone-shapes', '/customers'):
            whole = even['mobile_code'] + str(even['mobile'])
            self.assertIn(odd['mobile'], (even['mobile'], whole, whole[1:]))
            shapes.add(is_text(odd['mobile']) and odd['mobile'][0] == '+' or type(odd['mobile']))
        self.assertEqual(shapes, {int, str, True})

    def test_empty_arrays(self):
        ids = [row['id'] for row in self.right(per_page=60)['data']]
        order = next(order for order in ids if self.right(f'/orders/{order}')['data']['tags'] == [])
        self.assertEqual(self.read('empty-arrays', f'/orders/{order}')['data']['tags'], {})
        empty = self.read('empty-arrays', '/orders', keyword='nobody-has-this')
        self.assertEqual((empty['data'], empty['pagination']['links']), ({}, {}))

    def test_status_mismatch(self):
        self.store.misbehave('status-mismatch')
        seen = set()
        for _ in range(4):
            answer = self.store.api('/store/info', self.token)
            body = json.loads(answer.body)
            self.assertIs(body['success'], True)
            seen.add((answer.status, body['status']))
        self.assertEqual(seen, {(201, 200), (200, 202)})

    def test_http_links(self):
        links = self.read('http-links', page=2)['pagination']['links']
        for name, page in ('previous', 1), ('next', 3):
            self.assertTrue(links[name].startswith('http://elsewhere.example/'))
            self.assertTrue(links[name].endswith(f'?page={page}'))

    def test_big_ids(self):
        for path, group in ('/orders', None), ('/customers', None), ('/products', None), ('/categories', None):
            pairs = self.pairs('big-ids', path)
            self.assertEqual(len({odd['id'] for odd, _ in pairs}), len(pairs))
            for odd, _ in pairs:
                self.assertGreater(odd['id'], BIG)
            again = self.read('big-ids', path, per_page=60)['data']
            self.assertEqual([row['id'] for row in again], [odd['id'] for odd, _ in pairs])
            odd, even = pairs[0]
            one = self.read('big-ids', f"{path}/{odd['id']}")['data']
            self.assertEqual(one['id'], odd['id'])
            self.assertEqual(self.right(f"{path}/{odd['id']}")['data']['id'], even['id'])
        self.assertTrue(any(float(odd['id']) != odd['id'] for odd, _ in self.pairs('big-ids')))
        order = self.read('big-ids', f"/orders/{self.right()['data'][0]['id']}")['data']
        mine = self.right('/orders', customer_id=order['customer']['id'])['data']
        self.assertIn(order['reference_id'], [row['reference_id'] for row in mine])
        merchant = int(self.store.ready['merchant'])
        self.assertEqual(self.read('big-ids', '/store/info')['data']['id'], merchant)

    def test_no_ids(self):
        rows = self.read('no-ids', per_page=60)['data']
        self.assertEqual([place for place, row in enumerate(rows) if 'id' not in row], [9, 19, 29, 39, 49, 59])
        self.assertTrue(all('id' in row['status'] for row in rows))
        self.store.misbehave('no-ids')
        self.assertTrue(all('id' in row for row in self.right(per_page=60)['data']))

    def test_number_ids(self):
        for odd, even in self.pairs('number-ids', '/coupons'):
            self.assertEqual([str(each) for each in odd['include_category_ids']], even['include_category_ids'])
            self.assertFalse(any(is_text(each) for each in odd['include_category_ids']))
        self.assertTrue(any(row['include_category_ids'] for row in self.right('/coupons', per_page=60)['data']))

    def test_no_pagination(self):
        body = self.read('no-pagination')
        self.assertNotIn('pagination', body)
        self.assertEqual(len(body['data']), 15)

    def pages(self, name):
        last = self.right(per_page=60)['pagination']['totalPages']
        return last, {page: self.read(name, page=page, per_page=60) for page in (1, last, last + 1, last + 7)}

    def test_endless_pages(self):
        last, pages = self.pages('endless-pages')
        for page, body in pages.items():
            self.assertGreater(body['pagination']['totalPages'], page)
            self.assertIn('next', body['pagination']['links'])
        self.assertEqual(pages[last + 7]['data'], pages[last]['data'])
        self.assertTrue(pages[last]['data'])

    def test_empty_pages(self):
        last, pages = self.pages('empty-pages')
        for page, body in pages.items():
            self.assertGreater(body['pagination']['totalPages'], page)
        self.assertTrue(pages[last]['data'])
        self.assertEqual(pages[last + 1]['data'], [])

    def test_shifting_pages(self):
        first = [row['id'] for row in self.right(page=1)['data']]
        second = [row['id'] for row in self.right(page=2)['data']]
        self.assertEqual([row['id'] for row in self.read('shifting-pages', page=1)['data']], first)
        passed = set()
        for _ in range(12):
            shifted = [row['id'] for row in self.read('shifting-pages', page=2)['data']]
            self.assertEqual((len(shifted), shifted[0]), (15, first[-1]))
            self.assertEqual(len(set(shifted)), 15)
            gone = set(second) - set(shifted)
            self.assertEqual(len(gone), 1)
            passed |= gone
        self.assertGreater(len(passed), 1)

    def test_repeated_rows(self):
        right = [row['id'] for row in self.right()['data']]
        rows = [row['id'] for row in self.read('repeated-rows')['data']]
        self.assertEqual((len(rows), list(dict.fromkeys(rows))), (16, right))

    def test_integer_codes(self):
        for name in '500', '404', '422', '429', 'scope':
            for _ in range(2):
                self.store.misbehave('integer-codes', count=1)
                self.store.misbehave(name, count=1)
                answer = self.store.api('/orders', self.token)
                self.assertEqual(json.loads(answer.body)['error']['code'], answer.status, name)

    def test_unknown_words(self):
        changed = [(odd, even) for odd, even in self.pairs('unknown-words') if odd != even]
        self.assertTrue(10 < len(changed) < 30, len(changed))
        for odd, even in changed:
            self.assertEqual((odd['payment_method'], odd['status']['slug']), ('on the moon', 'on the moon'))
            self.assertEqual((odd['id'], odd['total'], odd['date']), (even['id'], even['total'], even['date']))

    def test_nulls(self):
        changed = [(odd, even) for odd, even in self.pairs('nulls', '/customers') if odd != even]
        self.assertTrue(10 < len(changed) < 30, len(changed))
        for odd, even in changed:
            self.assertFalse(any(is_text(value) for value in odd.values()))
            self.assertEqual((odd['id'], odd['mobile'], odd['updated_at']), (even['id'], even['mobile'], even['updated_at']))

    def test_long_names(self):
        changed = [(odd, even) for odd, even in self.pairs('long-names', '/customers') if odd != even]
        self.assertTrue(10 < len(changed) < 30, len(changed))
        for odd, even in changed:
            self.assertGreater(len(odd['first_name']), 3000)
            self.assertIn('\u202e' + even['first_name'] + '\u202c\u200f', odd['first_name'])
            self.assertIn('🌹', odd['first_name'])

    def test_wrong_types(self):
        changed = [(odd, even) for odd, even in self.pairs('wrong-types', '/customers') if odd != even]
        self.assertTrue(1 <= len(changed) < 15, len(changed))
        for odd, even in changed:
            self.assertEqual(odd['first_name'], {'ar': even['first_name']})
            self.assertEqual(odd['id'], even['id'])

    def test_http_status_200_error(self):
        body = self.read('http-status-200-error')
        self.assertEqual((body['status'], body['success'], body['error']['code']), (500, False, 'server_error'))

    def test_404(self):
        codes = set()
        for _ in range(2):
            self.store.misbehave('404', count=1)
            answer = self.store.api('/orders', self.token)
            self.assertEqual(answer.status, 404)
            codes.add(json.loads(answer.body)['error']['code'])
        self.assertEqual(codes, {404, 'error'})

    def test_422(self):
        self.store.misbehave('422', count=1)
        answer = self.store.api('/orders', self.token)
        self.assertEqual(answer.status, 422)
        self.assertEqual(list(json.loads(answer.body)['error']['fields']), ['page'])

    def test_gzip_broken(self):
        self.store.misbehave('gzip-broken', count=1)
        answer = self.store.api('/orders', self.token)
        self.assertEqual(answer.headers['Content-Encoding'], 'gzip')
        got = zlib.decompressobj(zlib.MAX_WBITS + 16)
        self.assertTrue(got.decompress(answer.body).startswith(b'{"status":200'))
        self.assertFalse(got.eof)

    def test_plan_change(self):
        limits = []
        for _ in range(6):
            self.store.misbehave('plan-change', count=1)
            headers = self.store.api('/orders', self.token).headers
            limits.append(int(headers['X-RateLimit-Limit']))
            self.assertLessEqual(int(headers['X-RateLimit-Remaining']), limits[-1])
        self.assertGreater(len(set(limits)), 1, limits)
        self.assertLessEqual(set(limits), {120, 360, 720})

    def held(self, name, ms):
        """The connection of a request that met a fault which ends after @ms."""
        self.store.misbehave(name, count=1, ms=ms)
        url = urllib.parse.urlsplit(self.store.ready['api_url'])
        connection = socket.create_connection((url.hostname, url.port), timeout=30)
        connection.sendall(f'GET {url.path}/orders HTTP/1.1\r\nHost: {url.netloc}\r\n'
                           f'Authorization: Bearer {self.token}\r\n\r\n'.encode())
        return connection

    def test_endless_body(self):
        with self.held('endless-body', 2500) as connection:
            got = b''
            while chunk := connection.recv(4096):
                got += chunk
        head, _, body = got.partition(b'\r\n\r\n')
        self.assertTrue(head.startswith(b'HTTP/1.1 200 OK'))
        self.assertRegex(body, rb'^(1\r\n \r\n){1,2}$')
        self.assertEqual(self.store.see('/ledger')['requests'][-1]['status'], 0)

    def test_hang_for_a_while(self):
        with self.held('hang', 50) as connection:
            self.assertEqual(connection.recv(4096), b'')


class All(StoreTest):
    def met(self, **more):
        """What a run of requests met."""
        token = self.store.sign_in()['access_token']
        before = len(self.store.see('/ledger')['requests'])
        self.store.misbehave('all', path='/orders', **more)
        for _ in range(60):
            try:
                fetch(self.store.ready['api_url'] + '/orders', headers={'Authorization': 'Bearer ' + token})
            except (OSError, http.client.HTTPException, urllib.error.URLError):
                pass
        self.store.do('/misbehave', name='none')
        return [request['fault'] for request in self.store.see('/ledger')['requests'][before:]]

    def test_some_requests_meet_some_faults(self):
        faults = self.met(rate=0.3, count=60)
        hit = [fault for fault in faults if fault is not None]
        self.assertTrue(6 <= len(hit) <= 32, faults)
        self.assertGreater(len(set(hit)), 5, faults)
        self.assertTrue(all(fault.count(',') <= 1 for fault in hit), faults)


if __name__ == '__main__':
    main()
