"""Deeds on the pages of coupons, drafts, codes and seasons while the disk is full, or may only be read; see accidentpages."""

import json

from accessible import description_of, is_sensitive, name_of, role_of, type_into
from accidentpages import HOME, NOT_KEPT, NOT_WRITTEN
from gi.repository import GLib
from nomoui import BUTTONS, Failure

MAKER = 'Name of the batch'
WHOM = 'Phone, e-mail address or number of the customer'


class Promotions:
    def count_drafts(self):
        return len(self.demo.ask('SELECT 1 FROM record_draft WHERE deleted_at IS NULL'))

    def discard(self):
        """The draft is still there, and goes once there is room."""
        before = self.count_drafts()
        self.program.activate('app.new-coupon')
        type_into(self.field('Discount'), '33')
        self.wait(lambda: self.count_drafts() == before + 1, 'the draft is kept')
        discard = self.program.expect(BUTTONS, self.words('Discard'))
        self.lose()
        self.program.press(discard)
        self.says(NOT_KEPT[self.disk], 'discard')
        if self.count_drafts() != before + 1:
            raise Failure('the draft is gone')
        self.regain()
        self.key('Escape')
        self.program.activate('app.new-coupon')
        self.program.press(self.program.expect(BUTTONS, self.words('Discard')))
        self.wait(lambda: self.count_drafts() == before, 'with room it is gone')

    def duplicate(self):
        before = self.count_drafts()
        self.select_first('coupons', 'Coupons')
        duplicate = self.program.expect(BUTTONS, self.words('Duplicate'))
        self.lose()
        self.program.press(duplicate)
        self.says(NOT_KEPT[self.disk], 'duplicate')
        if self.count_drafts() != before:
            raise Failure('a draft is there')
        self.regain()
        self.close_sentence(NOT_KEPT[self.disk])
        self.program.press(self.program.expect(BUTTONS, self.words('Duplicate')))
        self.wait(lambda: self.count_drafts() == before + 2, 'with room the drafts are made')

    def drafts(self):
        """Those that were just made are deleted."""
        before = self.count_drafts()
        self.select_first('drafts', 'Drafts')
        self.lose()
        self.key('Delete')
        self.says(NOT_KEPT[self.disk], 'drafts')
        if self.count_drafts() != before:
            raise Failure('a draft is gone')
        self.regain()
        self.close_sentence(NOT_KEPT[self.disk])
        self.key('Delete')
        self.wait(lambda: self.count_drafts() == before - 2, 'with room they are deleted')

    def season(self):
        """A coupon is proposed once there is room, and thrown away again."""
        before = self.count_drafts()
        self.program.activate('app.page', 'seasons')
        prepare = self.program.expect(BUTTONS, self.words('Prepare'), opaque=set())
        self.lose()
        self.program.press(prepare)
        self.says(NOT_KEPT[self.disk], 'season')
        if self.count_drafts() != before:
            raise Failure('a draft is there')
        self.regain()
        self.program.press(self.program.expect(BUTTONS, self.words('Prepare'), opaque=set()))
        self.wait(lambda: self.count_drafts() == before + 1, 'with room the draft is made')
        self.program.press(self.program.expect(BUTTONS, self.words('Discard')))
        self.wait(lambda: self.count_drafts() == before, 'and thrown away')

    # --- codes ---

    def batch(self):
        return f'Eid {self.disk}'

    def batches(self):
        return [batch['name'] for batch in self.cli_json('coupons', 'codes', 'list')]

    def codes(self):
        return self.cli_json('coupons', 'codes', 'list', self.batch())

    def codes_made(self):
        """What was typed is there again, and the codes are made once there is room."""
        self.program.activate('app.page', 'code-maker')
        type_into(self.field(MAKER), self.batch())
        make = self.program.expect(BUTTONS, self.words('Make the codes'))
        self.wait(lambda: is_sensitive(make), 'they can be made')
        self.lose()
        self.program.press(make)
        self.says(NOT_KEPT[self.disk], 'codes-made')
        if self.batch() in self.batches():
            raise Failure('the batch is there')
        self.regain()
        self.close_sentence(NOT_KEPT[self.disk])
        self.expect_typed(MAKER, self.batch())
        make = self.program.expect(BUTTONS, self.words('Make the codes'))
        self.wait(lambda: is_sensitive(make), 'they can be made')
        self.program.press(make)
        self.wait(lambda: self.batch() in self.batches(), 'with room they are made')
        number, = self.demo.ask('SELECT id FROM record_code_batch WHERE name = ?', self.batch())[0]
        self.program.activate('app.open', GLib.Variant('(sx)', ('code-batch', number)))
        self.program.expect(BUTTONS, self.words('Export…'))

    def codes_exported(self):
        path = HOME / f'codes-{self.disk}.csv'
        self.program.press(self.program.expect(BUTTONS, self.words('Export…')))
        self.lose()
        self.program.answer_file(self.words('Export codes'), path, saves=True)
        self.says(NOT_WRITTEN, 'codes-exported')
        if path.exists():
            raise Failure('half a file is left')
        self.regain()
        self.close_sentence(NOT_WRITTEN)
        self.program.press(self.program.expect(BUTTONS, self.words('Export…')))
        self.program.answer_file(self.words('Export codes'), path, saves=True)
        self.wait(path.exists, 'with room they are written')

    def codes_given(self):
        """Whom somebody named stands there still."""
        phone = self.list('customers')[0]['phone']
        menu = self.words('What can be done with %s').partition('%s')[0]
        self.program.press(self.program.expect(BUTTONS, contains=menu, opaque=set()))
        self.program.press(self.program.expect({'menu item'}, self.words('Give to a customer…'), opaque=set()))
        type_into(self.field(WHOM), phone)
        self.lose()
        self.answer(self.catalogue.pgettext('codes', 'Give'))
        self.says(NOT_KEPT[self.disk], 'codes-given')
        self.close_sentence(NOT_KEPT[self.disk])
        self.expect_typed(WHOM, phone)
        if any(code['given_to'] for code in self.codes()):
            raise Failure('a code is given')
        self.regain()
        self.answer(self.catalogue.pgettext('codes', 'Give'))
        self.wait(lambda: any(code['given_to'] for code in self.codes()), 'with room it is given')

    def codes_imported(self):
        """What the file held is asked about again."""
        free = [code['code'] for code in self.codes() if not code['given_to']][:2]
        path = HOME / f'given-{self.disk}.csv'
        path.write_text(''.join(f'{code},{person["id"]}\n' for code, person in zip(free, self.list('customers'))), encoding='utf-8')

        def given():
            return sum(bool(code['given_to']) for code in self.codes())
        before = given()
        self.program.press(self.program.expect(BUTTONS, self.words('Import who has which…')))
        self.program.answer_file(self.words('Import who has which code'), path)
        self.wait(self.dialog, 'what the file holds is told')
        self.lose()
        self.answer(self.words('Import'))
        self.says(NOT_KEPT[self.disk], 'codes-imported')
        self.close_sentence(NOT_KEPT[self.disk])
        if given() != before:
            raise Failure('codes are given')
        self.regain()
        self.answer(self.words('Import'))
        self.wait(lambda: given() == before + 2, 'with room they are given')

    def codes_paused(self):
        pause = self.catalogue.pgettext('codes', 'Pause')
        button = self.program.expect(BUTTONS, pause)
        self.lose()
        self.program.press(button)
        self.says(NOT_KEPT[self.disk], 'codes-paused')
        if any(code['state'] == 'paused' for code in self.codes()):
            raise Failure('a code is paused')
        self.regain()
        self.close_sentence(NOT_KEPT[self.disk])
        self.program.press(self.program.expect(BUTTONS, pause))
        self.wait(lambda: all(code['state'] == 'paused' for code in self.codes()), 'with room they are paused')

    # --- what waits for Salla ---

    def waiting(self, code):
        return self.demo.ask('SELECT 1 FROM record_coupon WHERE code = ? AND deleted_at IS NULL', code)

    def of_entry(self, words, code):
        """A button of what waits; a sync that met the disk has one of the same name."""
        return next((node for node in self.program.walk(opaque=set()) if role_of(node) in BUTTONS and
                     name_of(node) == self.words(words) and code in description_of(node)), None)

    def outbox(self):
        """An edit that Salla refused is tried again, and then discarded."""
        code = {'full': 'STUCK1', 'read-only': 'STUCK2'}[self.disk]
        draft = HOME / 'stuck.json'
        draft.write_text(json.dumps({'type': 'percentage', 'percent': 1500}), encoding='utf-8')
        self.demo.control('/misbehave', {'name': '422', 'path': '/coupons', 'method': 'POST', 'count': 1000})
        self.cli_json('coupons', 'create', '--draft', str(draft), '--code', code, '--expiry', '2099-12-31')
        self.program.activate('app.sync')
        self.program.activate('app.page', 'outbox')
        again = self.wait(lambda: self.of_entry('Try again', code), 'Salla refuses it', 60)
        self.lose()
        self.program.press(again)
        self.says(NOT_KEPT[self.disk], 'outbox-again')
        self.close_sentence(NOT_KEPT[self.disk])
        self.program.press(self.of_entry('Discard', code))
        self.says(NOT_KEPT[self.disk], 'outbox-discard')
        self.close_sentence(NOT_KEPT[self.disk])
        if not self.waiting(code):
            raise Failure('the edit is gone')
        self.regain()
        self.program.press(self.of_entry('Discard', code))
        self.wait(lambda: not self.waiting(code), 'with room it is discarded')
        self.demo.control('/misbehave', {'name': 'none'})
