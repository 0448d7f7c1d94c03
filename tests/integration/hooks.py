"""The webhooks of the demo store: which events it sends, how they are written, signed and tried again, what goes wrong on purpose,
and who subscribes.

hooks.py PROGRAM
"""

import hashlib
import json
import socket
import subprocess

from hook_events import App, Events, Fired, Life
from hook_subscriptions import ListedSecrets, Subscriptions
from hook_test import MINUTE, SECRET, HookTest, StillTest
from receiver import is_signed
from store_test import BORN, PROGRAM, SMALL, main, wait_until

# unittest looks for them here.
__all__ = ['App', 'Events', 'Fired', 'Life', 'ListedSecrets', 'Subscriptions']


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
        self.receiver.to_get = 404
        self.fire('hook-probe')
        probe, _ = sorted(self.got(2), key=lambda delivery: delivery.method)
        self.assertEqual((probe.method, probe.body, probe.headers['X-Salla-Signature']), ('GET', b'', None))
        self.assertEqual([(hook['method'], hook['outcome'], len(hook['tries'])) for hook in self.hooks()],
                         [('GET', 'lost', 1), ('POST', 'delivered', 1)])

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


if __name__ == '__main__':
    Patient.start()
    try:
        main()
    finally:
        HookTest.close_all()
