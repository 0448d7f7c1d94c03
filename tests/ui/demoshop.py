"""A demo store of its own for a test of the interface, a store connected to it on the command line, and that store's file. ShopTest
is what tests of the program begin with that have one."""

import contextlib
import json
import os
import pathlib
import socket
import sqlite3
import subprocess
import urllib.error
import urllib.parse
import urllib.request

from nomoui import BUTTONS, Failure, ProgramTest


RELAY = 'relay.example.net'


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]



def spoil(path, *tables):
    """Damages a store that nobody has open, where those tables begin."""
    with sqlite3.connect(path) as database:
        size = database.execute('PRAGMA page_size').fetchone()[0]
        pages = [database.execute('SELECT rootpage FROM sqlite_schema WHERE name = ?', (table,)).fetchone()[0] for table in tables]
        database.execute('PRAGMA wal_checkpoint(TRUNCATE)')
    database.close()
    with pathlib.Path(path).open('r+b') as file:
        for page in pages:
            file.seek((page - 1) * size)
            file.write(b'\xff' * size)


class DemoShop:
    def __init__(self, binary, *arguments):
        self.process = subprocess.Popen([binary, '--port', '0', '--seed', '7', '--auto-approve', '--with-parent', *arguments],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.ready = json.loads(self.process.stdout.readline())
        self.access = None

    def control(self, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.ready['control_url'] + path, data=data,
                                         headers={'Content-Type': 'application/json'})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read() or b'null')

    def connect(self, cli):
        status, said = self.try_to_connect(cli)
        if status != 0:
            raise Failure(f'the store could not be connected: {said}')

    def try_to_connect(self, cli):
        """Signs in as a person does who has only a terminal. Returns how it ended and the last that was said."""
        ready = self.ready
        said = None
        command = [cli, 'connect', '--json', '--no-browser', '--redirect-port', str(free_port()), '--client-secret-stdin',
                   '--client-id', ready['client_id'], '--accounts-url', ready['accounts_url'], '--api-url', ready['api_url']]
        with subprocess.Popen(command, env={**os.environ, 'NOMO_CLOCK': ready['clock']}, stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, text=True) as process:
            process.stdin.write(ready['client_secret'] + '\n')
            process.stdin.flush()
            for line in process.stdout:
                said = json.loads(line)
                if 'authorize_url' in said:
                    with urllib.request.urlopen(said['authorize_url'], timeout=30):
                        pass
            return process.wait(60), said

    def api(self, method, path, body=None):
        """As another program asks that the merchant has consented to."""
        if self.access is None:
            self.access = self.sign_in()
        data = None if body is None else json.dumps(body).encode()
        headers = {'Authorization': 'Bearer ' + self.access, 'Content-Type': 'application/json'}
        request = urllib.request.Request(self.ready['api_url'] + path, data=data, headers=headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)['data']

    def sign_in(self):
        ready = self.ready
        app = {'client_id': ready['client_id'], 'redirect_uri': 'http://localhost:8721/callback'}
        query = urllib.parse.urlencode({**app, 'response_type': 'code', 'state': 'abcdefghijkl',
                                        'scope': 'webhooks.read_write offline_access'})
        try:
            address = urllib.request.build_opener(Stay).open(f'{ready["accounts_url"]}/oauth2/auth?{query}', timeout=30).url
        except urllib.error.HTTPError as redirect:
            address = redirect.headers['Location']
        code = urllib.parse.parse_qs(urllib.parse.urlparse(address).query)['code'][0]
        form = urllib.parse.urlencode({**app, 'grant_type': 'authorization_code', 'code': code,
                                       'client_secret': ready['client_secret']})
        with urllib.request.urlopen(f'{ready["accounts_url"]}/oauth2/token', form.encode(), timeout=30) as answer:
            return json.load(answer)['access_token']

    def hand_over(self):
        """A relay looks after the store from now on, and an hour passes, after which a desktop looks for one."""
        url = f'https://{RELAY}/webhooks/salla/{self.ready["merchant"]}'
        for event in ('order.created', 'order.updated'):
            self.api('POST', '/webhooks/subscribe', {'event': event, 'url': url, 'name': 'Nomo Flow relay', 'version': 2})
        self.ready['clock'] = self.control('/clock', {'advance_ms': 3600 * 1000})['clock']

    def file(self):
        """Where the store connected to it is kept."""
        return pathlib.Path(os.environ['XDG_DATA_HOME'], 'nomo-flow', 'stores', self.ready['merchant'] + '.db')

    def ask(self, sql, *values):
        """What is kept in that file, which nobody has open because of it afterwards."""
        with contextlib.closing(sqlite3.connect(f'file:{self.file()}?mode=ro', uri=True, timeout=20)) as database:
            return database.execute(sql, values).fetchall()

    def close(self):
        self.process.stdin.close()
        self.process.wait(20)


class ShopTest(ProgramTest):
    # What the shop is made with, and how long its trade may take to get here, in seconds.
    trade = ('--orders', '60', '--customers', '30', '--plan', 'special')
    sync_patience = 60

    def __init__(self, binary, cli, demo, locale, language):
        super().__init__(binary, cli, locale, language)
        self.demo = DemoShop(demo, *self.trade)

    def start(self, *arguments, before=(), **environment):
        super().start(*arguments, before=before, **{'NOMO_CLOCK': self.demo.ready['clock'], **environment})

    def close(self):
        super().close()
        self.demo.close()

    def synced(self):
        self.program.expect(BUTTONS, contains=self.words('In sync with Salla'), seconds=self.sync_patience)
