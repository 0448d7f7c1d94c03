"""What the demo store lets its clients do to orders, and at what pace they write.

test-demo-store-order-writes.py PROGRAM
"""

from store_test import BORN, DAY, SMALL, StoreTest, main
from write_test import SCOPES, WriteTest, coupon


class Orders(WriteTest):
    def order(self, status='completed'):
        return next(order for order in self.store.see('/books/orders?full=1') if order['status'] == status)

    def move(self, order, **body):
        return self.do('POST', f'/orders/{order["id"]}/status', body)

    def test_status(self):
        order = self.order()
        before = self.get(f'/orders/{order["id"]}/histories')['data']
        self.store.do('/clock', advance_ms=60000)
        status, body = self.move(order, slug='restored', note='عاد مع المندوب', restore_items=True)
        self.assertEqual((status, body['status'], body['success'], body['data']['code']), (201, 201, True, 201))
        self.assertRegex(body['data']['message'], '[ء-ي]')
        row, now = self.get(f'/orders/{order["id"]}')['data'], self.store.see('/clock')['now']
        self.assertEqual(row['status']['slug'], 'restored')
        after = self.get(f'/orders/{order["id"]}/histories')['data']
        self.assertEqual(after[:-1], before)
        self.assertEqual((after[-1]['status'], after[-1]['note']), ('مسترجع', 'عاد مع المندوب'))
        self.assertEqual(after[-1]['created_at'], row['updated_at'])
        moved = self.book('orders', order['id'])
        self.assertEqual(moved['status'], 'restored')
        self.assertTrue(order['updated_at'] + 60000 <= moved['updated_at'] <= now)
        self.assertEqual(self.get('/orders', sort_by='updated_at-desc', per_page=1)['data'][0]['id'], order['id'])
        steps = [step for step in self.store.see('/books/histories') if step['order_id'] == order['id']]
        self.assertEqual([step['note'] for step in steps], [each['note'] for each in after])

    def test_without_a_note(self):
        order = self.order()
        self.move(order, slug='refunded')
        message = next(row['message'] for row in self.get('/orders/statuses')['data'] if row['slug'] == 'refunded')
        self.assertEqual(self.get(f'/orders/{order["id"]}/histories')['data'][-1]['note'], message)

    def test_statuses_of_the_shop(self):
        order = self.order()
        custom = next(row for row in self.get('/orders/statuses')['data'] if row['type'] == 'custom')
        self.assertEqual(self.move(order, status_id=str(custom['id']))[0], 201)
        row = self.get(f'/orders/{order["id"]}')['data']
        self.assertEqual((row['status']['id'], row['status']['customized']['id']), (custom['original']['id'], custom['id']))
        self.move(order, slug=custom['slug'])
        row = self.get(f'/orders/{order["id"]}')['data']
        self.assertEqual(row['status']['customized']['id'], custom['original']['id'])

    def test_many_steps(self):
        order = self.order()
        before = len(self.get(f'/orders/{order["id"]}/histories')['data'])
        for i in range(12):
            self.move(order, slug='shipped' if i % 2 else 'delivering', note=f'رقم {i}')
        after = self.get(f'/orders/{order["id"]}/histories')['data']
        self.assertEqual([each['note'] for each in after[before:]], [f'رقم {i}' for i in range(12)])
        self.assertEqual(len({each['id'] for each in after}), before + 12)

    def test_refused_status(self):
        order = self.order()
        for body, field in (({}, 'slug'), ({'slug': 'on the moon'}, 'slug'), ({'status_id': 1}, 'status_id'),
                            ({'status_id': 'x'}, 'status_id'), ({'slug': 5}, 'slug'), ({'slug': 'shipped', 'note': []}, 'note'),
                            ({'slug': 'shipped', 'restore_items': 'x'}, 'restore_items')):
            status, answer = self.move(order, **body)
            self.assertEqual((status, set(answer['error']['fields'])), (422, {field}))
        self.assert_error(self.write('POST', '/orders/1/status', {'slug': 'shipped'}), 404, 'error')
        token = self.store.sign_in(scope='orders.read')['access_token']
        for method, path, body in (('POST', 'status', {'slug': 'shipped'}), ('POST', 'tags', {'tag_name': 'هدية'}),
                                   ('DELETE', 'tags/1', None), ('POST', 'histories', {'note': 'x'})):
            answer = self.store.write(method, f'/orders/{order["id"]}/{path}', token, body)
            self.assertIn('orders.read_write', self.assert_error(answer, 401, 'Unauthorized'))
        self.assertEqual(self.book('orders', order['id']), {name: order[name] for name in self.book('orders', order['id'])})

    def test_tags(self):
        order = next(order for order in self.store.see('/books/orders?full=1') if order['tags'] == ['هدية'])
        path, names = f'/orders/{order["id"]}/tags', {'هدية'}
        for name in 'متابعة', 'جملة', 'جملة':
            status, body = self.do('POST', path, {'tag_name': name})
            names.add(name)
            self.assertEqual((status, body['data']), (200, {'id': body['data']['id'], 'name': name}))
        ids = {row['name']: row['id'] for row in self.walk('/orders/tags')}
        self.assertIn('جملة', ids)
        for name in [None, 'هدية', 'متابعة', 'جملة']:
            if name is not None:
                self.assertEqual(self.write('DELETE', f'{path}/{ids[name]}').status, 202)
                names.remove(name)
            row = self.get(f'/orders/{order["id"]}')['data']
            self.assertEqual({(tag['id'], tag['name']) for tag in row['tags']}, {(ids[tag], tag) for tag in names})
            books = {each['id']: each for each in self.store.see('/books/orders?full=1')}
            self.assertEqual(set(books[order['id']]['tags']), names)
            self.assertGreater(books[order['id']]['updated_at'], order['updated_at'])
            for tag in ids:
                tagged = {row['id'] for row in self.walk('/orders', **{'tags[]': [ids[tag]]})}
                self.assertEqual(tagged, {each['id'] for each in books.values() if tag in each['tags']})

    def test_refused_tags(self):
        order = self.order()
        before = self.effects()
        for body in {}, {'tag_name': ''}, {'tag_name': None}, {'tag_name': 7}, {'tag_name': 'ط' * 51}, {'tags': [1]}:
            status, answer = self.do('POST', f'/orders/{order["id"]}/tags', body)
            self.assertEqual((status, set(answer['error']['fields'])), (422, {'tag_name'}), body)
        off = next(row['id'] for row in self.walk('/orders/tags') if row['name'] not in order['tags'])
        for path in '/orders/1/tags/1', f'/orders/{order["id"]}/tags/1', f'/orders/{order["id"]}/tags/{off}':
            self.assert_error(self.write('DELETE', path), 404, 'error')
        self.assert_error(self.write('POST', '/orders/1/tags', {'tag_name': 'هدية'}), 404, 'error')
        self.assertEqual(self.effects(), before)

    def test_notes(self):
        order = self.order('delivered')
        before = self.get(f'/orders/{order["id"]}/histories')['data']
        self.store.do('/clock', advance_ms=60000)
        status, body = self.do('POST', f'/orders/{order["id"]}/histories', {'note': 'اتصلت ولم ترد'})
        after = self.get(f'/orders/{order["id"]}/histories')['data']
        self.assertEqual((status, after), (200, [*before, body['data']]))
        self.assertEqual({name: body['data'][name] for name in ('note', 'status', 'type')},
                         {'note': 'اتصلت ولم ترد', 'status': before[-1]['status'], 'type': 'comment'})
        self.assertEqual(self.get(f'/orders/{order["id"]}')['data']['status']['slug'], 'delivered')
        for body in {}, {'note': ''}, {'note': []}, {'note': 'ن' * 1001}:
            status, answer = self.do('POST', f'/orders/{order["id"]}/histories', body)
            self.assertEqual((status, set(answer['error']['fields'])), (422, {'note'}))
        self.assert_error(self.write('POST', '/orders/1/histories', {'note': 'x'}), 404, 'error')


class Pace(StoreTest):
    args = SMALL + BORN + ('--plan', 'plus')

    def test_writes_count(self):
        token = self.store.sign_in(scope=SCOPES)['access_token']
        order = self.store.see('/books/orders')[0]['id']
        answers = [self.store.write('POST', '/coupons', token, coupon())]
        self.assertEqual(answers[0].headers['X-RateLimit-Remaining'], '119')
        for _ in range(60):
            answers += [self.store.write('POST', '/coupons', token, {}), self.store.write('DELETE', '/coupons/1', token),
                        self.store.write('POST', f'/orders/{order}/status', token, {})]
        self.assertEqual(answers[-1].status, 429)
        self.assertEqual({answer.status for answer in answers[1:]}, {404, 422, 429})
        effects = len(self.store.see('/effects')['effects'])
        self.assertEqual(self.store.write('POST', '/coupons', token, coupon(code='LATE')).status, 429)
        self.assertEqual(len(self.store.see('/effects')['effects']), effects)
        self.store.do('/clock', advance_ms=DAY)
        self.assertEqual(self.store.write('POST', '/coupons', token, coupon(code='LATE')).status, 200)


if __name__ == '__main__':
    main()
