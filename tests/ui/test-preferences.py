#!/usr/bin/python3
"""The preferences in one language, by keyboard and screen reader; for use inside tests/ui/session.

    test-preferences.py NOMO_FLOW NOMO DEMO_STORE LOCALE_FOLDER LANGUAGE

Without a store → a store connected on the command line → opened by its key and from the menu → everything named, permissions
listed, as narrow as a phone → Esc closes and the focus is back → a store disconnected while they are open → Reconnect leads to
the form. With NOMO_UI_PICTURES=FOLDER a picture of each state is left there. Prints TAP."""

import gettext
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request

from nomoui import (BUTTONS, OPAQUE, OUTLINE, Failure, Program, children_of, description_of, extents_of, has_focus, is_sensitive,
                    name_of, role_of, text_of)

# What a person acts on, which therefore has to have a name.
CONTROLS = BUTTONS | {'text', 'entry', 'password text', 'switch', 'check box', 'combo box', 'spin button', 'slider', 'list item'}
WIDEST_MINIMUM = 480


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


class Demo:
    def __init__(self, binary):
        self.process = subprocess.Popen([binary, '--port', '0', '--seed', '7', '--orders', '60', '--customers', '30', '--plan',
                                         'pro', '--auto-approve', '--with-parent'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.ready = json.loads(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait(20)


class Preferences:
    def __init__(self, binary, cli, demo, locale, language):
        self.binary = binary
        self.cli = cli
        self.language = language
        self.catalogue = gettext.translation('nomo-flow', locale, [language], fallback=language == 'en')
        self.demo = Demo(demo)
        self.program = None
        self.complaints = []

    def words(self, text, context=None):
        return self.catalogue.pgettext(context, text) if context else self.catalogue.gettext(text)

    def wait(self, condition, what, seconds=30):
        return self.program.wait(condition, what, seconds)

    def key(self, *names):
        self.program.check_alive()
        subprocess.run(['xdotool', 'key', *names], check=True)

    def start(self):
        self.program = Program(self.binary, environment={'LANGUAGE': self.language, 'NOMO_CLOCK': self.demo.ready['clock']})

    def end(self):
        status = self.program.close()
        self.complaints += self.program.complaints()
        if status != 0:
            raise Failure(f'the program ended with {status}')

    def close(self):
        if self.program is not None and self.program.process.poll() is None:
            self.program.process.kill()
        self.demo.close()

    def picture(self, name):
        folder = os.environ.get('NOMO_UI_PICTURES')
        if folder:
            self.program.picture(os.path.join(folder, f'preferences-{self.language}-{name}.png'), 6)

    def connect_on_the_command_line(self):
        ready = self.demo.ready
        command = [self.cli, 'connect', '--json', '--no-browser', '--redirect-port', str(free_port()), '--client-secret-stdin',
                   '--client-id', ready['client_id'], '--accounts-url', ready['accounts_url'], '--api-url', ready['api_url']]
        with subprocess.Popen(command, env={**os.environ, 'NOMO_CLOCK': ready['clock']}, stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, text=True) as process:
            process.stdin.write(ready['client_secret'] + '\n')
            process.stdin.flush()
            url = json.loads(process.stdout.readline())['authorize_url']
            with urllib.request.urlopen(url, timeout=30):
                pass
            if process.wait(60) != 0:
                raise Failure('the store could not be connected')

    # --- the window ---

    def windows(self):
        return [node for node in children_of(self.program.tree()) if name_of(node) == self.words('Preferences')]

    def preferences(self):
        return next(iter(self.windows()), None)

    def opened(self):
        return self.wait(self.preferences, 'the preferences open')

    def closed(self):
        self.wait(lambda: self.preferences() is None, 'the preferences close')

    def nodes(self):
        """All that is in the preferences, also what is in their lists."""
        window = self.preferences()
        return list(self.program.walk(window, opaque=set())) if window is not None else []

    def named(self, name, roles=None):
        return next((node for node in self.nodes() if name_of(node) == name and (roles is None or role_of(node) in roles)), None)

    def expect(self, name, roles=None):
        return self.wait(lambda: self.named(name, roles), f'the preferences have “{name}”')

    def press(self, button):
        self.wait(lambda: is_sensitive(button), f'“{name_of(button)}” can be pressed')
        self.program.press(button)

    def focused_names(self, root=None):
        """What the next key goes to, one in each window, the innermost last."""
        return [name_of(node) for node in self.program.walk(root, OPAQUE if root is None else set()) if has_focus(node)]

    def has_the_focus(self, text, root=None):
        return any(self.words(text) in name for name in self.focused_names(root))

    def tab_to(self, name):
        """By Tab alone, as somebody without a mouse gets there."""
        def moved():
            focused = self.focused_names(self.preferences())
            return focused if focused != met[-1] else None

        met = [self.focused_names(self.preferences())]
        while name not in met[-1]:
            if len(met) > 40:
                raise Failure(f'Tab does not lead to “{name}”: {met}')
            self.key('Tab')
            met.append(self.wait(moved, f'Tab leads on from {met[-1]}', 10))

    def menu_button(self):
        name = self.words('Menu')
        return next((node for node in self.program.walk() if role_of(node) in BUTTONS and name_of(node) == name), None)

    def dialog(self):
        return next((node for node in children_of(self.program.tree()) if role_of(node) == 'dialog'), None)

    def in_dialog(self, text):
        dialog = self.dialog()
        return dialog is not None and self.program.find(contains=self.words(text), root=dialog)

    def dialog_says(self, text):
        return self.wait(lambda: self.in_dialog(text), f'the question says “{text}”')

    # --- the steps ---

    def without_a_store(self):
        self.start()
        self.program.expect(BUTTONS, self.words('Connect with Salla'))
        self.key('ctrl+comma')
        self.opened()
        self.expect(self.words('No store is connected'))
        self.picture('no-store')
        for absent in ('Disconnect…', 'Reconnect', 'Permissions'):
            if self.named(self.words(absent)):
                raise Failure(f'without a store there is nothing for “{absent}”')
        self.key('Escape')
        self.closed()
        self.key('ctrl+comma')
        self.opened()
        self.press(self.expect(self.words('Connect a store'), BUTTONS))
        self.closed()
        self.program.expect(BUTTONS, self.words('Connect with Salla'))
        self.end()

    def by_key(self):
        self.connect_on_the_command_line()
        self.start()
        self.program.expect(BUTTONS, contains=self.words('In sync with Salla'), seconds=60)
        self.key('ctrl+comma')
        self.opened()
        for text in ('Sign-in to Salla', 'This device keeps the sign-in', 'Store number at Salla'):
            self.expect(self.words(text))
        self.expect(self.words('Works', 'sign-in'))
        self.expect(self.words('Works until', 'sign-in'))
        self.expect(self.words('Salla Pro', 'plan'))
        self.expect(self.demo.ready['merchant'])
        self.picture('open')

    def permissions(self):
        labels = ('Store details', 'Orders', 'Customers', 'Products', 'Categories', 'Coupons', 'Abandoned carts', 'Brands',
                  'Special offers', 'Reviews', 'Staying signed in')
        for label in labels:
            self.expect(self.words(label), {'list item'})
        word = self.words('Granted', 'permission')
        granted = [node for node in self.nodes() if name_of(node) == word and role_of(node) == 'label']
        if len(granted) != len(labels):
            raise Failure(f'{len(granted)} permissions are granted')

    def all_named(self):
        nameless = [f'{role_of(node)} {extents_of(node).width}' for node in self.nodes()
                    if role_of(node) in CONTROLS and not name_of(node) and not description_of(node)]
        if nameless:
            raise Failure(f'without a name: {nameless}')

    def details(self):
        """The id of the app is there for whoever opens the details, and can be copied."""
        self.expect(self.words('Details'), {'list item'})
        self.tab_to(self.words('Details'))
        self.key('Return')
        shown = self.expect(self.words('Client ID'), {'list item'})
        self.wait(lambda: any(self.demo.ready['client_id'] in text_of(node) for node in self.program.walk(shown, opaque=set())),
                  'the id of the app is told')
        self.expect(self.words('Copy: %s') % self.words('Client ID'), BUTTONS)
        said = ' '.join(text_of(node) for node in self.nodes())
        if self.demo.ready['client_secret'] in said or 'ory_' in said:
            raise Failure('a secret is on the screen')

    def narrow(self):
        window = self.x_window(self.words('Preferences'))
        subprocess.run(['wmctrl', '-i', '-r', window, '-e', '0,20,20,200,700'], check=True)
        self.wait(lambda: 0 < extents_of(self.preferences()).width <= WIDEST_MINIMUM,
                  f'the preferences can be {WIDEST_MINIMUM} narrow', 10)
        window = extents_of(self.preferences()).width
        widest = max(extents_of(node).width for node in self.nodes())
        print(f'# the preferences in {self.language}: {window}')
        if widest > window + OUTLINE:
            raise Failure(f'something in the preferences is {widest} wide')
        self.picture('narrow')
        self.press(self.expect(self.words('Disconnect…'), BUTTONS))
        self.begins_harmless()
        self.picture('narrow-question')
        self.cancel()

    def x_window(self, title):
        listed = subprocess.run(['wmctrl', '-l'], check=True, stdout=subprocess.PIPE, text=True).stdout
        windows = [line.split()[0] for line in listed.splitlines() if line.endswith(' ' + title)]
        if not windows:
            raise Failure(f'no window is called “{title}”:\n{listed}')
        return windows[-1]

    def menu_is_open(self):
        return self.program.find({'menu item'}, contains=self.words('Keyboard shortcuts'), opaque=set()) is not None

    def focus_is_back(self):
        """Esc closes, and the next key goes to the button that had the focus before."""
        self.key('Escape')
        self.closed()
        self.key('F10')
        self.wait(self.menu_is_open, 'F10 opens the menu')
        self.key('Escape')
        self.wait(lambda: not self.menu_is_open() and self.has_the_focus('Menu'), 'the button of the menu has the focus')
        self.key('ctrl+comma')
        self.opened()
        self.key('Escape')
        self.closed()
        self.key('space')
        self.wait(self.menu_is_open, 'the key goes to the button of the menu')
        self.key('Escape')
        self.wait(lambda: not self.menu_is_open(), 'Esc closes the menu')

    def from_the_menu(self):
        self.program.press(self.menu_button())
        row = self.wait(lambda: next((node for node in self.program.walk(opaque=set())
                                      if name_of(node) == self.words('Preferences') and role_of(node) == 'menu item'), None),
                        'the menu has the preferences')
        self.program.press(row)
        self.opened()
        self.expect(self.words('Permissions'))

    def begins_harmless(self):
        self.dialog_says('Disconnect, keep the copy')
        self.dialog_says('Disconnect and erase')
        self.wait(lambda: self.has_the_focus('Cancel', self.dialog()), 'the question begins at the answer that changes nothing', 10)

    def cancel(self):
        self.key('Escape')
        self.wait(lambda: self.dialog() is None, 'Esc takes the question back')

    def question_is_cancelled(self):
        self.press(self.expect(self.words('Disconnect…'), BUTTONS))
        self.begins_harmless()
        self.picture('question')
        self.cancel()
        self.expect(self.words('This device keeps the sign-in'))

    def follows_the_shop(self):
        """Disconnected while they are open: what makes no sense any more is gone, and the way back is there."""
        self.press(self.expect(self.words('Disconnect…'), BUTTONS))
        self.program.press(self.dialog_says('Disconnect, keep the copy'))
        self.expect(self.words('There is no sign-in here'))
        self.expect(self.words('None', 'sign-in'))
        self.expect(self.words('Erase…'), BUTTONS)
        self.picture('disconnected')
        for absent in ('Permissions', 'Sign in to Salla again', 'Details'):
            if self.named(self.words(absent)):
                raise Failure(f'without a sign-in there is nothing for “{absent}”')

    def copy_is_kept(self):
        self.press(self.expect(self.words('Erase…'), BUTTONS))
        self.dialog_says('Erase the copy')
        if self.in_dialog('Disconnect, keep the copy'):
            raise Failure('a store that is disconnected is to be disconnected')
        self.cancel()

    def reconnect(self):
        self.press(self.expect(self.words('Reconnect'), BUTTONS))
        self.closed()
        field = self.program.expect({'text', 'entry'}, self.words('Client ID'))
        self.wait(lambda: text_of(field) == self.demo.ready['client_id'], 'the form knows the client ID')

    def quiet(self):
        self.end()
        if self.complaints:
            raise Failure('\n'.join(dict.fromkeys(self.complaints)))


STEPS = ('without_a_store', 'by_key', 'permissions', 'all_named', 'details', 'narrow', 'focus_is_back', 'from_the_menu',
         'question_is_cancelled', 'follows_the_shop', 'copy_is_kept', 'reconnect', 'quiet')


def main(arguments):
    preferences = Preferences(*arguments)
    print(f'1..{len(STEPS)}')
    try:
        for number, step in enumerate(STEPS, 1):
            started = time.monotonic()
            try:
                getattr(preferences, step)()
            except Failure as failure:
                picture = os.environ.get('NOMO_UI_PICTURE')
                if picture:
                    subprocess.run(['import', '-window', 'root', picture], check=False)
                print(f'not ok {number} {step} # {failure}')
                print('\n'.join(f'# {line}' for line in preferences.program.log[-20:]), flush=True)
                return 1
            print(f'ok {number} {step} # {time.monotonic() - started:.1f} s', flush=True)
    finally:
        preferences.close()
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
