"""What became of the writes of the demo store's clients: faults before and after them, the list of their effects, and the
merchant's own hand in the dashboard.

test-demo-store-effects.py PROGRAM
"""

import http.client
import json
import unittest

from demo_store import fetch
from store_test import main
from write_test import WriteTest, coupon, group

ANSWERS = {'500': 500, '503': 503, 'html': 200, 'empty': 200, 'deep': 200, 'redirect': 302, 'blocked': 403, '404': 404,
           '422': 422, 'http-status-200-error': 200, '429': 429, '429-text': 429, '429-bare': 429, '429-silent': 429}


class Faults(WriteTest):
    def attempt(self, *names, method='POST', path='/coupons', body=None, **details):
        """The answer under these faults, and the effects that it had."""
        before = len(self.effects())
        for name in names:
            self.store.misbehave(name, count=1, method=method, **details)
        answer = self.write(method, path, body or coupon())
        return answer, self.effects()[before:]

    def lose(self, *names, error, **details):
        before = len(self.effects())
        for name in names:
            self.store.misbehave(name, count=1, method='POST', **details)
        with self.assertRaises((OSError, http.client.HTTPException)) as caught:
            self.write('POST', '/coupons', coupon())
        self.assertIsInstance(getattr(caught.exception, 'reason', caught.exception), error)
        return self.effects()[before:]

    def assert_applied_once(self, effects, fault):
        self.assertEqual([(effect['what'], effect['value'], effect['delivered'], effect['fault']) for effect in effects],
                         [('coupon.created', 'AUTUMN', False, fault)])
        rows = self.walk('/coupons', keyword='AUTUMN')
        self.assertEqual([row['id'] for row in rows], [effects[0]['id']])
        answer, more = self.attempt()
        self.assertEqual((answer.status, more), (422, []))
        self.assertEqual(list(json.loads(answer.body)['error']['fields']), ['code'])
        self.write('DELETE', f'/coupons/{rows[0]["id"]}')

    def test_in_the_place_of_the_write(self):
        for name, status in ANSWERS.items():
            with self.subTest(name):
                answer, effects = self.attempt(name)
                self.assertEqual((answer.status, effects), (status, []))
                self.assertEqual(self.walk('/coupons', keyword='AUTUMN'), [])

    def test_after_the_write(self):
        for name, status in ANSWERS.items():
            with self.subTest(name):
                answer, effects = self.attempt(name, 'after')
                self.assertEqual(answer.status, status)
                self.assertNotIn(b'AUTUMN', answer.body)
                self.assert_applied_once(effects, f'{name},after')

    def test_answers_that_are_lost(self):
        for name, error in ('reset', ConnectionResetError), ('drop', http.client.RemoteDisconnected):
            with self.subTest(name):
                self.assert_applied_once(self.lose(name, error=error), name)
        self.assert_applied_once(self.lose('hang', error=http.client.RemoteDisconnected, ms=300), 'hang')

    def test_answers_that_are_spoilt(self):
        for name in 'truncated', 'gzip-broken':
            with self.subTest(name):
                answer, effects = self.attempt(name)
                self.assertEqual(answer.status, 200)
                with self.assertRaises(ValueError):
                    json.loads(answer.body)
                self.assert_applied_once(effects, name)

    def test_answers_that_arrive(self):
        for name in 'slow', 'string-ids', 'status-mismatch', 'escaped':
            with self.subTest(name):
                answer, effects = self.attempt(*([name] if name != 'escaped' else []), **({'ms': 50} if name == 'slow' else {}))
                data = json.loads(answer.body)['data']
                self.assertIn(answer.status, (200, 201))
                self.assertEqual([(str(data['id']), True)], [(str(each['id']), each['delivered']) for each in effects])
                self.write('DELETE', f'/coupons/{data["id"]}')

    def test_other_writes(self):
        key = self.create()['id']
        order = self.store.see('/books/orders')[0]
        for method, path, body, what, value in (
                ('PUT', f'/coupons/{key}', coupon(code='AUTUMN7'), 'coupon.updated', 'AUTUMN7'),
                ('POST', f'/orders/{order["id"]}/status', {'slug': 'shipped'}, 'order.status', 'shipped'),
                ('POST', f'/orders/{order["id"]}/tags', {'tag_name': 'هدية'}, 'order.tagged', 'هدية'),
                ('POST', f'/orders/{order["id"]}/histories', {'note': 'هشة'}, 'order.note', 'هشة'),
                ('DELETE', f'/coupons/{key}', None, 'coupon.deleted', 'AUTUMN7')):
            where = {'method': method, 'path': path, 'body': body}
            with self.subTest(what):
                self.assertEqual(self.attempt('500', **where)[1], [])
                answer, effects = self.attempt('500', 'after', **where)
                self.assertEqual((answer.status, [(each['what'], each['value'], each['delivered']) for each in effects]),
                                 (500, [(what, value, False)]))

    def test_only_the_method_that_was_named(self):
        self.store.misbehave('500', method='POST')
        self.assertEqual(self.store.api('/coupons', self.token).status, 200)
        self.assertEqual(self.write('DELETE', '/coupons/1').status, 404)
        self.assertEqual(self.write('POST', '/coupons', {}).status, 500)

    def test_dice(self):
        """An effect that is said to be delivered is one that the client was told of, and the other way round."""
        self.store.misbehave('all', rate=0.9, method='POST')
        told, before, asked = set(), len(self.effects()), len(self.store.see('/ledger')['requests'])
        for number in range(120):
            try:
                answer = self.write('POST', '/coupons', coupon(code=f'DICE{number}'))
                told.add(str(json.loads(answer.body)['data']['id']))
                self.assertLess(answer.status, 300)
            except (OSError, ValueError, KeyError, TypeError, RecursionError, http.client.HTTPException):
                continue
        effects = self.effects()[before:]
        self.assertEqual(len({each['value'] for each in effects}), len(effects))
        self.assertEqual({str(each['id']) for each in effects if each['delivered']}, told)
        lost = [each for each in effects if not each['delivered']]
        self.assertTrue(told and lost)
        self.assertLess(len(effects), 120)
        faults = {name for entry in self.store.see('/ledger')['requests'][asked:] for name in (entry['fault'] or '').split(',')}
        self.assertGreater(len(faults), 20)
        self.assertNotIn('422', faults)


class Effects(WriteTest):
    def test_list(self):
        start = self.effects()
        order = self.store.see('/books/orders')[0]['id']
        key = self.create()['id']
        self.store.do('/clock', advance_ms=5000)
        self.do('PUT', f'/coupons/{key}', coupon(code='AUTUMN9'))
        self.do('POST', f'/orders/{order}/status', {'slug': 'shipped', 'note': 'في الطريق'})
        tag = self.do('POST', f'/orders/{order}/tags', {'tag_name': 'جملة'})[1]['data']['id']
        self.do('DELETE', f'/orders/{order}/tags/{tag}')
        self.do('POST', f'/orders/{order}/histories', {'note': 'هشة'})
        self.do('DELETE', f'/coupons/{key}')
        self.do('DELETE', f'/coupons/{key}')
        effects = self.effects()
        self.assertEqual(effects[:len(start)], start)
        self.assertEqual([each['number'] for each in effects], list(range(1, len(effects) + 1)))
        new = effects[len(start):]
        self.assertEqual([(each['what'], each['id'], each['value'], each['note']) for each in new], [
            ('coupon.created', key, 'AUTUMN', None), ('coupon.updated', key, 'AUTUMN9', None),
            ('order.status', order, 'shipped', 'في الطريق'), ('order.tagged', order, 'جملة', None),
            ('order.untagged', order, 'جملة', None), ('order.note', order, 'هشة', None),
            ('coupon.deleted', key, 'AUTUMN9', None)])
        self.assertEqual({(each['chain'], each['delivered'], each['fault']) for each in new},
                         {(self.store.chain()['id'], True, None)})
        self.assertEqual(sorted(each['time'] for each in new), [each['time'] for each in new])
        self.assertGreaterEqual(new[1]['time'] - new[0]['time'], 5000)
        self.assertEqual(new[0]['time'], self.store.see('/ledger')['requests'][-8]['time'])


class Dashboard(WriteTest):
    def hand(self, path, /, **body):
        answer = fetch(self.store.ready['control_url'] + '/dashboard' + path, json.dumps(body).encode())
        return answer.status, json.loads(answer.body)

    def test_coupon(self):
        before = len(self.effects())
        status, made = self.hand('/coupon', **coupon())
        self.assertEqual(status, 200)
        key = made['id']
        old = self.get(f'/coupons/{key}')['data']
        self.assertEqual((old['code'], old['include_category_ids']), ('AUTUMN', ['676900112', '9007199254740991']))
        self.store.do('/clock', advance_ms=2000)
        self.assertEqual(self.hand('/coupon/change', id=key, amount=15, list_exclude_brands=['7'])[0], 200)
        new = self.get(f'/coupons/{key}')['data']
        self.assertEqual({name for name in old if old[name] != new[name]}, {'amount', 'exclude_brands_ids', 'updated_at'})
        self.assertEqual((new['amount']['amount'], new['exclude_brands_ids']), (15, ['7']))
        for paused, word in (True, 'inactive'), (False, 'active'):
            self.assertEqual(self.hand('/coupon/pause', id=key, paused=paused)[0], 200)
            self.assertEqual(self.get(f'/coupons/{key}')['data']['status'], word)
        self.assertEqual(self.hand('/coupon/pause', id=key)[0], 200)
        self.assertEqual(self.get(f'/coupons/{key}')['data']['status'], 'inactive')
        self.assertEqual(self.hand('/coupon/delete', id=key)[0], 200)
        self.assert_error(self.store.api(f'/coupons/{key}', self.token), 404, 'error')
        new = self.effects()[before:]
        self.assertEqual([each['what'] for each in new], ['coupon.created'] + ['coupon.updated'] * 4 + ['coupon.deleted'])
        self.assertEqual({(each['id'], each['chain'], each['delivered'], each['fault']) for each in new}, {(key, 0, True, None)})

    def test_one_of_the_seed(self):
        old = self.walk('/coupons', keyword='MAHA10')[0]
        self.assertEqual(self.hand('/coupon/change', id=old['id'], amount=11)[0], 200)
        new = self.get(f'/coupons/{old["id"]}')['data']
        self.assertEqual({name for name in old if old[name] != new[name]}, {'amount', 'updated_at'})
        self.assertEqual(self.hand('/coupon/pause', id=old['id'])[0], 200)
        paused = self.get(f'/coupons/{old["id"]}')['data']
        self.assertEqual({name for name in new if new[name] != paused[name]} - {'updated_at'}, {'status'})

    def test_codes_that_go_meanwhile(self):
        self.hand('/coupon', **coupon(code='autumn'))
        status, body = self.do('POST', '/coupons', coupon())
        self.assertEqual((status, list(body['error']['fields'])), (422, ['code']))
        self.assertEqual(self.hand('/coupon', **group())[0], 200)

    def test_order(self):
        order = self.store.see('/books/orders')[4]
        status, body = self.hand('/order/status', id=order['id'], slug='canceled', note='طلب العميل')
        self.assertEqual((status, body['id']), (200, order['id']))
        self.assertEqual(self.get(f'/orders/{order["id"]}')['data']['status']['slug'], 'canceled')
        self.assertEqual(self.get(f'/orders/{order["id"]}/histories')['data'][-1]['note'], 'طلب العميل')
        effect = self.effects()[-1]
        self.assertEqual((effect['what'], effect['value'], effect['note'], effect['chain']),
                         ('order.status', 'canceled', 'طلب العميل', 0))
        before = set(self.store.see('/books/orders?full=1')[4]['tags'])
        for removed, tags in (False, before | {'جملة'}), (True, before):
            self.assertEqual(self.hand('/order/tags', id=order['id'], tag_name='جملة', removed=removed)[0], 200)
            self.assertEqual({tag['name'] for tag in self.get(f'/orders/{order["id"]}')['data']['tags']}, tags)
        self.assertEqual(self.hand('/order/note', id=order['id'], note='هشة')[0], 200)
        self.assertEqual([(each['what'], each['value'], each['chain']) for each in self.effects()[-3:]],
                         [('order.tagged', 'جملة', 0), ('order.untagged', 'جملة', 0), ('order.note', 'هشة', 0)])

    def test_refusals(self):
        before, key = self.effects(), self.walk('/coupons', keyword='VIP20')[0]['id']
        for path, body, status in (('/coupon', coupon(amount=0), 422), ('/coupon/change', {'id': key, 'amount': 0}, 422),
                                   ('/coupon/change', {'id': key, 'type': 'percentage', 'amount': 500}, 422),
                                   ('/coupon/change', {'id': key, 'code': 'WARD10'}, 422),
                                   ('/coupon/change', {'id': 1}, 404), ('/coupon/pause', {}, 404),
                                   ('/coupon/delete', {'id': 1}, 404),
                                   ('/order/status', {'id': 1, 'slug': 'shipped'}, 404),
                                   ('/order/tags', {'id': 1, 'tag_name': 'جملة'}, 404), ('/order/note', {'id': 1}, 404),
                                   ('/order/status', {'id': self.store.see('/books/orders')[0]['id']}, 422)):
            self.assertEqual(self.hand(path, **body)[0], status, (path, body))
        self.assertEqual(self.effects(), before)


if __name__ == '__main__':
    main()
