#!/usr/bin/python3
"""The search in one language, by keyboard and screen reader; for use inside tests/ui/session.

    test-search.py NOMO_FLOW NOMO LOCALE_FOLDER LANGUAGE

Nothing opened yet → a page, an action, a setting and a record found by words of both languages and opened by keys alone → what was
opened last, newest first, also after a restart → a customer who is erased is in it no more → the list cleared → keys of pages,
sidebar, filter, pane. Prints TAP."""

import subprocess
import sys

from accessible import FocusTrail, children_of, description_of, extents_of, has_focus, name_of, parent_of, role_of, text_of, type_into
from nomoui import BUTTONS, Failure, ProgramTest, run_steps

ENTRIES = {'text', 'entry'}
TABLES = {'table', 'tree table', 'list'}
# How a merchant who thinks in the other language asks for them.
ASKED = {
    'ar': {'page': 'customers', 'action': 'dark', 'setting': 'الألوان', 'settings': 'settings'},
    'en': {'page': 'العملاء', 'action': 'داكن', 'setting': 'colours', 'settings': 'الإعدادات'},
}
SYNC_SECONDS = 120


class Search(ProgramTest):
    patience = 15

    def __init__(self, binary, cli, locale, language):
        super().__init__(binary, cli, locale, language)
        self.asked = ASKED[language]
        self.focus = None
        self.field = None
        self.order = None

    def start(self, *arguments, **environment):
        super().start(*arguments, **environment)
        self.focus = FocusTrail(self.program.accessible)
        self.field = None

    # --- the search ---

    def entry(self):
        if self.field is None:
            self.field = self.wait(lambda: self.program.find(ENTRIES, self.words('Search')), 'the search is there')
        return self.field

    def results(self):
        """All that hangs on the search; walking through the rest of the window takes seconds."""
        bar = parent_of(parent_of(self.entry()))
        return [node for node in self.program.walk(bar, opaque=set()) if extents_of(node).width > 0]

    def shown(self):
        """The names of the rows."""
        return [name_of(node) for node in self.results() if role_of(node) == 'list item']

    def note(self):
        """The sentence in their place."""
        return '' if self.shown() else ' '.join(name_of(node) for node in self.results() if role_of(node) == 'label')

    def has_row(self, *words):
        return any(all(word in row for word in words) for row in self.shown())

    def pointed(self):
        """What Enter would open, as a screen reader hears it at the entry."""
        return description_of(self.entry())

    def open_search(self, text=''):
        self.key('ctrl+k')
        entry = self.entry()
        self.wait(lambda: has_focus(entry), 'Ctrl+K leads to the search')
        if text:
            type_into(entry, text)
        return entry

    def is_closed(self):
        return not self.shown() and not text_of(self.entry())

    def choose(self, name):
        """Walks down to it, over the groups, and opens it."""
        for _ in range(12):
            if self.pointed() == name:
                self.key('Return')
                return
            before = self.pointed()
            self.key('Down')
            self.wait(lambda: self.pointed() != before, f'Down leads on from “{before}” to “{name}”')
        raise Failure(f'Down does not lead to “{name}”')

    def shows_page(self, title):
        return self.program.find(TABLES, self.words(title)) is not None

    def window(self, title):
        return next((node for node in children_of(self.program.tree()) if name_of(node) == self.words(title)), None)

    # --- the steps ---

    def nothing_yet(self):
        self.start('--demo')
        self.wait(lambda: self.program.find(BUTTONS, contains=self.words('In sync with Salla')), 'the first sync ends', SYNC_SECONDS)
        self.open_search()
        hint = self.words('Type a name, a phone, an order number, a page, a setting, or what you want to do.')
        self.wait(lambda: hint in self.note(), 'the empty search tells what can be looked for')
        self.key('Escape')

    def page(self):
        self.open_search(self.asked['page'])
        self.wait(lambda: self.has_row(self.words('Customers')), 'the page is found by the other language')
        self.wait(lambda: self.pointed() == self.words('Customers'), 'the page is the first result')
        self.key('ctrl+Return')
        if not self.shown():
            raise Failure('Ctrl+Enter did something')
        self.key('Return')
        self.wait(lambda: self.shows_page('Customers'), 'Enter opens the page')
        self.wait(self.is_closed, 'the search is closed and empty')

    def action(self):
        self.open_search(self.asked['action'])
        self.wait(lambda: self.has_row(self.words('Dark colours')), 'the action is found')
        self.choose(self.words('Dark colours'))
        self.wait(self.is_closed, 'the search is closed')
        self.open_search(self.asked['action'])
        self.wait(lambda: self.has_row(self.words('Colours')), 'the setting is still found')
        if self.has_row(self.words('Dark colours')):
            raise Failure('dark colours are offered while it is dark')
        self.key('Escape')

    def setting(self):
        self.open_search(self.asked['setting'])
        self.wait(lambda: self.has_row(self.words('Colours'), self.words('Preferences')), 'the setting is found, and where it is')
        self.focus.forget()
        self.choose(self.words('Colours'))
        self.wait(lambda: self.window('Preferences'), 'the preferences open')
        self.wait(lambda: self.focus.get() is not None and name_of(self.focus.get()) == self.words('Colours'),
                  'the row of the setting has the focus')
        self.key('Escape')
        self.wait(lambda: not self.window('Preferences'), 'Esc closes the preferences')
        self.open_search(self.asked['settings'])
        self.wait(lambda: self.pointed() == self.words('Preferences'), 'the preferences are found by what others call them')
        self.key('Escape')

    def record(self):
        self.order = self.list('orders', '--sort', 'date')[3]
        self.open_search(self.order['reference'])
        self.wait(lambda: self.has_row(self.order['reference']), 'the order is found')
        self.key('Return')
        self.wait(lambda: self.shows_page('Orders'), 'the list of orders opens')
        self.wait(self.shows_order, 'the order is open beside it')

    def no_result(self):
        self.open_search('zzqqzz')
        start = self.words('Nothing found for “%s”. Try part of a name, a phone, an order number, or the name of a page or a setting.')
        self.wait(lambda: start.partition('%s')[2] in self.note(), 'it is said that nothing is found')
        self.key('Return')
        self.key('Escape')
        self.wait(self.is_closed, 'Esc closes the search')

    def focus_is_back(self):
        """Esc gives the focus back to what had it."""
        self.key('F10')
        self.wait(lambda: self.program.find({'menu item'}, self.words('Keyboard shortcuts'), opaque=set()), 'F10 opens the menu')
        self.key('Escape')
        button = self.wait(lambda: self.focus_on('Menu'), 'the button of the menu has the focus')
        self.open_search()
        self.key('Escape')
        self.wait(lambda: has_focus(button), 'the button of the menu has the focus again')

    def focus_on(self, name):
        node = self.focus.get()
        return node if node is not None and name_of(node) == self.words(name) and has_focus(node) else None

    def erase(self):
        """Opened before, erased since."""
        customer = self.list('customers')[0]
        self.open_search(customer['name'])
        self.wait(lambda: self.has_row(customer['name'].split()[0]), 'the customer is found')
        self.key('Escape')
        self.program.activate('app.open', self.place('customers', customer['id']))
        self.program.activate('app.page', 'reviews')
        self.wait(lambda: self.shows_page('Reviews'), 'the reviews show')
        self.open_search()
        self.wait(lambda: self.has_row(customer['name'].split()[0]), 'the customer was opened last')
        left = [row for row in self.shown() if customer['name'].split()[0] not in row]
        self.key('Escape')
        subprocess.run([self.cli, 'erase', 'customers', customer['id'], '--yes'], check=True, stdout=subprocess.DEVNULL)
        self.open_search()
        self.wait(lambda: self.shown() == left, 'who is erased is not in it, with or without a name')
        self.key('Escape')

    @staticmethod
    def place(page, record):
        from gi.repository import GLib
        return GLib.Variant('(sx)', (page, int(record)))

    def recent(self):
        """Newest first, and the same after a restart without the demo store."""
        self.program.activate('app.page', 'overview')
        self.open_search()
        self.wait(self.shown, 'what was opened last shows')
        before = self.shown()
        self.key('Escape')
        if self.words('Reviews') not in before[0] or not any(self.order['reference'] in row for row in before):
            raise Failure(f'opened last: {before}')
        self.end()
        self.start(NOMO_DEMO_STORE='/bin/false')
        self.wait(lambda: self.program.find(contains=self.words('Sales')), 'the store is open again', 30)
        self.open_search()
        self.wait(lambda: [row for row in self.shown() if self.words('Overview') not in row] ==
                  [row for row in before if self.words('Overview') not in row], f'the same was opened last: {before}')
        self.key('Escape')

    def cleared(self):
        self.open_search()
        self.wait(self.shown, 'what was opened last shows')
        self.key('Up')
        self.choose(self.words('Clear this list'))
        self.wait(lambda: not self.shown(), 'the list is empty')
        hint = self.words('Type a name, a phone, an order number, a page, a setting, or what you want to do.')
        self.wait(lambda: hint in self.note(), 'and says what can be looked for')
        self.key('Escape')

    def keys(self):
        """Those of the pages and of what lies around them."""
        self.key('alt+3')
        self.wait(lambda: self.shows_page('Orders'), 'Alt+3 opens the orders')
        self.focus.forget()
        self.key('ctrl+f')
        self.wait(self.focus.get, 'Ctrl+F opens the filter')
        self.key('Escape')
        self.wait(lambda: self.focus_on('Filter'), 'the button of the filter has the focus')
        store = self.words('Store: %s').partition('%s')[0]
        self.key('F9')
        self.wait(lambda: not self.program.find(BUTTONS, contains=store), 'F9 hides the sidebar')
        self.key('F9')
        self.wait(lambda: self.program.find(BUTTONS, contains=store), 'F9 shows it again')
        self.program.activate('app.open', self.place('orders', self.order['id']))
        self.wait(self.shows_order, 'the order is open')
        self.key('Escape')
        self.wait(lambda: not self.shows_order(), 'Esc closes the pane')
        if not self.shows_page('Orders'):
            raise Failure('Esc closed the page with the pane')
        self.key('Escape')
        self.wait(lambda: not self.shows_page('Orders'), 'Esc closes the page')

    def shows_order(self):
        """Beside the list, which is not looked into."""
        return self.program.find({'label'}, contains=self.order['reference']) is not None

    def quiet(self):
        self.end()
        super().quiet()


STEPS = ('nothing_yet', 'page', 'action', 'setting', 'record', 'no_result', 'focus_is_back', 'erase', 'recent', 'cleared', 'keys', 'quiet')


if __name__ == '__main__':
    sys.exit(run_steps(Search(*sys.argv[1:]), STEPS))
