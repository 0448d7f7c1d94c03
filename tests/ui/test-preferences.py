#!/usr/bin/python3
"""The preferences in one language, by keyboard and screen reader; for use inside tests/ui/session.

    test-preferences.py NOMO_FLOW NOMO DEMO_STORE LOCALE_FOLDER LANGUAGE

Without a store → a store connected on the command line → each setting changed by keys alone, and seen on the window or in the
file → the language switched while they are open → everything named, permissions listed, as narrow as a phone → Esc closes and
the focus is back → a store disconnected while they are open → Reconnect leads to the form. With NOMO_UI_PICTURES=FOLDER a picture of each state is left there. Prints TAP."""

import gettext
import os
import pathlib
import re
import shutil
import subprocess
import sys

from demoshop import DemoShop
from accessible import (FocusTrail, children_of, description_of, extents_of, has_focus, is_selected, is_sensitive, name_of,
                        parent_of, role_of, text_of, type_into)
from nomoui import BUTTONS, OPAQUE, OUTLINE, Failure, GLib, Program, list_windows, run_steps

# What a person acts on, which therefore has to have a name.
CONTROLS = BUTTONS | {'text', 'entry', 'password text', 'switch', 'check box', 'combo box', 'spin button', 'slider', 'list item'}
WIDEST_MINIMUM = 480
PAGES = ('General', 'Connection', 'Costs', 'Team', 'Data')
# The session's, which has nothing of others in it.
HOME = pathlib.Path(os.environ['XDG_DATA_HOME']).parent
PASSPHRASE = 'sesame 1448 opens the red door'
ARABIC_DIGITS = str.maketrans('0123456789', '٠١٢٣٤٥٦٧٨٩')
# Of the display: on the window, beside what lies on it.
BACKGROUND = (600, 810)


def is_choice(node):
    """What is chosen in a row, which nobody gets to but with the row: the row is named, and says it."""
    parents = [node]
    while len(parents) < 6 and parents[-1] is not None:
        parents.append(parent_of(parents[-1]))
    return any(role_of(parent) == 'combo box' and name_of(parent) and description_of(parent) for parent in parents if parent)


class Preferences:
    def __init__(self, binary, cli, demo, locale, language):
        self.binary = binary
        self.cli = cli
        self.language = language
        self.demo = DemoShop(demo, '--orders', '60', '--customers', '30', '--plan', 'pro')
        self.program = None
        self.complaints = []
        self.other = {'ar': 'en', 'en': 'ar'}[language]
        self.catalogues = {each: gettext.translation('nomo-flow', locale, [each], fallback=each == 'en') for each in ('ar', 'en')}
        self.focus = None

    def words(self, text, context=None):
        catalogue = self.catalogues[self.language]
        return catalogue.pgettext(context, text) if context else catalogue.gettext(text)

    def wait(self, condition, what, seconds=30):
        return self.program.wait(condition, what, seconds)

    def key(self, *names):
        self.program.key(*names)

    def start(self):
        self.program = Program(self.binary, environment={'LANGUAGE': self.language, 'HOME': str(HOME),
                                                          'NOMO_CLOCK': self.demo.ready['clock']})
        self.focus = FocusTrail(self.program.accessible)

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

    # --- the window ---

    def windows(self):
        return [node for node in children_of(self.program.tree()) if name_of(node) == self.words('Preferences')]

    def preferences(self):
        return next(iter(self.windows()), None)

    def takes_keys(self, title):
        return self.program.keyboard_window() == self.words(title)

    def opened(self):
        self.wait(lambda: self.preferences() is not None and self.takes_keys('Preferences'), 'the preferences open')

    def closed(self):
        self.wait(lambda: self.preferences() is None and self.takes_keys('Nomo Flow'), 'the preferences close')

    def speaks_anew(self):
        """The windows are there in the other language, and those before are gone."""
        self.wait(lambda: len(self.windows()) == 1 and len(list(children_of(self.program.tree()))) == 2
                  and self.takes_keys('Preferences'), 'the preferences are open again, in the other language')

    def nodes(self):
        """All that is in the preferences, also what is in their lists."""
        window = self.preferences()
        return self.program.walk(window, opaque=set()) if window is not None else iter(())

    def named(self, name, roles=None):
        return next((node for node in self.nodes() if name_of(node) == name and (roles is None or role_of(node) in roles)), None)

    def expect(self, name, roles=None):
        return self.wait(lambda: self.named(name, roles), f'the preferences have “{name}”')

    def expect_all(self, names, roles=None):
        """In one look at the window for all of them, which takes as long as one for one."""
        def missing():
            present = {name_of(node) for node in self.nodes() if roles is None or role_of(node) in roles}
            return [name for name in names if name not in present]

        try:
            self.wait(lambda: not missing(), 'all of it', 30)
        except Failure as failure:
            raise Failure(f'the preferences do not have {missing()}') from failure

    def absent(self, names):
        present = {name_of(node) for node in self.nodes()}
        for name in names:
            if name in present:
                raise Failure(f'there is nothing for “{name}”')

    def press(self, button):
        self.wait(lambda: is_sensitive(button), f'“{name_of(button)}” can be pressed')
        self.program.press(button)

    def focused_names(self, root=None):
        """What the next key goes to, one in each window, the innermost last."""
        return [name_of(node) for node in self.program.walk(root, OPAQUE if root is None else set()) if has_focus(node)]

    def has_the_focus(self, text, root=None):
        return any(self.words(text) in name for name in self.focused_names(root))

    def tab_to(self, name, key='Tab'):
        """By one key alone, as somebody without a mouse gets there."""
        self.tab_until(lambda node: name_of(node) == name, name, key)

    def tab_until(self, condition, what, key='Tab'):
        met = []
        while True:
            if len(met) > 40:
                raise Failure(f'{key} does not lead to “{what}”: {met}')
            self.focus.forget()
            self.key(key)
            node = self.wait(self.focus.get, f'{key} leads on from {met[-1:]}', 10)
            met.append(name_of(node))
            if condition(node):
                return

    def to_tab(self, name):
        """Tab leads to the tabs; the arrows from one to the next, as newer versions of GTK want it."""
        self.tab_until(lambda node: role_of(node) == 'page tab', 'a tab')
        for _ in PAGES:
            if name_of(self.focus.get()) == name:
                return
            here = extents_of(self.focus.get())
            # Those of a wide window stay as they were while others are shown in their place.
            there = next((extents_of(node) for node in children_of(parent_of(self.focus.get()))
                          if role_of(node) == 'page tab' and name_of(node) == name), None)
            if there is None or there.x == here.x:
                raise Failure(f'there is no tab “{name}”')
            self.focus.forget()
            self.key('Left' if there.x < here.x else 'Right')
            self.wait(self.focus.get, f'an arrow leads on towards “{name}”', 10)
        if name_of(self.focus.get()) != name:
            raise Failure(f'the arrows do not lead to “{name}” but to “{name_of(self.focus.get())}”')

    def shows_page(self, page):
        """Of the tabs in a row, beside their pictures and at the foot those are drawn for which there is room."""
        return any(role_of(node) == 'page tab' and name_of(node) == self.words(page) and extents_of(node).width > 0
                   and is_selected(node) for node in self.nodes())

    def to_page(self, page):
        """A window that was just opened goes over to the tabs that it has room for, and lets go of the focus in the others: who is
        that fast tries again."""
        for last in (False, False, True):
            try:
                self.to_tab(self.words(page))
                self.key('space')
                self.wait(lambda: self.shows_page(page), f'the page “{page}” shows', 10)
                return
            except Failure:
                if last:
                    raise

    # --- settings ---

    def setting(self, key):
        """As it lies in the file, None before it was ever changed."""
        path = pathlib.Path(os.environ['XDG_CONFIG_HOME'], 'glib-2.0', 'settings', 'keyfile')
        found = re.search(rf"^{key}='?([^'\n]*)'?$", path.read_text(encoding='utf-8') if path.exists() else '', re.MULTILINE)
        return found.group(1) if found else None

    def chosen(self, row):
        node = self.named(row, {'combo box'})
        return description_of(node) if node is not None else None

    def is_at(self, choice):
        item = self.focus.get()
        return item is not None and role_of(item) == 'list item' and \
            any(name_of(node) == choice for node in self.program.walk(item, set()))

    def choose(self, row, choice, steps=1, context=None):
        """Opens the row, goes down (or up) from what is chosen, and takes it."""
        self.tab_to(self.words(row))
        self.focus.forget()
        self.key('space')
        before = self.chosen(self.words(row))
        self.wait(lambda: self.is_at(before), f'“{row}” opens at what is chosen', 10)
        self.key(*['Down' if steps > 0 else 'Up'] * abs(steps))
        self.key('Return')
        self.wait(lambda: self.chosen(self.words(row)) == self.words(choice, context), f'“{choice}” is chosen')

    def main_says(self, pattern):
        """What lies below the preferences, which say dates themselves."""
        main = next((node for node in children_of(self.program.tree()) if name_of(node) == self.words('Nomo Flow')), None)
        return main is not None and any(re.search(pattern, name_of(node)) for node in self.program.walk(main)
                                        if role_of(node) == 'label')

    def is_dark(self):
        """Whether the window that lies below is."""
        crop = '1x1+{}+{}'.format(*BACKGROUND)
        said = subprocess.run(['import', '-window', 'root', '-crop', crop, '-colorspace', 'gray', '-depth', '8', 'gray:-'],
                              check=True, stdout=subprocess.PIPE).stdout
        return said[0] < 0x60

    def store_file(self):
        return self.demo.file()

    def kept(self, key):
        rows = self.demo.ask('SELECT value FROM meta WHERE key = ?', key)
        return rows[0][0] if rows else None

    def kept_margin(self):
        return self.kept('profit-margin')

    def own_cost(self, product):
        return self.demo.ask('SELECT own_cost FROM record_product WHERE id = ?', product)[0][0]

    def menu_button(self):
        name = self.words('Menu')
        return next((node for node in self.program.walk() if role_of(node) in BUTTONS and name_of(node) == name), None)

    def dialog(self):
        return next((node for node in children_of(self.program.tree()) if role_of(node) == 'dialog'), None)

    def in_dialog(self, text):
        """What says so on the screen: a question has its answers in a row and one above the other, of which one is shown."""
        dialog = self.dialog()
        said = self.program.walk(dialog) if dialog is not None else []
        return next((node for node, name in zip(said, self.program.accessible.names_of(said))
                     if self.words(text) in name and extents_of(node).width > 0), None)

    def dialog_says(self, text):
        return self.wait(lambda: self.in_dialog(text), f'the question says “{text}”')

    # --- the steps ---

    def without_a_store(self):
        self.start()
        self.program.expect(BUTTONS, self.words('Connect with Salla'))
        self.key('ctrl+comma')
        self.opened()
        self.expect_all([self.words(page) for page in PAGES], {'page tab'})
        self.picture('no-store-general')
        self.to_page('Connection')
        self.expect(self.words('No store is connected'))
        self.picture('no-store')
        self.absent([self.words(text) for text in ('Disconnect…', 'Reconnect', 'Permissions', 'Open the folder',
                                                   'Average margin, in percent of sales')])
        self.key('Escape')
        self.closed()
        self.key('ctrl+comma')
        self.opened()
        self.to_page('Connection')
        self.tab_to(self.words('Connect a store'))
        self.key('space')
        self.closed()
        self.program.expect(BUTTONS, self.words('Connect with Salla'))
        self.end()

    def by_key(self):
        self.demo.connect(self.cli)
        self.folders_are_opened_by_us()
        self.start()
        self.program.expect(BUTTONS, contains=self.words('In sync with Salla'), seconds=60)
        self.key('ctrl+comma')
        self.opened()
        self.picture('general')

    def one_only(self):
        """The window below them that was given the keys opens no others, and leads back to them."""
        subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', f'^{self.words("Nomo Flow")}$', 'windowfocus'], check=True)
        self.wait(lambda: self.takes_keys('Nomo Flow'), 'the window below takes the keys')
        self.key('ctrl+comma')
        self.opened()
        if len(self.windows()) != 1:
            raise Failure(f'{len(self.windows())} of them are open')

    def calendar(self):
        """The year that is in the thousands of the Hijri calendar stands first in the greeting's line."""
        first = '14[0-9]{2} .*·.* 20[0-9]{2}'
        if self.main_says(first):
            raise Failure('the Hijri date comes first before it was chosen')
        self.choose('Calendar shown first', 'Hijri', context='calendar')
        self.wait(lambda: self.main_says(first), 'the greeting says the Hijri date first')
        if self.setting('calendar') != 'hijri':
            raise Failure('the calendar is not in the settings')

    def week(self):
        self.choose('The week starts on', 'Monday', 2)
        self.wait(lambda: self.setting('week-start') == 'monday', 'Monday is in the settings')
        self.choose('The week starts on', 'Saturday', -1)
        self.wait(lambda: self.setting('week-start') == 'saturday', 'Saturday is in the settings')

    def theme(self):
        self.choose('Colours', 'Dark', 2)
        self.wait(self.is_dark, 'the window is dark')
        self.picture('general-dark')
        self.choose('Colours', 'Light', -1)
        self.wait(lambda: not self.is_dark(), 'the window is light')
        if self.setting('theme') != 'light':
            raise Failure('the theme is not in the settings')

    def digits(self):
        self.choose('Digits', '١٢٣')
        self.wait(lambda: self.setting('arabic-digits') == 'true', 'the digits are in the settings')
        if self.language == 'ar':
            self.wait(lambda: self.main_says('١٤[٠-٩]{2} .*·.* ٢٠[٠-٩]{2}'), 'the greeting is written with them')
            # The lengths of a period are said once, when the page is made: the figures may come anew by themselves.
            self.wait(lambda: self.main_says('^٣٠ '), 'what does not change by itself is written with them, too')
        elif not self.main_says('14[0-9]{2} .*·'):
            raise Failure('English is written with Arabic digits')

    def switch(self):
        step = 1 if self.language == 'ar' else -1
        self.tab_to(self.words('Language'))
        self.focus.forget()
        self.key('space')
        self.wait(lambda: self.focus.get() is not None and role_of(self.focus.get()) == 'list item', 'the languages show', 10)
        self.key('Down' if step > 0 else 'Up', 'Return')
        self.language, self.other = self.other, self.language
        self.speaks_anew()
        self.wait(lambda: self.has_the_focus('Language', self.preferences()), 'they are where they were')

    def language_and_back(self):
        """Both ways, with the digits that only Arabic is written with."""
        for _ in range(2):
            self.switch()
            self.expect_all([self.words(page) for page in PAGES], {'page tab'})
            self.wait(lambda: self.main_says('١٤[٠-٩]{2} .*·' if self.language == 'ar' else '14[0-9]{2} .*·'),
                      'the window speaks the language, in its digits')
            self.picture('switched')
        self.choose('Digits', '123', -1)
        self.choose('Calendar shown first', 'Gregorian', -1, 'calendar')

    def margin(self):
        self.to_page('Costs')
        self.expect(self.words('Overview shows no profit.'))
        self.absent([self.words('Average margin, in percent of sales')])
        self.choose('Figure profit', 'By one margin', context='profit')
        self.expect(self.words('Without a margin no profit is shown.'))
        self.key('Tab')
        wrong = self.words('Type a number from 0 to 100, with up to two decimal digits.')
        subprocess.run(['xdotool', 'type', '120'], check=True)
        self.expect(wrong)
        self.key('Return')
        self.picture('costs-wrong')
        if self.kept_margin() is not None:
            raise Failure('what is no margin was kept')
        self.half_typed()
        self.key('ctrl+a')
        type_into(self.margin_field(), '٣٢٫٥')
        self.expect(self.words('Of %1$s of sales, %2$s count as profit.').replace('%1$s', self.money('100'))
                    .replace('%2$s', self.money('32.50')))
        self.absent([wrong])
        self.key('Return')
        self.wait(lambda: self.kept_margin() == '3250', 'the margin is kept with the store')
        self.picture('costs')
        # What is typed is kept as well when the field is left, and nothing means unknown.
        self.key('ctrl+a', 'BackSpace', 'Tab')
        self.wait(lambda: self.kept_margin() is None, 'an empty margin is forgotten')

    def margin_field(self):
        return self.named(self.words('Average margin, in percent of sales'), {'text', 'entry'})

    def to_the_margin(self):
        """Behind the choice of how profit is figured; what is typed there tells whether the focus was."""
        self.tab_to(self.words('Figure profit'))
        self.key('Tab')

    def half_typed(self):
        """What is no margin is kept by nobody but the field: in the other language it is there again, with its complaint."""
        for _ in range(2):
            self.program.activate('app.language', self.other)
            self.language, self.other = self.other, self.language
            self.speaks_anew()
            self.wait(lambda: self.margin_field() is not None, 'the page of costs is there')
            self.expect(self.words('Type a number from 0 to 100, with up to two decimal digits.'))
            self.wait(lambda: text_of(self.margin_field()) == '120', 'what was typed stands in the field')
            self.picture('costs-half-typed')
        self.to_the_margin()

    def money(self, figure):
        return f'{figure}\u00a0ر.س' if self.language == 'ar' else f'SAR\u00a0{figure}'

    def folders_are_opened_by_us(self):
        """In place of a file manager: writes down what it is to open."""
        self.asked = pathlib.Path(os.environ['XDG_DATA_HOME'], 'opened-folder')
        applications = pathlib.Path(os.environ['XDG_DATA_HOME'], 'applications')
        applications.mkdir(exist_ok=True)
        script = applications / 'open-folder'
        script.write_text(f'#!/bin/sh\necho "$1" > {self.asked}\n', encoding='utf-8')
        script.chmod(0o700)
        (applications / 'folders.desktop').write_text(
            f'[Desktop Entry]\nType=Application\nName=Folders\nExec={script} %u\nMimeType=inode/directory;\n', encoding='utf-8')
        pathlib.Path(os.environ['XDG_CONFIG_HOME'], 'mimeapps.list').write_text(
            '[Default Applications]\ninode/directory=folders.desktop\n', encoding='utf-8')

    def data(self):
        counts = self.demo.control('/counts')
        self.to_page('Data')
        self.expect_all([self.words(text) for text in ('Orders', 'Customers', 'Products', 'Size of the file', 'About the data')])
        self.expect_all([str(counts[entity]) for entity in ('orders', 'customers', 'products')], {'label'})
        self.wait(lambda: any(str(self.store_file()) in text_of(node) for node in self.nodes() if role_of(node) == 'label'),
                  'the file is told')
        if not self.main_size():
            raise Failure('the size of the file is not told')
        self.picture('data')
        self.tab_to(self.words('Open the folder'))
        self.key('space')
        self.wait(lambda: self.asked_for() == str(self.store_file().parent),
                  'the folder opens')
        self.tab_to(self.words('Copy: %s') % self.words('File'), 'shift+Tab')
        self.key('space')
        self.pasted()

    def asked_for(self):
        """What is local is given to a program as its path."""
        return self.asked.read_text(encoding='utf-8').strip() if self.asked.exists() else None

    def main_size(self):
        unit = self.words('%s kB').replace('%s', r'[0-9.,]+') + '|' + self.words('%s MB').replace('%s', r'[0-9.,]+')
        return any(re.fullmatch(unit, name_of(node)) for node in self.nodes() if role_of(node) == 'label')

    def pasted(self):
        """The copy lands where it can be seen, and is no margin there."""
        self.to_page('Costs')
        self.to_the_margin()
        self.key('ctrl+v')
        self.wait(lambda: text_of(self.margin_field()) == str(self.store_file()), 'the path of the file was copied')
        self.key('ctrl+a', 'BackSpace')

    def connection(self):
        self.to_page('Connection')
        self.expect_all([self.words(text) for text in ('Sign-in to Salla', 'This device keeps the sign-in', 'Store number at Salla')]
                        + [self.words('Works', 'sign-in'), self.words('Works until', 'sign-in'), self.words('Salla Pro', 'plan'),
                           self.demo.ready['merchant']])
        self.picture('open')

    def permissions(self):
        labels = ('Store details', 'Orders', 'Customers', 'Products', 'Categories', 'Coupons', 'Abandoned carts', 'Brands',
                  'Special offers', 'Reviews', 'Webhooks', 'Staying signed in')
        self.expect_all([self.words(label) for label in labels], {'list item'})
        word = self.words('Granted', 'permission')
        granted = [node for node in self.nodes() if name_of(node) == word and role_of(node) == 'label']
        if len(granted) != len(labels):
            raise Failure(f'{len(granted)} permissions are granted')

    def all_named(self):
        nameless = [f'{role_of(node)} {extents_of(node).width}' for node in self.nodes()
                    if role_of(node) in CONTROLS and not name_of(node) and not description_of(node) and not is_choice(node)]
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
        title = self.words('Preferences')
        window = self.wait(lambda: self.x_window(title), f'a window is called “{title}”', 10)
        subprocess.run(['wmctrl', '-i', '-r', window, '-e', '0,20,20,200,700'], check=True)
        self.wait(lambda: 0 < extents_of(self.preferences()).width <= WIDEST_MINIMUM,
                  f'the preferences can be {WIDEST_MINIMUM} narrow', 10)
        window = extents_of(self.preferences()).width
        print(f'# the preferences in {self.language}: {window}')
        # A page is as wide as when it was seen last.
        for page in ('Data', 'Costs', 'General', 'Connection'):
            self.to_page(page)
            self.picture(f'narrow-{page.lower()}')
        # The tabs of a wide window stay as they were while those at the foot are shown in their place.
        fits = [0 < extents_of(node).width <= window + OUTLINE for node in self.nodes() if role_of(node) == 'page tab list']
        if not any(fits):
            raise Failure('the tabs of the pages are wider than the preferences')
        wide = [f'{role_of(node)} “{name_of(node)}” {extents_of(node).width}' for node in self.nodes()
                if extents_of(node).width > window + OUTLINE and role_of(node) != 'page tab list']
        if wide:
            raise Failure(f'wider than the preferences are: {wide}')
        self.press(self.expect(self.words('Disconnect…'), BUTTONS))
        self.begins_harmless()
        self.picture('narrow-question')
        self.cancel()

    @staticmethod
    def x_window(title):
        windows = [row.split()[0] for row in list_windows() if row.endswith(' ' + title)]
        return windows[-1] if windows else None

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

    def costs(self):
        """From the choice to the products without a cost, and the cost of one of them kept and taken back."""
        self.key('ctrl+comma')
        self.opened()
        self.to_page('Costs')
        self.choose('Figure profit', 'By cost of product', context='profit')
        self.expect(self.words('Margin where no cost is known, in percent'))
        self.wait(lambda: self.kept('profit-by') == 'costs', 'the choice is kept with the store')
        self.picture('by-costs')
        self.import_costs()
        self.tab_to(self.words('Products without a cost'), 'shift+Tab')
        self.key('Return')
        self.closed()
        self.wait(lambda: self.main_says(re.escape(self.words('Products without a cost'))), 'they are listed')
        product = self.demo.ask('SELECT id FROM record_product WHERE cost_price IS NULL ORDER BY id')[0][0]
        self.program.activate('app.open', GLib.Variant('(sx)', ('products', product)))
        field = self.program.expect({'text', 'entry'}, self.words('What one piece costs you'), opaque=set())
        type_into(field, '-1')
        self.program.expect({'status bar', 'label', 'static'}, self.words('A cost cannot be below zero.'), opaque=set())
        type_into(field, '٤٥٫٥')
        self.picture('cost')
        self.program.activate('app.page', 'overview')
        self.wait(lambda: self.own_cost(product) == 4550, 'the cost is kept as the page is left')
        self.program.press(self.program.expect(BUTTONS, contains=self.words('Undo')))
        self.wait(lambda: self.own_cost(product) is None, 'the cost is taken back')

    def import_costs(self):
        """A file is looked through first: what it holds and what is wrong with it; then its costs are kept, and taken back."""
        product, sku = self.demo.ask("SELECT id, sku FROM record_product WHERE cost_price IS NULL AND sku != '' ORDER BY id")[0]
        path = pathlib.Path(os.environ['XDG_DATA_HOME'], 'costs.csv')
        # As an older spreadsheet writes it.
        path.write_text(f'رمز المنتج SKU;التكلفة\r\n{sku};12.5\r\nNOBODY;3\r\n', encoding='windows-1256')
        self.key('Tab')
        self.tab_to(self.words('Import costs…'))
        self.key('Return')
        self.program.answer_file(self.words('Import costs'), path)
        self.wait(lambda: self.dialog() is not None, 'what the file holds is told')
        self.wait(lambda: self.program.find(contains='NOBODY', root=self.dialog()), 'the line in error is told')
        self.picture('import-costs')
        if self.own_cost(product) is not None:
            raise Failure('a cost was kept before anybody said so')
        self.wait(lambda: self.has_the_focus('Import', self.dialog()), 'the question begins at its answer', 10)
        self.key('Return')
        self.wait(lambda: self.own_cost(product) == 1250, 'the cost is kept')
        undo = self.program.expect(BUTTONS, contains=self.words('Undo'), opaque=set())
        self.picture('imported-costs')
        self.program.press(undo)
        self.wait(lambda: self.own_cost(product) is None, 'the import is taken back')

    @staticmethod
    def at_home(path):
        """GTK looks into each folder of a path that is typed, and leaves a name behind when a folder of others goes meanwhile."""
        return f'~/{pathlib.Path(path).relative_to(HOME)}'

    def backup_files(self):
        return sorted(self.usb.glob('*.nomo')) if self.usb.exists() else []

    @staticmethod
    def type(text):
        subprocess.run(['xdotool', 'type', '--delay', '5', text], check=True)

    def passphrase(self):
        """Typed twice, and told how good it is; nothing is set before it can be used."""
        self.tab_to(self.words('Set…'))
        self.key('space')
        self.dialog_says('A passphrase for the backups')
        self.type('sesame')
        self.dialog_says('Too short: at least 8 characters are needed.')
        self.type(' 1448')
        self.dialog_says('Weak: it would soon be guessed. Several words are better.')
        self.type(PASSPHRASE[len('sesame 1448'):])
        self.dialog_says('Strong.')
        self.key('Tab')
        self.type('sesame shut')
        self.dialog_says('The two are not the same yet.')
        if is_sensitive(self.in_dialog('Set it')):
            raise Failure('a passphrase can be set that was typed once')
        self.key('ctrl+a')
        self.type(PASSPHRASE)
        self.wait(lambda: is_sensitive(self.in_dialog('Set it')), 'it can be set')
        self.picture('passphrase')
        self.key('Return')
        self.wait(lambda: self.dialog() is None, 'the question is answered')
        self.expect(self.words('In the keyring. Nobody can open a backup without it, so keep it elsewhere too.'))

    def backups(self):
        """From nothing to a backup that was tried, by keys alone."""
        self.usb = pathlib.Path(os.environ['XDG_DATA_HOME'], 'usb')
        self.usb.mkdir()
        self.key('ctrl+comma')
        self.opened()
        self.to_page('Data')
        self.expect(self.words('None yet. Set a passphrase and choose a folder first.'))
        if is_sensitive(self.expect(self.words('Back up now'), BUTTONS)):
            raise Failure('a backup can be made without a passphrase')
        self.passphrase()
        self.tab_to(self.words('Choose…'))
        self.key('space')
        self.program.answer_file(self.words('Folder for backups'), self.at_home(self.usb))
        self.wait(lambda: any(str(self.usb) in text_of(node) for node in self.nodes() if role_of(node) == 'label'),
                  'the folder is told')
        self.wait(lambda: is_sensitive(self.named(self.words('Back up now'), BUTTONS)), 'a backup can be made')
        self.picture('backups')
        self.tab_to(self.words('Back up now'), 'shift+Tab')
        self.key('space')
        self.wait(lambda: len(self.backup_files()) == 1, 'the backup is there', 60)
        self.tab_to(self.words('Backups that are there'))
        self.key('space')
        self.tab_to(self.words('Try restoring it'))
        self.picture('backups-made')
        self.key('space')
        self.wait(lambda: self.in_dialog('The backup can be restored, and all that is in it is sound.'), 'what came of it is told', 60)
        self.dialog_says('It was looked at in a place of its own, which is gone again. Your store was not touched.')
        self.picture('backup-tried')
        self.key('Escape')
        self.wait(lambda: self.dialog() is None, 'the report closes')
        self.all_named()
        plan = pathlib.Path(f'{self.store_file()}.backups').read_text(encoding='utf-8')
        if PASSPHRASE in plan or any(PASSPHRASE in line for line in self.program.log):
            raise Failure('the passphrase is where it can be read')
        self.key('Escape')
        self.closed()

    def restored(self):
        """What is there is asked about and kept; what was made is there again."""
        # Its name has letters that no key of the test's has.
        other = shutil.copy(self.backup_files()[0], self.usb / 'other.nomo')
        self.to_page('Data')
        self.tab_to(self.words('Restore…'))
        self.key('space')
        self.program.answer_file(self.words('Restore a backup'), self.at_home(other))
        self.dialog_says('It is the one that was set when the backup was made. The backup is looked through first, and '
                         'nothing is changed.')
        self.type('another one')
        self.key('Return')
        self.wait(lambda: self.in_dialog('That was not the passphrase that the backup was made with. Type it again, and look at the '
                                         'language of the keyboard.'), 'a wrong passphrase is told', 60)
        self.type(PASSPHRASE)
        self.key('Return')
        self.wait(lambda: self.in_dialog('It takes the place of what this device has of the store, which is kept beside it under another '
                                         'name. Then sign in to Salla again. What waited to be sent to Salla when it was made is '
                                         'sent only when you say so.'), 'the question is asked', 60)
        self.wait(lambda: self.has_the_focus('Cancel', self.dialog()), 'the question begins at the answer that changes nothing', 10)
        self.picture('restore-question')
        self.key('Tab')
        self.wait(lambda: self.has_the_focus('Restore', self.dialog()), 'Tab leads to the other answer', 10)
        self.key('Return')
        self.closed()
        self.wait(lambda: len(list(self.store_file().parent.glob('*.db.before-*'))) == 1, 'what was there is kept', 60)
        self.wait(self.menu_button, 'the store is shown', 60)
        if list(self.store_file().parent.parent.glob('scratch-*')):
            raise Failure('something is left of the trial')
        self.key('ctrl+comma')
        self.opened()
        self.to_page('Connection')

    def from_the_menu(self):
        self.program.press(self.menu_button())
        row = self.wait(lambda: next((node for node in self.program.walk(opaque=set())
                                      if name_of(node) == self.words('Preferences') and role_of(node) == 'menu item'), None),
                        'the menu has the preferences')
        self.program.press(row)
        self.opened()
        self.to_page('Connection')
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
        self.absent([self.words(text) for text in ('Permissions', 'Sign in to Salla again', 'Details')])

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


STEPS = ('without_a_store', 'by_key', 'one_only', 'calendar', 'week', 'theme', 'digits', 'language_and_back', 'margin', 'data',
         'connection', 'permissions', 'all_named', 'details', 'narrow', 'focus_is_back', 'costs', 'backups', 'from_the_menu',
         'question_is_cancelled', 'follows_the_shop', 'copy_is_kept', 'restored', 'reconnect', 'quiet')
# What a setting does, it does in either language; test-access.py walks every page in both.
IN_ARABIC = ('week', 'theme', 'margin', 'data', 'costs')


def main(arguments):
    preferences = Preferences(*arguments)
    return run_steps(preferences, [step for step in STEPS if preferences.language == 'ar' or step not in IN_ARABIC])


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
