"""A test case whose token may write: coupons, and the orders of the demo store."""

import json

from store_test import StoreTest

SCOPES = 'settings.read marketing.read_write orders.read_write'


def coupon(**changes):
    """The body of a good request for a coupon; a change to None leaves a field out."""
    body = {'code': 'AUTUMN', 'type': 'percentage', 'amount': 10, 'maximum_amount': 50, 'minimum_amount': 150,
            'free_shipping': False, 'exclude_sale_products': False, 'show_maximum_amount': True,
            'start_date': '2026-11-21', 'expiry_date': '2026-12-31 23:59:59', 'applied_in': 'web', 'status': 'active',
            'is_group': False, 'marketing_active': False, 'marketing_show_maximum_amount': False,
            'marketing_hide_total_sales': False, 'is_apply_with_offer': False, 'usage_limit': 200,
            'usage_limit_per_user': 1, 'list_include_categories': ['676900112', '9007199254740991'],
            'products_exclude': ['12'], 'payment_methods': ['mada', 'cod'], 'beneficiary_domain': 'ward.example'}
    body.update(changes)
    return {name: value for name, value in body.items() if value is not None}


def group(**changes):
    return coupon(**{'code': None, 'is_group': True, 'group_name': 'هدايا', 'group_suffix': 'ward',
                     'group_coupons_count': 40, **changes})


class WriteTest(StoreTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.token = cls.store.sign_in(scope=SCOPES)['access_token']

    def tearDown(self):
        self.store.do('/misbehave', name='none')
        for effect in self.effects():
            if effect['what'] == 'coupon.created':
                self.write('DELETE', f'/coupons/{effect["id"]}')

    def write(self, method, path, body=None):
        return self.store.write(method, path, self.token, body)

    def do(self, method, path, body=None):
        """The status, and what the answer holds."""
        answer = self.write(method, path, body)
        return answer.status, json.loads(answer.body)

    def create(self, **changes):
        status, body = self.do('POST', '/coupons', coupon(**changes))
        self.assertEqual(status, 200, body)
        return body['data']

    def get(self, path, /, **query):
        return self.store.get(path, self.token, **query)

    def walk(self, path, /, **query):
        return self.store.walk(path, self.token, **query)

    def book(self, name, key):
        return {record['id']: record for record in self.store.see(f'/books/{name}')}.get(key)

    def effects(self):
        return self.store.see('/effects')['effects']
