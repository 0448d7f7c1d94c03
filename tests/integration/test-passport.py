"""A client that is not ours: Salla's library for passport signs in at the demo store as it does at Salla.

test-passport.py DEMO-STORE CLIENT FOLDER
  FOLDER is where set-up has put the library
"""

import json
import subprocess
import sys
import unittest

from demo_store import Store

PROGRAM, CLIENT, FOLDER = sys.argv[1:4]


class Passport(unittest.TestCase):
    def setUp(self):
        self.store = Store(PROGRAM, '--orders', '40', '--customers', '20')
        self.addCleanup(self.store.close)

    def client(self, *arguments, code=0):
        done = subprocess.run(['node', CLIENT, FOLDER, *arguments], input=json.dumps(self.store.ready), text=True,
                              capture_output=True, timeout=60, check=False)
        self.assertEqual(done.returncode, code, done.stderr or done.stdout[:200])
        return json.loads(done.stdout)

    def asked(self):
        return [(entry['method'], entry['target'].split('?')[0], entry['status'], entry['grant'])
                for entry in self.store.see('/ledger')['requests']]

    def assert_chain(self, **wanted):
        chain, = self.store.see('/chains')['chains']
        self.assertEqual({name: chain[name] for name in wanted}, wanted)

    def test_sign_in(self):
        result = self.client('sign-in')
        self.assertEqual(self.asked(), [
            ('GET', '/accounts/oauth2/auth', 302, None),
            ('POST', '/accounts/oauth2/token', 200, 'authorization_code: ok'),
            ('GET', '/accounts/oauth2/user/info', 200, None)])
        self.assert_chain(generation=1, alive=True, has_refresh=True,
                          scope='offline_access settings.read orders.read customers.read')
        self.assertEqual(str(result['user']['merchant']['id']), self.store.ready['merchant'])
        self.assertEqual((result['callback'], result['expires']), ('http://localhost:8721/callback', 1209599))
        self.assertTrue(result['access'] and result['refresh'])

    def test_refresh(self):
        first = self.client('sign-in')
        second = self.client('refresh', first['refresh'])
        self.assertFalse({first['access'], first['refresh']} & {second['access'], second['refresh']})
        self.assertEqual(second['orders'], 15)
        self.assertEqual(self.asked()[3:], [('POST', '/accounts/oauth2/token', 200, 'refresh_token: ok'),
                                            ('GET', '/admin/v2/orders', 200, None)])
        self.assert_chain(generation=2, alive=True, reused=0, access_in_use=0)

    def test_refresh_twice(self):
        first = self.client('sign-in')
        self.client('refresh', first['refresh'])
        refused = self.client('refresh', first['refresh'], code=1)
        self.assertEqual((refused['status'], json.loads(refused['answer'])['error']), (401, 'invalid_grant'))
        self.assert_chain(generation=2, alive=False, reused=1, died='refresh token used twice')


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1] + sys.argv[4:], verbosity=2)
