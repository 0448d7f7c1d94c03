"""Deeds on the pages of orders and carts while the disk is full, or may only be read; see accidentpages."""

import json

from accessible import has_focus, text_of, type_into
from accidentpages import HOME, NOT_KEPT, NOT_WRITTEN, SAYS
from gi.repository import GLib
from nomoui import BUTTONS, Failure


class Orders:
    def export(self):
        self.select_first('orders', 'Orders')
        title = self.words('Export: %s') % self.words('Orders')
        path = HOME / f'export-{self.disk}.csv'
        self.key('ctrl+e')
        self.lose()
        self.program.answer_file(title, path, saves=True)
        self.says(NOT_WRITTEN, 'export')
        if path.exists():
            raise Failure('half a file is left')
        self.regain()
        self.key('Escape')
        self.says_no_more(NOT_WRITTEN)
        self.key('ctrl+e')
        self.program.answer_file(title, path, saves=True)
        self.wait(path.exists, 'with room it is written')
        self.clear_selection()

    def status(self):
        """What was chosen and said is asked for again, and goes as it stands once there is room."""
        def statuses():
            return {order['id']: order['status_id'] for order in self.list('orders')}

        before = statuses()
        told = self.catalogue.ngettext('%2$s order is now “%1$s”. Salla is told at once.',
                                       '%2$s orders are now “%1$s”. Salla is told at once.', 2).partition('%1$s')[2]
        note = f'Hand it over at the door ({self.disk})'
        label = 'Note, if you like: it is kept at Salla beside the status'
        self.select_first('orders', 'Orders')
        self.program.press(self.program.expect(BUTTONS, self.words('Change status')))
        entry = self.field(label)
        self.key('Down' if self.disk == 'full' else 'Up')
        type_into(entry, note)
        self.lose()
        self.key('Tab', 'Return')
        self.says(NOT_KEPT[self.disk], 'status')
        self.close_sentence(NOT_KEPT[self.disk])
        self.expect_typed(label, note)
        if statuses() != before:
            raise Failure('an order was moved')
        self.regain()
        self.key('Tab', 'Return')
        self.program.expect(SAYS, contains=told, opaque=set())
        if statuses() == before:
            raise Failure('no order was moved')
        self.clear_selection()

    def search_tags(self, label):
        """Opens the search for tags below that label; returns what is typed into."""
        name = self.words('%1$s: %2$s').replace('%1$s', self.words(label)).replace('%2$s', self.words('Choose a tag'))
        self.program.press(self.program.expect(BUTTONS, name, opaque=set()))
        search = self.field(label)
        self.wait(lambda: has_focus(search) or any(map(has_focus, self.program.walk(search, set()))), 'the search has the focus')
        return search

    def offers_new_tag(self, tag):
        """Whether that tag is what Return takes."""
        return self.wait(lambda: self.program.find(contains=self.words('New tag: %s').partition('%s')[0], opaque=set()) and
                         self.program.find(contains=tag, opaque=set()), f'“{tag}” is offered')

    def tags_of(self, orders):
        listed = {order['id']: order for order in self.list('orders')}
        return [json.dumps(listed[order['id']].get('tags', []), ensure_ascii=False) for order in orders]

    def open_order(self, order):
        self.program.activate('app.open', GLib.Variant('(sx)', ('orders', int(order['id']))))

    def refuse_tag(self, order, tag):
        self.open_order(order)
        type_into(self.search_tags('Tags'), tag)
        self.offers_new_tag(tag)
        self.lose()
        self.key('Return')
        self.says(NOT_KEPT[self.disk], 'tag')
        self.close_sentence(NOT_KEPT[self.disk])

    def tag(self):
        """Of one order, beside the list: the tag is not there, and need not be typed again for it. It is for no other order."""
        order, other = self.list('orders')[:2]
        tag = f'Fragile {self.disk}'
        self.refuse_tag(order, tag)
        self.open_order(other)
        self.program.expect(contains=self.words('Order %s') % f'\u2066{other["reference"]}\u2069', opaque=set())
        search = self.search_tags('Tags')
        if text_of(search):
            raise Failure(f'“{text_of(search)}” is typed for another order')
        self.key('Escape')
        self.regain()
        self.refuse_tag(order, tag)
        if self.program.find(BUTTONS, contains=tag, opaque=set()) or tag in self.tags_of([order])[0]:
            raise Failure('the tag looks as if it were there')
        self.regain()
        search = self.search_tags('Tags')
        if text_of(search) != tag:
            raise Failure(f'“{text_of(search)}” is typed')
        self.offers_new_tag(tag)
        self.key('Return')
        self.wait(lambda: tag in self.tags_of([order])[0], 'with room the order has the tag')
        self.key('Escape')

    def tags(self):
        """Of many orders: what was chosen is asked for again."""
        orders = self.list('orders')[:2]
        tag = f'Gift {self.disk}'
        self.select_first('orders', 'Orders')
        self.program.press(self.program.expect(BUTTONS, self.words('Change tags')))
        type_into(self.search_tags('Tags to add'), tag)
        self.offers_new_tag(tag)
        self.key('Return')
        self.program.expect(BUTTONS, contains=tag, opaque=set())
        self.lose()
        self.answer(self.words('Change tags'))
        self.says(NOT_KEPT[self.disk], 'tags')
        self.close_sentence(NOT_KEPT[self.disk])
        self.program.expect(BUTTONS, contains=tag, opaque=set())
        if any(tag in tags for tags in self.tags_of(orders)):
            raise Failure('an order has the tag')
        self.regain()
        self.answer(self.words('Change tags'))
        self.wait(lambda: all(tag in tags for tags in self.tags_of(orders)), 'with room both have the tag')
        self.clear_selection()

    def followed(self):
        return sum(bool(cart.get('followed_up_at')) for cart in self.list('carts'))

    def carts(self):
        """The carts stay selected, so that they can be marked again."""
        before = self.followed()
        self.select_first('carts', 'Abandoned carts')
        mark = self.program.expect(BUTTONS, self.words('Mark as followed up'))
        self.lose()
        self.program.press(mark)
        self.says(NOT_KEPT[self.disk], 'carts')
        if self.followed() != before:
            raise Failure('the store holds what could not be written')
        self.regain()
        self.close_sentence(NOT_KEPT[self.disk])
        self.program.press(self.program.expect(BUTTONS, self.words('Mark as followed up')))
        self.wait(lambda: self.followed() > before, 'with room they are marked')

    def undo(self):
        """What was done last is offered to be taken back, and is so once there is room, without being done before."""
        before = self.followed()
        forms = [self.catalogue.ngettext('%s cart is marked as followed up.', '%s carts are marked as followed up.', n) for n in (1, 2)]
        self.wait(lambda: any(self.said(max(form.split('%s'), key=len)) for form in forms), 'what was done last is told')
        undone = self.words('Undone: all is as it was before.')
        button = self.program.expect(BUTTONS, contains=self.words('Undo'))
        self.lose()
        self.program.press(button)
        self.says(NOT_KEPT[self.disk], 'undo')
        if self.said(undone) or self.followed() != before:
            raise Failure('it is taken back')
        self.regain()
        self.program.press(self.program.expect(BUTTONS, contains=self.words('Undo')))
        self.wait(lambda: self.said(undone), 'with room it is taken back')
        if self.followed() >= before:
            raise Failure('the carts are marked still')
        self.clear_selection()
