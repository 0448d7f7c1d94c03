#!/usr/bin/python3
"""What a shop can hold at its worst, in both languages; for use inside tests/ui/session.

    test-extremes.py NOMO_FLOW NOMO DEMO_STORE LOCALE_FOLDER

Names of 300 characters with and without spaces, of emoji, of two directions at once, and empty ones; amounts of ten digits; the
language switched in the middle of typing; products whose pictures are missing, gone or broken; a
damaged file; a shop in which nobody has bought anything, on a screen of double density. Nothing makes the window wider than
WIDEST_MINIMUM, a pane shows the whole of a name, what was typed is kept, and every page says in words that it has nothing to
show, or cannot. With NOMO_UI_PICTURES=FOLDER a picture of each state is left there. Prints TAP."""

import http.server
import json
import os
import pathlib
import subprocess
import sys
import threading
import unicodedata

from accessible import extents_of, name_of, role_of, text_of, type_into
from demoshop import DemoShop, ShopTest, spoil
from nomoui import BUTTONS, Failure, GLib, run_steps

LENGTH = 300
WIDEST_MINIMUM = 400
MOST_MINOR = 999_999_999_999
# Of a letter of a title, in square pixels, at least.
LEAST_AREA = 90
NAMES = (
    ('عطر فاخر بخلاصة العود والورد الطائفي ' * 9)[:LENGTH],
    'Ж' * LENGTH,
    'م' * LENGTH,
    '👩‍👩‍👧‍👦🎁🕌 ' * 6,
    'قميص Slim-Fit (XL) بـ 50% خصم!! <b>&amp; ‮عكس‬',
    '',
)
PAGES = ('overview', 'orders', 'carts', 'products', 'reviews', 'coupons', 'offers', 'customers', 'features')
# What a page says that has nothing to show.
NOTHING = {
    'overview': ('No sales in these days', 'No orders yet'),
    'orders': ('No orders yet',),
    'carts': ('No abandoned carts',),
    'products': ('No products yet',),
    'reviews': ('No reviews yet',),
    'coupons': ('No coupons yet',),
    'offers': ('No special offers yet',),
    'customers': ('No customers yet',),
}
# And what one says that cannot be read.
UNREAD = {
    'overview': 'The sales could not be read',
    'orders': 'The orders could not be read',
    'carts': 'The carts could not be read',
    'products': 'The products could not be read',
    'reviews': 'The reviews could not be read',
    'coupons': 'The coupons could not be read',
    'offers': 'The special offers could not be read',
    'customers': 'The customers could not be read',
}
SPOILT = ('rollups', *(f'record_{entity}' for entity in ('order', 'cart', 'product', 'review', 'coupon', 'offer', 'customer')))
TABLES = {'table', 'tree table', 'list'}


def plain(text):
    """Without the marks that only steer the direction of text."""
    return ''.join(letter for letter in text if unicodedata.category(letter) != 'Cf')


class Pictures(http.server.ThreadingHTTPServer):
    """Where pictures of products are said to be: one is gone, one is broken. Writes down who comes for them."""

    def __init__(self):
        super().__init__(('127.0.0.1', 0), Picture)
        self.asked = []
        threading.Thread(target=self.serve_forever, daemon=True).start()
        base = f'http://127.0.0.1:{self.server_port}'
        self.addresses = ('', f'{base}/gone.jpg', f'{base}/broken.jpg')


class Picture(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        self.send_response(200 if 'broken' in self.path else 404)
        self.end_headers()
        self.wfile.write(b'\xff\xd8\xff\xe0 broken')

    def log_message(self, *arguments):
        pass


class Extremes(ShopTest):
    trade = ('--orders', '24', '--customers', '12', '--plan', 'special')
    pictured_as = 'extremes'

    def __init__(self, binary, cli, demo, locale):
        super().__init__(binary, cli, demo, locale, 'ar')
        self.selling = self.demo
        self.bought_nothing = DemoShop(demo, '--seed', '8', '--orders', '0', '--customers', '0', '--plan', 'special')
        self.pictures = Pictures()

    def close(self):
        super().close()
        (self.selling if self.demo is self.bought_nothing else self.bought_nothing).close()

    def ask(self, *arguments):
        return subprocess.run([self.cli, '--json', *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout

    def speak(self, language):
        self.language = language
        self.program.activate('app.language', language)
        self.program.expect(BUTTONS, contains=self.words('Store: %s').partition('%s')[0])

    # --- the steps ---

    def edit(self, entity, identity, **what):
        self.demo.control('/edit', {'entity': entity, 'id': identity, **what})

    def connected(self):
        """The worst customers have bought the worst products, for the largest amounts."""
        self.products, self.customers, orders = (
            [record['id'] for record in self.demo.control(f'/books/{entity}')] for entity in ('products', 'customers', 'orders'))
        for name, product, customer, order in zip(NAMES, self.products, self.customers, reversed(orders)):
            self.edit('products', product, name=name, price_minor=MOST_MINOR)
            self.edit('customers', customer, first_name=name, city=name)
            self.edit('orders', order, customer_id=customer, total_minor=MOST_MINOR, status='completed')
        self.orders = orders[-len(NAMES):]
        for number, product in enumerate(self.products):
            self.edit('products', product, picture=self.pictures.addresses[number % 3])
        self.demo.connect(self.cli)
        self.start()
        self.synced()
        self.program.fill_display()

    def open(self, entity, identity):
        self.program.activate('app.open', GLib.Variant('(sx)', (entity, identity)))

    def title(self, name):
        """What says the whole of a name on lines enough for it, in a pane beside a list."""
        for node in self.program.walk():
            if role_of(node) == 'label' and squeezed(name_of(node)).startswith(squeezed(name)):
                place = extents_of(node)
                if place.height * place.width >= len(squeezed(name)) * LEAST_AREA:
                    return node
        return None

    def panes(self):
        self.say_whole('products', self.products, NAMES)
        # A customer has a last name still.
        self.say_whole('customers', self.customers, NAMES[:-1])

    def say_whole(self, entity, records, names):
        for identity, name in zip(records, names):
            self.open(entity, identity)
            self.wait(lambda: self.title(name or self.words('Product without a name')),
                      f'a pane of {entity} says “{name[:20]}…”, all of it')
            self.picture(f'{entity}-{NAMES.index(name)}')

    def lists(self):
        """Who has no name is called something, also in a list."""
        nameless = self.words('Product without a name')
        self.open('products', 0)
        table = self.wait(lambda: self.program.find(TABLES, self.words('Products')), 'products are listed')
        self.wait(lambda: self.program.find({'label'}, nameless, root=table, opaque=set()), f'“{nameless}” is listed')

    def missing_pictures(self):
        """Nobody waits for a picture of a product, or is told that it is missing: none is asked for."""
        kept = [json.loads(self.ask('show', 'product', str(product)))['thumbnail'] or '' for product in self.products[:3]]
        if tuple(kept) != self.pictures.addresses:
            raise Failure(f'the pictures are at {kept}')
        self.program.activate('app.page', 'overview')
        best = self.wait(lambda: self.program.find(TABLES | {'list box'}, self.words('Best sellers'), opaque=set()), 'the best sellers')
        self.wait(lambda: self.program.find({'label'}, root=best, opaque=set()), 'the best sellers have names')
        if self.pictures.asked:
            raise Failure(f'asked for {self.pictures.asked}')

    def amounts(self):
        """To the last halala, where they are told exactly."""
        self.open('orders', self.orders[-1])
        self.wait(lambda: self.program.find(contains='9,999,999,999.99'), 'the order says what it came to')
        self.picture('order')

    def widths(self):
        """Of each list alone and with the worst of its records over it."""
        self.are_narrow(PAGES, NAMES)

    def are_narrow(self, pages, names):
        for page in pages:
            self.program.activate('app.page', page)
            self.is_narrow(page)
        for entity, records in (('products', self.products), ('customers', self.customers), ('orders', self.orders)):
            for identity in records[:len(names)]:
                self.open(entity, identity)
                self.is_narrow(f'{entity} {identity}')
            self.open(entity, 0)
        self.program.fill_display()

    def is_narrow(self, what, scale=1):
        self.program.narrow(WIDEST_MINIMUM * scale, f'{what} in {self.language} can be {WIDEST_MINIMUM} narrow')
        self.picture(f'narrow-{what.replace(" ", "-")}')

    def switched(self):
        """In the middle of typing: a filter, and the cost of a product that Salla does not know the cost of."""
        product = next(record['id'] for record in self.demo.control('/books/products') if not record['cost_price_minor'])
        self.program.activate('app.page', 'orders')
        self.key('ctrl+f')
        self.type_into(self.words('At least'), '9000000000')
        self.expect_count('orders', len(NAMES))
        self.open('products', product)
        self.type_into(self.words('What one piece costs you'), '45.5')
        self.speak('en')
        field = self.expect_field(self.words('What one piece costs you'))
        self.wait(lambda: text_of(field) == '45.50', 'the cost is kept and shown')
        # What is no cost is kept by nobody but the field.
        type_into(field, '-1')
        self.complains()
        self.picture('cost-half-typed')
        for language in ('ar', 'en'):
            self.speak(language)
            self.wait(lambda: text_of(self.expect_field(self.words('What one piece costs you'))) == '-1',
                      f'what was half typed stands in the field in {language}')
            self.complains()
            self.picture('cost-half-typed')
        # Into another product it is not typed.
        self.open('products', next(record['id'] for record in self.demo.control('/books/products')
                                   if not record['cost_price_minor'] and record['id'] != product))
        self.wait(lambda: text_of(self.expect_field(self.words('What one piece costs you'))) == '', 'another product has its own cost')
        self.program.activate('app.page', 'orders')
        self.expect_count('orders', len(NAMES))
        self.key('ctrl+f')
        self.wait(lambda: text_of(self.expect_field(self.words('At least'))).replace(',', '').startswith('9000000000'), 'the filter says what was typed')
        self.key('Escape')

    def complains(self):
        self.program.expect({'status bar', 'label', 'static'}, self.words('A cost cannot be below zero.'), opaque=set())

    def expect_field(self, label):
        return self.program.expect({'text', 'entry'}, label, opaque=set())

    def type_into(self, label, text):
        type_into(self.expect_field(label), text)

    def expect_count(self, entity, count):
        words = self.catalogue.ngettext(f'%s {entity[:-1]}', f'%s {entity}', count).replace('%s', str(count))
        self.program.expect({'label'}, words)

    def english(self):
        """The longest words and amounts are longer here, and it is dark."""
        self.program.activate('app.theme', 'dark')
        self.program.fill_display()
        self.say_whole('products', self.products, NAMES[:2])
        self.amounts()
        self.are_narrow(('overview', 'orders', 'offers', 'customers'), NAMES[:2])
        self.end()

    def damaged(self):
        """The program still opens, and says of each page that it cannot be read, and what to do."""
        spoil(self.demo.file(), *SPOILT)
        self.start()
        for language, pages in (('en', UNREAD), ('ar', ('overview', 'orders'))):
            self.speak(language)
            self.program.fill_display()
            for page in pages:
                self.program.activate('app.page', page)
                self.program.expect(name=self.words(UNREAD[page]))
                self.picture(f'damaged-{page}')
            self.open('orders', self.orders[0])
            self.program.expect(name=self.words('This record could not be read'))
            self.picture('damaged-pane')
        self.end()

    def bare(self):
        """Nothing is sold and nobody has bought; on a screen of double density."""
        self.demo = self.bought_nothing
        for entity in ('products', 'coupons', 'offers'):
            for record in self.demo.control(f'/books/{entity}'):
                self.demo.control('/delete', {'entity': entity, 'id': record['id']})
        # Alone on this device, so that it is the one that opens.
        data = pathlib.Path(os.environ['XDG_DATA_HOME'])
        os.environ['XDG_DATA_HOME'] = str(data / 'bare')
        (data / 'bare').mkdir()
        (data / 'bare' / 'fonts').symlink_to(data / 'fonts')
        self.demo.connect(self.cli)
        self.start(GDK_SCALE='2')
        self.synced()
        self.says_so()
        self.is_narrow('bare', 2)
        self.program.fill_display()
        self.speak('ar')
        self.is_narrow('bare', 2)
        self.says_so()
        self.end()

    def refused(self):
        """Salla does not permit what the sign-in claims: the list says so, also after a start without a network."""
        self.demo.control('/misbehave', {'name': 'scope', 'path': '/reviews'})
        self.start()
        self.synced()
        self.program.activate('app.sync')
        self.says_refused()
        self.end()
        self.demo.control('/misbehave', {'name': 'drop', 'path': '/store/info'})
        self.start()
        self.program.expect(BUTTONS, contains=self.words('No connection'), seconds=60)
        self.says_refused()
        self.speak('en')
        self.says_refused()
        self.end()
        self.demo.control('/misbehave', {'name': 'none', 'path': '/'})
        self.start()
        self.synced()
        self.program.activate('app.sync')
        self.program.activate('app.page', 'reviews')
        self.program.expect(name=self.words('No reviews yet'))
        self.end()

    def says_refused(self):
        self.program.activate('app.page', 'reviews')
        self.program.expect(name=self.words('Not among your permissions'))
        self.program.expect(contains=self.words('Salla does not let this sign-in read “%s”. The owner of the store checks the '
                                                'permissions of your app at Salla, then reconnects.') % self.words('Reviews'))
        self.picture('refused')

    def says_so(self):
        for page, sentences in NOTHING.items():
            self.program.activate('app.page', page)
            for sentence in sentences:
                self.program.expect(name=self.words(sentence))
            self.picture(f'bare-{page}')


def squeezed(text):
    """As it stands on one line, which steers no direction."""
    return ' '.join(plain(text).split())


STEPS = ('connected', 'panes', 'lists', 'missing_pictures', 'amounts', 'widths', 'switched', 'english', 'damaged', 'bare', 'refused', 'quiet')


if __name__ == '__main__':
    sys.exit(run_steps(Extremes(*sys.argv[1:]), STEPS))
