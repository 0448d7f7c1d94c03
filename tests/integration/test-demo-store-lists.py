"""The lists of the demo store, field by field against its books, and what a hand does behind the back of its clients.

test-demo-store-lists.py PROGRAM
"""

import collections
import decimal
import json
import unittest

from demo_store import Store, fetch
from list_test import ListTest, local_of, scope_of
from store_test import BORN, DAY, PROGRAM, main

UNITS = {'SAR': 100, 'AED': 100, 'KWD': 1000, 'USD': 100}


def minor(money):
    return int(decimal.Decimal(str(money['amount'])) * UNITS[money['currency']])


def date_of(ms):
    return {'date': local_of(ms) + '.000000', 'timezone_type': 3, 'timezone': 'Asia/Riyadh'}


class Lists(ListTest):
    args = ('--orders', '900', '--customers', '300') + BORN
    readable = ListTest.readable + ' specialoffers reviews'


class Staff(Lists):
    def test_users(self):
        books = self.books('employees')
        rows = self.walk('/users', per_page=2)
        self.assertEqual({row['id'] for row in rows}, set(books))
        for row in rows:
            book = books[row['id']]
            for name in 'name', 'email', 'mobile', 'role':
                self.assertEqual(row[name], book[name])
            self.assertEqual(row['created_at'], local_of(book['created_at']))
        self.assertEqual(rows[0]['id'], self.get('/oauth2/user/info')['data']['id'])
        self.assertGreaterEqual(len({row['role'] for row in rows}), 4)
        self.assertEqual(self.store.see('/counts')['employees'], len(books))
        narrow = self.store.sign_in(scope='orders.read')['access_token']
        self.assertEqual(self.store.api('/users', narrow).status, 200)


class Offers(Lists):
    def test_offers(self):
        books, rows = self.books('offers'), self.walk('/specialoffers', per_page=3)
        self.assertEqual([row['id'] for row in rows], sorted(books, reverse=True))
        self.assertEqual(self.store.see('/counts')['offers'], len(books))
        self.assertEqual({row['offer_type'] for row in rows},
                         {'buy_x_get_y', 'percentage', 'fixed_amount', 'discounts_table', 'special_price', 'cart_offer',
                          'tiered_offer'})
        for row in rows:
            book = books[row['id']]
            self.assertEqual((row['name'], row['message'], row['offer_type'], row['applied_to'], row['status']),
                             (book['name'], book['message'], book['type'], book['applied_to'],
                              'active' if book['active'] else 'inactive'))
            self.assertEqual((row['start_date'], row['expiry_date']),
                             (local_of(book['starts_at']), local_of(book['ends_at'])))
            self.assertEqual([each['id'] for each in row['buy']['products']], book['buy_product_ids'])
            self.assertEqual([each['id'] for each in row['buy']['categories']], book['buy_category_ids'])
            self.assertEqual([each['id'] for each in row['get']['products']], book['get_product_ids'])
            self.assertEqual(decimal.Decimal(row['get']['discount_amount'] or 0) * 100, book['discount'])
            self.assertEqual(decimal.Decimal(str(row['buy']['min_amount'])) * 100, book['minimum_minor'])
            steps = [(each['quantity'], each['discount_amount']) for each in row['discounts_table']]
            steps += [(each['condition_threshold'] * 100, each['discount_amount']) for each in row['options']]
            steps += [(each['min_purchases'] * 100, each['discount']) for each in row['tiers']]
            self.assertEqual([(int(start), decimal.Decimal(off) * 100) for start, off in steps],
                             [(step['from'], step['discount']) for step in book['tiers']])
            self.assertEqual(row['special_price'] is None, book['price_minor'] == 0)
            self.assertEqual(self.get(f'/specialoffers/{row["id"]}')['data'], row)

    def test_shapes(self):
        rows = {row['name']: row for row in self.walk('/specialoffers')}
        gift = next(row for row in rows.values() if row['get']['discount_type'] == 'free-product')
        raw, card = gift['buy']['products'][0], gift['get']['products'][0]
        self.assertIn(type(raw['price']), (int, float))
        self.assertIn(raw['is_hidden'], (0, 1))
        self.assertNotIsInstance(raw['is_hidden'], bool)
        self.assertRegex(raw['updated_at'], r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000000Z$')
        self.assertEqual(set(card['price']), {'amount', 'currency'})
        self.assertEqual(self.get(f'/products/{card["id"]}', format='light')['data'], card)
        self.assertIn('percentage ', {row['get']['discount_type'] for row in rows.values()})
        cart = next(row for row in rows.values() if row['offer_type'] == 'cart_offer')
        self.assertIsNone(cart['applied_to'])

    def test_refusals(self):
        self.assert_out_of_reach('/specialoffers', 'specialoffers.read')
        self.assert_error(self.store.api('/specialoffers/1', self.token), 404, 'error')


class Reviews(Lists):
    def test_reviews(self):
        books, rows = self.books('reviews'), self.walk('/reviews')
        orders = {order['id']: order for order in self.store.see('/books/orders?full=1')}
        customers = self.books('customers')
        self.assertEqual([row['created_at'] for row in rows],
                         sorted([row['created_at'] for row in rows], reverse=True))
        self.assertEqual({row['id'] for row in rows}, set(books))
        self.assertEqual(self.store.see('/counts')['reviews'], len(books))
        self.assertGreater(len(rows), 60)
        delivered = {step['order_id']: step['created_at'] for step in self.store.see('/books/histories')
                     if step['status'] == 'delivered'}
        for row in rows:
            book, order = books[row['id']], orders[row['order_id']]
            self.assertEqual((row['type'], row['rating'] or 0, row['content'], row['order_id'], row['reference_id']),
                             (book['type'], book['stars'], book['content'], book['order_id'], book['reference_id']))
            self.assertEqual((row['is_published'], row['likes_count'], row['images']),
                             (book['published'], book['likes'], []))
            self.assertEqual(row['created_at'], local_of(book['created_at']))
            self.assertEqual(row['reply'] and row['reply']['content'], book['reply'])
            self.assertEqual(row['customer']['id'], order['customer_id'])
            self.assertIsInstance(row['customer']['mobile'], int)
            self.assertEqual(row['customer']['name'], customers[order['customer_id']]['name'])
            self.assertEqual((row['product'] or {'id': None})['id'], book['product_id'])
            if row['product']:
                self.assertIn(row['product']['id'], [item['product_id'] for item in order['items']])
            self.assertGreaterEqual(book['created_at'], delivered[order['id']] + DAY)
        for row in rows[:12]:
            self.assertEqual(self.get(f'/reviews/{row["id"]}')['data'], row)

    def test_products_are_rated_by_them(self):
        ratings = collections.defaultdict(list)
        for row in self.walk('/reviews', type='rating'):
            ratings[row['product']['id']].append(row['rating'])
        for row in self.walk('/products'):
            self.assertEqual((row['rating']['count'], row['rating']['total']),
                             (len(ratings[row['id']]), sum(ratings[row['id']])))

    def test_filters(self):
        books = self.books('reviews').values()
        for query, want in (({'type': 'ask'}, lambda book: book['type'] == 'ask'),
                            ({'stars[]': [1, 2]}, lambda book: book['stars'] in (1, 2)),
                            ({'publish': 0}, lambda book: not book['published']),
                            ({'reply': 1}, lambda book: book['reply']),
                            ({'keyword': 'التغليف'}, lambda book: 'التغليف' in book['content']),
                            ({'end_date': '2026-06-30'}, lambda book: local_of(book['created_at']) < '2026-07-01')):
            with self.subTest(query):
                ids = {book['id'] for book in books if want(book)}
                self.assertEqual({row['id'] for row in self.walk('/reviews', **query)}, ids)
                self.assertLess(len(ids), len(books))
        customer = next(iter(books))['customer_id']
        self.assertEqual({row['customer']['id'] for row in self.walk('/reviews', **{'customers[]': [customer]})}, {customer})
        self.assert_error(self.store.api('/reviews', self.token, start_date='x'), 422, 'validation_failed')

    def test_refusals(self):
        self.assert_out_of_reach('/reviews', 'reviews.read')
        last = max(self.books('reviews'))
        for review in 1, last + 1:
            self.assert_error(self.store.api(f'/reviews/{review}', self.token), 404, 'error')
        self.store.misbehave('null-fields', count=1)
        self.assertIn(None, [row['customer'] for row in self.get('/reviews')['data']])

    def test_they_come_with_trade(self):
        with Store(PROGRAM, *self.args, '--trade', '10') as store:
            before = store.see('/counts')
            store.do('/clock', advance_ms=12 * DAY)
            after = store.see('/counts')
            self.assertGreater(after['reviews'], before['reviews'] + 40)
            self.assertGreater(after['carts'], before['carts'] + 40)


class Small(Lists):
    def test_single_ones(self):
        for path in '/brands', '/customers/groups':
            for row in self.walk(path):
                self.assertEqual(self.get(f'{path}/{row["id"]}')['data'], row)
            self.assert_error(self.store.api(path + '/1', self.token), 404, 'error')
        self.assertEqual({row['id']: row['name'] for row in self.walk('/brands')},
                         {key: book['name'] for key, book in self.books('brands').items()})

    def test_tags(self):
        names = {row['name'] for row in self.walk('/orders/tags', per_page=3)}
        orders = self.store.see('/books/orders?full=1')
        self.assertEqual(self.store.see('/counts')['tags'], len(names))
        self.assertTrue({tag for order in orders for tag in order['tags']} < names)
        for tag in self.walk('/orders/tags'):
            rows = self.walk('/orders', **{'tags[]': [tag['id']]})
            self.assertEqual({row['id'] for row in rows}, {order['id'] for order in orders if tag['name'] in order['tags']})

    def test_statuses(self):
        books, rows = self.books('statuses'), self.get('/orders/statuses')['data']
        self.assertEqual({row['id']: (row['name'], row['slug'], row['type'] == 'custom', row['original']['id'])
                          for row in rows},
                         {key: (book['name'], book['slug'], book['custom'], book['parent_id'])
                          for key, book in books.items()})


class Orders(Lists):
    def test_full_orders(self):
        orders = self.store.see('/books/orders?full=1')
        self.assertEqual([{name: order[name] for name in light} for order, light in
                          zip(orders, self.store.see('/books/orders'))], self.store.see('/books/orders'))
        for book in orders[::9]:
            row = self.get(f'/orders/{book["id"]}')['data']
            amounts = row['amounts']
            self.assertEqual((minor(amounts['sub_total']), minor(amounts['shipping_cost']),
                              minor(amounts['cash_on_delivery']), minor(amounts['tax']['amount']),
                              minor(amounts['total'])),
                             tuple(book[name + '_minor'] for name in ('subtotal', 'shipping', 'cod', 'tax', 'total')))
            discounts = [(each['code'], each['discount']) for each in amounts['discounts']]
            self.assertEqual([code for code, _ in discounts], book['codes'])
            self.assertEqual(sum(decimal.Decimal(off) for _, off in discounts) * UNITS[book['currency']],
                             book['discount_minor'])
            customer = row['customer']
            self.assertEqual((f'{customer["first_name"]} {customer["last_name"]}', row['shipping']['address']['city']),
                             (book['customer_name'], book['shipping_city']))
            self.assertEqual([tag['name'] for tag in row['tags']], book['tags'])
            self.assertEqual([(item['product']['id'], item['sku'], item['name'], item['quantity'],
                               minor(item['amounts']['total'])) for item in row['items']],
                             [(item['product_id'], item['sku'], item['name'], item['quantity'], item['total_minor'])
                              for item in book['items']])

    def test_customers(self):
        books = self.books('customers')
        for row in self.walk('/customers'):
            book = books[row['id']]
            for name in 'first_name', 'last_name', 'mobile_code', 'email', 'gender', 'city', 'country', 'country_code', \
                    'currency', 'groups':
                self.assertEqual(row[name], book[name], name)
            self.assertEqual(f'{row["mobile_code"]}{row["mobile"]}', book['mobile'])
            self.assertEqual(row['is_notifications_enabled'], book['wants_news'])
            self.assertEqual(row['birthday'] and row['birthday']['date'][:10], book['birthday'])
            self.assertEqual(row['updated_at'], date_of(book['updated_at']))

    def test_histories(self):
        steps = collections.defaultdict(list)
        for step in self.store.see('/books/histories'):
            steps[step['order_id']].append(step)
        orders = self.books('orders')
        self.assertEqual(set(steps), set(orders))
        for key, order in orders.items():
            self.assertEqual((steps[key][-1]['status_id'], steps[key][-1]['created_at']),
                             (order['status_id'], order['updated_at']))
        for key in list(orders)[::30]:
            rows = self.get(f'/orders/{key}/histories')['data']
            self.assertEqual([(row['status'], row['created_at']) for row in rows],
                             [(step['name'], date_of(step['created_at'])) for step in steps[key]])

    def test_coupon(self):
        books = self.store.see('/books/orders')
        codes = collections.Counter(book['coupon'] for book in books if book['coupon'])
        for code, count in codes.items():
            self.assertEqual(self.get('/orders', coupon=code.swapcase())['pagination']['total'], count)
        self.assertEqual(self.get('/orders', coupon='NOTHING')['pagination']['total'], 0)
        children = {row['code'] for coupon in self.walk('/coupons') if coupon['is_group']
                    for row in self.walk('/coupons/codes', coupon_id=coupon['id'])}
        used = [code for code in codes if code in children]
        self.assertTrue(used)
        self.assertEqual({codes[code] for code in used}, {1})

    def test_late_refunds(self):
        steps = collections.defaultdict(list)
        for step in self.store.see('/books/histories'):
            steps[step['order_id']].append(step['status'])
        self.assertTrue([each for each in steps.values() if each[-2:] == ['completed', 'refunded']])


class Hand(unittest.TestCase):
    """What happens behind our back."""

    def setUp(self):
        self.store = Store(PROGRAM, '--orders', '300', '--customers', '120', *BORN)
        self.addCleanup(self.store.close)
        self.token = self.store.sign_in(scope=scope_of(Lists.readable))['access_token']

    def get(self, path, /, **query):
        return self.store.get(path, self.token, **query)

    def refuse(self, path, /, **body):
        answer = fetch(self.store.ready['control_url'] + path, json.dumps(body).encode())
        self.assertGreater(len(json.loads(answer.body)['error'].split()), 2)
        return answer.status

    def test_delete(self):
        for entity, path in (('orders', '/orders'), ('customers', '/customers'), ('products', '/products'),
                             ('categories', '/categories'), ('brands', '/brands'), ('coupons', '/coupons'),
                             ('offers', '/specialoffers'), ('reviews', '/reviews'), ('carts', '/carts/abandoned')):
            with self.subTest(entity):
                books, rows = self.store.see(f'/books/{entity}'), self.store.walk(path, self.token)
                victim = rows[len(rows) // 2]['id']
                count = self.store.see('/counts')[entity]
                self.store.do('/delete', entity=entity, id=victim)
                self.assertEqual(self.store.see('/counts')[entity], count - 1)
                self.assertEqual([row['id'] for row in self.store.walk(path, self.token)],
                                 [row['id'] for row in rows if row['id'] != victim])
                self.assertEqual(self.get(path, per_page=5)['pagination']['total'], len(rows) - 1)
                self.assertEqual(self.store.see(f'/books/{entity}'), [book for book in books if book['id'] != victim])
                self.assertEqual(self.store.api(f'{path}/{victim}', self.token).status, 404)
                self.assertEqual(self.refuse('/delete', entity=entity, id=victim), 404)

    def test_a_deleted_order_is_in_no_list(self):
        orders = self.store.see('/books/orders')
        victim = orders[150]
        day = local_of(victim['created_at'])[:10]
        there = self.get('/orders', from_date=day, to_date=day)['pagination']['total']
        self.store.do('/delete', entity='orders', id=victim['id'])
        for sort in 'id-desc', 'id-asc', 'created_at-asc', 'updated_at-desc', 'total-asc':
            ids = [row['id'] for row in self.store.walk('/orders', self.token, sort_by=sort)]
            self.assertEqual(sorted(ids), sorted(order['id'] for order in orders if order is not victim), sort)
            self.assertEqual(self.get('/orders', from_date=day, to_date=day, sort_by=sort)['pagination']['total'],
                             there - 1)
        for path in f'/orders/{victim["id"]}/histories', f'/orders/items?order_id={victim["id"]}':
            self.assertEqual(self.store.api(path, self.token).status, 404)
        self.assertEqual(self.get('/orders', reference_id=victim['reference_id'])['data'], [])
        self.assertNotIn(victim['id'], {step['order_id'] for step in self.store.see('/books/histories')})

    def test_edit_an_order(self):
        orders = self.store.see('/books/orders')
        order, other = orders[200], orders[10]
        now = self.store.see('/clock')['now']
        self.store.do('/edit', entity='orders', id=order['id'], customer_id=other['customer_id'],
                      created_at=other['created_at'] + 1, currency='USD', total_minor=12345, status='canceled')
        book = {each['id']: each for each in self.store.see('/books/orders?full=1')}[order['id']]
        self.assertEqual((book['customer_id'], book['created_at'], book['currency'], book['total_minor'], book['status']),
                         (other['customer_id'], other['created_at'] + 1, 'USD', 12345, 'canceled'))
        self.assertGreaterEqual(book['updated_at'], now)
        row = self.get(f'/orders/{order["id"]}')['data']
        self.assertEqual((row['customer']['id'], row['date'], row['status']['slug'], row['amounts']['total']),
                         (book['customer_id'], date_of(book['created_at']), 'canceled',
                          {'amount': 123.45, 'currency': 'USD'}))
        self.assertEqual(row['updated_at'], date_of(book['updated_at']))
        self.assertEqual(self.get(f'/orders/{order["id"]}/histories')['data'][-1]['created_at'], row['updated_at'])
        day = local_of(other['created_at'])[:10]
        self.assertIn(order['id'], [each['id'] for each in self.store.walk('/orders', self.token, from_date=day,
                                                                             to_date=day)])
        self.assertEqual(self.get('/orders', sort_by='updated_at-desc')['data'][0]['id'], order['id'])
        times = [each['date']['date'] for each in self.store.walk('/orders', self.token)]
        self.assertEqual(times, sorted(times, reverse=True))
        self.assertEqual(len(times), 300)
        untouched = {each['id']: each for each in self.store.see('/books/orders')}
        self.assertEqual([each for each in orders if each is not order],
                         [untouched[each['id']] for each in orders if each is not order])
        self.store.do('/clock', advance_ms=20 * DAY)
        self.assertEqual({each['id']: each['status'] for each in self.store.see('/books/orders')}[order['id']], 'canceled')

    def test_quietly(self):
        order = self.store.see('/books/orders')[100]
        self.store.do('/edit', entity='orders', id=order['id'], total_minor=777, quietly=True)
        after = self.store.see('/books/orders')[100]
        self.assertEqual({**order, 'total': after['total'], 'total_minor': 777}, after)
        customer = self.store.see('/books/customers')[5]
        self.store.do('/edit', entity='customers', id=customer['id'], first_name='هدى', city='الباحة', quietly=True)
        row = self.get(f'/customers/{customer["id"]}')['data']
        self.assertEqual((row['first_name'], row['city'], row['updated_at']),
                         ('هدى', 'الباحة', date_of(customer['updated_at'])))
        self.store.do('/edit', entity='customers', id=customer['id'], city='عرعر')
        self.assertGreater(self.store.see('/books/customers')[5]['updated_at'], customer['updated_at'])

    def test_edit_a_product(self):
        book = self.store.see('/books/products')[8]
        self.store.do('/edit', entity='products', id=book['id'], price_minor=4321, quietly=True)
        row = self.get(f'/products/{book["id"]}')['data']
        self.assertEqual((row['price']['amount'], row['name'], row['updated_at']),
                         (43.21, book['name'], local_of(book['updated_at'])))
        self.store.do('/edit', entity='products', id=book['id'], name='باقة الصباح')
        after = self.store.see('/books/products')[8]
        self.assertEqual((after['name'], after['price_minor']), ('باقة الصباح', 4321))
        self.assertGreater(after['updated_at'], book['updated_at'])
        self.assertEqual([row['id'] for row in self.get('/products', keyword='الصباح')['data']], [book['id']])

    def test_store(self):
        self.assertEqual(self.store.do('/store', currency='USD'), {'currency': 'USD', 'bare_tags': False})
        self.assertEqual(self.get('/store/info')['data']['currency'], 'USD')
        order = next(order for order in self.store.see('/books/orders?full=1') if order['tags'])
        tags = self.get(f'/orders/{order["id"]}')['data']['tags']
        self.assertEqual([tag['name'] for tag in tags], order['tags'])
        self.assertEqual(self.store.do('/store', bare_tags=True), {'currency': 'USD', 'bare_tags': True})
        self.assertEqual(self.get(f'/orders/{order["id"]}')['data']['tags'], order['tags'])
        self.assertEqual(self.store.do('/store', bare_tags=False), {'currency': 'USD', 'bare_tags': False})
        self.assertEqual(self.get(f'/orders/{order["id"]}')['data']['tags'], tags)

    def test_refusals(self):
        order = self.store.see('/books/orders')[0]['id']
        coupon = self.store.see('/books/coupons')[0]['id']
        for body in ({}, {'entity': 'planets', 'id': 1}):
            self.assertEqual(self.refuse('/delete', **body), 422)
            self.assertEqual(self.refuse('/edit', **body), 422)
        for body in ({'entity': 'orders'}, {'entity': 'carts', 'id': -5}):
            self.assertEqual(self.refuse('/delete', **body), 404)
        for body in ({}, {'status': 'on the moon'}, {'currency': 'XAU'}, {'customer_id': 1}, {'total_minor': -1},
                     {'created_at': 0}, {'created_at': self.store.see('/clock')['now'] + DAY}):
            self.assertEqual(self.refuse('/edit', entity='orders', id=order, **body), 422)
        self.assertEqual(self.refuse('/edit', entity='coupons', id=coupon, code='X'), 422)
        self.assertEqual(self.refuse('/edit', entity='orders', id=1, status='canceled'), 404)
        for currency in '', 'usd', 'DOLLARS', 'U':
            self.assertEqual(self.refuse('/store', currency=currency), 422)


if __name__ == '__main__':
    main()
