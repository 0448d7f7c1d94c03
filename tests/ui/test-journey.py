#!/usr/bin/python3
"""A merchant's first day in one language, by keyboard and screen reader; for use inside tests/ui/session.

    test-journey.py NOMO_FLOW NOMO LOCALE_FOLDER LANGUAGE

Welcome → demo store → Overview's figures equal what `nomo list` sums up to → search opens an order → the other language keeps
the page → every list counts what `nomo list` lists, also the one behind a tab → Esc lets go of a selection → selected orders are exported as `nomo export`
does → selected carts are followed up, and that is undone → an abandoned cart is followed up by WhatsApp → a second start raises
the window → restarted without the demo store everything is there, with a banner.
Prints TAP."""

import datetime
import os
import pathlib
import re
import subprocess
import sys
import unicodedata
import urllib.parse

from accessible import children_of, has_focus, name_of, role_of, text_of, type_into
from nomoui import BUTTONS, OF_A_FULL_DISK, Browser, Failure, GLib, ProgramTest, run_steps, wait

RIYADH = datetime.timezone(datetime.timedelta(hours=3))
PERIOD = 14
SYNC_SECONDS = 120
WIDEST_MINIMUM = 480
HOME = pathlib.Path(os.environ['XDG_DATA_HOME'], 'home')
GROUPS = {'panel', 'grouping', 'group'}
TABLES = {'table', 'tree table', 'list'}
# The name of a saved view, and the states of the orders in it.
VIEW = 'Lost ones'
LATER_VIEW = 'Kept later'
LOST = ('canceled', 'restoring', 'restored', 'refunded')
# Lists of records in the sidebar's order: Alt and their number opens them.
LISTS = (('orders', 'Orders'), ('carts', 'Abandoned carts'), ('products', 'Products'), ('reviews', 'Reviews'),
         ('coupons', 'Coupons'), ('customers', 'Customers'))
# A list that shares the row of another.
TAB = ('offers', 'Special offers')
FULL = ('The disk is full, so the last change was not saved.', 'Everything on this device is kept.',
        'Free some space. Nomo Flow goes on where it stopped.')
OWN_NAMES = {'ar': 'عربي', 'en': 'English'}


def plain(text):
    """Without the marks that only steer the direction of text."""
    return ''.join(letter for letter in text if unicodedata.category(letter) != 'Cf')


def numbers_of(text):
    """The numbers in a text: “73,163 Saudi riyals and 20 halalas” gives [73163, 20]."""
    return [int(number.replace(',', '')) for number in re.findall(r'\d[\d,]*', plain(text))]


def hundredths(amount):
    whole, _, part = amount.partition('.')
    return int(whole) * 100 + int((part + '00')[:2])


class Journey(ProgramTest):
    excused = OF_A_FULL_DISK

    def __init__(self, binary, cli, locale, language):
        super().__init__(binary, cli, locale, language)
        self.other = 'en' if language == 'ar' else 'ar'
        self.figures = None
        self.order = None
        self.view = None

    def start(self, *arguments, **environment):
        HOME.mkdir(exist_ok=True)
        super().start(*arguments, HOME=str(HOME), **environment)

    # --- what is on the screen ---

    def spoken(self, text):
        return self.program.find(contains=text)

    def read_tile(self, name):
        for node in self.program.walk():
            if role_of(node) in GROUPS and name_of(node) == name:
                for label in self.program.walk(node):
                    if role_of(label) == 'label' and any(letter.isdigit() for letter in name_of(label)):
                        return numbers_of(name_of(label))
        return None

    def read_figures(self):
        names = ('Sales', 'Orders', 'New customers')
        found = {name: self.read_tile(self.words(name)) for name in names}
        return found if None not in found.values() else None

    # --- what the store holds ---

    def sums(self):
        """Overview's figures from the records alone."""
        today = datetime.datetime.now(RIYADH).date()
        first = today - datetime.timedelta(days=PERIOD - 1)

        def within(moment):
            return first <= datetime.datetime.fromisoformat(moment.replace('Z', '+00:00')).astimezone(RIYADH).date() <= today

        sales = [order for order in self.list('orders') if within(order['date']) and counts_as_sale(order)]
        customers = [customer for customer in self.list('customers') if within(customer['first_seen'])]
        return {
            'Sales': divmod(sum(hundredths(order['total_shop']['amount']) for order in sales if order.get('total_shop')), 100),
            'Orders': len(sales),
            'New customers': len(customers),
        }

    # --- the steps ---

    def welcome(self):
        self.start()
        button = self.program.expect(BUTTONS, self.words('Open the demo store'))
        own = self.program.expect(BUTTONS, self.words('Connect with Salla'))
        self.program.press(own)
        self.wait(lambda: self.spoken('http://localhost:'), 'the form tells the redirect address')
        back = self.program.expect(BUTTONS, self.words('Back'))
        self.program.press(back)
        button = self.program.expect(BUTTONS, self.words('Open the demo store'))
        self.program.press(button)

    def synced(self):
        self.wait(lambda: self.program.find(BUTTONS, contains=self.words('In sync with Salla')), 'the first sync ends',
                  SYNC_SECONDS)

    def overview(self):
        def equal():
            self.figures = self.read_figures()
            sums = self.sums()
            return self.figures is not None and all(said(figure, sums[name]) for name, figure in self.figures.items())

        try:
            self.wait(equal, 'Overview equals the records', 60)
        except Failure as failure:
            raise Failure(f'{failure}: Overview {self.figures}, records {self.sums()}') from None

    def search(self):
        self.order = self.list('orders', '--sort', 'date')[5]
        self.key('ctrl+k')
        entry = self.program.expect({'text', 'entry'})
        type_into(entry, self.order['reference'])
        self.wait(lambda: self.program.find({'list item'}, contains=self.order['reference'], opaque=set()),
                  'the search finds the order')
        self.key('Return')
        self.expect_order(self.language)

    def shows_order(self, language):
        title = self.words('Order %s', language) % self.order['reference']
        return any(plain(name_of(node)) == title for node in self.program.walk() if role_of(node) == 'label')

    def expect_order(self, language):
        self.wait(lambda: self.shows_order(language), f'the pane shows order {self.order["reference"]}')
        self.wait(lambda: self.program.find(TABLES, self.words('Orders', language)), 'the list stands beside it')

    def switch(self):
        self.program.press(self.program.expect(BUTTONS, OWN_NAMES[self.other]))
        self.expect_order(self.other)
        self.program.press(self.program.expect(BUTTONS, OWN_NAMES[self.language]))
        self.expect_order(self.language)
        self.key('Escape')
        self.wait(lambda: not self.shows_order(self.language), 'Esc closes the pane')

    def unsay(self):
        """Esc takes away what is said of an edit before it closes anything."""
        self.program.expect(BUTTONS, contains=self.words('Undo'))
        self.key('Escape')
        self.wait(lambda: self.program.find(BUTTONS, contains=self.words('Undo')) is None, 'what was said goes', 10)

    def tag(self):
        """A tag that no order has yet is typed, and taken off again."""
        name = f'{self.language}-tag'
        chip = self.words('Remove: %s') % name
        self.program.press(self.program.expect(BUTTONS, contains=self.words('Choose a tag')))
        entry = self.wait(lambda: self.program.find({'text', 'entry'}, self.words('Tags'), opaque=set()), 'a tag is asked for')
        self.wait(lambda: has_focus(entry), 'the next key goes to it')
        type_into(entry, name)
        offer = self.words('New tag: %s').partition('%s')[0]
        self.wait(lambda: self.program.find(contains=offer, opaque=set()), 'the new tag is offered')
        self.key('Return')
        added = self.program.expect(BUTTONS, chip)
        self.unsay()
        self.wait(lambda: any(tag['name'] == name for order in self.list('orders') for tag in order['tags']), 'the order has the tag')
        self.program.press(added)
        self.wait(lambda: self.program.find(BUTTONS, chip) is None, 'the chip goes')
        self.unsay()
        self.wait(lambda: all(tag['name'] != name for order in self.list('orders') for tag in order['tags']), 'and the tag with it')

    def pane_title(self):
        """What the pane is headed by, or None while it is closed."""
        start = self.words('Order %s').partition('%s')[0]
        return next((plain(name_of(node)) for node in self.program.walk()
                     if role_of(node) == 'label' and plain(name_of(node)).startswith(start)), None)

    def focused_button(self):
        """The name of the button that the next key goes to, if it is one."""
        return next((name_of(node) for node in self.program.walk() if role_of(node) in BUTTONS and has_focus(node)), None)

    def keyboard(self):
        """The list keeps the focus while orders open beside it; Tab leads into the pane, Esc closes it."""
        self.key('Return')
        first = self.wait(self.pane_title, 'Enter opens the order again')
        self.key('Down')
        self.wait(lambda: self.pane_title() not in (None, first), 'the arrow opens the next order')
        self.key('Tab')
        self.wait(lambda: self.focused_button() == self.words('Print'), 'Tab leads into the pane, to its first button')
        self.tag()
        self.key('Escape')
        self.wait(lambda: self.pane_title() is None, 'Esc closes the pane')

    def select_first(self, entity, title, count):
        """The first records of a list, by keyboard."""
        self.program.activate('app.page', entity)
        table = self.wait(lambda: self.program.find(TABLES, self.words(title)), f'{entity} are listed')
        self.program.click(table, 70)
        self.key('Home')
        for _ in range(count - 1):
            self.key('shift+Down')
        words = self.catalogue.ngettext(f'%s {entity[:-1]} selected', f'%s {entity} selected', count)
        words = words.replace('%s', str(count))
        self.wait(lambda: self.program.find(name=words), f'{count} {entity} are selected')

    def is_selecting(self):
        return self.program.find(BUTTONS, self.words('Clear the selection')) is not None

    def clear_selection(self):
        self.program.press(self.program.expect(BUTTONS, self.words('Clear the selection')))
        self.wait(lambda: not self.is_selecting(), 'a press clears the selection')

    def selection(self):
        """Ctrl+A selects all that are listed, and Esc lets go of them."""
        self.select_first('orders', 'Orders', 2)
        self.key('ctrl+a')
        self.wait(lambda: self.is_selecting() and not self.program.find(BUTTONS, contains=self.words('Select all: %s')[:-2]),
                  'there are no more to select')
        self.key('Escape')
        self.wait(lambda: not self.is_selecting(), 'Esc clears the selection')

    def export(self):
        """What is selected is written as the engine writes it."""
        self.select_first('orders', 'Orders', 3)
        self.program.asks_for_files = True
        self.key('ctrl+e')
        title = self.words('Export: %s') % self.words('Orders')
        self.wait(lambda: self.program.keyboard_window() == title, 'a file is asked for')
        self.key('Return')
        path = self.wait(lambda: next(HOME.glob('*.csv'), None), 'the file is written')
        written = path.read_bytes()
        references = [row['reference'] for row in self.list('orders', '--sort', '-date')[:3]]
        expected = subprocess.run(
            [self.cli, 'export', 'orders', '--filter', f'reference in ({", ".join(references)})', '--sort', '-date'], check=True,
            stdout=subprocess.PIPE, env={**os.environ, 'LANGUAGE': self.language}).stdout
        if written != expected:
            raise Failure(f'the file says {written!r}, the engine {expected!r}')
        self.clear_selection()
        self.wait(lambda: self.program.keyboard_window() not in (title, ''), 'the window has the keyboard again')

    def follow_up(self):
        """Selected carts are marked in the store, and the toast takes that back."""
        def marked():
            return sum(bool(cart.get('followed_up_at')) for cart in self.list('carts'))

        before = marked()
        self.select_first('carts', 'Abandoned carts', 3)
        self.program.press(self.program.expect(BUTTONS, self.words('Mark as followed up')))
        undo = self.program.expect(BUTTONS, contains=self.words('Undo'))
        if marked() != before + 3:
            raise Failure(f'{marked()} carts are followed up, not {before} and 3 more')
        self.program.press(undo)
        self.wait(lambda: marked() == before, 'undone, they are as before')
        self.clear_selection()

    def lists(self):
        """Each list is reached by its key, and its foot counts what the store holds."""
        for number, (entity, title) in enumerate(LISTS, 3):
            self.key(f'alt+{number}')
            table = self.wait(lambda: self.program.find(TABLES, self.words(title)), f'Alt+{number} opens {entity}')
            self.wait(lambda: any(map(has_focus, self.program.walk(table, opaque=set()))), f'the keys go to the {entity}')
            self.counts(entity)

    def counts(self, entity):
        count = len(self.list(entity))
        self.wait(lambda: any(numbers_of(name_of(node)) == [count] for node in self.program.walk()
                              if role_of(node) == 'label'), f'all {count} {entity} are counted')

    def tabs(self):
        """From the coupons to the offers by keyboard, where the focus stays in the tabs; one of them is found by its name."""
        def focused_tab():
            return next((name_of(node) for node in self.program.walk() if role_of(node) == 'radio button' and has_focus(node)), None)

        self.program.activate('app.page', 'coupons')
        self.wait(lambda: self.program.find(TABLES, self.words('Coupons')), 'the coupons are listed')
        self.program.click(self.program.expect({'radio button'}, self.words('Coupons')))
        self.wait(lambda: focused_tab() == self.words('Coupons'), 'the tabs have the focus')
        self.key('Tab')
        self.key('space')
        self.wait(lambda: self.program.find(TABLES, self.words(TAB[1])), 'the offers are listed')
        self.wait(lambda: focused_tab() == self.words(TAB[1]), 'the focus is in the tabs still')
        self.counts(TAB[0])
        offer = self.list(TAB[0])[0]['name']
        self.key('ctrl+k')
        type_into(self.program.expect({'text', 'entry'}), offer)
        self.wait(lambda: self.program.find({'list item'}, contains=offer, opaque=set()), f'the search finds “{offer}”')
        self.key('Return')
        self.wait(lambda: any(role_of(node) == 'label' and plain(name_of(node)) == offer for node in self.program.walk()),
                  'its pane opens')
        self.key('Escape')

    def cart(self):
        """WhatsApp is opened with an abandoned cart's link, and the cart is marked until that is taken back."""
        browser = Browser()
        cart = next(cart for cart in self.list('carts') if cart['status'] == 'active' and cart.get('phone'))
        self.program.activate('app.open', GLib.Variant('(sx)', ('carts', int(cart['id']))))
        self.program.expect(name=self.words('Shipping and VAT'))
        self.program.press(self.program.expect(BUTTONS, self.words('Write on WhatsApp')))
        address = urllib.parse.urlsplit(self.wait(browser.addresses, 'WhatsApp is opened')[0])
        message = urllib.parse.parse_qs(address.query)['text'][0]
        said = (address.netloc, address.path, cart['url'] in message)
        if said != ('wa.me', '/' + cart['phone'].lstrip('+'), True):
            raise Failure(f'WhatsApp was told {address.geturl()}')
        self.expect_followed_up(cart, True)
        self.program.press(self.program.expect(BUTTONS, self.words('Mark as not followed up')))
        self.expect_followed_up(cart, False)
        self.key('Escape')

    def expect_followed_up(self, cart, expected):
        def followed_up():
            return bool(next(one for one in self.list('carts') if one['id'] == cart['id']).get('followed_up_at')) == expected

        wait(followed_up, f'the store holds that the cart was followed up: {expected}', 20)

    def full_disk(self):
        """What cannot be written is told, with what to do; nothing looks as if it had been, and what was typed waits."""
        self.full = ' '.join(self.words(part) for part in FULL)
        self.limit(1)
        self.full_disk_cart()
        self.full_disk_export()
        self.full_disk_view()
        self.full_disk_cost()

    def full_disk_cart(self):
        cart = next(cart for cart in self.list('carts') if cart['status'] == 'active' and not cart.get('followed_up_at'))
        self.program.activate('app.open', GLib.Variant('(sx)', ('carts', int(cart['id']))))
        self.program.press(self.program.expect(BUTTONS, self.words('Mark as followed up')))
        self.program.expect(contains=self.full)
        self.program.expect(BUTTONS, self.words('Mark as followed up'))
        self.expect_followed_up(cart, False)

    def full_disk_export(self):
        for path in HOME.glob('*.csv'):
            path.unlink()
        self.program.activate('app.open', GLib.Variant('(sx)', ('orders', 0)))
        self.select_first('orders', 'Orders', 3)
        self.key('ctrl+e')
        title = self.words('Export: %s') % self.words('Orders')
        self.wait(lambda: self.program.keyboard_window() == title, 'a file is asked for')
        self.key('Return')
        lead = self.words('The file could not be written: %s.').partition('%s')[0]
        said = name_of(self.program.expect({'label'}, contains=lead))
        if not said.endswith(self.words('Choose another place or free some space, then try again.')):
            raise Failure(f'it says {said}')
        if list(HOME.iterdir()):
            raise Failure(f'half a file is left: {list(HOME.iterdir())}')
        self.wait(lambda: self.program.keyboard_window() not in (title, ''), 'the sentence has the keyboard')
        self.key('Escape')
        self.wait(lambda: not self.spoken(lead), 'the sentence is closed')
        self.clear_selection()

    def full_disk_view(self):
        self.program.press(self.program.expect(BUTTONS, self.words('Saved views')))
        entry = self.program.expect({'text', 'entry'}, self.words('Name of this view'))
        type_into(entry, LATER_VIEW)
        save = self.program.expect(BUTTONS, self.words('Save this view'))
        self.program.press(save)
        self.program.expect(contains=self.full)
        if self.program.find(BUTTONS, LATER_VIEW) is not None or text_of(entry) != LATER_VIEW:
            raise Failure(f'the view looks saved, and “{text_of(entry)}” is typed')
        self.limit('unlimited')
        self.program.press(save)
        self.program.expect(BUTTONS, LATER_VIEW)
        self.key('Escape')

    def full_disk_cost(self):
        product = next(product for product in self.list('products') if not product.get('cost_price'))

        def cost():
            return next(one for one in self.list('products') if one['id'] == product['id']).get('own_cost')

        self.limit(1)
        self.program.activate('app.open', GLib.Variant('(sx)', ('products', int(product['id']))))
        entry = self.program.expect({'text', 'entry'}, self.words('What one piece costs you'), opaque=set())
        type_into(entry, '45.50')
        self.program.click(entry)
        self.key('Return')
        self.program.expect(contains=self.full)
        if cost() or text_of(entry) != '45.50':
            raise Failure(f'the store holds {cost()}, “{text_of(entry)}” is typed')
        self.limit('unlimited')
        self.key('Return')
        self.wait(lambda: cost() and cost()['amount'] == '45.50', 'the cost is kept once there is room')
        self.key('Escape')

    def widths(self):
        """How narrow each page gets, in both languages: the width the window ends at when it is asked to have none."""
        for language in (self.other, self.language):
            self.program.activate('app.language', language)
            for page in ('overview', *(entity for entity, _ in (*LISTS, TAB))):
                self.program.activate('app.page', page)
                self.grow(page)
                self.program.narrow(WIDEST_MINIMUM, f'{page} in {language} can be {WIDEST_MINIMUM} narrow')
                print(f'# {page} in {language}: {self.program.window_width()}')
        self.grow('the window')

    def grow(self, what):
        self.program.resize(1300)
        self.wait(lambda: self.program.window_width() > 1000, f'{what} grows')

    def second_start(self):
        window = self.program.x_window()
        subprocess.run(['xdotool', 'windowminimize', window], check=True)

        def hidden():
            state = subprocess.run(['xprop', '-id', window, '_NET_WM_STATE'], stdout=subprocess.PIPE, text=True).stdout
            return '_NET_WM_STATE_HIDDEN' in state

        self.wait(hidden, 'the window is minimised')
        subprocess.run([self.binary], check=True, timeout=20)
        self.wait(lambda: not hidden(), 'a second start raises the first window')
        if self.program.x_window() != window:
            raise Failure('a second start opened another window')

    def table(self):
        return self.wait(lambda: self.program.find(TABLES, self.words('Orders')), 'orders are listed')

    def title(self, words):
        """The title of a column, as long as the column is shown."""
        head = next(part for part in children_of(self.table()) if role_of(part) != 'list')
        return self.program.find({'label'}, self.words(words), root=head, opaque=set())

    def first_row(self):
        """The number of the order that stands first."""
        rows = next(part for part in children_of(self.table()) if role_of(part) == 'list')
        row = next(iter(children_of(rows)), None)
        return row and next((plain(name_of(node)) for node in self.program.walk(row) if role_of(node) == 'label'), None)

    def views(self):
        """A filter and an order of rows are kept under a name, and a column is hidden."""
        self.program.fill_display()
        self.program.activate('app.page', 'orders')
        newest = self.wait(self.first_row, 'a row is shown')
        self.program.press(self.program.expect({'radio button'}, contains=self.words_of_group('Cancelled and returned')))
        totals = {order['reference']: hundredths(order['total']['amount']) for order in self.list('orders')
                  if order['status'] in LOST}
        # Columns move as other rows come, so that a click that came too early would meet another one.
        self.wait(lambda: self.first_row() in totals, 'only those are shown')
        self.program.click(self.wait(lambda: self.title('Total'), 'totals have a column'))
        self.wait(lambda: totals.get(self.first_row()) == min(totals.values()), 'the cheapest of them stands first')
        self.view = (newest, self.first_row())
        self.program.press(self.program.expect(BUTTONS, self.words('Saved views')))
        type_into(self.program.expect({'text', 'entry'}, self.words('Name of this view')), VIEW)
        self.program.press(self.program.expect(BUTTONS, self.words('Save this view')))
        self.program.expect(BUTTONS, VIEW)
        self.key('Escape')
        self.wait(lambda: self.program.find({'text', 'entry'}, self.words('Name of this view')) is None, 'Esc closes the views')
        self.program.press(self.program.expect(BUTTONS, self.words('Columns')))
        for key, column in ((None, 'Date'), ('Tab', 'Products')):
            if key is not None:
                self.key(key)
            check = self.program.expect({'check box'}, self.words(column))
            self.wait(lambda node=check: has_focus(node), f'the check of {column} has the focus')
        self.key('space')
        self.key('Escape')
        self.wait(lambda: self.title('Products') is None, 'the column is hidden')

    def words_of_group(self, words):
        return self.catalogue.pgettext('order group', words)

    def views_again(self):
        """After a new start the column is hidden, and the view brings its rows back."""
        newest, cheapest = self.view
        self.program.fill_display()
        self.wait(lambda: self.first_row() == newest, 'the newest order stands first')
        if self.title('Products') is not None or self.title('Total') is None:
            raise Failure('the column was not hidden')
        self.program.press(self.program.expect(BUTTONS, self.words('Saved views')))
        self.program.press(self.program.expect(BUTTONS, VIEW))
        self.wait(lambda: self.first_row() == cheapest, 'the view shows its rows')

    def offline(self):
        self.end()
        self.start(NOMO_DEMO_STORE='/bin/false')
        stamp = self.words('No connection. You are working on the copy saved at %s.').partition('%s')[0]
        self.wait(lambda: self.spoken(stamp), 'the banner says as of when', 60)
        self.overview()
        self.program.activate('app.page', 'orders')
        count = len(self.list('orders'))
        self.wait(lambda: any(numbers_of(name_of(node)) == [count] for node in self.program.walk()
                              if role_of(node) == 'label'), f'all {count} orders are listed')
        self.views_again()
        self.end()


def said(numbers, figure):
    """Whether the numbers heard are that figure. Arabic says one and two halalas in words."""
    if isinstance(figure, int):
        return numbers == [figure]
    return numbers[0] == figure[0] and (numbers[1:] == [figure[1]] or not numbers[1:] and figure[1] <= 2)


def counts_as_sale(order):
    return not (order.get('draft') or order.get('pending') or order.get('status') in ('canceled', 'payment_pending'))


STEPS = ('welcome', 'synced', 'overview', 'search', 'switch', 'keyboard', 'lists', 'tabs', 'selection', 'export', 'follow_up', 'cart', 'full_disk', 'widths',
         'second_start', 'views', 'offline', 'quiet')
# What speaks no language, or both.
ONCE = ('widths', 'second_start')


def steps_of(language):
    return [step for step in STEPS if language == 'ar' or step not in ONCE]


if __name__ == '__main__':
    sys.exit(run_steps(Journey(*sys.argv[1:]), steps_of(sys.argv[-1])))
