"""A test case that reads the lists of its demo store, and holds them against the store's books."""

import datetime

from store_test import StoreTest

RIYADH = datetime.timezone(datetime.timedelta(hours=3))


def local_of(ms):
    return datetime.datetime.fromtimestamp(ms // 1000, RIYADH).strftime('%Y-%m-%d %H:%M:%S')


def ms_of(date):
    assert date['timezone_type'] == 3 and date['timezone'] == 'Asia/Riyadh'
    moment = datetime.datetime.strptime(date['date'], '%Y-%m-%d %H:%M:%S.%f').replace(tzinfo=RIYADH)
    return int(moment.timestamp()) * 1000


def scope_of(names):
    return ' '.join(f'{name}.read' for name in names.split())


class ListTest(StoreTest):
    # What its sign-in may read.
    readable = 'settings orders customers products categories brands marketing carts'

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.token = cls.store.sign_in(scope=scope_of(cls.readable))['access_token']

    def get(self, path, /, **query):
        return self.store.get(path, self.token, **query)

    def walk(self, path, /, **query):
        rows = self.store.walk(path, self.token, **query)
        self.assertEqual(len({row['id'] for row in rows}), len(rows))
        return rows

    def books(self, name):
        return {record['id']: record for record in self.store.see(f'/books/{name}')}

    def assert_out_of_reach(self, path, scope):
        narrow = self.store.sign_in(scope='settings.read')['access_token']
        self.assertIn(scope, self.assert_error(self.store.api(path, narrow), 401, 'Unauthorized'))
