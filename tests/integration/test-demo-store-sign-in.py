"""How one signs in at the demo store: the consent, the codes, and the chains of tokens.

test-demo-store-sign-in.py PROGRAM
"""

import json

from demo_store import REDIRECT, Store, fetch, form, nonce_of, redirected
from store_test import DAY, PROGRAM, SMALL, StoreTest, main


class Consent(StoreTest):
    auto_approve = False

    def decide(self, nonce, decision):
        return fetch(self.store.ready['accounts_url'] + '/oauth2/consent', form(nonce=nonce, decision=decision))

    def test_page(self):
        answer = fetch(self.store.authorize_url())
        page = answer.body.decode()
        self.assertEqual(answer.status, 200)
        for text in 'dir="rtl"', 'متجر ورد الرياض', 'قراءة الطلبات', 'قراءة بيانات العملاء', 'موافقة', 'رفض':
            self.assertIn(text, page)
        self.assertIn("frame-ancestors 'none'", answer.headers['Content-Security-Policy'])

    def test_approve_once(self):
        nonce = nonce_of(fetch(self.store.authorize_url()).body)
        back = redirected(self.decide(nonce, 'approve'))
        self.assertEqual(back['state'], 'abcdefgh12345678')
        self.assertEqual(self.store.exchange(back['code']).status, 200)
        self.assertEqual(self.decide(nonce, 'approve').status, 400)
        self.assertEqual(self.decide('guess', 'approve').status, 400)

    def test_deny(self):
        nonce = nonce_of(fetch(self.store.authorize_url()).body)
        back = redirected(self.decide(nonce, 'deny'))
        self.assertEqual((back['error'], back['state']), ('access_denied', 'abcdefgh12345678'))
        self.assertNotIn('code', back)

    def test_page_goes_stale(self):
        nonce = nonce_of(fetch(self.store.authorize_url()).body)
        self.store.do('/clock', advance_ms=600000)
        self.assertEqual(self.decide(nonce, 'approve').status, 400)

    def test_scope_is_escaped_away(self):
        self.assertEqual(self.store.authorize(scope='<b>.read')['error'], 'invalid_scope')


class SignIn(StoreTest):
    def test_state(self):
        self.assertEqual(self.store.authorize(state='ab-cd-ef-gh')['state'], 'abcdefgh')
        self.assertEqual(self.store.authorize(state='short')['error'], 'invalid_state')
        self.assertEqual(self.store.authorize(state=None)['error'], 'invalid_state')

    def test_refused_without_redirect(self):
        for changes in ({'client_id': 'other'}, {'redirect_uri': 'https://evil.example/cb'}, {'redirect_uri': None},
                        {'redirect_uri': 'http://127.0.0.1:1/cb#f'}, {'redirect_uri': 'http://127.0.0.1.evil.example:1/'},
                        {'redirect_uri': 'http://u@127.0.0.1:1/'}, {'redirect_uri': 'http://127.0.0.1/cb'}):
            with self.subTest(changes):
                answer = fetch(self.store.authorize_url(**changes))
                self.assertIn(answer.status, (400, 401))
                self.assertNotIn('Location', answer.headers)

    def test_loopback_names(self):
        for uri in 'http://127.0.0.1:9/x?y=1', 'http://localhost:12345/callback':
            self.assertIn('code', self.store.authorize(redirect_uri=uri))

    def test_other_errors(self):
        self.assertEqual(self.store.authorize(response_type='token')['error'], 'unsupported_response_type')
        self.assertEqual(self.store.authorize(scope='coupons.read')['error'], 'invalid_scope')

    def test_pair(self):
        pair = self.store.sign_in()
        self.assertEqual((pair['expires_in'], pair['token_type']), (1209599, 'bearer'))
        self.assertTrue(pair['access_token'].startswith('ory_at_'))
        self.assertTrue(pair['refresh_token'].startswith('ory_rt_'))
        self.assertNotIn('refresh_token', self.store.sign_in(scope='orders.read'))

    def test_client_must_prove_itself(self):
        code = self.store.authorize()['code']
        self.assert_oauth_error(self.store.exchange(code, client_secret='wrong'), 401, 'invalid_client')
        self.assert_oauth_error(self.store.exchange(code, client_id='wrong'), 401, 'invalid_client')
        self.assertEqual(self.store.exchange(code).status, 200)

    def test_form_only(self):
        body = json.dumps({'grant_type': 'refresh_token'}).encode()
        answer = fetch(self.store.ready['accounts_url'] + '/oauth2/token', body, {'Content-Type': 'application/json'})
        self.assert_oauth_error(answer, 400, 'invalid_request')
        self.assert_oauth_error(self.store.token(grant_type='password'), 400, 'invalid_request')

    def test_code_is_for_one_redirect_and_one_use(self):
        code = self.store.authorize()['code']
        self.assert_oauth_error(self.store.exchange(code, redirect_uri=REDIRECT + '/'), 401, 'invalid_grant')
        self.assertEqual(self.store.exchange(code).status, 200)
        self.assert_oauth_error(self.store.exchange(code), 401, 'invalid_grant')

    def test_code_lasts_ten_minutes(self):
        code = self.store.authorize()['code']
        self.store.do('/clock', advance_ms=600000)
        self.assert_oauth_error(self.store.exchange(code), 401, 'invalid_grant')

    def test_refresh_rotates(self):
        pair = self.store.sign_in()
        fresh = json.loads(self.store.refresh(pair['refresh_token']).body)
        self.assertNotEqual(fresh['access_token'], pair['access_token'])
        self.assertNotEqual(fresh['refresh_token'], pair['refresh_token'])
        self.assertEqual(self.store.api('/store/info', fresh['access_token']).status, 200)
        self.assertEqual(self.store.refresh(fresh['refresh_token']).status, 200)

    def test_reuse_of_a_refresh_token_kills_the_chain(self):
        pair, other = self.store.sign_in(), self.store.sign_in()
        fresh = json.loads(self.store.refresh(pair['refresh_token']).body)
        self.assert_oauth_error(self.store.refresh(pair['refresh_token']), 401, 'invalid_grant')
        for token in pair['access_token'], fresh['access_token']:
            message = self.assert_error(self.store.api('/store/info', token), 401, 'Unauthorized')
            self.assertEqual(message, 'The access token is invalid')
        self.assert_oauth_error(self.store.refresh(fresh['refresh_token']), 401, 'invalid_grant')
        self.assertEqual(self.store.api('/store/info', other['access_token']).status, 200)
        dead = [chain for chain in self.store.see('/chains')['chains'] if chain['died'] == 'refresh token used twice']
        self.assertEqual([chain['generation'] for chain in dead], [2])

    def test_access_lasts_fourteen_days(self):
        pair = self.store.sign_in()
        self.store.do('/clock', advance_ms=14 * DAY)
        self.assertEqual(self.store.api('/store/info', pair['access_token']).status, 401)
        self.assertEqual(self.store.refresh(pair['refresh_token']).status, 200)

    def test_uninstall(self):
        with Store(PROGRAM, *SMALL) as store:
            pair = store.sign_in()
            fresh = json.loads(store.refresh(pair['refresh_token']).body)
            chain, = store.do('/uninstall')['chains']
            self.assertEqual((chain['alive'], chain['died']), (False, 'uninstalled'))
            for path in '/store/info', '/orders', '/customers', '/oauth2/user/info':
                for token in pair['access_token'], fresh['access_token']:
                    message = self.assert_error(store.api(path, token), 401, 'Unauthorized')
                    self.assertEqual(message, 'The access token is invalid')
            self.assert_oauth_error(store.refresh(fresh['refresh_token']), 401, 'invalid_grant')
            self.assertEqual(store.grants()[-1], 'refresh_token: revoked')
            self.assertEqual(store.api('/store/info', store.sign_in()['access_token']).status, 200)

    def test_rotate_client_secret(self):
        with Store(PROGRAM, *SMALL) as store:
            pair = store.sign_in()
            secret = store.do('/rotate')['client_secret']
            self.assert_oauth_error(store.refresh(pair['refresh_token']), 401, 'invalid_client')
            store.ready['client_secret'] = secret
            self.assertEqual(store.refresh(pair['refresh_token']).status, 200)


class ExactRedirect(StoreTest):
    args = SMALL + ('--redirect-uri', 'http://localhost:5000/cb', '--client-id', 'mine', '--client-secret', 'hidden')

    def test_exact(self):
        self.assertEqual((self.store.ready['client_id'], self.store.ready['client_secret']), ('mine', 'hidden'))
        self.assertIn('code', self.store.authorize(redirect_uri='http://localhost:5000/cb'))
        for uri in 'http://localhost:5000/cb/', 'http://localhost:5001/cb', 'http://127.0.0.1:5000/cb':
            self.assertEqual(fetch(self.store.authorize_url(redirect_uri=uri)).status, 400)


if __name__ == '__main__':
    main()
