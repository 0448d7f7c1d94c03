"""Which events the demo store sends of what happens in it, and what they tell."""

import hashlib
import json
import re

from hook_test import MINUTE, SCOPES, SECRET, HookTest
from receiver import is_signed
from store_test import wait_until
from write_test import coupon

JS = r'(Sun|Mon|Tue|Wed|Thu|Fri|Sat) [A-Z][a-z]{2} \d\d \d{4} \d\d:\d\d:\d\d GMT\+0300'
ISO = r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000000Z'


class Events(HookTest):
    def test_new_order(self):
        order = self.place()
        body, = [body for body in self.receiver.bodies() if body['event'] == 'order.created']
        self.assertEqual(list(body), ['event', 'merchant', 'created_at', 'data'])
        self.assertEqual(body['merchant'], int(self.store.ready['merchant']))
        self.assertEqual(body['data'], self.api(f'/orders/{order}'))
        self.assertEqual(body['data']['amounts']['total']['currency'], body['data']['currency'])

    def test_moved_order(self):
        order = self.place()
        self.receiver.forget()
        self.store.do('/dashboard/order/status', id=order, slug='in_progress', note='قريبًا')
        moved, updated = self.gained('order.status.updated', 'order.updated')
        data = moved['data']
        self.assertEqual(data['id'], self.api(f'/orders/{order}/histories')[-1]['id'])
        self.assertEqual((data['status'], data['note'], data['order']['id']), ('قيد التنفيذ', 'قريبًا', order))
        self.assertEqual(data['order']['status']['slug'], 'in_progress')
        self.assertEqual(set(data['order']['customer']) - {'email'}, {'id', 'name', 'mobile', 'avatar', 'country', 'city'})
        self.assertTrue(data['order']['customer']['mobile'].startswith('+'))
        self.assertTrue(all('product_id' in item and 'product' not in item for item in data['order']['items']))
        self.assertEqual(updated['data'], self.api(f'/orders/{order}'))
        # By the Admin API as well.
        for slug, more in (('canceled', ['order.cancelled']), ('refunded', ['order.refunded']), ('shipped', [])):
            self.assertEqual(self.store.write('POST', f'/orders/{order}/status', self.token, {'slug': slug}).status, 201)
            self.gained('order.status.updated', 'order.updated', *more)

    def test_edited_order(self):
        order = self.place()
        self.receiver.forget()
        self.store.do('/edit', entity='orders', id=order, total_minor=12345, quietly=True)
        self.store.do('/edit', entity='orders', id=order, total_minor=12346)
        updated, priced = self.gained('order.updated', 'order.total.price.updated')
        self.assertEqual(updated['data'], priced['data'])
        self.assertEqual(priced['data']['amounts']['total']['amount'], 123.46)
        self.store.do('/edit', entity='orders', id=order, customer_id=self.api('/customers')[0]['id'])
        self.gained('order.updated', 'order.customer.updated')
        self.store.do('/dashboard/order/tags', id=order, tag_name='هدية')
        self.gained('order.updated')
        self.store.do('/delete', entity='orders', id=order)
        gone, = self.gained('order.deleted')
        self.assertEqual(gone['data']['id'], order)

    def test_customers(self):
        customer = self.api('/customers')[0]['id']
        self.store.do('/edit', entity='customers', id=customer, city='حائل')
        body, = self.gained('customer.updated')
        self.assertEqual(body['data'], self.api(f'/customers/{customer}'))
        self.assertEqual(body['data']['city'], 'حائل')
        self.store.do('/edit', entity='customers', id=customer, city='أبها', quietly=True)
        self.store.do('/orders', n=20)
        self.rest()
        new = [body['data'] for body in self.receiver.bodies() if body['event'] == 'customer.created']
        self.assertEqual(sorted(row['id'] for row in new), sorted(row['id'] for row in self.api('/customers')[:len(new)]))
        self.assertTrue(new)

    def test_bytes(self):
        """As PHP writes them, and now and then in another way."""
        self.store.do('/orders', n=10)
        self.rest()
        escaped = stamped = 0
        orders = [delivery for delivery in self.receiver.got if delivery.body.startswith(b'{"event":"order.created"')]
        for delivery in orders:
            self.assertNotRegex(delivery.body, rb'[^\\]/')
            self.assertIn(rb'https:\/\/', delivery.body)
            text = delivery.body.decode()
            self.assertNotEqual(r'\u06' in text, bool(re.search('[\u0600-\u06ff]', text)))
            escaped += r'\u06' in text
            stamp = json.loads(text)['created_at']
            self.assertRegex(stamp, f'^({JS}|{ISO})$')
            stamped += bool(re.match(ISO, stamp))
            self.assertEqual(delivery.headers['Content-Type'], 'application/json')
            self.assertTrue(is_signed(delivery, SECRET), delivery.headers)
        self.assertTrue(0 < escaped < len(orders) and 0 < stamped < len(orders))
        for hook, delivery in zip(self.hooks(), sorted(self.receiver.got, key=lambda it: self.place_of(it))):
            self.assertEqual(hook['sha256'], hashlib.sha256(delivery.body).hexdigest())
            self.assertEqual((hook['size'], hook['outcome']), (len(delivery.body), 'delivered'))

    def place_of(self, delivery):
        return [hook['sha256'] for hook in self.hooks()].index(hashlib.sha256(delivery.body).hexdigest())

    def test_fired(self):
        order = self.api('/orders')[0]['id']
        self.store.do('/hooks/fire', event='order.refunded', id=order)
        body, = self.gained('order.refunded')
        self.assertEqual(body['data']['id'], order)
        for wish in ({'event': 'coupon.created', 'id': order}, {'event': 'order.created', 'id': 1}):
            with self.assertRaises(AssertionError):
                self.store.do('/hooks/fire', **wish)


class Life(HookTest):
    """What happens in three days of trade without anybody's hand; such a shop has a bit of everything."""

    args = HookTest.args + ('--seed', '38', '--trade', '0.7')

    def test_days(self):
        before = self.store.see('/counts')
        self.advance(3 * 24 * 60 * MINUTE)
        wait_until(lambda: self.receiver.got)
        self.rest()
        self.store.do('/webhook', url=None)
        told = {}
        for body in self.receiver.bodies():
            told.setdefault(body['event'], []).append(body['data'])
        after = self.store.see('/counts')
        for event, kind in (('order.created', 'orders'), ('customer.created', 'customers'), ('review.added', 'reviews')):
            self.assertEqual(len(told[event]), after[kind] - before[kind], event)
        self.assertEqual(set(told), {
            'order.created', 'order.updated', 'order.status.updated', 'order.payment.updated', 'order.cancelled',
            'customer.created', 'abandoned.cart', 'abandoned.cart.status.changed', 'abandoned.cart.purchased',
            'coupon.applied', 'review.added', 'invoice.created', 'product.price.updated', 'product.quantity.low',
            'product.status.updated'})
        self.check_orders(told)
        self.check_carts(told)
        self.check_rest(told)

    def check_orders(self, told):
        new = {data['id'] for data in told['order.created']}
        moves = {}
        for data in told['order.status.updated']:
            moves.setdefault(data['order']['id'], []).append(data['id'])
        order = max(new & set(moves), key=lambda number: len(moves[number]))
        self.assertEqual(sorted(moves[order]), [row['id'] for row in self.api(f'/orders/{order}/histories')][1:])
        for data in told['order.cancelled']:
            self.assertEqual(data['status']['slug'], 'canceled')
        paid = told['order.payment.updated'][0]
        self.assertFalse(paid['is_pending_payment'])
        invoice = told['invoice.created'][0]
        row = self.api(f'/orders/{invoice["order_id"]}')
        self.assertEqual((invoice['total'], invoice['tax']['percent']), (row['amounts']['total'], 15))
        self.assertEqual(len(invoice['items']), len(row['items']))

    def check_carts(self, told):
        carts = {}
        for data in told['abandoned.cart']:
            carts.setdefault(data['id'], []).append(data)
            self.assertGreaterEqual(data['age_in_minutes'], 60)
            self.assertEqual(set(data['items'][0]), {'id', 'product_id', 'quantity'})
            self.assertNotIn('status', data)
        bought = [data['id'] for data in told['abandoned.cart.purchased']]
        self.assertEqual(sorted(data['id'] for data in told['abandoned.cart.status.changed']), sorted(bought))
        for data in told['abandoned.cart.purchased']:
            row = self.api(f'/carts/abandoned/{data["id"]}')
            self.assertEqual((data['total'], data['currency']), (row['total']['amount'], row['total']['currency']))
            self.assertEqual(set(data), {'id', 'status', 'currency', 'total', 'subtotal', 'total_discount'})
            self.assertEqual(row['total'], carts[data['id']][-1]['total'])
        # Told once when it was left, and again when it was changed.
        self.assertTrue(any(len(carts[number]) == 2 for number in bought))
        self.assertTrue(all(len(rows) == (2 if number in bought and len(rows) > 1 else 1) for number, rows in carts.items()))
        bare = [data['coupon'] for data in told['abandoned.cart'] if data['coupon']]
        self.assertTrue(bare and all(isinstance(coupon['amount'], (int, float)) for coupon in bare))
        self.assertRegex(bare[0]['created_at'], JS)
        for data in told['coupon.applied']:
            self.assertIn('currency', data['cart']['coupon']['amount'])
            self.assertIn('date', data['cart']['coupon']['created_at'])
            self.assertNotIn('email', data['cart']['customer'])
        codes = [d['code'] for data in told['order.created'] for d in data['amounts']['discounts']]
        self.assertTrue({data['cart']['coupon']['code'] for data in told['coupon.applied']} & set(codes))

    def check_rest(self, told):
        for data in told['review.added']:
            self.assertNotIn('id', data)
            self.assertTrue(data['rating'] is None or data['rating'] in '12345')
            self.assertIsInstance(data['customer']['id'], str)
            self.assertIsInstance(data['order']['total']['amount'], str)
        for data in told['product.price.updated']:
            row = self.api(f'/products/{data["id"]}')
            self.assertEqual(data['regular_price'], row['regular_price']['amount'])
        for data in told['product.quantity.low']:
            self.assertLessEqual(data['quantity'], 5)
        for number, status in {data['id']: data['status'] for data in told['product.status.updated']}.items():
            self.assertEqual(status, self.api(f'/products/{number}')['status'])


class Fired(HookTest):
    def test_every_event(self):
        """Each event that the store can bring about, with a record of its kind."""
        paths = {'orders': '/orders', 'customers': '/customers', 'products': '/products', 'carts': '/carts/abandoned',
                 'offers': '/specialoffers', 'reviews': '/reviews', 'categories': '/categories', 'brands': '/brands'}
        ids = {name: self.api(path)[0]['id'] for name, path in paths.items()}
        kinds = {'specialoffer.created': 'offers', 'category.updated': 'categories', 'brand.created': 'brands',
                 'product.created': 'products', 'product.category.updated': 'products', 'product.brand.updated': 'products',
                 'product.tags.updated': 'products', 'product.channels.changed': 'products', 'customer.login': 'customers',
                 'order.shipment.creating': 'orders', 'review.added': 'reviews', 'abandoned.cart': 'carts'}
        for event, kind in kinds.items():
            self.store.do('/hooks/fire', event=event, id=ids[kind])
        told = dict(zip(kinds, (body['data'] for body in self.gained(*kinds))))
        self.assertEqual(told['product.created'], self.api(f'/products/{ids["products"]}'))
        self.assertEqual(told['category.updated'], self.api(f'/categories/{ids["categories"]}'))
        self.assertEqual(told['brand.created'], self.api(f'/brands/{ids["brands"]}'))
        offer = self.api(f'/specialoffers/{ids["offers"]}')
        self.assertEqual(told['specialoffer.created']['buy'].pop('quantity'), str(offer['buy'].pop('quantity')))
        self.assertEqual(told['specialoffer.created'], offer)
        self.assertEqual(told['order.shipment.creating']['id'], ids['orders'])
        self.assertNotIn('product', told['order.shipment.creating']['items'][0])
        self.assertTrue(told['product.category.updated']['categories'])

    def test_products_by_hand(self):
        product = self.api('/products')[0]['id']
        self.store.do('/edit', entity='products', id=product, name='باقة جديدة', price_minor=9950)
        renamed, priced = self.gained('product.updated', 'product.price.updated')
        self.assertEqual((renamed['data']['name'], priced['data']['price']), ('باقة جديدة', 99.5))
        self.store.do('/edit', entity='products', id=product, picture='')
        self.gained('product.image.updated')
        self.store.do('/delete', entity='products', id=product)
        self.gained('product.deleted')
        self.store.do('/delete', entity='brands', id=self.api('/brands')[0]['id'])
        self.gained('brand.deleted')

    def test_nothing_to_tell(self):
        """Salla has no event for these."""
        answer = self.store.write('POST', '/coupons', self.token, coupon())
        path = f'/coupons/{json.loads(answer.body)["data"]["id"]}'
        self.assertEqual(self.store.write('PUT', path, self.token, coupon(amount=12)).status, 201)
        self.assertEqual(self.store.write('DELETE', path, self.token).status, 202)
        self.store.do('/delete', entity='customers', id=self.api('/customers')[-1]['id'])
        self.store.do('/delete', entity='reviews', id=self.api('/reviews')[-1]['id'])
        self.rest()
        self.assertEqual(self.receiver.events(), [])


class App(HookTest):
    def tearDown(self):
        self.store.do('/install')
        self.rest()

    def sent(self):
        self.rest()
        found = self.receiver.bodies()
        self.receiver.forget()
        for body in found:
            self.assertEqual(body['merchant'], int(self.store.ready['merchant']))
            self.assertRegex(body['created_at'], r'^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$')
        return found

    def test_install(self):
        for when, events in (('after', ['app.installed', 'app.store.authorize']), ('before', ['app.store.authorize', 'app.installed']),
                             ('twice', ['app.store.authorize', 'app.installed', 'app.store.authorize'])):
            self.store.do('/install', authorize=when, scope='orders.read offline_access')
            bodies = self.sent()
            self.assertEqual(sorted(body['event'] for body in bodies), sorted(events))
            self.assertEqual([hook['event'] for hook in self.hooks()][-len(events):], events)
            data, = {json.dumps(body['data']) for body in bodies if body['event'] == 'app.store.authorize'}
            data = json.loads(data)
            self.assertEqual(set(data), {'access_token', 'expires', 'refresh_token', 'scope', 'token_type'})
            self.assertEqual(data['scope'], 'orders.read offline_access')
            self.assertEqual(data['expires'], self.store.chain()['access_ends'] // 1000)
            self.assertGreater(data['expires'], 1.7e9)
            self.assertEqual(self.store.api('/orders', data['access_token']).status, 200)
            self.assertEqual(self.store.refresh(data['refresh_token']).status, 200)

    def test_uninstall(self):
        order = self.api('/orders')[0]['id']
        self.store.do('/uninstall')
        body, = self.sent()
        self.assertEqual((body['event'], body['data']['refunded']), ('app.uninstalled', False))
        self.assertFalse(self.store.chain()['alive'])
        self.store.do('/orders', n=3)
        self.store.do('/hooks/fire', event='order.updated', id=order)
        self.assertEqual(self.sent(), [])
        # Consent in the browser installs it, too.
        type(self).token = self.store.sign_in(scope=SCOPES)['access_token']
        self.assertEqual([body['event'] for body in self.sent()], ['app.installed'])
        self.store.do('/edit', entity='orders', id=self.api('/orders')[0]['id'], total_minor=7)
        self.rest()
        self.assertEqual(len(self.receiver.got), 2)

    def test_forged_uninstall(self):
        self.store.do('/uninstall', forged=True)
        self.rest()
        delivery, = self.receiver.got
        self.assertEqual(json.loads(delivery.body)['event'], 'app.uninstalled')
        self.assertEqual(len(delivery.headers['X-Salla-Signature']), 64)
        self.assertFalse(is_signed(delivery, SECRET))
        self.assertTrue(self.store.chain()['alive'])
        self.assertEqual(self.hooks()[-1]['mishap'], 'hook-wrong-signature')

    def test_others(self):
        self.store.do('/app-event', event='app.settings.updated', settings={'sms': True, 'sender': 'WARD', 'hour': 9})
        body, = self.sent()
        self.assertEqual(body['data']['settings'], {'sms': 'true', 'sender': 'WARD', 'hour': '9'})
        for event in ('started', 'renewed', 'expired', 'canceled'):
            self.store.do('/app-event', event='app.subscription.' + event, store_type='live', plan_name='الكبرى')
            data, = [body['data'] for body in self.sent()]
            self.assertEqual((data['store_type'], data['plan_name'], data['total']), ('live', 'الكبرى', '113.85'))
            self.assertEqual(('renew_date' in data, 'promotion' in data), (event == 'renewed', event == 'started'))
        for event in ('app.trial.started', 'app.trial.expired', 'app.trial.canceled', 'app.feedback.created'):
            self.store.do('/app-event', event=event)
            self.assertEqual([body['event'] for body in self.sent()], [event])
        self.store.do('/app-event', event='app.updated')
        self.assertEqual(sorted(body['event'] for body in self.sent()), ['app.store.authorize', 'app.updated'])
        for event in ('app.installed', 'order.created', None):
            with self.assertRaises(AssertionError):
                self.store.do('/app-event', event=event)
