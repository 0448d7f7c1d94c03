"""What the demo store takes, and what it refuses: coupons and groups of them.

test-demo-store-writes.py PROGRAM
"""

import datetime
import json
import unittest

from demo_store import Store, fetch
from store_test import BORN, PROGRAM, SMALL, main
from write_test import SCOPES, WriteTest, coupon, group

RIYADH = datetime.timezone(datetime.timedelta(hours=3))
# Midnight in Riyadh is three hours off: there it is the 21st already.
LATE = ('--born', '2026-11-21T01:30:00+03:00', '--now', '2026-11-21T01:30:00+03:00')


def date_of(ms):
    text = datetime.datetime.fromtimestamp(ms // 1000, RIYADH).strftime('%Y-%m-%d %H:%M:%S')
    return {'date': text + '.000000', 'timezone_type': 3, 'timezone': 'Asia/Riyadh'}


def once(pairs):
    """An object of JSON; that none of its names comes twice is for the sender to see to."""
    names = [name for name, _ in pairs]
    assert len(set(names)) == len(names), names
    return dict(pairs)


def money(amount):
    return {'amount': amount, 'currency': 'SAR'}


class Coupons(WriteTest):
    def test_create(self):
        before = self.store.see('/counts')['coupons']
        status, body = self.do('POST', '/coupons', coupon())
        row = body['data']
        self.assertEqual((status, body['status'], body['success']), (200, 201, True))
        book = self.book('coupons', row['id'])
        self.assertLess(self.store.see('/clock')['now'] - book['created_at'], 30000)
        self.assertEqual(row, {
            'id': row['id'], 'code': 'AUTUMN', 'type': 'percentage', 'status': 'active', 'is_apply_with_offer': False,
            'amount': money(10), 'minimum_amount': money(150), 'maximum_amount': money(50), 'show_maximum_amount': True,
            'expiry_date': '2026-12-31 23:59:59', 'start_date': '2026-11-21 00:00:00', 'free_shipping': False,
            'usage_limit': 200, 'usage_limit_per_user': 1, 'include_product_ids': [], 'exclude_product_ids': ['12'],
            'is_sale_products_exclude': False, 'include_category_ids': ['676900112', '9007199254740991'],
            'exclude_category_ids': [], 'include_customer_group_ids': [], 'exclude_customer_group_ids': [],
            'exclude_brands_ids': [], 'exclude_shipping_ids': [], 'include_customer_ids': [],
            'include_payment_methods': ['mada', 'cod'], 'applied_in': 'web', 'is_group': False, 'group_name': None,
            'group_coupons_count': None, 'group_coupon_suffix': None, 'group_coupons': None,
            'beneficiary_domain': 'ward.example',
            'statistics': {'num_of_usage': 0, 'num_of_customers': 0, 'coupon_sales': money(0)},
            'created_at': date_of(book['created_at']), 'updated_at': date_of(book['created_at']),
            'marketing_active': False, 'marketing_name': None, 'marketing_type': None, 'marketing_amount': None,
            'marketing_hide_total_sales': False, 'marketing_show_maximum_amount': False,
            'marketing_maximum_amount': None, 'marketing_info': None, 'marketing_visits_count': None,
            'marketing_url': None, 'marketing_statistics_url': None})
        self.assertEqual((book['amount_minor'], book['minimum_minor'], book['maximum_minor'], book['codes']),
                         (1000, 15000, 5000, 0))
        self.assertEqual(self.get(f'/coupons/{row["id"]}')['data'], row)
        self.assertEqual(self.get('/coupons', per_page=1)['data'], [row])
        self.assertEqual(self.walk('/coupons/codes', coupon_id=row['id']), [])
        self.assertEqual(self.store.see('/counts')['coupons'], before + 1)
        self.assertEqual(self.get('/coupons')['pagination']['total'], before + 1)

    def test_marketer(self):
        row = self.create(marketing_active=True, marketing_name='هيا', marketing_type='F', marketing_amount='7.5',
                          marketing_maximum_amount=30, marketing_info='سناب')
        self.assertEqual((row['marketing_active'], row['marketing_name'], row['marketing_type'], row['marketing_amount'],
                          row['marketing_maximum_amount'], row['marketing_info']),
                         (True, 'هيا', 'fixed', money(7.5), 30, 'سناب'))
        self.assertTrue(row['marketing_url'].endswith('?utm_source=ref&utm_campaign=AUTUMN'))
        self.assertEqual(self.book('coupons', row['id'])['marketer'], 'هيا')

    def test_every_way_to_name_a_type(self):
        for word in 'Percentage', 'P', 'p', 'percentage', 'Fixed', 'F', 'f', 'fixed':
            row = self.create(type=word)
            self.assertEqual(row['type'], 'percentage' if word[0] in 'Pp' else 'fixed')
            self.write('DELETE', f'/coupons/{row["id"]}')

    def test_answer_names_are_passed_over(self):
        row = self.create(list_include_categories=None, payment_methods=None, include_category_ids=['5'],
                          is_sale_products_exclude=True, include_payment_methods=['mada'])
        self.assertEqual((row['include_category_ids'], row['is_sale_products_exclude'], row['include_payment_methods']),
                         ([], False, ['all']))

    def test_replace(self):
        old = self.create()
        self.store.do('/clock', advance_ms=60000)
        status, body = self.do('PUT', f'/coupons/{old["id"]}', {
            'code': 'AUTUMN2', 'type': 'fixed', 'amount': 25.5, 'expiry_date': '2026-12-30', 'marketing_active': False})
        new = body['data']
        self.assertEqual((status, body['status'], body['success']), (201, 200, True))
        changed = {name for name in old if old[name] != new[name]}
        self.assertEqual(changed, {
            'code', 'type', 'amount', 'expiry_date', 'maximum_amount', 'minimum_amount', 'start_date', 'applied_in',
            'is_apply_with_offer', 'usage_limit', 'usage_limit_per_user', 'include_category_ids', 'exclude_product_ids',
            'include_payment_methods', 'beneficiary_domain', 'free_shipping', 'is_sale_products_exclude',
            'marketing_hide_total_sales', 'marketing_show_maximum_amount', 'updated_at'})
        self.assertEqual([new[name] for name in ('free_shipping', 'is_sale_products_exclude', 'show_maximum_amount',
                                                 'marketing_hide_total_sales', 'marketing_show_maximum_amount')], [True] * 5)
        self.assertEqual((new['amount'], new['minimum_amount'], new['maximum_amount'], new['start_date'],
                          new['applied_in'], new['usage_limit'], new['expiry_date']),
                         (money(25.5), None, money(0), None, 'all', None, '2026-12-30 00:00:00'))
        self.assertGreater(new['updated_at']['date'], old['updated_at']['date'])
        self.assertEqual(self.get(f'/coupons/{old["id"]}')['data'], new)

    def test_the_same_code_again_is_its_own(self):
        row = self.create()
        self.assertEqual(self.do('PUT', f'/coupons/{row["id"]}', coupon(code='autumn'))[1]['data']['code'], 'autumn')

    def test_replace_one_of_the_seed(self):
        old = self.walk('/coupons', keyword='NOUF15')[0]
        self.assertGreater(old['statistics']['num_of_usage'], 0)
        status, body = self.do('PUT', f'/coupons/{old["id"]}', coupon(code='NOUF15', marketing_active=None))
        self.assertEqual((status, set(body['error']['fields'])),
                         (422, {'marketing_name', 'marketing_type', 'marketing_amount'}))
        status, body = self.do('PUT', f'/coupons/{old["id"]}', coupon(
            code='NOUF15', marketing_active=True, marketing_name='نوف', marketing_type='percentage', marketing_amount=6))
        self.assertEqual((body['data']['marketing_amount'], body['data']['marketing_visits_count']),
                         (money(6), old['marketing_visits_count']))
        self.do('PUT', f'/coupons/{old["id"]}', coupon(code='NOUF16'))
        new = self.get(f'/coupons/{old["id"]}')['data']
        self.assertEqual((new['code'], new['marketing_name']), ('NOUF16', None))
        self.assertEqual((new['statistics'], new['created_at']), (old['statistics'], old['created_at']))
        self.assertEqual(self.book('coupons', old['id'])['code'], 'NOUF16')

    def test_delete(self):
        row = self.create()
        path, before = f'/coupons/{row["id"]}', self.store.see('/counts')['coupons']
        status, body = self.do('DELETE', path)
        self.assertEqual((status, body['status'], body['data']['code'], body['success']), (202, 202, 202, True))
        self.assertRegex(body['data']['message'], '[ء-ي]')
        for method, sent in ('GET', None), ('DELETE', None), ('PUT', coupon()):
            self.assert_error(self.write(method, path, sent), 404, 'error')
        self.assert_error(self.store.api('/coupons/codes', self.token, coupon_id=row['id']), 404, 'error')
        self.assertNotIn(row['id'], [each['id'] for each in self.walk('/coupons')])
        self.assertIsNone(self.book('coupons', row['id']))
        self.assertEqual(self.store.see('/counts')['coupons'], before - 1)
        self.assertNotEqual(self.create()['id'], row['id'])

    def test_scopes(self):
        row = self.create()
        token = self.store.sign_in(scope='marketing.read')['access_token']
        self.assertEqual(self.store.api('/coupons', token).status, 200)
        for method, path in ('POST', '/coupons'), ('PUT', f'/coupons/{row["id"]}'), ('DELETE', f'/coupons/{row["id"]}'):
            message = self.assert_error(self.store.write(method, path, token, coupon(code='OTHER')), 401, 'Unauthorized')
            self.assertEqual(message, 'The access token should have access to one of those scopes: marketing.read_write')
        self.store.misbehave('scope', count=1)
        self.assertIn('marketing.read_write', self.write('POST', '/coupons', coupon(code='OTHER')).body.decode())
        self.assertEqual([row['code'] for row in self.walk('/coupons', keyword='OTHER')], [])
        self.assertEqual(self.get(f'/coupons/{row["id"]}')['data'], row)

    def test_other_methods(self):
        self.assert_error(self.write('PATCH', '/coupons', coupon()), 405, 'method_not_allowed')
        self.assert_error(self.write('DELETE', '/coupons/codes'), 405, 'method_not_allowed')

    def test_big_ids_come_back(self):
        row = self.create()
        self.store.misbehave('big-ids')
        big = self.get('/coupons', per_page=1)['data'][0]
        self.assertGreater(big['id'], 2 ** 53)
        self.do('PUT', f'/coupons/{big["id"]}', coupon(list_include_categories=big['include_category_ids']))
        self.store.misbehave('none')
        self.assertEqual(self.get(f'/coupons/{row["id"]}')['data']['include_category_ids'], row['include_category_ids'])


class Refusals(WriteTest):
    def refuse(self, body, method='POST', path='/coupons'):
        answer = self.write(method, path, body)
        self.assertEqual(answer.status, 422, answer.body.decode())
        error = json.loads(answer.body, object_pairs_hook=once)['error']
        for messages in error['fields'].values():
            self.assertRegex(messages[0], '[ء-ي]')
        self.assertEqual(error['message'], 'alert.invalid_fields')
        return error

    def fields(self, body, **where):
        return set(self.refuse(body, **where)['fields'])

    def test_what_is_missing(self):
        every = {'code', 'type', 'amount', 'free_shipping', 'expiry_date', 'exclude_sale_products'}
        self.assertEqual(self.fields({'is_group': False, 'marketing_active': False}), every)
        for name in every:
            for nothing in None, '':
                self.assertEqual(self.fields(coupon(**{name: nothing})), {name})
            self.assertEqual(self.fields({**coupon(), name: None}), {name})
        self.assertEqual(self.fields(coupon(maximum_amount=None)), {'maximum_amount'})

    def test_booleans_left_out_are_true(self):
        self.assertEqual(self.fields(coupon(is_group=None)), {'group_name', 'group_suffix', 'group_coupons_count'})
        self.assertEqual(self.fields(coupon(marketing_active=None)), {'marketing_name', 'marketing_type', 'marketing_amount'})

    def test_what_is_wrong(self):
        today, tomorrow = '2026-11-20 23:59:59', '2026-11-21'
        for field, values in {
                'type': ['camel', 'PERCENTAGE', 5, [], {}],
                'amount': [0, -1, 100.01, 'ten', {'amount': 10, 'currency': 'SAR'}, [], True, '1,5', '1e', 'NaN'],
                'maximum_amount': [-1, 'much', {'amount': 10}], 'minimum_amount': [-0.5, 'x'],
                'usage_limit': [-1, 1.5, 'x', 2 ** 40], 'usage_limit_per_user': [-1, 'x'],
                'status': ['deleted', 'Active', 1], 'applied_in': ['mobile', True],
                'expiry_date': [today, '2026-11-20', '2026-11-19', '2026-13-01', '2026-02-30', '31/12/2026', '2026/12/31',
                                '2026-12-31T00:00:00Z', '2026-12-31 24:00:00', '2026-12-31 10:00', 'soon', 20261231,
                                {'date': '2026-12-31 00:00:00.000000'}, tomorrow],
                'start_date': ['yesterday', '2026-11-21 00:00', '٢٠٢٦-١١-٢١'],
                'free_shipping': ['yes', 'true', 2, []], 'exclude_sale_products': ['no'], 'show_maximum_amount': [5],
                'is_apply_with_offer': ['x'],
                'code': ['TWO WORDS', 'ROSE🌹', 'A-B', 'A_B', 'ورد!', ' WARD', 'وَرد', 'ТОВАР', 5, ['A']],
                'products_include': ['12', ['x'], [1.5], [None], [{'id': 1}], {'0': 1}], 'list_exclude_groups': [['-1']],
                'list_exclude_shipping': [['0']], 'list_exclude_brands': [[True]],
                'payment_methods': ['mada', ['cash']], 'beneficiary_domain': [5, []]}.items():
            for value in values:
                with self.subTest(field, value=value):
                    self.assertEqual(self.fields(coupon(**{field: value})), {field})
        self.assertEqual(self.fields(coupon(type='fixed', amount=-1)), {'amount'})
        self.assertEqual(self.fields(coupon(start_date='2026-12-31 23:59:59')), {'expiry_date'})

    def test_several_at_once(self):
        fields = self.refuse(coupon(code='A B', amount=101, status='x', expiry_date='x'))['fields']
        self.assertEqual({name: len(messages) for name, messages in fields.items()},
                         {'code': 1, 'amount': 1, 'status': 1, 'expiry_date': 1})

    def test_marketer(self):
        active = {'marketing_active': True, 'marketing_name': 'هيا', 'marketing_type': 'p', 'marketing_amount': 5}
        for field, value in (('marketing_type', 'x'), ('marketing_amount', 0), ('marketing_amount', 101),
                             ('marketing_amount', 'x'), ('marketing_maximum_amount', -1), ('marketing_name', 5)):
            self.assertEqual(self.fields(coupon(**{**active, field: value})), {field})

    def test_code_is_taken(self):
        code = self.create(code='Autumn')['code']
        child = self.walk('/coupons/codes', coupon_id=self.walk('/coupons', keyword='LOYAL')[0]['id'])[3]['code']
        for taken in code, 'AUTUMN', 'ward10', child, child.swapcase():
            self.assertEqual(self.fields(coupon(code=taken)), {'code'}, taken)
        other = self.create(code='OTHER')
        self.assertEqual(self.fields(coupon(code='WARD10'), method='PUT', path=f'/coupons/{other["id"]}'), {'code'})
        self.assertEqual(self.create(code='LOYAL')['code'], 'LOYAL')

    def test_group(self):
        for field, values in {'group_suffix': ['SIXSIX', 'W4RD', 'WA D', '', 'ورد١', 'W🌹', 5],
                              'group_coupons_count': [0, -1, 5001, 10 ** 12, 'many', 2.5, ''],
                              'group_name': ['', 5]}.items():
            for value in values:
                with self.subTest(field, value=value):
                    self.assertEqual(self.fields(group(**{field: value})), {field})
        self.store.misbehave('group-code', method='POST')
        self.assertEqual(self.fields(group()), {'code'})
        self.assertEqual(self.do('POST', '/coupons', group(code='ward'))[0], 200)

    def test_codes_of_the_error(self):
        self.assertEqual({self.refuse(coupon(amount=0))['code'] for _ in range(4)}, {'error', 422})

    def test_nothing_was_done(self):
        before, effects = self.store.see('/books/coupons'), self.effects()
        self.refuse(coupon(amount=0))
        self.refuse({'code': 'WARD10'}, method='PUT', path=f'/coupons/{before[0]["id"]}')
        self.assertEqual((self.store.see('/books/coupons'), self.effects()), (before, effects))

    def test_what_is_no_json(self):
        url, every = self.store.ready['api_url'] + '/coupons', 3
        for body, kind in ((json.dumps(coupon()), 'application/x-www-form-urlencoded'), ('{"code":', 'application/json'),
                           ('[1]', 'application/json'), ('', 'application/json')):
            answer = fetch(url, body.encode(), {'Authorization': 'Bearer ' + self.token, 'Content-Type': kind})
            self.assertEqual(answer.status, 422)
            self.assertGreater(len(json.loads(answer.body)['error']['fields']), every)

    def test_tomorrow_is_that_of_riyadh(self):
        with Store(PROGRAM, *SMALL, *LATE) as store:
            token = store.sign_in(scope=SCOPES)['access_token']
            answers = [store.write('POST', '/coupons', token, coupon(start_date=None, expiry_date=day)).status
                       for day in ('2026-11-21 23:59:59', '2026-11-22')]
            self.assertEqual(answers, [422, 200])


class Groups(WriteTest):
    def make(self, **changes):
        status, body = self.do('POST', '/coupons', group(**changes))
        self.assertEqual((status, body['status']), (200, 201), body)
        return body['data']

    def codes_of(self, row):
        return [each['code'] for each in self.walk('/coupons/codes', coupon_id=row['id'], per_page=15)]

    def test_codes(self):
        row = self.make(code='IGNORED')
        codes = self.codes_of(row)
        self.assertEqual((row['code'], row['is_group'], row['group_name'], row['group_coupon_suffix'],
                          row['group_coupons_count']), ('ward', True, 'هدايا', 'ward', 40))
        self.assertEqual(len(set(codes)), 40)
        self.assertEqual(row['group_coupons'], [{'code': code} for code in codes[:15]])
        self.assertTrue(all('ward' in code and len(code) == 8 for code in codes))
        self.assertEqual(self.book('coupons', row['id'])['group_codes'], codes)
        self.assertEqual(len({each['id'] for each in self.walk('/coupons/codes', coupon_id=row['id'])}), 40)
        self.assertEqual(self.get(f'/coupons/{row["id"]}')['data'], row)
        folded = {code.casefold() for code in codes}
        self.assertEqual(len(folded), 40)
        self.assertEqual(self.do('POST', '/coupons', coupon(code=codes[7].swapcase()))[0], 422)
        self.write('DELETE', f'/coupons/{row["id"]}')
        self.assertEqual(self.do('POST', '/coupons', coupon(code=codes[7].swapcase()))[0], 200)

    def test_groups_share_a_suffix(self):
        rows = [self.make(group_suffix='ورد', group_coupons_count=5000 if i == 0 else 60) for i in range(3)]
        codes = [code for row in rows for code in self.store.walk('/coupons/codes', self.token, coupon_id=row['id'])]
        self.assertEqual(len({code['code'].casefold() for code in codes}), 5120)
        self.assertEqual(len({code['id'] for code in codes}), 5120)
        self.assertEqual({code['code'].startswith('ورد') for code in codes}, {True, False})
        self.assertEqual({code['code'].endswith('ورد') for code in codes}, {True, False})

    def test_the_seed_makes_them(self):
        codes = []
        for seed in 1, 1, 2:
            with Store(PROGRAM, *SMALL, *BORN, '--seed', str(seed)) as store:
                token = store.sign_in(scope=SCOPES)['access_token']
                key = json.loads(store.write('POST', '/coupons', token, group()).body)['data']['id']
                codes.append([each['code'] for each in store.walk('/coupons/codes', token, coupon_id=key)])
        self.assertEqual(codes[0], codes[1])
        self.assertFalse(set(codes[0]) & set(codes[2]))

    def test_replace_leaves_the_group(self):
        rows = [self.make(), self.walk('/coupons', keyword='LOYAL')[0]]
        for old in rows:
            codes = self.codes_of(old)
            status, body = self.do('PUT', f'/coupons/{old["id"]}', group(
                code='NEW', amount=20, group_suffix='other', group_name='x', group_coupons_count=2, is_group=False))
            self.assertEqual(status, 201, body)
            new = body['data']
            self.assertEqual(new['amount'], money(20))
            for name in 'code', 'is_group', 'group_name', 'group_coupon_suffix', 'group_coupons_count', 'group_coupons':
                self.assertEqual(new[name], old[name])
            self.assertEqual(self.codes_of(new), codes)


if __name__ == '__main__':
    main()
