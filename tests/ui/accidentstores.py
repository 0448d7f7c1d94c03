"""Signing in, disconnecting and the demo store while the disk is full, or may only be read; see accidentpages."""

import urllib.request

from accessible import is_sensitive, type_into
from accidentpages import NOT_KEPT, TABLES
from demoshop import free_port
from gi.repository import Gio
from nomoui import BUTTONS, Browser, Failure

SCHEMA = 'io.github.nomoflow.NomoFlow'


class Stores:
    def stores(self):
        """What a program that starts would take for stores."""
        folder = self.demo.file().parent
        return [path.name for path in folder.glob('*.db')] if folder.exists() else []

    def begin_sign_in(self, browser):
        """Up to what the browser is to open."""
        seen = len(browser.addresses())
        go = self.program.expect(BUTTONS, self.words('Continue in the browser'))
        self.wait(lambda: is_sensitive(go), 'the sign-in can be begun')
        self.program.press(go)
        return self.wait(lambda: browser.addresses()[seen:], 'the browser is opened')[-1]

    def sign_in(self):
        """The disk is lost while the merchant is at Salla: what was typed stays, and nothing is left that would be taken for a
        store. With room the same is enough."""
        settings = Gio.Settings.new(SCHEMA)
        settings.set_int('redirect-port', free_port())
        Gio.Settings.sync()
        ready = self.demo.ready
        browser = Browser()
        self.start('--accounts-url', ready['accounts_url'], '--api-url', ready['api_url'])
        self.program.press(self.program.expect(BUTTONS, self.words('Connect with Salla')))
        type_into(self.field('Client ID'), ready['client_id'])
        type_into(self.field('Client secret'), ready['client_secret'])
        address = self.begin_sign_in(browser)
        self.lose()
        with urllib.request.urlopen(address, timeout=30):
            pass
        self.says(NOT_KEPT[self.disk], 'sign-in')
        self.expect_typed('Client ID', ready['client_id'])
        if self.stores():
            raise Failure(f'left is {self.stores()}')
        self.regain()
        with urllib.request.urlopen(self.begin_sign_in(browser), timeout=30):
            pass
        self.program.expect(BUTTONS, contains=self.words('In sync with Salla'), seconds=90)

    def erase(self):
        self.program.activate('app.disconnect')
        self.answer(self.words('Disconnect and erase'))

    def disconnect(self):
        """A store that cannot be erased is there still, and goes on. One on a full disk can be, which makes room."""
        self.lose()
        self.erase()
        if self.disk == 'read-only':
            self.says(NOT_KEPT[self.disk], 'disconnect')
            self.close_sentence(NOT_KEPT[self.disk])
            self.program.activate('app.page', 'orders')
            self.program.expect(TABLES, self.words('Orders'))
            self.regain()
            self.erase()
        self.program.expect(BUTTONS, self.words('Open the demo store'), seconds=60)
        self.picture('disconnected')
        self.regain()
        if self.stores():
            raise Failure(f'left is {self.stores()}')

    def demo_store(self):
        """It says why it could not be opened, and opens once there is room."""
        self.lose()
        self.program.press(self.program.expect(BUTTONS, self.words('Open the demo store')))
        self.says(NOT_KEPT[self.disk], 'demo')
        if self.stores():
            raise Failure(f'left is {self.stores()}')
        self.regain()
        self.program.press(self.program.expect(BUTTONS, self.words('Open the demo store')))
        self.program.expect(BUTTONS, contains=self.words('In sync with Salla'), seconds=120)
