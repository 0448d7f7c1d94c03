"""A test case with a demo store that delivers to a receiver of its own."""

from demo_store import Store
from receiver import Receiver
from store_test import BORN, PROGRAM, SMALL, StoreTest, wait_until

SCOPES = ' '.join(('offline_access settings.read orders.read_write customers.read products.read carts.read reviews.read',
                   'marketing.read_write specialoffers.read categories.read brands.read webhooks.read_write'))
SECRET = 'a secret of the portal'
MINUTE = 60000


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

    @classmethod
    def close_all(cls):
        for store, receiver in cls.started.values():
            assert store.close() == 0
            receiver.close()

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


class StillTest(HookTest):
    """A store in which nobody orders, so that its clock brings nothing about."""

    args = HookTest.args + ('--seed', '8')
