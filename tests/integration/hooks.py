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

SCOPES = ' '.join(('offline_access settings.read orders.read_write customers.read products.read carts.read reviews.read',
                   'marketing.read_write specialoffers.read categories.read brands.read webhooks.read_write'))
SECRET = 'a secret of the portal'
MINUTE = 60000
JS = r'(Sun|Mon|Tue|Wed|Thu|Fri|Sat) [A-Z][a-z]{2} \d\d \d{4} \d\d:\d\d:\d\d GMT\+0300'
ISO = r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000000Z'


class HookTest(StoreTest):
    """A store whose clock runs as fast as the real one, and a receiver."""

    args = SMALL + BORN + ('--webhook-secret', SECRET, '--webhook-any-host')

    @classmethod
    def setUpClass(cls):
        cls.receiver = Receiver()
        cls.store = Store(PROGRAM, *cls.args, '--webhook-url', cls.receiver.url())
        cls.token = cls.store.sign_in(scope=SCOPES)['access_token']

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.receiver.close()

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
        # Somebody new signs up before ordering.
        told, known = self.receiver.bodies(), set()
        for body in told:
            if body['event'] == 'customer.created':
                known.add(body['data']['id'])
            elif body['data']['customer']['id'] not in known:
                self.assertIn(body['data']['customer']['id'], [row['id'] for row in self.store.walk('/customers', self.token)])
        self.assertTrue(known)
        self.assertEqual(set(self.receiver.events()), {'customer.created', 'order.created'})

    def test_bytes(self):
        """As PHP writes them, and now and then in another way."""
        self.store.do('/orders', n=10)
        self.rest()
        escaped = stamped = 0
        for delivery in self.receiver.got:
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
        self.assertTrue(0 < escaped < len(self.receiver.got) and 0 < stamped < len(self.receiver.got))
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


class Security(HookTest):
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


class Tries(HookTest):
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


class Slow(HookTest):
    args = HookTest.args + ('--time-scale', '100')

    def test_slow(self):
        """Who does not answer in time has not taken it; the store answers others meanwhile."""
        self.store.do('/webhook', url=self.receiver.url('/hang'))
        self.store.do('/hooks/fire', event='order.updated', id=self.api('/orders')[0]['id'])
        wait_until(lambda: self.receiver.got)
        self.assertEqual(self.hooks()[0]['outcome'], 'underway')
        wait_until(lambda: self.hooks()[0]['tries'])
        self.assertEqual(self.hooks()[0]['tries'][0]['problem'], 'no answer in time')
        self.store.do('/webhook', url=None)


if __name__ == '__main__':
    main()
