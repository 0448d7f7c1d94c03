#!/usr/bin/python3
"""What happens to a computer, seen on the screen of the real program; for use inside tests/ui/session.

    test-accidents.py NOMO_FLOW NOMO DEMO_STORE LOCALE_FOLDER LANGUAGE

The disk fills while each page writes; its file may not be written any more, or is of a newer or of an older version; another program
holds it; it is damaged; the keyring is locked halfway through a renewal; the data is a copy of another computer's; the computer
moves to another time zone, and sleeps for a night. Each time a sentence says so, what was typed stays, nothing looks as if it had been
done, and it goes on as soon as it can. With NOMO_UI_PICTURES=FOLDER a picture of each state is left there. Prints TAP."""

import gzip
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile

from accessible import extents_of, has_focus, is_checked, is_sensitive, name_of, role_of, text_of, type_into
from demoshop import ShopTest
from gi.repository import GLib
from nomoui import BUTTONS, OF_A_FULL_DISK, Failure, run_steps, wait

PAGE = 4096
DAY_MS = 24 * 3600 * 1000
ENTRIES = {'text', 'entry'}
SWITCHES = {'check box', 'switch', 'toggle button'}
TABLES = {'table', 'tree table', 'list'}
FULL = ('The disk is full, so the last change was not saved.', 'Free some space. Nomo Flow goes on where it stopped.')
NEWER = ('The store’s data was written by a newer version of Nomo Flow.', 'Update Nomo Flow, then open it again.')
BUSY = ('Another program holds the store’s data too long.', 'Close the other program or wait a moment, then try again.')
DAMAGED = ('The store’s data is damaged.',)
READ_ONLY = ('The store’s data could not be opened: %s.', 'Check that the folder exists and that you may write to it.')
UNKEPT = ('The renewed sign-in could not be put into the keyring and would be lost with this program.',
          'Unlock the keyring and leave Nomo Flow open: it tries again by itself.')
OTHER_COPY = ('The sign-in belongs to another copy of Nomo Flow’s data on this computer, and only one may use it.',
              'Go on with the other copy, or reconnect the store here.')
# Lists, and the plural that counts their rows below them.
LISTS = (('orders', 'Orders'), ('carts', 'Abandoned carts'), ('products', 'Products'), ('reviews', 'Reviews'),
         ('coupons', 'Coupons'), ('offers', 'Special offers'), ('customers', 'Customers'))
# Root may write whatever the mode of a file says, unless that is taken from it.
NOT_OVER_MODES = ('setpriv', '--bounding-set', '-dac_override,-dac_read_search,-fowner')
UPGRADING = ('Bringing your store up to date…',
             'This version of Nomo Flow keeps your data in another way. Nothing is lost if the computer is switched off meanwhile.')
UPGRADING_TERMINAL = ('The store is being brought up to this version of Nomo Flow, which takes a while. Nothing is lost if it is '
                      'interrupted.')
OLD_STORE = pathlib.Path(__file__).parents[1] / 'unit/store/corpus/shop-5.db.gz'
OLD_MERCHANT = '1653862396'
MANY = 60000
ZONES = '/usr/share/zoneinfo'
GROUPS = {'panel', 'group', 'grouping'}
TILES = ('Sales', 'Orders', 'New customers')


class Accidents(ShopTest):
    trade = ('--orders', '120', '--customers', '40', '--plan', 'special')
    sync_patience = 90
    pictured_as = 'accident'
    excused = OF_A_FULL_DISK

    # --- the program ---

    def picture(self, name):
        if 'NOMO_UI_PICTURES' in os.environ:
            self.program.fill_display()
            super().picture(name)

    def sentence(self, parts):
        """Up to where it says what this once differs."""
        return [self.words(part).partition('%s')[0] for part in parts]

    def says(self, parts, seconds=30):
        lead, *rest = self.sentence(parts)
        said = name_of(self.program.expect({'label', 'alert', 'notification', 'status bar'}, contains=lead, seconds=seconds))
        missing = [part for part in rest if part not in said]
        if missing:
            raise Failure(f'“{said}” does not say {missing}')

    def says_no_more(self, parts):
        lead = self.sentence(parts)[0]
        self.wait(lambda: self.program.find(contains=lead) is None, f'“{lead}” goes')

    def feature(self):
        """Whether new orders are told, as the store has it."""
        return self.demo.ask('SELECT "on" FROM record_feature WHERE name = ?', 'new-orders') == [(1,)]

    def press_feature(self):
        self.program.activate('app.page', 'features')
        self.program.press(self.program.expect(SWITCHES, self.words('New-order alerts')))

    def every_list(self):
        """All that is kept can be read."""
        for entity, title in LISTS:
            self.program.activate('app.page', entity)
            self.wait(lambda: self.program.find(TABLES, self.words(title)), f'{entity} are listed')
            count = len(self.list(entity))
            self.wait(lambda: any(digits(name_of(node)) == str(count) for node in self.program.walk() if name_of(node)),
                      f'all {count} {entity} are counted')

    # --- steps ---

    def connected(self):
        self.demo.connect(self.cli)
        self.start()
        self.synced()

    def full_feature(self):
        before = self.feature()
        self.limit(1)
        self.press_feature()
        self.says(FULL)
        if self.feature() != before:
            raise Failure('the store holds what could not be written')
        self.picture('full-feature')
        self.limit('unlimited')
        self.press_feature()
        self.wait(lambda: self.feature() != before, 'with room again it is switched')

    def full_note(self):
        order = self.list('orders')[0]

        def note():
            return next(one for one in self.list('orders') if one['id'] == order['id']).get('note')

        self.program.activate('app.open', GLib.Variant('(sx)', ('orders', int(order['id']))))
        entry = self.program.expect(ENTRIES, self.words('Add a note'), opaque=set())
        self.limit(1)
        type_into(entry, 'fragile')
        self.program.click(entry)
        self.key('Return')
        self.says(FULL)
        if note() or text_of(entry) != 'fragile':
            raise Failure(f'the store holds {note()}, “{text_of(entry)}” is typed')
        self.picture('full-note')
        self.limit('unlimited')
        self.key('Escape')
        self.says_no_more(FULL)
        self.program.click(entry)
        self.key('Return')
        self.wait(lambda: note() == 'fragile', 'the note is kept once there is room')
        self.key('Escape', 'Escape')

    def full_coupon(self):
        self.program.activate('app.page', 'coupons')
        self.program.expect(BUTTONS, self.words('New coupon'))
        self.key('ctrl+n')
        value = self.wait(lambda: self.program.find(ENTRIES, self.words('Discount'), opaque=set()), 'the discount is asked')
        self.wait(lambda: has_focus(value), 'the discount has the focus')
        self.limit(1)
        type_into(value, '15')
        self.says(FULL)
        type_into(self.program.expect(ENTRIES, self.words('Coupon code'), opaque=set()), 'FULL15')
        publish = self.program.expect(BUTTONS, self.words('Publish coupon'))
        self.wait(lambda: is_sensitive(publish), 'it can be published')
        self.program.press(publish)
        self.says(FULL)
        self.picture('full-coupon')
        if any(coupon['code'] == 'FULL15' for coupon in self.list('coupons')) or text_of(value) != '15':
            raise Failure(f'the coupon is there, or “{text_of(value)}” is typed')
        self.limit('unlimited')
        self.program.press(publish)
        self.wait(lambda: any(coupon['code'] == 'FULL15' for coupon in self.list('coupons')), 'it is published once there is room')

    def full_stop(self):
        """The coupon is beside the list now."""
        def status():
            return next(coupon['status'] for coupon in self.list('coupons') if coupon['code'] == 'FULL15')

        stop = self.program.expect(BUTTONS, self.words('Stop'))
        self.limit(1)
        self.program.press(stop)
        self.says(FULL)
        if status() != 'active':
            raise Failure(f'the coupon is {status()}')
        self.picture('full-stop')
        self.limit('unlimited')
        self.program.press(self.program.expect(BUTTONS, self.words('Stop')))
        self.wait(lambda: status() == 'inactive', 'it is stopped once there is room')
        self.end()

    def newer(self):
        """A file of a newer version can be read, and stays as it is."""
        version = self.version('99')
        before = self.demo.file().read_bytes()
        self.start()
        self.says(NEWER)
        self.picture('newer')
        self.every_list()
        self.press_feature()
        self.says(NEWER)
        self.end()
        if self.demo.file().read_bytes() != before:
            raise Failure('the file changed')
        self.version(version)

    def upgraded(self):
        """A large store of an older version: the window says what takes so long, and shows the store then. So does the terminal."""
        home, path = self.large_old()
        aside = path.with_suffix('.aside')
        shutil.copy(path, aside)
        self.start(XDG_DATA_HOME=str(home))
        for words in UPGRADING:
            self.wait(lambda words=words: self.is_shown(contains=self.words(words)), f'“{self.words(words)}” is on the screen', 60)
        self.wait(lambda: self.is_shown(contains='%') or self.is_shown(contains='٪'), 'it says how far it is')
        self.picture('upgrade')
        self.wait(lambda: self.program.find(contains=self.words(UPGRADING[0])) is None, 'the words go', 300)
        self.program.activate('app.page', 'customers')
        self.wait(lambda: self.program.find(TABLES, self.words('Customers')), 'the store is shown')
        self.end()
        if path.with_name(path.name + '-wal').exists():
            raise Failure('the program leaves the file open when it ends')
        aside.replace(path)
        asked = subprocess.run([self.cli, '--data', home / 'nomo-flow', '--json', 'list', 'customers', '--limit', '3'], check=True,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, 'LANGUAGE': self.language})
        if asked.stderr.count(self.words(UPGRADING_TERMINAL)) != 1:
            raise Failure(f'the terminal says “{asked.stderr}”')
        if len([json.loads(line) for line in asked.stdout.splitlines()]) < 3:
            raise Failure(f'instead of customers there is “{asked.stdout}”')
        shutil.rmtree(home)

    def is_shown(self, contains):
        """A page that is not on the screen has its labels in the tree all the same, without a size."""
        label = self.program.find({'label', 'status bar', 'notification'}, contains=contains)
        return label is not None and extents_of(label).width > 0

    def large_old(self):
        """What an older version left of a small shop, with many customers more. The log of it is empty."""
        home = pathlib.Path(tempfile.mkdtemp(prefix='nomo-old-'))
        path = home / 'nomo-flow' / 'stores' / (OLD_MERCHANT + '.db')
        path.parent.mkdir(parents=True)
        path.write_bytes(gzip.decompress(OLD_STORE.read_bytes()))
        with sqlite3.connect(path) as database:
            columns = [row[1] for row in database.execute('PRAGMA table_info(record_customer)') if row[1] != 'id']
            listed = ', '.join(f'"{column}"' for column in columns)
            first, = database.execute('SELECT min(id) FROM record_customer').fetchone()
            database.execute(f'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MANY})'
                             f' INSERT INTO record_customer (id, {listed}) SELECT 900000000 + i, {listed} FROM n, record_customer'
                             f' WHERE record_customer.id = {first}')
            database.execute("INSERT INTO feed SELECT 'customer', id, seq, 1 FROM record_customer WHERE id > 900000000")
        database.execute('PRAGMA wal_checkpoint(TRUNCATE)')
        database.close()
        return home, path

    def version(self, version=None):
        """The schema's, before it is that one. The log goes into the file, so that what is in the file is all there is."""
        with sqlite3.connect(self.demo.file()) as database:
            before, = database.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
            database.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", (version or before,))
        database.execute('PRAGMA wal_checkpoint(TRUNCATE)')
        database.close()
        return before

    def read_only(self):
        folder = self.demo.file().parent
        modes = {path: path.stat().st_mode for path in (*folder.iterdir(), folder)}
        for path, mode in modes.items():
            path.chmod(mode & ~0o222)
        self.start(before=NOT_OVER_MODES if os.geteuid() == 0 else ())
        self.says(READ_ONLY)
        self.picture('read-only')
        self.every_list()
        before = self.feature()
        self.press_feature()
        self.says(READ_ONLY)
        if self.feature() != before:
            raise Failure('the store holds what could not be written')
        self.end()
        for path, mode in modes.items():
            path.chmod(mode)

    def held(self):
        """Another program writes, and does not come to an end."""
        self.start()
        self.synced()
        before = self.feature()
        other = sqlite3.connect(self.demo.file(), isolation_level=None)
        other.execute('BEGIN IMMEDIATE')
        self.press_feature()
        # What was to be written before it waits as long, one after the other.
        self.says(BUSY, seconds=90)
        switch = self.program.expect(SWITCHES, self.words('New-order alerts'))
        self.wait(lambda: is_checked(switch) == before, 'the switch is as it was', 90)
        self.picture('held')
        other.execute('ROLLBACK')
        other.close()
        if self.feature() != before:
            raise Failure('the store holds what was refused')
        self.press_feature()
        self.wait(lambda: self.feature() != before, 'it is switched once the other is done')
        self.end()

    def damaged(self):
        """What was there before is put back into the same file: another one would be a copy."""
        self.version()
        with self.demo.file().open('r+b') as file:
            begin = file.read(PAGE)
            file.seek(0)
            file.write(b'\xff' * PAGE)
            file.flush()
            self.start()
            self.says(DAMAGED)
            self.picture('damaged')
            self.end()
            file.seek(0)
            file.write(begin)
        self.start()
        self.synced()
        self.end()

    def lock_keyring(self):
        subprocess.run(['gdbus', 'call', '--session', '--dest', 'org.freedesktop.secrets', '--object-path', '/org/freedesktop/secrets',
                        '--method', 'org.freedesktop.Secret.Service.Lock', "['/org/freedesktop/secrets/collection/login']"],
                       check=True, stdout=subprocess.DEVNULL)

    def asked_to_unlock(self):
        """The desktop asks for the password of the keyring, in a window that has the keyboard."""
        own = self.words('Nomo Flow')
        self.wait(lambda: self.program.keyboard_window() not in ('', own), 'the password is asked for')

    def grants(self):
        """What came of what was asked for sign-ins: "refresh_token: ok" …"""
        return [entry['grant'] for entry in self.demo.control('/ledger')['requests'] if entry['grant'] is not None]

    def locked(self):
        """Halfway: after Salla has given a new pair, before the keyring has taken it. The person does not unlock it at first."""
        self.demo.ready['clock'] = self.demo.control('/clock', {'advance_ms': 8 * DAY_MS})['clock']
        self.demo.control('/misbehave', {'name': 'slow', 'count': 1, 'grant': 'refresh_token', 'ms': 1000})
        self.start()
        self.wait(lambda: 'refresh_token: ok' in self.grants(), 'Salla gives a new sign-in')
        self.lock_keyring()
        self.asked_to_unlock()
        self.key('Escape')
        self.says(UNKEPT)
        self.picture('locked')
        self.program.press(self.program.expect(BUTTONS, self.words('Try again')))
        self.asked_to_unlock()
        subprocess.run(['xdotool', 'type', '--delay', '20', 'nomo'], check=True)
        self.key('Return')
        self.says_no_more(UNKEPT)
        self.synced()
        self.end()

    def copied(self):
        """The folder of another computer, or of a Flatpak, beside the keyring of this one."""
        data = pathlib.Path(os.environ['XDG_DATA_HOME'])
        other = data / 'copy'
        shutil.copytree(data / 'nomo-flow', other / 'nomo-flow')
        self.start(XDG_DATA_HOME=str(other))
        self.says(OTHER_COPY)
        self.picture('copied')
        self.every_list()
        self.end()
        shutil.rmtree(other)
        self.start()
        self.synced()

    def stand_still(self):
        """A computer that sleeps stops everything; here others go on reading, so it is not to stop while it holds the store."""
        process = self.program.process
        for _ in range(20):
            process.send_signal(signal.SIGSTOP)
            wait(lambda: is_stopped(process.pid), 'the program stands still')
            try:
                return self.list('orders')
            except subprocess.CalledProcessError:
                process.send_signal(signal.SIGCONT)
        raise Failure('it holds the store whenever it is stopped')

    def asleep(self):
        """What was sold while it stood still arrives by itself once it goes on, within its usual minute."""
        process = self.program.process
        self.stand_still()
        self.demo.control('/orders', {'n': 3})
        count = len(self.demo.control('/books/orders'))
        if len(self.list('orders')) == count:
            raise Failure('it took in orders while it stood still')
        process.send_signal(signal.SIGCONT)
        self.wait(lambda: len(self.list('orders')) == count, 'what was sold meanwhile arrives', 90)
        self.end()

    def moved(self):
        """Into another time zone while it runs: days are the shop's days, and figures stay."""
        zone = pathlib.Path(os.environ['XDG_DATA_HOME'], 'zone')
        zone.write_bytes(pathlib.Path(ZONES, 'Asia/Riyadh').read_bytes())
        self.start(TZ=f':{zone}')
        self.synced()
        self.program.activate('app.page', 'overview')
        before = self.figures()
        zone.write_bytes(pathlib.Path(ZONES, 'Pacific/Kiritimati').read_bytes())
        self.key('F5')
        self.program.activate('app.page', 'orders')
        self.wait(lambda: self.program.find(TABLES, self.words('Orders')), 'orders are listed')
        self.program.activate('app.page', 'overview')
        self.wait(lambda: self.figures() == before, 'the figures are those of before')
        self.end()

    def figures(self):
        """What the tiles of Overview say, once they do."""
        def said():
            tiles = [node for node in self.program.walk() if role_of(node) in GROUPS and name_of(node) in map(self.words, TILES)]
            numbers = [name_of(label) for tile in tiles for label in self.program.walk(tile) if digits(name_of(label))]
            return len(tiles) == len(TILES) and numbers
        return self.wait(said, 'the tiles show')


def is_stopped(pid):
    return pathlib.Path(f'/proc/{pid}/stat').read_text(encoding='utf-8').rpartition(')')[2].split()[0] == 'T'


def digits(text):
    return ''.join(letter for letter in text if letter.isdecimal())


STEPS = ('connected', 'full_feature', 'full_note', 'full_coupon', 'full_stop', 'newer', 'upgraded', 'read_only', 'held', 'damaged', 'locked',
         'copied', 'asleep', 'moved', 'quiet')


if __name__ == '__main__':
    sys.exit(run_steps(Accidents(*sys.argv[1:]), STEPS))
