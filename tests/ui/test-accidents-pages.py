#!/usr/bin/python3
"""The disk fills, or may not be written any more, while each page that writes is open; for use inside tests/ui/session.

    test-accidents-pages.py NOMO_FLOW NOMO DEMO_STORE LOCALE_FOLDER LANGUAGE

Each act of ACTS is begun with room, loses it before its last step, and is done again without starting anew once there is
room: a sentence says what happened, what was typed stays, and nothing looks as if it had been done. Once with a disk that is
full, once with one that may only be read; NOMO_TROUBLE_LIBRARY does that to the program alone. With NOMO_UI_PICTURES=FOLDER a
picture of each state is left there. Prints TAP."""

import errno
import gettext
import json
import os
import pathlib
import re
import sqlite3
import struct
import subprocess
import sys
import tempfile

from accessible import name_of, text_of, type_into
from demoshop import DemoShop
from gi.repository import GLib
from nomoui import BUTTONS, Failure, Program, run_steps

ENTRIES = {'text', 'entry'}
TABLES = {'table', 'tree table', 'list'}
LISTS = {'list', 'list box'}
HOME = pathlib.Path(os.environ['XDG_DATA_HOME']).parent
SOURCE = pathlib.Path(__file__).resolve().parents[2] / 'src' / 'ui'
DISKS = {'full': errno.ENOSPC, 'read-only': errno.EROFS}
NOT_KEPT = {'full': ('The disk is full, so the last change was not saved.', 'Free some space. Nomo Flow goes on where it stopped.'),
            'read-only': ('The store’s data could not be opened: %s.', 'Check that the folder exists and that you may write to it.')}
NOT_WRITTEN = ('The file could not be written: %s.', 'Choose another place or free some space, then try again.')
# What GTK and GLib keep for themselves they cannot write to such a disk either.
OF_A_BAD_DISK = ('No space left on device', 'Read-only file system', 'recently-used.xbel')
WRITES = re.compile(r'\b(?:nomo_(?:edit|bulk_edit|undo|store_commit|store_write_meta|order_(?:note|tag|move)|follow_up|own_cost_set|'
                    r'cost_file_write|coupon_change|proof_pdf_write|restore_in_use|shop_(?:disconnect|set_profit|export|\w+_codes?)|'
                    r'backup_schedule_(?:make|set_passphrase))_async|nomo_backup_schedule_set_\w+|nomo_features_(?:switch|set_values)|'
                    r'g_file_replace_contents\w*_async|g_settings_(?:set|bind)\w*) \(')
# Each file of the interface that writes, and which step here, or which test beside this one, takes the room from it.
WRITERS = {
    'lists/nomo-column-form.c': 'none: a setting, which is GLib’s to keep',
    'lists/nomo-views-form.c': 'test-journey.py full_disk_view',
    'nomo-actions.c': 'undo',
    'nomo-application.c': 'none: settings, which are GLib’s to keep',
    'nomo-recent.c': 'none: what was looked at last is not the person’s to save',
    'nomo-report-window.c': 'report',
    'nomo-stores-restore.c': 'restore',
    'nomo-stores.c': 'none yet',
    'nomo-window.c': 'none: a setting, which is GLib’s to keep',
    'pages/nomo-backup-deed.c': 'none yet',
    'pages/nomo-backup-group.c': 'none yet',
    'pages/nomo-cart-pane.c': 'test-journey.py full_disk',
    'pages/nomo-carts-page.c': 'carts',
    'pages/nomo-code-deeds.c': 'none yet',
    'pages/nomo-connect-form.c': 'none: a setting, which is GLib’s to keep',
    'pages/nomo-cost-entry.c': 'test-journey.py full_disk_cost',
    'pages/nomo-cost-import.c': 'none yet',
    'pages/nomo-costs-page.c': 'none yet',
    'pages/nomo-coupon-actions.c': 'test-accidents.py full_stop',
    'pages/nomo-coupon-builder.c': 'discard',
    'pages/nomo-coupon-duplicate.c': 'none yet',
    'pages/nomo-draft-keeper.c': 'test-accidents.py full_coupon',
    'pages/nomo-drafts-page.c': 'none yet',
    'pages/nomo-feature-card.c': 'test-accidents.py full_feature',
    'pages/nomo-feature-history.c': 'none yet',
    'pages/nomo-feature-settings.c': 'feature',
    'pages/nomo-general-page.c': 'none: settings, which are GLib’s to keep',
    'pages/nomo-notifications-page.c': 'none: settings, which are GLib’s to keep',
    'pages/nomo-order-note.c': 'test-accidents.py full_note',
    'pages/nomo-order-pane.c': 'none yet',
    'pages/nomo-order-status-change.c': 'status',
    'pages/nomo-order-tags-change.c': 'none yet',
    'pages/nomo-outbox-page.c': 'none yet',
    'pages/nomo-proof-window.c': 'none yet',
    'pages/nomo-record-export.c': 'export',
    'pages/nomo-season-coupon.c': 'none yet',
}


class Pages:
    def __init__(self, binary, cli, demo, locale, language):
        self.binary = binary
        self.cli = cli
        self.language = language
        self.catalogue = gettext.translation('nomo-flow', locale, [language], fallback=language == 'en')
        self.words = self.catalogue.gettext
        self.demo = DemoShop(demo, '--orders', '120', '--customers', '40', '--plan', 'special')
        self.trouble = tempfile.NamedTemporaryFile(dir='/tmp')
        self.trouble.write(bytes(16))
        self.trouble.flush()
        self.program = None
        self.disk = 'full'

    # --- the program ---

    def start(self):
        options = os.environ.get('ASAN_OPTIONS', '') + ':verify_asan_link_order=0:detect_leaks=0'
        self.program = Program(self.binary, environment={
            'LANGUAGE': self.language, 'NOMO_CLOCK': self.demo.ready['clock'], 'HOME': str(HOME), 'ASAN_OPTIONS': options,
            'LD_PRELOAD': os.environ['NOMO_TROUBLE_LIBRARY'], 'NOMO_TROUBLE': self.trouble.name, 'NOMO_TROUBLE_BELOW': str(HOME)})

    def close(self):
        if self.program is not None and self.program.process.poll() is None:
            self.program.process.kill()
        self.demo.close()
        self.trouble.close()

    def set_disk(self, error):
        os.pwrite(self.trouble.fileno(), struct.pack('q', error), 8)

    def lose(self):
        """Nothing below the home can be written from now on."""
        self.set_disk(DISKS[self.disk])

    def regain(self):
        self.set_disk(0)

    def wait(self, condition, what, seconds=30):
        return self.program.wait(condition, what, seconds)

    def key(self, *names):
        self.program.key(*names)

    def picture(self, name):
        folder = os.environ.get('NOMO_UI_PICTURES')
        if folder:
            self.program.fill_display()
            self.program.picture(os.path.join(folder, f'pages-{self.disk}-{name}-{self.language}.png'), 6)

    def says(self, parts, name):
        lead, *rest = [self.words(part).partition('%s')[0] for part in parts]
        said = name_of(self.program.expect({'label', 'alert', 'notification', 'status bar'}, contains=lead, opaque=set()))
        if any(part not in said for part in rest):
            raise Failure(f'“{said}” does not say {rest}')
        self.picture(name)

    def says_no_more(self, parts):
        lead = self.words(parts[0]).partition('%s')[0]
        self.wait(lambda: self.program.find(contains=lead, opaque=set()) is None, f'“{lead}” goes')

    def list(self, entity):
        listed = subprocess.run([self.cli, '--json', 'list', entity, '--sort', '-date', '--limit', '1000'] if entity == 'orders' else
                                [self.cli, '--json', 'list', entity, '--limit', '1000'], check=True, stdout=subprocess.PIPE, text=True)
        return [json.loads(line) for line in listed.stdout.splitlines()]

    def ask(self, sql, *values):
        with sqlite3.connect(f'file:{self.demo.file()}?mode=ro', uri=True, timeout=20) as database:
            return database.execute(sql, values).fetchall()

    def select_first(self, entity, title):
        self.program.activate('app.open', GLib.Variant('(sx)', (entity, 0)))
        self.program.activate('app.page', entity)
        self.program.fill_display()
        self.program.click(self.wait(lambda: self.program.find(TABLES, self.words(title)), f'{entity} are listed'), 70)
        self.key('Home', 'shift+Down')
        words = self.catalogue.ngettext(f'%s {entity[:-1]} selected', f'%s {entity} selected', 2).replace('%s', '2')
        self.wait(lambda: self.program.find(name=words), f'two {entity} are selected')

    def clear_selection(self):
        clear = self.program.find(BUTTONS, self.words('Clear the selection'))
        if clear is not None:
            self.program.press(clear)

    # --- steps ---

    def every_writer(self):
        """No file of the interface writes without an entry above."""
        writing = {str(path.relative_to(SOURCE)) for path in SOURCE.rglob('*.c') if WRITES.search(path.read_text(encoding='utf-8'))}
        if writing != set(WRITERS):
            raise Failure(f'not in the list: {sorted(writing - set(WRITERS))}; no more there: {sorted(set(WRITERS) - writing)}')

    def connected(self):
        self.demo.connect(self.cli)
        self.start()
        self.program.expect(BUTTONS, contains=self.words('In sync with Salla'), seconds=90)

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
        label = self.words('Note, if you like: it is kept at Salla beside the status')
        self.select_first('orders', 'Orders')
        self.program.press(self.program.expect(BUTTONS, self.words('Change status')))
        entry = self.program.expect(ENTRIES, label, opaque=set())
        self.key('Down')
        type_into(entry, note)
        self.lose()
        self.key('Tab', 'Return')
        self.says(NOT_KEPT[self.disk], 'status')
        self.key('Escape')
        self.says_no_more(NOT_KEPT[self.disk])
        entry = self.program.expect(ENTRIES, label, opaque=set())
        if text_of(entry) != note or statuses() != before:
            raise Failure(f'“{text_of(entry)}” stands there')
        self.regain()
        self.key('Tab', 'Return')
        self.program.expect({'label', 'alert', 'notification', 'status bar'}, contains=told, opaque=set())
        if statuses() == before:
            raise Failure('no order was moved')
        self.clear_selection()

    def carts(self):
        def followed():
            return sum(bool(cart.get('followed_up_at')) for cart in self.list('carts'))

        before = followed()
        self.select_first('carts', 'Abandoned carts')
        mark = self.program.expect(BUTTONS, self.words('Mark as followed up'))
        self.lose()
        self.program.press(mark)
        self.says(NOT_KEPT[self.disk], 'carts')
        if followed() != before:
            raise Failure('the store holds what could not be written')
        self.regain()
        self.key('Escape')
        self.program.press(self.program.expect(BUTTONS, self.words('Mark as followed up')))
        self.wait(lambda: followed() > before, 'with room they are marked')

    def undo(self):
        """What the step before did is taken back."""
        button = self.program.expect(BUTTONS, contains=self.words('Undo'))
        self.lose()
        self.program.press(button)
        self.says(NOT_KEPT[self.disk], 'undo')
        self.regain()
        self.key('Escape')
        self.says_no_more(NOT_KEPT[self.disk])
        self.clear_selection()

    def report(self):
        self.program.activate('app.report')
        view = self.program.expect({'text'}, self.words('Report for support'), opaque=set())
        self.wait(lambda: 'Quick check' in text_of(view), 'the report is shown')
        path = HOME / f'report-{self.disk}.txt'
        self.program.press(self.program.expect(BUTTONS, self.words('Save…')))
        self.lose()
        self.program.answer_file(self.words('Save the report'), path, saves=True)
        self.says(NOT_WRITTEN, 'report')
        self.regain()
        self.program.press(self.program.expect(BUTTONS, self.words('Save…')))
        self.program.answer_file(self.words('Save the report'), path, saves=True)
        self.wait(lambda: path.exists() and path.read_text(encoding='utf-8') == text_of(view), 'with room it is saved')
        self.key('Escape')

    def feature(self):
        """The amount is typed already when the disk is lost, and is kept when the window closes with room."""
        def minimum():
            rows = self.ask("SELECT settings FROM record_feature WHERE name = 'new-orders'")
            return json.loads(rows[0][0] or '{}').get('minimum') if rows else None

        self.program.activate('app.page', 'features')
        self.program.press(self.program.expect(BUTTONS, self.words('Settings: %s') % self.words('New-order alerts')))
        entry = self.program.expect(ENTRIES, self.words('Only orders from'), opaque=set())
        before = minimum()
        value = {'full': '250', 'read-only': '360'}[self.disk]
        type_into(entry, value)
        self.lose()
        # From the menu, where the focus is at first.
        self.key('Tab', 'Return')
        self.says(NOT_KEPT[self.disk], 'feature')
        if minimum() != before or text_of(entry) != value:
            raise Failure(f'the store holds {minimum()}, “{text_of(entry)}” is typed')
        path = HOME / f'settings-{self.disk}.json'
        self.export_settings(path)
        self.says(NOT_WRITTEN, 'settings')
        self.regain()
        self.export_settings(path)
        self.wait(path.exists, 'with room the file is written')
        self.says_no_more(NOT_WRITTEN)
        self.key('Escape')
        self.wait(lambda: minimum() == value + '.00', 'with room it is kept')

    def export_settings(self, path):
        self.program.press(self.program.expect(BUTTONS, self.words('Export, import and reset')))
        self.program.press(self.program.expect({'menu item'}, self.words('Export settings…'), opaque=set()))
        self.program.answer_file(self.words('Export settings'), path, saves=True)

    def discard(self):
        """The draft is still there, and goes from the list of drafts once there is room."""
        def drafts():
            return len(self.ask('SELECT 1 FROM record_draft'))

        before = drafts()
        self.program.activate('app.new-coupon')
        value = self.program.expect(ENTRIES, self.words('Discount'), opaque=set())
        type_into(value, '33')
        self.wait(lambda: drafts() == before + 1, 'the draft is kept')
        self.key('Escape')
        self.says_no_more(NOT_KEPT[self.disk])
        discard = self.program.expect(BUTTONS, self.words('Discard'))
        self.lose()
        self.program.press(discard)
        self.says(NOT_KEPT[self.disk], 'discard')
        if drafts() != before + 1:
            raise Failure('the draft is gone')
        self.regain()

    def restore(self):
        """The store that is there is still open, as it was."""
        def files():
            return {path.name for path in self.demo.file().parent.iterdir() if 'before' in path.name or 'scratch' in path.name}

        path, passphrase = HOME / f'backup-{self.disk}.nomo', 'sesame 1448 opens the red door'
        subprocess.run([self.cli, 'backup', path], check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, 'NOMO_PASSPHRASE': passphrase, 'NOMO_CLOCK': self.demo.ready['clock']})
        self.program.activate('app.setting', 'data/backups')
        self.program.press(self.program.expect(BUTTONS, self.words('Restore…'), opaque=set()))
        self.program.answer_file(self.words('Restore a backup'), path)
        self.program.expect(name=self.words('The passphrase of this backup'), opaque=set())
        subprocess.run(['xdotool', 'type', '--delay', '5', passphrase], check=True)
        self.key('Return')
        self.program.expect(contains=self.words('Restore the backup of %s?').partition('%s')[0], seconds=60, opaque=set())
        self.lose()
        self.key('Tab', 'Return')
        self.says(NOT_WRITTEN if self.disk == 'full' else NOT_KEPT[self.disk], 'restore')
        self.regain()
        self.key('Escape', 'Escape')
        self.wait(lambda: self.program.keyboard_window() == self.words('Nomo Flow'), 'the preferences are closed')
        self.program.expect(BUTTONS, contains=self.words('In sync with Salla'))
        if files():
            raise Failure(f'{files()} is left')

    def in_turn(self, disk):
        self.disk = disk
        for act in ACTS[disk]:
            getattr(self, act)()
            print(f'# {disk}: {act}', flush=True)

    def full(self):
        self.in_turn('full')

    def read_only(self):
        self.in_turn('read-only')

    def quiet(self):
        status = self.program.close()
        complaints = [line for line in self.program.complaints() if not any(mark in line for mark in OF_A_BAD_DISK)]
        if status != 0 or complaints:
            raise Failure(f'it ended with {status}: ' + '\n'.join(dict.fromkeys(complaints)))


ACTS = {'full': ('export', 'carts', 'undo', 'report', 'feature', 'discard', 'restore'),
        'read-only': ('export', 'report', 'feature', 'status', 'restore')}
STEPS = ('every_writer', 'connected', 'full', 'read_only', 'quiet')


if __name__ == '__main__':
    sys.exit(run_steps(Pages(*sys.argv[1:]), STEPS))
