"""Products, groups of customers, coupons and carts of the demo store against its books.

test-demo-store-catalogue.py PROGRAM
"""

import collections
import decimal

from demo_store import Store
from list_test import ListTest, local_of, ms_of
from store_test import BORN, DAY, PROGRAM, SMALL, main


def money(value):
    """Halalas of an amount in riyals."""
    assert value['currency'] == 'SAR', value
    return decimal.Decimal(str(value['amount'])) * 100


class Shop(ListTest):
    """What the shop has beside orders and customers, against its books."""

    def items_of_orders(self):
        for order in self.store.walk('/orders', self.token):
            yield from self.get('/orders/items', order_id=order['id'])['data']


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


if __name__ == '__main__':
    main()
