#!/usr/bin/python3
"""The features at work in the real program, seen from outside: by a notification daemon that writes down what it is asked to
show; for use inside tests/ui/session.

    test-features.py NOMO_FLOW NOMO DEMO_STORE LOCALE_FOLDER LANGUAGE

Of each card: what happens while it is off has no effect, then or later; what happens while it is on is told, once. What waits
for its moment is waited for with the program's clock set shortly before it. Then: what a press on a notification opens, quiet
hours, a desktop without notifications, and settings with their history. Prints TAP."""

import datetime
import json
import os
import pathlib
import subprocess
import sys
import time

from accessible import has_focus, name_of, role_of, text_of, type_into
from demoshop import ShopTest
from nomoui import BUTTONS, Failure, Gio, GLib, run_steps

DAY_MS = 24 * 3600 * 1000
HOUR_MS = 3600 * 1000
RIYADH_MS = 3 * HOUR_MS
RIYADH = datetime.timezone(datetime.timedelta(hours=3))
# How long before the moment that it waits for a program is started, by its own clock.
AHEAD_MS = 3000

INTERFACE = """
<node><interface name="org.freedesktop.Notifications">
  <method name="Notify">
    <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
    <arg type="s" direction="in"/><arg type="as" direction="in"/><arg type="a{sv}" direction="in"/>
    <arg type="i" direction="in"/><arg type="u" direction="out"/>
  </method>
  <method name="CloseNotification"><arg type="u" direction="in"/></method>
  <method name="GetCapabilities"><arg type="as" direction="out"/></method>
  <method name="GetServerInformation">
    <arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/>
  </method>
  <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
</interface></node>"""


class Notifications:
    """A notification daemon."""

    def __init__(self):
        self.told = []
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        node = Gio.DBusNodeInfo.new_for_xml(INTERFACE)
        self.bus.register_object('/org/freedesktop/Notifications', node.interfaces[0], self._called, None, None)
        self.name = None
        self.appear()

    def appear(self):
        self.name = Gio.bus_own_name_on_connection(self.bus, 'org.freedesktop.Notifications', Gio.BusNameOwnerFlags.NONE,
                                                   None, None)

    def vanish(self):
        Gio.bus_unown_name(self.name)

    def _called(self, _bus, _sender, _path, _interface, method, parameters, call):
        if method == 'Notify':
            _program, _replaced, _icon, title, body, actions, _hints, _timeout = parameters.unpack()
            self.told.append((title, body, actions))
            call.return_value(GLib.Variant('(u)', (len(self.told),)))
        elif method == 'GetCapabilities':
            call.return_value(GLib.Variant('(as)', (['body', 'actions'],)))
        elif method == 'GetServerInformation':
            call.return_value(GLib.Variant('(ssss)', ('test', 'nomo', '1', '1.2')))
        else:
            call.return_value(None)

    def press(self, number):
        self.bus.emit_signal(None, '/org/freedesktop/Notifications', 'org.freedesktop.Notifications', 'ActionInvoked',
                             GLib.Variant('(us)', (number, 'default')))


class Features(ShopTest):
    def __init__(self, binary, cli, demo, locale, language):
        super().__init__(binary, cli, demo, locale, language)
        self.notifications = Notifications()
        self.settings = Gio.Settings.new('io.github.nomoflow.NomoFlow')

    # --- the program ---

    def start(self, *arguments, **environment):
        super().start(*arguments, **environment)
        self.wait(lambda: self.program.has_action('app.page'), 'the program runs')
        self.program.activate('app.page', 'features')

    def start_at(self, moment):
        """A program whose clock shows a moment, UTC milliseconds; returns the real time."""
        real = int(time.time() * 1000)
        self.start(NOMO_CLOCK=f'{real}:{moment}:1')
        return real

    def start_before(self, moment):
        """A program whose clock shows a while before a moment, UTC milliseconds; returns the real time at which it comes."""
        return (self.start_at(moment - AHEAD_MS) + AHEAD_MS) / 1000

    def switch(self, title, feature, on=True):
        self.program.press(self.program.expect({'check box', 'switch', 'toggle button'}, self.words(title)))
        self.wait(lambda: self.demo.ask('SELECT 1 FROM record_feature WHERE name = ? AND "on" = ?', feature, int(on)),
                  f'{feature} is switched')

    def sync_until(self, sql, *values):
        """A sync that runs already may have looked before: it is asked for anew until the record is here."""
        asked = 0.0

        def here():
            nonlocal asked
            if self.demo.ask(sql, *values):
                return True
            if time.monotonic() > asked + 1:
                self.program.activate('app.sync')
                asked = time.monotonic()
            return False
        self.wait(here, f'{sql} {values}', 60)

    def told(self, feature):
        """What was told of a feature, by the store's own notes."""
        return [row[0] for row in self.demo.ask("SELECT key FROM record_notice WHERE feature = ? AND what != 'silent'", feature)]

    def expect_told(self, contains, what):
        """The one notification that says this; it comes once."""
        def said():
            return [number for number, told in enumerate(self.notifications.told, 1) if contains in told[0] + told[1]]
        numbers = self.wait(said, what)
        if len(numbers) != 1:
            raise Failure(f'{what}: told {len(numbers)} times')
        return numbers[0]

    def never(self, contains, what):
        if any(contains in told[0] + told[1] for told in self.notifications.told):
            raise Failure(f'{what}: {self.notifications.told}')

    def place_order(self):
        identity = self.demo.control('/orders', {'n': 1})['ids'][0]
        self.demo.control('/edit', {'entity': 'orders', 'id': identity, 'status': 'completed'})
        self.sync_until('SELECT 1 FROM record_order WHERE id = ?', identity)
        return self.demo.ask('SELECT reference FROM record_order WHERE id = ?', identity)[0][0]

    # --- steps ---

    def connected(self):
        self.settings.set_boolean('quiet-hours', False)
        self.settings.set_string('language', self.language)
        Gio.Settings.sync()
        self.demo.connect(self.cli)
        self.start()
        self.program.expect(name=self.words('Your store’s features'))
        self.wait(lambda: self.demo.ask('SELECT count(*) > 59 FROM record_order')[0][0], 'the orders are here', 60)
        self.wait(lambda: self.demo.ask('SELECT count(*) > 0 FROM record_cart')[0][0], 'the carts are here', 60)

    def new_orders(self):
        before = self.place_order()
        # Salla tells the second of an order and no more.
        made = self.demo.ask('SELECT max(date) FROM record_order')[0][0]
        self.wait(lambda: time.time() * 1000 > made + 1000, 'the next second')
        self.switch('New-order alerts', 'new-orders')
        after = self.place_order()
        self.order = self.expect_told(after, 'the new order is told')
        self.reference = after
        self.never(before, 'an order of before was told')
        if len(self.told('new-orders')) != 1:
            raise Failure(f'noted: {self.told("new-orders")}')

    def opens(self):
        """A press on the notification opens the order."""
        self.program.activate('app.page', 'overview')
        self.notifications.press(self.order)
        self.program.expect(contains=self.reference)
        self.changes()
        self.program.activate('app.page', 'features')

    def changes(self):
        """What Salla changes in the order that is open is told in its timeline."""
        identity = self.demo.ask('SELECT id FROM record_order WHERE reference = ?', self.reference)[0][0]
        self.demo.control('/edit', {'entity': 'orders', 'id': identity, 'status': 'canceled'})
        self.sync_until("SELECT 1 FROM record_order WHERE id = ? AND status = 'canceled'", identity)
        self.wait(self.timeline_tells, 'the timeline tells that the order was cancelled')

    def timeline_tells(self):
        """As a change at first, and as what Salla says that happened once that was read."""
        timeline = self.program.find({'list', 'list box'}, self.words('Timeline'), opaque=set())
        return timeline is not None and any(role_of(node) == 'label' and self.order_status('Cancelled') in name_of(node)
                                            for node in self.program.walk(timeline, opaque=set()))

    def order_status(self, words):
        return self.catalogue.pgettext('order status', words)

    def new_row(self):
        """An order that comes while the list is scrolled away from its top waits behind a pill, which the keyboard reaches."""
        words = self.catalogue.ngettext('%s new order', '%s new orders', 1).replace('%s', '1')
        self.program.fill_display()
        self.program.activate('app.page', 'orders')
        self.program.click(self.program.expect({'table', 'tree table', 'list'}, self.words('Orders')), 70)
        self.program.expect(contains=self.words('Order %s').split('%s')[0])
        self.key('Escape')
        self.key('ctrl+End')
        reference = self.place_order()
        pill = self.program.expect(BUTTONS, words)
        self.key('shift+Tab')
        self.wait(lambda: has_focus(pill), 'Shift+Tab leads from the list to the pill')
        self.key('Return')
        self.wait(lambda: self.program.find(BUTTONS, words) is None, 'the pill is gone')
        self.key('Return')
        self.program.expect(contains=reference)
        self.key('Escape')
        self.program.activate('app.page', 'features')

    def price(self, identity, minor):
        self.demo.control('/edit', {'entity': 'products', 'id': identity, 'price_minor': minor})
        self.sync_until('SELECT 1 FROM record_product WHERE id = ? AND price = ?', identity, minor)

    def stock_and_prices(self):
        products = self.demo.ask("SELECT id, name FROM record_product WHERE status = 'sale' ORDER BY quantity DESC LIMIT 2")
        self.price(products[0][0], 12300)
        self.switch('Price and stock watch', 'stock')
        self.price(products[1][0], 45600)
        self.expect_told('456', 'the price is told')
        self.never('123.00', 'a price of before was told')
        self.wait(lambda: f'price:{products[1][0]}' in ' '.join(self.told('stock')), 'the price is noted')
        if f'price:{products[0][0]}' in ' '.join(self.told('stock')):
            raise Failure('a price of before was noted')

    def make_coupon(self, code):
        """One that ends tomorrow evening."""
        ends = datetime.datetime.now(RIYADH) + datetime.timedelta(days=1)
        self.demo.control('/dashboard/coupon', {
            'code': code, 'type': 'percentage', 'amount': 10, 'maximum_amount': 0, 'free_shipping': False,
            'exclude_sale_products': False, 'expiry_date': ends.strftime('%Y-%m-%d 23:00:00'), 'is_group': False,
            'marketing_active': False, 'show_maximum_amount': False})
        self.sync_until('SELECT 1 FROM record_coupon WHERE code = ?', code)

    def uses_of_today(self):
        """The card counts the orders of today that used a coupon."""
        midnight = datetime.datetime.now(RIYADH).replace(hour=0, minute=0, second=0, microsecond=0)
        of_today = ('SELECT count(*) FROM record_order WHERE coupon IS NOT NULL AND date >= ? AND status NOT IN '
                    "('canceled', 'payment_pending')")
        uses = lambda: self.demo.ask(of_today, int(midnight.timestamp() * 1000))[0][0]
        for identity in self.demo.control('/orders', {'n': 20})['ids']:
            self.demo.control('/edit', {'entity': 'orders', 'id': identity, 'status': 'completed'})
        self.wait(lambda: uses() > 0, 'an order of today used a coupon')

        def said():
            card = self.program.find(name=self.words('Coupon watch'), opaque=set())
            return {name_of(node) for node in self.program.walk(card, opaque=set())} if card else set()
        caption = self.catalogue.ngettext('use today', 'uses today', uses())
        self.wait(lambda: {str(uses()), caption} <= said(), f'the card tells of {uses()} uses')

    def coupons(self):
        """What soon ends is told once the card is on, each coupon once."""
        self.make_coupon('SOON1')
        if self.told('coupons'):
            raise Failure('a coupon was told while it was off')
        self.switch('Coupon watch', 'coupons')
        first, = self.demo.ask("SELECT id FROM record_coupon WHERE code = 'SOON1'")[0]
        self.wait(lambda: any(key.startswith(f'coupons:ends:{first}:') for key in self.told('coupons')), 'the coupon is noted')
        self.make_coupon('SOON2')
        self.expect_told(self.words('Coupon %s') % '\u2068SOON2\u2069', 'the coupon is told')
        self.uses_of_today()
        self.switch('Coupon watch', 'coupons', on=False)
        self.make_coupon('SOON3')
        self.price(self.demo.ask("SELECT id FROM record_product WHERE status = 'sale' ORDER BY quantity DESC LIMIT 1")[0][0], 78900)
        self.expect_told('789', 'what came later is told')
        self.never('SOON3', 'a coupon was told though the card is off')

    def quiet_hours(self):
        """What happens in them is told when they are over."""
        # A program that runs writes all of its settings when it keeps one, and may not have read ours yet.
        self.end()
        self.settings.set_int('quiet-from', 0)
        self.settings.set_int('quiet-to', 1439)
        self.settings.set_boolean('quiet-hours', True)
        Gio.Settings.sync()
        self.start()
        held = self.place_order()
        # The program has looked at the order by the time that a switch shows its next state.
        self.switch('Weekly summary', 'week')
        self.switch('Weekly summary', 'week', on=False)
        self.never(held, 'told in quiet hours')
        # Nor is it by a program that starts in them.
        self.end()
        self.start()
        self.switch('Weekly summary', 'week')
        self.switch('Weekly summary', 'week', on=False)
        self.never(held, 'told at a start in quiet hours')
        self.end()
        self.settings.set_boolean('quiet-hours', False)
        Gio.Settings.sync()
        self.start()
        self.expect_told(held, 'the order is told after quiet hours')

    def without_a_daemon(self):
        """Where the desktop shows no notifications the window tells it."""
        self.notifications.vanish()
        reference = self.place_order()
        self.program.expect(contains=reference)
        self.never(reference, 'told to a daemon that is not there')
        self.notifications.appear()

    def in_the_background(self):
        """Without a window it goes on watching, and a press on what it tells brings the window back."""
        self.end()
        self.settings.set_boolean('background', True)
        Gio.Settings.sync()
        self.start()
        self.program.expect(name=self.words('Your store’s features'))
        subprocess.run(['wmctrl', '-x', '-c', 'nomo-flow'], check=True)
        self.wait(lambda: not list(self.program.walk())[1:], 'the window is closed')
        number = self.expect_told(self.place_order(), 'the order is told without a window')
        self.notifications.press(number)
        self.program.expect(name=self.words('Order details'))
        self.program.activate('app.page', 'features')
        self.settings.set_boolean('background', False)
        Gio.Settings.sync()
        self.end()
        self.start()

    def open_settings(self):
        self.program.press(self.program.expect(BUTTONS, self.words('Settings: %s') % self.words('New-order alerts')))
        return self.open_entry()

    def open_entry(self):
        return self.program.expect({'text', 'entry'}, self.words('Only orders from'), opaque=set())

    def close_settings(self):
        self.key('Escape')
        self.wait(lambda: self.program.find({'text', 'entry'}, self.words('Only orders from'), opaque=set()) is None,
                  'Esc closes the settings')

    def minimum(self):
        return json.loads(self.demo.ask("SELECT settings FROM record_feature WHERE name = 'new-orders'")[0][0])['minimum']

    def set_and_taken_back(self):
        """A setting is refused while it is no amount, kept when the window closes, told in the history, and taken back."""
        entry = self.open_settings()
        type_into(entry, 'x')
        rule = self.words('“%1$s” must be an amount from %2$s to %3$s.').split('%2$s')[0]
        self.program.expect(contains=rule.replace('%1$s', self.words('Only orders from')).strip(), opaque=set())
        type_into(entry, '٢٥٠')
        self.close_settings()
        self.wait(lambda: self.minimum() == '250.00', 'the amount is kept')
        entry = self.open_settings()
        self.program.press(self.program.expect(BUTTONS, self.words('Go back to before'), opaque=set()))
        self.wait(lambda: self.minimum() == '0.00', 'the amount is taken back')
        self.wait(lambda: text_of(entry) == '0', 'the field shows it')
        self.close_settings()

    def from_menu(self, item):
        """By keyboard, from the menu of the settings."""
        self.program.press(self.program.expect(BUTTONS, self.words('Export, import and reset')))
        self.program.press(self.program.expect({'menu item'}, self.words(item), opaque=set()))

    def answer(self, title, path):
        self.program.answer_file(self.words(title), path, saves=title == 'Export settings')

    def says(self, *words):
        """One sentence with all of these words."""
        def said():
            return any(all(word in name_of(node) for word in words) for node in self.program.walk(opaque=set()))
        self.wait(said, f'it says {words}')

    def files(self):
        """Settings go into a file and come back. What is wrong in one is told with its line, and changes nothing; where no file
        can be, that is told."""
        path = pathlib.Path(os.environ['XDG_DATA_HOME'], 'settings.json')
        entry = self.open_settings()
        type_into(entry, '75')
        self.close_settings()
        self.wait(lambda: self.minimum() == '75.00', 'the amount is kept')
        self.open_settings()
        self.from_menu('Export settings…')
        self.answer('Export settings', path)
        written = self.wait(lambda: path.exists() and path.read_text(encoding='utf-8'), 'the file is written')
        if json.loads(written)['minimum'] != '75.00':
            raise Failure(f'the file says {written}')
        line = next(number for number, text in enumerate(written.splitlines(), 1) if 'minimum' in text)
        path.write_text(written.replace('75.00', 'seventy'), encoding='utf-8')
        self.from_menu('Import settings…')
        self.answer('Import settings', path)
        rule = self.words('“%1$s” must be an amount from %2$s to %3$s.').split('%2$s')[0]
        self.says(self.words('Line %1$s: %2$s').split('%2$s')[0].replace('%1$s', str(line)),
                  rule.replace('%1$s', self.words('Only orders from')).strip(), self.words('%s Nothing was changed.').partition('%s')[2])
        if self.minimum() != '75.00':
            raise Failure(f'a wrong file made it {self.minimum()}')
        path.write_text(written.replace('75.00', '120'), encoding='utf-8')
        self.from_menu('Import settings…')
        self.answer('Import settings', path)
        self.wait(lambda: self.minimum() == '120.00', 'what the file says is taken over')
        self.wait(lambda: text_of(self.open_entry()) == '120', 'the field shows it')
        self.from_menu('Export settings…')
        self.answer('Export settings', '/proc/settings.json')
        self.says(self.words('The file could not be written: %s.').partition('%s')[0])
        self.close_settings()

    def full_disk(self):
        """What the store cannot write is told, stays where it was typed, and is kept once there is room."""
        self.limit(1)
        entry = self.open_settings()
        type_into(entry, '90')
        # Into the field and out of it.
        self.key('Tab', 'Tab', 'Tab')
        self.says(self.words('The disk is full, so the last change was not saved.'))
        if self.minimum() != '120.00' or text_of(entry) != '90':
            raise Failure(f'{self.minimum()} is kept, “{text_of(entry)}” shown')
        self.limit('unlimited')
        type_into(entry, '91')
        self.close_settings()
        self.wait(lambda: self.minimum() == '91.00', 'the amount is kept once there is room')
        self.end()

    def passes(self, moment):
        """The moment has come by the program's clock. It looks once a minute, and whenever something is switched."""
        self.wait(lambda: time.time() > moment + 1, 'the moment comes')

    def cart(self):
        """A cart becomes due two hours after it was left."""
        due = self.demo.ask("SELECT id, updated_at + 7200000, total FROM record_cart WHERE status = 'active' AND phone IS NOT NULL"
                       " AND followed_up_at IS NULL ORDER BY updated_at DESC LIMIT 2")
        (later, later_due, _), (earlier, earlier_due, _) = due
        self.passes(self.start_before(earlier_due))
        self.switch('Abandoned-cart follow-up', 'carts')
        self.end()
        self.passes(self.start_before(later_due))
        self.switch('New-order alerts', 'new-orders', on=False)
        self.wait(lambda: f'carts:{later}' in self.told('carts'), 'the cart is told')
        if f'carts:{earlier}' in self.told('carts'):
            raise Failure('a cart of before was told')
        self.expect_told(self.words('A cart worth %s was left').split('%s')[0].strip(), 'the cart is told to the desktop')
        self.end()

    def week(self):
        """Due on Sundays at nine: one while it is off, the next while it is on, and no second time after a new start."""
        now = int(time.time() * 1000)
        day = (now + RIYADH_MS) // DAY_MS
        sunday = (day + (3 - day) % 7) * DAY_MS - RIYADH_MS + 9 * HOUR_MS
        title = self.words('Your week: %s').split('%s')[0].strip()
        self.passes(self.start_before(sunday - 7 * DAY_MS))
        self.switch('Weekly summary', 'week')
        self.end()
        self.never(title, 'a week that was due while it was off')
        self.passes(self.start_before(sunday))
        self.switch('New-order alerts', 'new-orders')
        self.expect_told(title, 'the week is told')
        self.end()
        self.start_at(sunday + HOUR_MS)
        self.program.expect(name=self.words('Your store’s features'))
        self.switch('New-order alerts', 'new-orders', on=False)
        self.expect_told(title, 'the week is told once')

    def quiet(self):
        self.end()
        super().quiet()


STEPS = ('connected', 'new_orders', 'opens', 'new_row', 'stock_and_prices', 'coupons', 'quiet_hours', 'without_a_daemon',
         'in_the_background', 'set_and_taken_back', 'files', 'full_disk', 'cart', 'week', 'quiet')


if __name__ == '__main__':
    sys.exit(run_steps(Features(*sys.argv[1:]), STEPS))
