#!/usr/bin/python3
"""A coupon made by the keyboard in the real program, in Arabic; for use inside tests/ui/session.

    test-coupon-builder.py NOMO_FLOW NOMO DEMO_STORE LOCALE_FOLDER

What cannot be is told and keeps the coupon from being published; what was typed stays when the page is left; past orders tell
what it would have cost; what is published while the network is away waits in the list; and Salla has it, once, when the network
is back. It is stopped, extended and copied; many codes of one rule are made, taken back and made again, and a season proposes
another coupon. Prints TAP."""

import datetime
import json
import subprocess
import sys
import time

from accessible import children_of, description_of, extents_of, has_focus, is_sensitive, role_of, text_of
from demoshop import ShopTest
from gi.repository import GLib
from nomoui import BUTTONS, Failure, run_steps

ENTRIES = {'text', 'entry'}
CODE = 'EID30'
# More than the builder waits before it saves a draft.
KEPT_SECONDS = 1.5


class CouponBuilder(ShopTest):
    trade = ('--orders', '240', '--customers', '60', '--plan', 'special')
    sync_patience = 120
    patience = 20

    def __init__(self, binary, cli, demo, locale):
        super().__init__(binary, cli, demo, locale, 'ar')
        self.demo.connect(cli)

    def type(self, text):
        subprocess.run(['xdotool', 'type', '--delay', '20', text], check=True)

    def field(self, name):
        return self.wait(lambda: self.program.find(ENTRIES, self.words(name), opaque=set()), f'“{name}” is asked')

    def expect_text(self, name, text):
        field = self.field(name)
        self.wait(lambda: text_of(field) == text, f'“{name}” holds {text}')

    def publish(self):
        return self.program.expect(BUTTONS, self.words('Publish coupon'))

    def saved(self, code):
        """The coupon as it is in the store; nothing as long as it is not there."""
        return next((coupon for coupon in self.list('coupons') if coupon['code'] == code), None)

    def drafts(self):
        return self.list('drafts')

    # --- steps ---

    def opened(self):
        """From the list, by its key; the first answer has the focus."""
        self.start()
        self.synced()
        self.program.activate('app.page', 'coupons')
        self.program.expect(BUTTONS, self.words('New coupon'))
        self.program.fill_display()
        self.key('ctrl+n')
        value = self.field('Discount')
        self.wait(lambda: has_focus(value), 'the discount has the focus')

    def refused(self):
        """101 % is told where it was typed, and at the button; it stays as it was typed."""
        sentence = self.words('Type a number from 0 to 100, with up to two decimal digits.')
        self.type('101')
        value = self.field('Discount')
        self.wait(lambda: description_of(value) == sentence, 'the field tells what is wrong')
        self.wait(lambda: description_of(self.publish()) == sentence, 'the button tells what is wrong')
        if is_sensitive(self.publish()):
            raise Failure('101 % can be published')
        self.expect_text('Discount', '101')

    def tried(self):
        """A discount alone is tried on past orders."""
        self.key('ctrl+a')
        self.type('30')
        self.program.expect(name=self.words('would have cost'))
        self.wait(lambda: self.program.find(contains=self.words('%1$s instead of %2$s').split('%1$s')[1].split('%2$s')[0]),
                  'the trial compares')

    def filled(self):
        """On by Tab: the highest discount, free shipping as well, the code."""
        self.key('Tab')
        self.type('150')
        self.key('Tab', 'Tab')
        self.type('EID30')
        code = self.field('Coupon code')
        free = self.words('The code is free; customers type it at checkout')
        self.wait(lambda: description_of(code) == free, 'the code is free')
        self.wait(lambda: is_sensitive(self.publish()), 'it can be published')

    def kept(self):
        """Escape leaves the page, and what was typed stays; so it does in another language."""
        self.key('Escape')
        self.program.expect(BUTTONS, self.words('New coupon'))
        self.key('ctrl+n')
        self.expect_text('Discount', '30')
        self.program.activate('app.language', 'en')
        self.program.expect(BUTTONS, 'Publish coupon')
        self.program.activate('app.language', 'ar')
        self.expect_text('Discount', '30')
        self.expect_text('Coupon code', 'EID30')
        self.wait(lambda: self.field('Discount') and self.program.find(BUTTONS, 'Publish coupon') is None, 'it speaks Arabic again')

    def discarded(self):
        """What is thrown away is gone, until that is undone."""
        self.wait(lambda: self.program.find(contains=self.words('Draft saved %s').partition('%s')[0]), 'the draft is saved')
        self.program.press(self.program.expect(BUTTONS, self.words('Discard')))
        undo = self.program.expect(BUTTONS, contains=self.words('Undo'))
        if self.drafts():
            raise Failure('the draft is still there')
        self.program.press(undo)
        self.wait(self.drafts, 'the draft is back')
        self.key('ctrl+n')
        self.expect_text('Coupon code', 'EID30')
        self.expect_text('Discount', '30')

    def made(self):
        return [effect for effect in self.demo.control('/effects')['effects'] if effect['what'] == 'coupon.created']

    def offline(self):
        self.demo.control('/misbehave', {'name': 'drop', 'count': 100000})
        self.key('F5')
        self.program.expect(BUTTONS, contains=self.words('No connection'), seconds=60)

    def published(self):
        if self.saved(CODE) is not None:
            raise Failure('the coupon was published too early')
        self.key('ctrl+Return')
        self.wait(lambda: has_focus(self.publish()), 'the button has the focus')
        self.key('Return')
        coupon = self.wait(lambda: self.saved(CODE), 'the coupon is in the store')
        if 'confirmed' not in coupon:
            raise Failure(f'the coupon does not wait for Salla: {coupon}')
        if coupon['percent'] != 3000 or coupon['status'] != 'active' or coupon['maximum']['amount'] != '150.00':
            raise Failure(f'another coupon than was typed: {coupon}')
        self.program.expect(name=self.catalogue.pgettext('promotion state', 'Waiting to send'))
        if self.drafts():
            raise Failure('the draft is there beside the coupon')

    def arrived(self):
        if self.made():
            raise Failure('Salla heard of it through a network that is away')
        self.demo.control('/misbehave', {'name': 'none'})
        self.key('F5')
        self.wait(self.made, 'Salla has the coupon', 60)
        self.program.expect(BUTTONS, contains=self.words('In sync with Salla'), seconds=60)
        self.wait(lambda: 'confirmed' not in self.saved(CODE), 'it waits no more')
        self.wait(lambda: self.program.find(name=self.catalogue.pgettext('promotion state', 'Waiting to send')) is None,
                  'the list tells so')
        effect, = self.made()
        coupon = next(one for one in self.demo.control('/books/coupons') if one['id'] == effect['id'])
        if (coupon['code'], coupon['amount_minor']) != (CODE, 3000):
            raise Failure(f'another coupon than was typed: {coupon}')

    def open_tool(self, name):
        """A button of the pane that shows the coupon."""
        return self.wait(lambda: self.program.find(BUTTONS, self.words(name)), f'the coupon offers “{name}”')

    def stopped(self):
        """Beside the list: stopped in one press, and resumed in another."""
        self.program.press(self.open_tool('Stop'))
        self.wait(lambda: self.saved(CODE)['status'] == 'inactive', 'the coupon is stopped')
        self.program.press(self.open_tool('Resume'))
        self.wait(lambda: self.saved(CODE)['status'] == 'active', 'the coupon runs again')

    def extended(self):
        """A week later, at the same time of day; nothing can end before tomorrow."""
        before = self.saved(CODE)['expiry']
        self.program.press(self.open_tool('Extend'))
        week = self.wait(lambda: self.program.find({'radio button', 'check box'}, opaque=set(),
                                                   contains=self.words('%s later').partition('%s')[0].strip()), 'a week is offered')
        self.wait(lambda: has_focus(week), 'a week is what is usual')
        self.key('Down', 'Down')
        day = self.field('New last day')
        self.wait(lambda: extents_of(day).width > 0, 'there is room for the day')
        self.key('Tab')
        self.wait(lambda: has_focus(day), 'the day is asked')
        self.type('2020-01-01')
        self.wait(lambda: description_of(day) == self.words('A coupon can end tomorrow at the earliest.'), 'a day of before is refused')
        self.key('shift+Tab', 'Up', 'Up', 'Tab', 'Tab', 'Return')
        self.wait(lambda: self.saved(CODE)['expiry'] > before, 'the coupon ends later')
        first, last = (datetime.datetime.fromisoformat(text.replace('Z', '+00:00')) for text in (before, self.saved(CODE)['expiry']))
        if last - first != datetime.timedelta(days=7):
            raise Failure(f'{first} became {last}')

    def copied(self):
        """The builder opens with a copy that lacks a code; it is a draft, which is deleted from the list of drafts by a key."""
        self.program.press(self.open_tool('Duplicate'))
        self.expect_text('Discount', '30')
        self.expect_text('Coupon code', '')
        kept = time.monotonic() + KEPT_SECONDS
        title = self.words('Copy of %s').split('%s')[0].strip()
        if [draft['title'].startswith(title) for draft in self.drafts()] != [True]:
            raise Failure(f'the drafts: {self.drafts()}')
        self.program.activate('app.page', 'drafts')
        table = self.wait(lambda: self.program.find({'table', 'tree table'}, self.words('Drafts')), 'the drafts are listed')
        rows = next(child for child in children_of(table) if role_of(child) == 'list')
        self.wait(lambda: extents_of(rows).width > 0, 'the drafts are on the screen')
        self.program.fill_display()
        self.program.click(rows, offset=20)
        self.program.expect(BUTTONS, self.words('Continue writing'))
        self.wait(lambda: time.monotonic() > kept, 'the builder would have kept what was typed')
        if not (self.drafts()[0].get('title') or '').startswith(title):
            raise Failure(f'a look at a draft renamed it: {self.drafts()}')
        self.key('Delete')
        self.wait(lambda: not self.drafts(), 'the draft is deleted')

    def typed_draft(self, title=None):
        """What is typed in the draft of that title; nothing as long as there is none."""
        return next((json.loads(draft['typed']) for draft in self.drafts() if draft.get('title') == title), None)

    def proposed(self):
        """A season opens a draft of its own with its code and its days, which is no coupon before it is published. What was begun
        before stays as it is, and goes on where it was left; so does the season’s."""
        self.key('ctrl+n')
        value = self.field('Discount')
        self.wait(lambda: has_focus(value), 'the discount has the focus')
        self.type('12')
        self.wait(lambda: self.typed_draft() is not None and self.typed_draft()['value'] == '12', 'a draft is begun')
        self.program.activate('app.page', 'seasons')
        self.program.press(self.program.expect(BUTTONS, self.words('Prepare'), opaque=set()))
        self.wait(lambda: text_of(self.field('Coupon code'))[-2:].isdecimal(), 'a code of the year is proposed')
        self.wait(lambda: is_sensitive(self.publish()), 'it can be published as it is')
        code = text_of(self.field('Coupon code'))
        if self.saved(code) is not None:
            raise Failure('it was published by itself')
        number = next(draft['id'] for draft in self.drafts() if draft.get('title') is None)
        self.program.activate('app.open', GLib.Variant('(sx)', ('coupon-builder', -int(number))))
        self.expect_text('Discount', '12')
        self.wait(lambda: has_focus(self.field('Discount')), 'the discount has the focus still')
        self.key('ctrl+a')
        self.type('13')
        self.wait(lambda: self.typed_draft()['value'] == '13', 'the older draft goes on')
        self.key('Escape', 'ctrl+n')
        self.expect_text('Discount', '13')
        self.program.activate('app.page', 'seasons')
        self.program.press(self.program.expect(BUTTONS, self.words('Prepare'), opaque=set()))
        self.expect_text('Coupon code', code)
        if len(self.drafts()) != 2 or self.typed_draft(code)['code'] != code:
            raise Failure(f'the drafts: {self.drafts()}')

    def rules_menu(self):
        """Of coupons whose rules the codes can have."""
        return self.program.find({'combo box'}, self.words('The coupon whose rules they have'), opaque=set())

    def rules(self):
        """What is chosen there."""
        menu = self.rules_menu()
        return menu and description_of(menu)

    def can_search_rules(self):
        """Whether the open menu has the focus: keys that come before are lost."""
        return any(has_focus(node) for node in self.program.walk(self.rules_menu(), opaque=set()) if role_of(node) not in BUTTONS)

    def made_many(self):
        """Codes of one rule, with their cost before. What is typed stays in another language."""
        self.program.activate('app.page', 'codes')
        self.program.press(self.program.expect(BUTTONS, self.words('New codes')))
        name = self.field('Name of the batch')
        self.wait(lambda: has_focus(name), 'the name has the focus')
        self.type('Eid')
        make = self.program.expect(BUTTONS, self.words('Make the codes'))
        self.wait(lambda: is_sensitive(make), 'they can be made')
        self.key('Tab', 'ctrl+a')
        self.type('7')
        usual = self.rules()
        self.key('shift+Tab', 'shift+Tab', 'space')
        self.wait(self.can_search_rules, 'the menu of coupons opens')
        # Into the list, to the one that is chosen, and on to the next.
        self.key('Down', 'Down', 'Return')
        chosen = self.wait(lambda: self.rules() != usual and self.rules(), 'another coupon gives the rules')
        self.program.activate('app.language', 'en')
        self.program.expect(BUTTONS, 'Make the codes')
        self.program.activate('app.language', 'ar')
        self.expect_text('Name of the batch', 'Eid')
        self.expect_text('Number of codes', '7')
        self.wait(lambda: self.rules() == chosen, 'the coupon that was chosen gives the rules still')
        make = self.program.expect(BUTTONS, self.words('Make the codes'))
        self.wait(lambda: is_sensitive(make), 'they can be made still')
        requests = self.catalogue.ngettext('%s request to Salla.', '%s requests to Salla.', 7).replace('%s', '7')
        self.program.expect(contains=requests)
        self.program.press(make)

    def batches(self):
        listed = subprocess.run([self.cli, '--json', 'coupons', 'codes', 'list'], check=True, stdout=subprocess.PIPE, text=True).stdout
        return [json.loads(batch) for batch in listed.splitlines()]

    def undone(self):
        """What was just made is taken back as a whole, from where it is told, before Salla hears of it."""
        self.program.press(self.program.expect(BUTTONS, contains=self.words('Undo')))
        self.program.expect(name=self.words('Undone: all is as it was before.'), opaque=set())
        if self.batches():
            raise Failure(f'the batch is still there: {self.batches()}')

    def made_again(self):
        """With what was typed before but the name. The batch has a page of its own."""
        self.program.activate('app.page', 'code-maker')
        name = self.field('Name of the batch')
        self.wait(lambda: has_focus(name), 'the name has the focus')
        self.type('Eid')
        make = self.program.expect(BUTTONS, self.words('Make the codes'))
        self.wait(lambda: is_sensitive(make), 'they can be made')
        self.program.press(make)
        self.program.press(self.wait(lambda: self.program.find(BUTTONS, self.catalogue.pgettext('codes', 'Open'), opaque=set()),
                                     'the batch can be opened'))
        self.program.expect(contains=self.catalogue.pgettext('codes', 'All') + ': 7')

    def quiet(self):
        self.end()
        super().quiet()


STEPS = ('opened', 'refused', 'tried', 'filled', 'kept', 'discarded', 'offline', 'published', 'arrived', 'stopped', 'extended',
         'copied', 'made_many', 'undone', 'made_again', 'proposed', 'quiet')


if __name__ == '__main__':
    sys.exit(run_steps(CouponBuilder(*sys.argv[1:]), STEPS))
