#!/usr/bin/python3
"""Connecting a store of one's own in the real window, against the demo store; for use inside tests/ui/session.

    test-connect.py NOMO_FLOW NOMO DEMO_STORE LOCALE_FOLDER LANGUAGE keyring|no-keyring

A stand-in browser is registered the way real ones are; it writes down the address it is told to open, and the test goes
there in its place. With NOMO_UI_PICTURES=FOLDER a picture of each state is left there. Prints TAP."""

import gettext
import os
import pathlib
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

from demoshop import DemoShop
from accessible import VALUE, has_focus, has_interface, is_sensitive, name_of, press, role_of, set_value, text_of, type_into
from nomoui import BUTTONS, Browser, Failure, Program, run_steps

REDIRECT_PORT = 8721
ORDERS = 240
ENTRIES = {'text', 'entry', 'password text'}

ID_ADDRESS = 'This is an address. Copy the client ID itself from the page of your app.'
BLANK = 'A client ID has no spaces in it. Copy it alone, without the words around it.'
TWICE = 'This is the client ID once more. The client secret stands beside it.'
CLIENT = 'Salla does not recognise the client ID or the client secret.'
DENIED = 'Access was declined on Salla’s page, so the store was not connected.'
PORT = 'Another program uses the port of the redirect address.'
ADDRESS = 'This is not the address that a sign-in ends at.'
FOREIGN = 'An answer came that does not belong to this sign-in, and it was not used.'
NO_KEYRING = 'This session has no keyring, so the sign-in cannot be kept safely.'
NO_SIGN_IN = ('This session has no keyring, so there is no sign-in to Salla. Everything saved stays readable; reconnect to go on '
              'syncing.')
SIGNED_OUT = 'The sign-in to Salla has ended. Everything saved stays readable; reconnect to go on syncing.'

RELAY_BANNER = ('The relay %1$s has looked after this store since %2$s. This device shows what it had then, also offline; what you '
                'change here waits and is not sent to Salla.')


def get(url, follow=True):
    """The status and the headers of an answer, whatever the status."""
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    opener = urllib.request.build_opener() if follow else urllib.request.build_opener(Stay)
    try:
        with opener.open(url, timeout=30) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.headers


class Connecting:
    def __init__(self, binary, cli, demo, locale, language):
        self.binary = binary
        self.cli = cli
        self.catalogue = gettext.translation('nomo-flow', locale, [language], fallback=language == 'en')
        self.language = language
        self.browser = Browser()
        self.demo = DemoShop(demo, '--orders', str(ORDERS), '--customers', '80', '--time-scale', '60')
        self.program = None
        self.complaints = []
        self.seen = 0

    def words(self, text):
        return self.catalogue.gettext(text)

    def start(self):
        ready = self.demo.ready
        self.program = Program(self.binary, '--accounts-url', ready['accounts_url'], '--api-url', ready['api_url'],
                               environment={'LANGUAGE': self.language, 'NOMO_CLOCK': ready['clock']})

    def end(self):
        status = self.program.close()
        self.complaints += self.program.complaints()
        if status != 0:
            raise Failure(f'the program ended with {status}')

    def close(self):
        if self.program is not None and self.program.process.poll() is None:
            self.program.process.kill()
        self.demo.close()

    # --- the window ---

    def picture(self, name):
        folder = os.environ.get('NOMO_UI_PICTURES')
        if folder:
            self.program.picture(os.path.join(folder, f'{self.language}-{name}.png'), 6)

    def press(self, label):
        """Presses the button that is on the screen; what a stack hides is in the tree too, but cannot be pressed."""
        words = self.words(label)
        self.program.wait(lambda: any(words in name_of(node) and role_of(node) in BUTTONS and is_sensitive(node) and
                                      press(node) for node in self.program.walk()), f'“{words}” can be pressed')

    def fixed_words(self, sentence):
        """The longest piece of it that does not depend on what it tells of."""
        return max(re.split(r'%(?:\d\$)?s', self.words(sentence)), key=len)

    def says(self, sentence, picture=None):
        words = self.fixed_words(sentence)
        self.program.wait(lambda: self.program.find(contains=words), f'the window says “{words}”')
        if picture:
            self.picture(picture)

    def says_no_more(self, sentence):
        words = self.fixed_words(sentence)
        self.program.wait(lambda: not self.program.find(contains=words), f'the window no longer says “{words}”')

    def field(self, label):
        return self.program.expect(ENTRIES, self.words(label))

    def fill(self, secret=None):
        """Types id and secret and goes on to the browser."""
        type_into(self.field('Client ID'), self.demo.ready['client_id'])
        type_into(self.field('Client secret'), secret or self.demo.ready['client_secret'])
        self.press('Continue in the browser')

    def form_is_kept(self):
        if text_of(self.field('Client ID')) != self.demo.ready['client_id']:
            raise Failure('the client ID that was typed is gone')
        button = self.program.expect(BUTTONS, self.words('Continue in the browser'))
        self.program.wait(lambda: is_sensitive(button), 'the sign-in can be started again')

    def authorize_url(self):
        """What the browser was told to open since the last time."""
        addresses = self.program.wait(lambda: self.browser.addresses()[self.seen:], 'the browser is opened')
        self.seen += len(addresses)
        return addresses[-1]

    def browse(self):
        return get(self.authorize_url())

    def orders(self):
        answer = subprocess.run([self.cli, '--json', 'list', 'orders', '--limit', '1000000'], check=True,
                                stdout=subprocess.PIPE, text=True)
        return len(answer.stdout.splitlines())

    def synced(self, picture=None):
        try:
            self.program.wait(lambda: self.program.find(BUTTONS, contains=self.words('In sync with Salla')), 'the sync ends', 60)
        except Failure as failure:
            shown = [name_of(node) for node in self.program.walk() if role_of(node) in BUTTONS]
            asked = [f'{request["target"]} {request["status"]}' for request in self.demo.control('/ledger')['requests'][-5:]]
            raise Failure(f'{failure}; shown: {shown}; asked last: {asked}') from failure
        self.program.wait(lambda: self.tile('Orders'), 'Overview counts orders')
        if self.orders() != self.demo.control('/counts')['orders']:
            raise Failure(f'{self.orders()} orders are here')
        if picture:
            self.picture(picture)

    def tile(self, label):
        """Whether Overview has a figure under that name."""
        for node in self.program.walk():
            if role_of(node) in ('panel', 'grouping', 'group') and name_of(node) == self.words(label):
                return any(character.isdigit() for part in self.program.walk(node) for character in name_of(part))
        return False

    # --- with a keyring ---

    def wrong_secret(self):
        self.start()
        self.press('Connect with Salla')
        self.program.wait(lambda: self.program.find(contains=f'http://localhost:{REDIRECT_PORT}'), 'the redirect address is told')
        self.picture('form')
        self.bad_input()
        self.fill('not-the-secret')
        self.browse()
        self.says(CLIENT, 'wrong-secret')
        self.form_is_kept()

    def bad_input(self):
        """Told at its field, and nothing is sent; blanks around what was copied are none of the merchant's concern."""
        before = len(self.browser.addresses())
        ready = self.demo.ready
        for client_id, secret, sentence in (('https://salla.partners/apps/12', 'x', ID_ADDRESS), ('my id', 'x', BLANK),
                                            (ready['client_id'], ready['client_id'], TWICE)):
            type_into(self.field('Client ID'), client_id)
            type_into(self.field('Client secret'), secret)
            self.press('Continue in the browser')
            self.says(sentence)
        type_into(self.field('Client secret'), '  ')
        self.says_no_more(TWICE)
        if len(self.browser.addresses()) != before:
            raise Failure('the browser was opened with what cannot be right')

    def denied(self):
        self.demo.control('/misbehave', {'name': 'deny'})
        self.press('Continue in the browser')
        self.browse()
        self.says(DENIED, 'denied')
        self.form_is_kept()
        self.demo.control('/misbehave', {'name': 'none'})

    def port_taken(self):
        before = len(self.browser.addresses())
        with socket.socket() as other:
            other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            other.bind(('127.0.0.1', REDIRECT_PORT))
            other.listen()
            self.press('Continue in the browser')
            self.says(PORT, 'port-taken')
            self.form_is_kept()
            if len(self.browser.addresses()) != before:
                raise Failure('the browser was opened although its answer could not arrive')
            self.other_port()

    def other_port(self):
        """Another port, for another address registered with the app."""
        field = self.program.wait(lambda: next((node for node in self.program.walk() if has_interface(node, VALUE)
                                                and name_of(node) == self.words('Port of the redirect address')), None),
                                  'a port can be chosen')
        with socket.socket() as probe:
            probe.bind(('127.0.0.1', 0))
            port = probe.getsockname()[1]
        set_value(field, port)
        self.program.wait(lambda: self.program.find(contains=f'http://localhost:{port}/'), 'the address tells the other port')
        self.press('Continue in the browser')
        self.says_no_more(PORT)
        if urllib.parse.quote(f'http://localhost:{port}/callback', safe='') not in self.authorize_url():
            raise Failure('the browser is sent back to another port')
        self.press('Cancel')

    def pasted(self):
        """The browser is on another machine: only the address it ended at comes back."""
        self.fill()
        status, headers = get(self.authorize_url(), follow=False)
        if status != 302:
            raise Failure(f'the consent answered {status}')
        self.picture('waiting')
        self.paste('hello')
        self.says(ADDRESS, 'garbage-address')
        self.paste(headers['Location'].split('state=')[0] + 'state=' + 'A' * 32)
        self.says(FOREIGN, 'foreign-address')
        self.says_no_more(ADDRESS)
        self.paste(f'  {headers["Location"]} ')
        self.synced('synced')

    def paste(self, address):
        type_into(self.field('Address from the browser'), address)
        self.press('Use this address')

    def restarted(self):
        self.end()
        self.start()
        self.synced()
        if self.program.find(contains=self.words(SIGNED_OUT)):
            raise Failure('the sign-in did not outlive the program')

    def uninstalled(self):
        self.demo.control('/uninstall', {})
        self.program.activate('app.sync')
        self.says(SIGNED_OUT, 'signed-out')
        self.data_is_kept()
        self.reconnect()

    def data_is_kept(self):
        if self.orders() != ORDERS or not self.tile('Orders'):
            raise Failure('orders are gone')

    def reconnect(self):
        self.press('Reconnect')
        self.program.wait(lambda: text_of(self.field('Client ID')) == self.demo.ready['client_id'],
                          'the form knows the client ID', 5)
        self.picture('reconnect')
        self.fill()
        self.browse()
        self.synced()
        self.says_no_more(SIGNED_OUT)

    def handed_over(self):
        """A relay looks after the store: this device steps back, and shows what it has."""
        self.end()
        self.demo.hand_over()
        self.start()
        self.says(RELAY_BANNER, 'relay')
        self.data_is_kept()
        asked = len(self.demo.control('/ledger')['requests'])
        self.end()
        self.start()
        self.says(RELAY_BANNER)
        self.program.activate('app.sync')
        self.data_is_kept()
        if len(self.demo.control('/ledger')['requests']) != asked:
            raise Failure('Salla was asked for a store that a relay looks after')

    def left_to_the_relay(self):
        self.ask_for_the_store()
        self.press('Leave it to the relay')
        self.says(RELAY_BANNER)
        self.data_is_kept()

    def taken_back(self):
        self.ask_for_the_store()
        self.press('Take the store back')
        self.synced('taken-back')
        self.says_no_more(RELAY_BANNER)
        if self.demo.api('GET', '/webhooks'):
            raise Failure('the relay still is told of the store')

    def ask_for_the_store(self):
        self.press('Take back…')
        self.fill()
        self.browse()
        self.says('A relay looks after this store', 'relay-asks')
        leave = self.program.expect(BUTTONS, self.words('Leave it to the relay'))
        self.program.wait(lambda: has_focus(leave), 'it is left to the relay by a press of Return')

    def disconnected(self):
        self.ask_to_disconnect('Disconnect, keep the copy', 'disconnect')
        self.says(SIGNED_OUT, 'kept')
        self.data_is_kept()
        self.end()
        self.start()
        self.says(SIGNED_OUT)
        self.data_is_kept()
        self.reconnect()

    def erased(self):
        self.ask_to_disconnect('Disconnect and erase')
        self.program.expect(BUTTONS, self.words('Connect with Salla'))
        self.picture('erased')
        self.press('Connect with Salla')
        folder = pathlib.Path(os.environ['XDG_DATA_HOME'], 'nomo-flow', 'stores')
        left = [path.name for path in folder.iterdir() if path.suffix != '.engine']
        if left:
            raise Failure(f'left behind: {left}')

    def ask_to_disconnect(self, answer, picture=None):
        self.program.activate('app.disconnect')
        self.program.expect(BUTTONS, contains=self.words(answer))
        if picture:
            self.picture(picture)
        self.press(answer)

    # --- without ---

    def no_keyring(self):
        self.start()
        self.press('Connect with Salla')
        self.fill()
        self.browse()
        self.says(NO_KEYRING, 'no-keyring')

    def this_run(self):
        self.press('Keep it for this run')
        self.synced()

    def next_run(self):
        self.end()
        self.start()
        self.says(NO_SIGN_IN, 'next-run')
        self.data_is_kept()

    def signed_in_again(self):
        self.again()
        self.demo.control('/uninstall', {})
        self.program.activate('app.sync')
        self.says(SIGNED_OUT)
        self.reconnect()

    def again(self):
        self.press('Reconnect')
        self.fill()
        self.browse()
        self.says(NO_KEYRING)
        self.this_run()
        self.says_no_more(NO_SIGN_IN)

    def erased_without(self):
        self.next_run()
        self.erased()

    def quiet(self):
        self.end()
        if self.complaints:
            raise Failure('\n'.join(dict.fromkeys(self.complaints)))


STEPS = {
    'keyring': ('wrong_secret', 'denied', 'port_taken', 'pasted', 'restarted', 'uninstalled', 'handed_over',
                'left_to_the_relay', 'taken_back', 'disconnected', 'erased', 'quiet'),
    'no-keyring': ('no_keyring', 'this_run', 'next_run', 'signed_in_again', 'erased_without', 'quiet'),
}


if __name__ == '__main__':
    sys.exit(run_steps(Connecting(*sys.argv[1:6]), STEPS[sys.argv[6]]))
