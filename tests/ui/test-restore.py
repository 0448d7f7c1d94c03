#!/usr/bin/python3
"""A backup restored from the preferences: how far it is, cancelled, and to its end; for use inside tests/ui/session. With `demo`
over the demo store; with `others` where another program holds the store, where there is none, and while another one is shown.

    test-restore.py NOMO_FLOW NOMO DEMO_STORE LOCALE_FOLDER LANGUAGE [demo|others]

The disk stands still where the test says, for the program alone: NOMO_TROUBLE_LIBRARY does that. So what is told of each block
can be seen, and what is shown while the backup takes the store's place. With NOMO_UI_PICTURES=FOLDER a picture of each state is
left there. Prints TAP."""

import gettext
import os
import pathlib
import re
import sqlite3
import struct
import subprocess
import sys
import tempfile

from accessible import has_focus, is_sensitive
from demoshop import DemoShop
from nomoui import BUTTONS, Failure, Program, run_steps

HOME = pathlib.Path(os.environ['XDG_DATA_HOME']).parent
PASSPHRASE = 'sesame 1448 opens the red door'
BLOCK = 64 * 1024
WIDEST_MINIMUM = 400
# Of trouble.c.
NOBODY, EACH_BLOCK, EACH_NAME, EACH_LOG = range(4)
TOLD = 'The backup is restored. What was there before is kept.'
RESTORED = ('The store was restored from a backup, which holds no sign-in to Salla.', 'Reconnect the store.')


class Restore:
    def __init__(self, binary, cli, demo, locale, language, *_):
        self.binary = binary
        self.cli = cli
        self.language = language
        self.catalogue = gettext.translation('nomo-flow', locale, [language], fallback=language == 'en')
        self.words = self.catalogue.gettext
        self.binary_of_demo = demo
        self.demo = DemoShop(demo, '--orders', '120', '--customers', '40', '--plan', 'pro')
        self.other = None
        self.backup = HOME / 'backup.nomo'
        self.trouble = tempfile.NamedTemporaryFile(dir='/tmp')
        self.trouble.write(bytes(24))
        self.trouble.flush()
        os.mkfifo(HOME / 'pipe')
        self.pipe = os.open(HOME / 'pipe', os.O_RDWR)
        self.program = None
        self.epoch = None

    def close(self):
        if self.program is not None and self.program.process.poll() is None:
            self.program.process.kill()
        self.demo.close()
        if self.other is not None:
            self.other.close()
        self.trouble.close()
        os.close(self.pipe)

    def hold(self, waiter):
        os.pwrite(self.trouble.fileno(), struct.pack('q', waiter), 16)

    def let_pass(self, number):
        os.write(self.pipe, bytes(number))

    def move_on(self):
        self.hold(NOBODY)
        self.let_pass(1)

    def wait(self, condition, what, seconds=30):
        return self.program.wait(condition, what, seconds)

    def picture(self, name):
        folder = os.environ.get('NOMO_UI_PICTURES')
        if folder:
            self.program.picture(os.path.join(folder, f'restore-{self.language}-{name}.png'), 6)

    # --- what is there ---

    def files(self):
        return sorted(path.name for path in self.demo.file().parent.iterdir() if '.db' in path.name or 'scratch' in path.name)

    def read_epoch(self):
        """Another one after each restore."""
        return self.demo.ask("SELECT value FROM meta WHERE key = 'epoch'")

    def kept_aside(self):
        return [name for name in self.files() if '.before-' in name]

    def named(self, name):
        return self.program.find(name=name, opaque=set())

    def done(self):
        """How much is told to be done, in thousands of bytes; None when nothing is."""
        pattern = re.compile(re.escape(self.catalogue.pgettext('progress', '%1$s of %2$s')).replace('%1\\$s', r'(\d+) [^\d]+')
                             .replace('%2\\$s', r'[\d.,٫٬]+ .+'))
        names = self.program.accessible.names_of(list(self.program.walk(opaque=set())))
        return next((int(found[1]) for found in map(pattern.match, names) if found), None)

    def tells(self, blocks):
        expected = (blocks * BLOCK + 500) // 1000
        self.wait(lambda: self.done() == expected, f'{expected} kB are told to be done')

    def ask(self):
        """As far as the question."""
        self.program.activate('app.setting', 'data/backups')
        self.program.press(self.program.expect(BUTTONS, self.words('Restore…'), opaque=set()))
        self.program.answer_file(self.words('Restore a backup'), self.backup)
        self.program.expect(name=self.words('The passphrase of this backup'), opaque=set())
        subprocess.run(['xdotool', 'type', '--delay', '5', PASSPHRASE], check=True)
        self.program.key('Return')
        self.program.expect(contains=self.words('Restore the backup of %s?').partition('%s')[0], seconds=60, opaque=set())

    # --- steps ---

    def connected(self):
        self.demo.connect(self.cli)
        self.start()
        self.back_up()
        if self.backup.stat().st_size < 10 * BLOCK:
            raise Failure('the backup has so few blocks that nothing can be seen')

    def start(self):
        options = os.environ.get('ASAN_OPTIONS', '') + ':verify_asan_link_order=0:detect_leaks=0'
        self.program = Program(self.binary, environment={
            'LANGUAGE': self.language, 'NOMO_CLOCK': self.demo.ready['clock'], 'HOME': str(HOME), 'ASAN_OPTIONS': options,
            'LD_PRELOAD': os.environ['NOMO_TROUBLE_LIBRARY'], 'NOMO_TROUBLE': self.trouble.name, 'NOMO_TROUBLE_BELOW': str(HOME),
            'NOMO_TROUBLE_PIPE': str(HOME / 'pipe')})

    def back_up(self):
        self.program.expect(BUTTONS, contains=self.words('In sync with Salla'), seconds=90)
        subprocess.run([self.cli, 'backup', self.backup], check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, 'NOMO_PASSPHRASE': PASSPHRASE, 'NOMO_CLOCK': self.demo.ready['clock']})
        self.epoch = self.read_epoch()

    def moves(self):
        """Told block by block, while the store stays where it is."""
        self.ask()
        self.hold(EACH_BLOCK)
        self.program.key('Tab', 'Return')
        self.tells(1)
        self.wait(lambda: has_focus(self.program.find(BUTTONS, self.words('Cancel'), opaque=set())), 'the focus is where it can be cancelled')
        self.picture('begun')
        self.let_pass(6)
        self.tells(7)
        self.picture('moves')
        if is_sensitive(self.program.expect(BUTTONS, self.words('Restore…'), opaque=set())):
            raise Failure('another backup can be restored meanwhile')

    def narrow(self):
        self.program.narrow(WIDEST_MINIMUM, 'the preferences are as narrow as a phone')
        self.picture('narrow')

    def cancelled(self):
        """Nothing was changed, and nothing is left of it."""
        self.program.press(self.program.expect(BUTTONS, self.words('Cancel'), opaque=set()))
        self.wait(lambda: self.named(self.words('Stopping…')), 'it is told that it stops')
        self.move_on()
        self.wait(lambda: self.named(self.words('Cancelled. Nothing was changed.')), 'it is told that nothing was changed')
        self.picture('cancelled')
        self.wait(lambda: has_focus(self.named(self.words('Restore…'))), 'it can be asked for again')
        if self.read_epoch() != self.epoch or self.kept_aside() or any('scratch' in name for name in self.files()):
            raise Failure(f'something was changed: {self.files()}')
        self.program.key('Escape')
        self.program.expect(BUTTONS, contains=self.words('In sync with Salla'))

    def checks(self):
        """All of it is read, and how far the look through it is cannot be told."""
        self.ask()
        self.hold(EACH_LOG)
        self.program.key('Tab', 'Return')
        self.wait(lambda: self.named(self.words('Checking the records')), 'it is told that it checks', 60)
        if self.done() is not None:
            raise Failure('it is told how much is done, and stands still')
        if not self.program.find(BUTTONS, self.words('Cancel'), opaque=set()):
            raise Failure('it can no longer be cancelled, though nothing has made way')
        self.picture('checks')

    def last_step(self):
        """Once the store makes way nothing can be cancelled any more, which is said."""
        self.hold(EACH_NAME)
        self.let_pass(1)
        self.wait(lambda: self.named(self.words('Almost done. It can no longer be cancelled.')), 'the last step is told', 60)
        self.wait(lambda: self.program.keyboard_window() == self.words('Nomo Flow'), 'the preferences are closed')
        self.wait(lambda: self.program.find(BUTTONS, self.words('Cancel'), opaque=set()) is None, 'nothing can be cancelled', 5)
        self.picture('last-step')

    def over_demo(self):
        """The demo store is signed in again without anybody who signs in."""
        self.start()
        self.program.press(self.program.expect(BUTTONS, self.words('Open the demo store')))
        self.back_up()
        self.ask()
        self.program.expect(name=self.words('It takes the place of what this device has of the demo store, which is kept beside it '
                                            'under another name. Then the demo store starts again by itself.'), opaque=set())
        self.picture('demo-question')
        self.program.key('Tab', 'Return')
        self.wait(self.kept_aside, 'what was there makes way', 60)
        self.program.expect(BUTTONS, contains=self.words('In sync with Salla'), seconds=90)
        self.is_there()
        if self.program.find(BUTTONS, self.words('Reconnect')):
            raise Failure('the demo store is to be reconnected')
        self.picture('demo-restored')

    def restored(self):
        self.move_on()
        self.is_told()
        self.tells_where()

    def expect_said(self, sentence):
        """In passing, where nothing lies over it."""
        begin = self.words(sentence).partition('%s')[0]
        self.program.expect({'label', 'alert', 'notification', 'status bar'}, contains=begin, seconds=60)
        self.wait(lambda: self.named(self.words('Restore…')) is None, 'the preferences are closed', 5)

    def is_told(self):
        self.expect_said(TOLD)
        self.picture('told')
        self.program.expect(BUTTONS, contains=self.words('Show the folder'))
        self.is_there()
        self.is_to_be_reconnected()

    def is_to_be_reconnected(self):
        self.program.expect(contains=' '.join(map(self.words, RESTORED)), seconds=30)
        self.program.expect(BUTTONS, self.words('Reconnect'))

    def tells_where(self):
        """Where what was there is kept can be read for as long as the program runs."""
        self.program.activate('app.setting', 'data/backups')
        self.program.expect(contains=self.kept_aside()[0], opaque=set())
        subprocess.run(['xdotool', 'mousemove', '690', '500', 'click', '--repeat', '9', '5', 'mousemove', '9999', '9999'], check=True)
        self.picture('where')
        self.program.key('Escape')

    def held(self):
        """Another program has the store open when it is to make way: nothing is changed, and it is shown again."""
        self.ask()
        other = sqlite3.connect(self.demo.file(), isolation_level=None)
        other.execute('BEGIN')
        other.execute('SELECT count(*) FROM meta').fetchone()
        self.program.key('Tab', 'Return')
        self.program.expect(contains=self.words('Another program holds the store’s data too long.'), seconds=60, opaque=set())
        other.close()
        self.picture('held')
        if self.read_epoch() != self.epoch or self.kept_aside() or any('scratch' in name for name in self.files()):
            raise Failure(f'something was changed: {self.files()}')
        self.program.key('Return')
        self.wait(lambda: self.program.keyboard_window() == self.words('Nomo Flow'), 'it is understood')
        self.program.expect(BUTTONS, contains=self.words('In sync with Salla'), seconds=60)

    def nowhere(self):
        """On a device that has no store yet."""
        self.quiet()
        for path in self.demo.file().parent.iterdir():
            if path.is_file():
                path.unlink()
        self.start()
        self.program.expect(BUTTONS, self.words('Open the demo store'))
        self.ask()
        self.picture('nowhere-question')
        self.program.key('Tab', 'Return')
        self.expect_said('The backup of %s is restored.')
        self.picture('nowhere')
        if self.kept_aside() or self.program.find(BUTTONS, contains=self.words('Show the folder')):
            raise Failure('something was kept, though nothing was there')
        self.is_to_be_reconnected()

    def of_another(self):
        """While another store is shown, which is left as it is."""
        self.quiet()
        self.other = DemoShop(self.binary_of_demo, '--orders', '20', '--customers', '10', '--plan', 'pro', '--seed', '8')
        self.other.connect(self.cli)
        self.epoch = self.read_epoch()
        before = self.other.ask("SELECT value FROM meta WHERE key = 'epoch'")
        self.start()
        self.is_to_be_reconnected()
        self.program.activate('app.store', self.other.ready['merchant'])
        self.program.expect(BUTTONS, contains=self.words('In sync with Salla'), seconds=90)
        self.ask()
        self.program.key('Tab', 'Return')
        self.wait(self.kept_aside, 'what was there makes way', 60)
        self.is_told()
        if self.other.ask("SELECT value FROM meta WHERE key = 'epoch'") != before:
            raise Failure('the store that was shown is another one')
        self.tells_where()

    def is_there(self):
        if len(self.kept_aside()) != 1 or self.read_epoch() == self.epoch:
            raise Failure(f'it is not restored: {self.files()}')

    def quiet(self):
        status = self.program.close()
        if status != 0 or self.program.complaints():
            raise Failure(f'it ended with {status}: ' + '\n'.join(dict.fromkeys(self.program.complaints())))


DEMO_STEPS = ('over_demo', 'quiet')
OTHERS_STEPS = ('connected', 'held', 'nowhere', 'of_another', 'quiet')
STEPS = ('connected', 'moves', 'narrow', 'cancelled', 'checks', 'last_step', 'restored', 'quiet')
RUNS = {'demo': DEMO_STEPS, 'others': OTHERS_STEPS}


if __name__ == '__main__':
    sys.exit(run_steps(Restore(*sys.argv[1:]), RUNS.get(sys.argv[-1], STEPS)))
