"""What the demo store answers to a client that has signed in: pages, filters and refusals.

test-demo-store-api.py PROGRAM
"""

import collections
import datetime
import decimal
import json

from demo_store import fetch
from list_test import RIYADH, ms_of
from store_test import StoreTest, main


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


if __name__ == '__main__':
    main()
