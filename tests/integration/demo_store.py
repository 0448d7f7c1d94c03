"""Starts nomo-demo-store and talks to it, for the tests that need a Salla."""

import collections
import json
import re
import subprocess
import urllib.error
import urllib.parse
import urllib.request

REDIRECT = 'http://127.0.0.1:4321/callback'
SCOPES = 'offline_access settings.read orders.read customers.read'

Answer = collections.namedtuple('Answer', 'status headers body')


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirect)


def fetch(url, data=None, headers=None, method=None):
    request = urllib.request.Request(url, data=data, headers=headers or {}, method=method)
    try:
        answer = OPENER.open(request, timeout=30)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        return Answer(answer.status, answer.headers, answer.read())


def form(**fields):
    return urllib.parse.urlencode(fields).encode()


class Store:
    def __init__(self, program, *args, auto_approve=True):
        command = [program, '--port', '0', '--with-parent', *args]
        if auto_approve:
            command.append('--auto-approve')
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.ready = json.loads(self.process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Closes the store's standard input, which ends it; returns its exit status."""
        self.process.stdin.close()
        status = self.process.wait(30)
        self.process.stdout.close()
        return status

    # Sign-in

    def authorize_url(self, **changes):
        query = {'client_id': self.ready['client_id'], 'response_type': 'code', 'redirect_uri': REDIRECT,
                 'scope': SCOPES, 'state': 'abcdefgh12345678'}
        query.update(changes)
        return self.ready['accounts_url'] + '/oauth2/auth?' + urllib.parse.urlencode(
            {name: value for name, value in query.items() if value is not None})

    def authorize(self, **changes):
        """The parameters that the redirect of an approved (or refused) sign-in carries."""
        return redirected(fetch(self.authorize_url(**changes)))

    def token_form(self, **fields):
        return form(**{'client_id': self.ready['client_id'], 'client_secret': self.ready['client_secret'], **fields})

    def token(self, **fields):
        return fetch(self.ready['accounts_url'] + '/oauth2/token', self.token_form(**fields))

    def exchange(self, code, **changes):
        return self.token(**{'grant_type': 'authorization_code', 'code': code, 'redirect_uri': REDIRECT, **changes})

    def refresh(self, refresh_token):
        return self.token(grant_type='refresh_token', refresh_token=refresh_token)

    def sign_in(self, **changes):
        """A pair of tokens, as the token endpoint answers it."""
        answer = self.exchange(self.authorize(**changes)['code'])
        assert answer.status == 200, answer
        return json.loads(answer.body)

    # Admin API

    def api(self, path, token, /, method=None, **query):
        url = self.ready['api_url'] + path
        if query:
            url += '?' + urllib.parse.urlencode(query, doseq=True)
        return fetch(url, headers={'Authorization': 'Bearer ' + token}, method=method)

    def write(self, method, path, token, body=None, /):
        headers = {'Authorization': 'Bearer ' + token, 'Content-Type': 'application/json'}
        data = None if body is None else json.dumps(body).encode()
        return fetch(self.ready['api_url'] + path, data, headers, method)

    def get(self, path, token, /, **query):
        answer = self.api(path, token, **query)
        assert answer.status == 200, answer
        return json.loads(answer.body)

    def walk(self, path, token, /, **query):
        rows, page = [], 1
        while True:
            answer = self.get(path, token, page=page, **{'per_page': 60, **query})
            rows += answer['data']
            if page >= answer['pagination']['totalPages']:
                return rows
            page += 1

    # Control

    def misbehave(self, name, /, **details):
        self.do('/misbehave', name=name, **details)

    def chain(self):
        """The newest chain of tokens."""
        return self.see('/chains')['chains'][-1]

    def grants(self):
        """What came of the token requests, in order: "refresh_token: ok" …"""
        return [entry['grant'] for entry in self.see('/ledger')['requests'] if entry['grant'] is not None]

    def see(self, path):
        answer = fetch(self.ready['control_url'] + path)
        assert answer.status == 200, answer
        return json.loads(answer.body)

    def do(self, path, /, **body):
        answer = fetch(self.ready['control_url'] + path, json.dumps(body).encode())
        assert answer.status == 200, answer
        return json.loads(answer.body)


def redirected(answer):
    assert answer.status == 302, answer
    query = urllib.parse.urlsplit(answer.headers['Location']).query
    return {name: values[-1] for name, values in urllib.parse.parse_qs(query).items()}


def nonce_of(page):
    return re.search(r'name="nonce" value="([^"]+)"', page.decode()).group(1)
