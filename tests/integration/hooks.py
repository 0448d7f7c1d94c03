"""The webhooks of the demo store: which events it sends, how they are written, signed and tried again.

hooks.py PROGRAM
"""

import hashlib
import json
import re
import socket
import subprocess
import unittest

from demo_store import Store
from receiver import Receiver, is_signed
from store_test import BORN, PROGRAM, SMALL, StoreTest, main, wait_until
from write_test import coupon

SCOPES = ' '.join(('offline_access settings.read orders.read_write customers.read products.read carts.read reviews.read',
                   'marketing.read_write specialoffers.read categories.read brands.read webhooks.read_write'))
SECRET = 'a secret of the portal'
MINUTE = 60000
JS = r'(Sun|Mon|Tue|Wed|Thu|Fri|Sat) [A-Z][a-z]{2} \d\d \d{4} \d\d:\d\d:\d\d GMT\+0300'
ISO = r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000000Z'


class HookTest(StoreTest):
    """A store whose clock runs as fast as the real one, and a receiver; the classes with the same arguments share them."""

    args = SMALL + BORN + ('--webhook-secret', SECRET, '--webhook-any-host')

    started = {}

    @classmethod
    def setUpClass(cls):
        if cls.args not in cls.started:
            receiver = Receiver()
            cls.started[cls.args] = Store(PROGRAM, *cls.args, '--webhook-url', receiver.url()), receiver
        cls.store, cls.receiver = cls.started[cls.args]
        cls.token = cls.store.sign_in(scope=SCOPES)['access_token']

    @classmethod
    def tearDownClass(cls):
        pass

    def setUp(self):
        super().setUp()
        self.store.do('/webhook', url=self.receiver.url(), secret=SECRET, strategy='signature')
        self.rest()
        self.receiver.forget()
        self.seen = self.last()

    def hooks(self, after=None):
        return self.store.see(f'/hooks?after={self.seen if after is None else after}')['hooks']

    def last(self):
        return max((hook['number'] for hook in self.hooks(0)), default=0)

    def rest(self):
        """Waits until nothing is on its way."""
        def is_quiet():
            answer = self.store.see(f'/hooks?after={10 ** 9}')
            return answer['underway'] == answer['waiting'] == 0
        wait_until(is_quiet)

    def advance(self, ms):
        self.store.do('/clock', advance_ms=ms)

    def gained(self, *events):
        """What these events tell, once all of them and no other came."""
        wait_until(lambda: len(self.receiver.got) >= len(events))
        self.rest()
        self.assertEqual(sorted(self.receiver.events()), sorted(events))
        bodies = {body['event']: body for body in self.receiver.bodies()}
        self.receiver.forget()
        return [bodies[event] for event in events]

    def api(self, path):
        return self.store.get(path, self.token)['data']

    def place(self):
        """A new order, and what was sent with it."""
        number, = self.store.do('/orders', n=1)['ids']
        wait_until(lambda: 'order.created' in self.receiver.events())
        self.rest()
        return number


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
        self.store.do('/uninstall')
        body, = self.sent()
        self.assertEqual((body['event'], body['data']['refunded']), ('app.uninstalled', False))
        self.assertFalse(self.store.chain()['alive'])
        self.store.do('/orders', n=3)
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


class StillTest(HookTest):
    """A store in which nobody orders, so that its clock brings nothing about."""

    args = HookTest.args + ('--seed', '8')


class Security(StillTest):
    def fire(self):
        self.receiver.forget()
        self.store.do('/hooks/fire', event='order.updated', id=self.api('/orders')[0]['id'])
        self.rest()
        return self.receiver.got[0].headers, self.receiver.got[0]

    def test_token(self):
        self.store.do('/webhook', strategy='token', secret='tok en')
        headers, _ = self.fire()
        self.assertEqual((headers['X-Salla-Security-Strategy'], headers['Authorization']), ('Token', 'tok en'))
        self.assertNotIn('X-Salla-Signature', headers)

    def test_none(self):
        self.store.do('/webhook', strategy='none')
        headers, _ = self.fire()
        for name in ('X-Salla-Security-Strategy', 'X-Salla-Signature', 'Authorization'):
            self.assertNotIn(name, headers)

    def test_new_secret(self):
        """It takes the old one's place at once, also for what is tried again."""
        self.receiver.answers = [500]
        self.store.do('/hooks/fire', event='order.updated', id=self.api('/orders')[0]['id'])
        wait_until(lambda: self.hooks()[0]['tries'])
        self.store.do('/webhook', secret='another')
        self.advance(6 * MINUTE)
        wait_until(lambda: len(self.receiver.got) == 2)
        first, second = self.receiver.got
        self.assertEqual(first.body, second.body)
        self.assertTrue(is_signed(first, SECRET) and is_signed(second, 'another'))
        self.assertEqual(self.store.see('/webhook')['secret'], 'another')


class Tries(StillTest):
    def fire(self):
        self.store.do('/hooks/fire', event='order.updated', id=self.api('/orders')[0]['id'])

    def wait_for_tries(self, n):
        wait_until(lambda: len(self.hooks()[0]['tries']) == n and self.hooks()[0]['outcome'] != 'underway')

    def test_again(self):
        """Only 200 and 201 are a success; the same bytes come about five minutes later."""
        self.receiver.answers = [500, 204, 302, 201]
        self.fire()
        for n in range(1, 4):
            self.wait_for_tries(n)
            self.assertEqual(self.hooks()[0]['outcome'], 'waiting')
            self.advance(4 * MINUTE + 50000)
            self.store.see('/counts')
            self.assertEqual(len(self.receiver.got), n)
            self.advance(MINUTE)
        self.wait_for_tries(4)
        hook, = self.hooks()
        self.assertEqual(hook['outcome'], 'delivered')
        self.assertEqual([each['status'] for each in hook['tries']], [500, 204, 302, 201])
        self.assertEqual(len({delivery.body for delivery in self.receiver.got}), 1)
        gaps = [b['time'] - a['time'] for a, b in zip(hook['tries'], hook['tries'][1:])]
        self.assertTrue(all(5 * MINUTE <= gap < 6 * MINUTE for gap in gaps), gaps)

    def test_lost(self):
        """After three more tries it is lost, and the rest goes on."""
        self.receiver.answers = [503, 404, 202, 400]
        self.fire()
        for n in range(1, 5):
            self.wait_for_tries(n)
            self.advance(6 * MINUTE)
        self.assertEqual(self.hooks()[0]['outcome'], 'lost')
        self.fire()
        self.rest()
        self.assertEqual(len(self.receiver.got), 5)

    def test_down(self):
        with socket.create_server(('127.0.0.1', 0)) as server:
            port = server.getsockname()[1]
        self.store.do('/webhook', url=f'http://127.0.0.1:{port}/')
        self.fire()
        self.wait_for_tries(1)
        self.assertEqual(self.hooks()[0]['tries'][0]['status'], 0)
        self.assertTrue(self.hooks()[0]['tries'][0]['problem'])
        # Without an address nothing is delivered any more.
        self.store.do('/webhook', url=None)
        wait_until(lambda: self.hooks()[0]['outcome'] == 'withdrawn')
        self.fire()
        self.assertEqual(len(self.hooks()), 1)

    def test_wrong_options(self):
        done = subprocess.run([PROGRAM, '--webhook-strategy', 'hope'], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 2, done)


class Mishaps(StillTest):
    def fire(self, *names, **details):
        for name in names:
            self.store.misbehave(name, count=1, **details)
        self.store.do('/hooks/fire', event='order.updated', id=self.order)

    def setUp(self):
        super().setUp()
        self.order = self.api('/orders')[0]['id']

    def got(self, n):
        wait_until(lambda: len(self.receiver.got) >= n)
        self.rest()
        self.assertEqual(len(self.receiver.got), n)
        return self.receiver.got

    def test_twice(self):
        self.fire('hook-twice')
        first, second = self.got(2)
        self.assertEqual(first.body, second.body)
        self.assertTrue(is_signed(first, SECRET) and is_signed(second, SECRET))
        self.fire()
        self.assertEqual([hook['mishap'] for hook in self.hooks()], ['hook-twice', 'hook-twice', None])

    def test_late(self):
        self.fire('hook-late', ms=60000)
        self.store.do('/hooks/fire', event='order.refunded', id=self.order)
        wait_until(lambda: self.receiver.got)
        self.advance(MINUTE)
        self.got(2)
        self.assertEqual(self.receiver.events(), ['order.refunded', 'order.updated'])

    def test_burst(self):
        self.store.misbehave('hook-burst')
        for _ in range(6):
            self.fire()
        self.assertEqual((self.receiver.got, {hook['outcome'] for hook in self.hooks()}), ([], {'waiting'}))
        self.advance(5 * MINUTE)
        self.got(6)
        times = [hook['tries'][0]['time'] for hook in self.hooks()]
        self.assertLess(max(times) - min(times), 5000)

    def test_forged(self):
        for name in ('hook-wrong-signature', 'hook-unsigned'):
            self.fire(name)
            delivery, = self.got(1)
            self.assertEqual(delivery.headers['X-Salla-Security-Strategy'], 'Signature')
            self.assertEqual(delivery.headers['X-Salla-Signature'] is None, name == 'hook-unsigned')
            self.assertFalse(is_signed(delivery, SECRET))
            self.receiver.forget()
        self.store.do('/webhook', strategy='token')
        self.fire('hook-wrong-signature')
        self.fire('hook-unsigned')
        tokens = sorted(str(delivery.headers['Authorization']) for delivery in self.got(2))
        self.assertEqual(tokens, ['None', SECRET + '?'])

    def test_old_secret(self):
        self.store.do('/webhook', secret='rotated')
        self.fire('hook-old-secret')
        delivery, = self.got(1)
        self.assertTrue(is_signed(delivery, SECRET))

    def test_replay(self):
        self.store.do('/webhook', secret='rotated again')
        self.fire('hook-replay')
        self.got(2)
        new, = [delivery for delivery in self.receiver.got if is_signed(delivery, 'rotated again')]
        old, = [delivery for delivery in self.receiver.got if delivery != new]
        first = self.hooks(0)[0]
        self.assertEqual(hashlib.sha256(old.body).hexdigest(), first['sha256'])
        self.assertTrue(is_signed(old, SECRET))

    def test_probe(self):
        self.receiver.answers = [404]
        self.fire('hook-probe')
        probe, _ = sorted(self.got(2), key=lambda delivery: delivery.method)
        self.assertEqual((probe.method, probe.body, probe.headers['X-Salla-Signature']), ('GET', b'', None))

    def test_chosen(self):
        """By a part of the event's name, in number and by a seed."""
        self.store.misbehave('hook-twice', count=1, path='refunded')
        self.fire()
        self.got(1)
        self.store.do('/hooks/fire', event='order.refunded', id=self.order)
        self.got(3)
        self.store.misbehave('hook-all', rate=0.5)
        for _ in range(40):
            self.fire()
        kinds = {name for hook in self.hooks() for name in (hook['mishap'] or 'none').split(',')}
        self.assertEqual(len(kinds), 9, kinds)
        self.store.do('/webhook', url=None)
        self.store.misbehave('none')
        self.rest()


class Subscriptions(HookTest):
    """What a merchant's token subscribes to; the portal has no webhook here."""

    def setUp(self):
        super().setUp()
        self.store.do('/webhook', url=None)

    def tearDown(self):
        for row in self.store.walk('/webhooks', self.token):
            self.store.write('DELETE', f'/webhooks/unsubscribe?id={row["id"]}', self.token)
        self.rest()

    def write(self, method, path, body=None, status=200, token=None):
        answer = self.store.write(method, path, token or self.token, body)
        self.assertEqual(answer.status, status, answer)
        return json.loads(answer.body)

    def subscribe(self, **fields):
        return self.write('POST', '/webhooks/subscribe', {'event': 'order.updated', 'url': self.receiver.url(), **fields})['data']

    def refused(self, method='POST', path='/webhooks/subscribe', token=None, **fields):
        answer = self.write(method, path, {'event': 'order.updated', 'url': self.receiver.url(), **fields}, 422, token)
        return sorted(answer['error']['fields'])

    def change(self):
        order = self.api('/orders')[0]['id']
        self.store.do('/edit', entity='orders', id=order, total_minor=30000)
        return order

    def test_delivered(self):
        made = self.subscribe(name='ward', headers=[{'key': 'X-Relay-Key', 'value': 'k_7f'}])
        self.assertEqual(made['headers'], {'X-Relay-Key': 'k_7f'})
        self.assertEqual([made[name] for name in ('name', 'event', 'type', 'url', 'version', 'rule')],
                         ['ward', 'order.updated', 'manual', self.receiver.url(), 2, None])
        order = self.change()
        body, = self.gained('order.updated')
        self.assertEqual(body['data'], self.api(f'/orders/{order}'))
        self.assertEqual(self.hooks()[-1]['subscription'], made['id'])
        self.change()
        self.rest()
        headers = self.receiver.got[0].headers
        self.assertEqual((headers['X-Relay-Key'], headers['X-Salla-Security-Strategy']), ('k_7f', None))

    def test_the_same_again(self):
        first, second = self.subscribe(), self.subscribe(name='new', version=1)
        other = self.subscribe(event='order.created')
        self.assertEqual((first['id'], first['headers']), (second['id'], []))
        self.assertNotEqual(first['id'], other['id'])
        answer = self.store.get('/webhooks', self.token, per_page=1, page=2)
        self.assertEqual((answer['data'], answer['pagination']['total']), ([other], 2))
        self.assertEqual(self.api('/webhooks'), [{**second, 'name': 'new'}, other])

    def test_secured(self):
        number = self.subscribe()['id']
        path = f'/webhooks/{number}'
        self.assertEqual(self.refused('PUT', path, security_strategy='signature'), ['secret'])
        self.assertEqual(self.refused('PUT', path, security_strategy='hope'), ['security_strategy'])
        row = self.write('PUT', path, {'security_strategy': 'signature', 'secret': 'own'})['data']
        self.assertEqual((row['security'], row['url']), ({'strategy': 'signature', 'secret': 'own'}, self.receiver.url()))
        self.change()
        self.rest()
        self.assertTrue(is_signed(self.receiver.got.pop(), 'own'))
        row = self.write('PUT', path, {'security_strategy': None, 'url': self.receiver.url('/other')})['data']
        self.assertEqual(row['security']['strategy'], None)
        self.change()
        self.rest()
        delivery, = self.receiver.got
        self.assertEqual((delivery.path, delivery.headers['X-Salla-Signature']), ('/other', None))
        self.write('PUT', '/webhooks/1', {}, 404)

    def test_rule(self):
        """Only what is as the rule wants it, in version 2."""
        order = self.api('/orders')[0]
        for rule, matches in ((f'id = {order["id"]} AND total > 299', True), ('total > 300', False), ('total < 300', False),
                              (f'payment_method = `{order["payment_method"]}`', True), ('weather = `sunny`', False),
                              ('weather != `sunny` OR total = 300', True)):
            made = self.subscribe(rule=rule)
            self.assertEqual(made['rule'], rule)
            self.change()
            self.rest()
            self.assertEqual(bool(self.receiver.got), matches, rule)
            self.receiver.forget()
        self.subscribe(rule='total > 300', version=1)
        self.change()
        self.gained('order.updated')
        for rule in ('total >', 'total', '(total > 1)', 'total > 1 AND', 'total > `1'):
            self.assertEqual(self.refused(rule=rule), ['rule'])

    def test_rules_of_every_kind(self):
        rows = {kind: self.api(path)[0] for kind, path in (
            ('customer', '/customers'), ('product', '/products'), ('cart', '/carts/abandoned'), ('offer', '/specialoffers'),
            ('category', '/categories'), ('brand', '/brands'), ('review', '/reviews'))}
        order = self.api('/orders')[0]['id']
        wishes = (('customer.updated', f'city = `{rows["customer"]["city"]}`', rows['customer']['id']),
                  ('product.updated', f'price = {rows["product"]["price"]["amount"]} AND name = `{rows["product"]["name"]}`',
                   rows['product']['id']),
                  ('abandoned.cart', f'customer_id = {rows["cart"]["customer"]["id"]} AND total > 1', rows['cart']['id']),
                  ('specialoffer.updated', f'status = `{rows["offer"]["status"]}`', rows['offer']['id']),
                  ('category.updated', f'name = `{rows["category"]["name"]}`', rows['category']['id']),
                  ('brand.updated', f'id = {rows["brand"]["id"]}', rows['brand']['id']),
                  ('review.added', 'rating != `9`', rows['review']['id']),
                  ('order.status.updated', f'id = {order} AND total > 0', order))
        for event, rule, number in wishes:
            self.subscribe(event=event, rule=rule)
            self.store.do('/hooks/fire', event=event, id=number)
            self.gained(event)
            self.subscribe(event=event, rule=f'{rule} AND id = 17')
            self.store.do('/hooks/fire', event=event, id=number)
        self.rest()
        self.assertEqual(self.receiver.events(), [])

    def test_refused(self):
        self.assertEqual(self.refused(event=None, url=None), ['event', 'url'])
        self.assertEqual(self.refused(event='coupon.created'), ['event'])
        self.assertEqual(self.refused(url='ftp://relay.example/'), ['url'])
        self.assertEqual(self.refused(version=3), ['version'])
        self.assertEqual(self.refused(headers=[{'key': 'a b', 'value': ''}]), ['headers'])
        names = [row['event'] for row in self.api('/webhooks/events')]
        self.assertTrue({'order.created', 'abandoned.cart', 'review.added'} < set(names) and 'coupon.created' not in names)
        reading = self.store.sign_in(scope='webhooks.read')['access_token']
        self.assertEqual(self.store.api('/webhooks', reading).status, 200)
        self.write('POST', '/webhooks/subscribe', {'event': 'order.updated', 'url': 'https://a.example/'}, 401, reading)
        blind = self.store.sign_in(scope='orders.read')['access_token']
        self.assertEqual(self.store.api('/webhooks', blind).status, 401)

    def test_ended(self):
        """By its number, or all of an address."""
        one, other = self.subscribe(), self.subscribe(event='order.total.price.updated')
        far = self.subscribe(url=self.receiver.url('/far'))
        for query in ('', '?id=17', '?url=https://nobody.example/'):
            answer = self.store.write('DELETE', '/webhooks/unsubscribe' + query, self.token)
            self.assertEqual(answer.status, 404 if query else 422)
        self.write('DELETE', f'/webhooks/unsubscribe?url={self.receiver.url()}', None, 202)
        self.assertEqual([row['id'] for row in self.api('/webhooks')], [far['id']])
        self.change()
        self.gained('order.updated')
        self.write('DELETE', f'/webhooks/unsubscribe?id={far["id"]}', None, 202)
        self.change()
        self.rest()
        self.assertEqual((self.receiver.got, self.api('/webhooks')), ([], []))
        self.assertEqual(len({one['id'], other['id'], far['id']}), 3)

    def test_ended_by_uninstalling(self):
        self.subscribe()
        self.store.do('/uninstall')
        type(self).token = self.store.sign_in(scope=SCOPES)['access_token']
        self.assertEqual(self.api('/webhooks'), [])


class Patient(HookTest):
    """A store without the leave to go anywhere, whose receiver does not answer; it was asked before the other tests."""

    args = SMALL + BORN + ('--time-scale', '100')

    def setUp(self):
        pass

    @classmethod
    def start(cls):
        cls.setUpClass()
        cls.store.do('/webhook', url=cls.receiver.url('/hang'))
        cls.store.do('/hooks/fire', event='order.updated', id=cls.store.get('/orders', cls.token)['data'][0]['id'])
        wait_until(lambda: cls.receiver.got)
        hook, = cls.store.see('/hooks')['hooks']
        assert (hook['outcome'], hook['tries']) == ('underway', []), hook

    def test_slow(self):
        """Who does not answer in time has not taken it; the store answers others meanwhile."""
        wait_until(lambda: self.hooks(0)[0]['tries'])
        self.assertEqual(self.hooks(0)[0]['tries'][0]['problem'], 'The other side did not answer in time')

    def test_out_of_reach(self):
        """Addresses that Salla refuses, as the substring rule has it."""
        for host, status in (('localhost:8080', 422), ('127.0.0.1', 422), ('test.example', 422), ('latest.example', 422),
                             ('relay.example.net', 200)):
            body = {'event': 'order.created', 'url': f'https://{host}/salla'}
            answer = self.store.write('POST', '/webhooks/subscribe', self.token, body)
            self.assertEqual(answer.status, status, host)
            if status == 422:
                self.assertRegex(json.loads(answer.body)['error']['fields']['url'][0], '[\u0600-\u06ff]')
            else:
                self.store.write('DELETE', '/webhooks/unsubscribe?url=' + body['url'], self.token)


def setUpModule():
    Patient.start()


def tearDownModule():
    for store, receiver in HookTest.started.values():
        assert store.close() == 0
        receiver.close()


if __name__ == '__main__':
    main()
