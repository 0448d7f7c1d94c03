"""What merchants' tokens subscribe to at the demo store."""

import json

from hook_test import SCOPES, HookTest
from receiver import is_signed


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

    def test_listed(self):
        """The list tells no secret, unless that is asked for, and a rule that is null is gone."""
        made = self.subscribe(rule='total > 300')
        path = f'/webhooks/{made["id"]}'
        self.assertEqual(self.write('PUT', path, {'name': 'ward'})['data']['rule'], 'total > 300')
        self.assertEqual(self.write('PUT', path, {'rule': None})['data']['rule'], None)
        self.assertNotIn('security', self.api('/webhooks')[0])

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


class ListedSecrets(HookTest):
    args = HookTest.args + ('--webhook-secrets',)

    def test_listed(self):
        body = {'event': 'order.updated', 'url': self.receiver.url()}
        made = json.loads(self.store.write('POST', '/webhooks/subscribe', self.token, body).body)['data']
        self.store.write('PUT', f'/webhooks/{made["id"]}', self.token, {'security_strategy': 'token', 'secret': 'own'})
        self.assertEqual(self.api('/webhooks'), [{**made, 'security': {'strategy': 'token', 'secret': 'own'}}])
