#!/usr/bin/python3
"""The real program ended without being asked, in the middle of its work, and started again; for use inside tests/ui/session.

    test-crash.py NOMO_FLOW NOMO DEMO_STORE LOCALE_FOLDER LANGUAGE ROUNDS

Each time the store is sound afterwards and what was typed is kept; the next start says what happened and that the data was
checked, shows the whole report before it is saved, and says it no more once it was put away. After an end in order nothing is
said. With NOMO_UI_PICTURES=FOLDER pictures are left there. Prints TAP."""

import json
import os
import pathlib
import signal
import subprocess
import sys

from accessible import text_of, type_into
from demoshop import ShopTest, spoil
from nomoui import BUTTONS, Failure, run_steps

ENTRIES = {'text', 'entry'}
# More than it takes to end a program once it has asked.
SLOW_MS = 2000
# The sanitizers leave these signals to the program.
NO_HANDLERS = 'handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:intercept_tls_get_addr=0'
STATE = pathlib.Path(os.environ['XDG_STATE_HOME'], 'nomo-flow')


class Crash(ShopTest):
    trade = ('--orders', '240', '--customers', '60', '--plan', 'special')
    pictured_as = 'crash'

    def __init__(self, binary, cli, demo, locale, language, rounds):
        super().__init__(binary, cli, demo, locale, language)
        self.rounds = int(rounds)

    # --- the program ---

    def start(self, *arguments, **environment):
        self.demo.control('/misbehave', {'name': 'none'})
        super().start(*arguments, ASAN_OPTIONS=NO_HANDLERS, **environment)
        self.wait(lambda: self.program.has_action('app.page'), 'the program runs')

    def end(self):
        super().end()
        self.quiet()

    def kill(self, number):
        self.program.process.send_signal(number)
        status = self.program.process.wait(30)
        if status != -number:
            raise Failure(f'the program ended with {status}, not by the signal {number}')

    def nomo(self, *arguments):
        return subprocess.run([self.cli, *arguments], check=False, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              env={**os.environ, 'LANGUAGE': self.language, 'NOMO_CLOCK': self.demo.ready['clock']})

    def is_sound(self):
        checked = self.nomo('check')
        if checked.returncode != 0:
            raise Failure(f'the store is not sound: {checked.stdout}{checked.stderr}')

    def drafts(self):
        return [json.loads(draft) for draft in self.nomo('--json', 'list', 'drafts').stdout.splitlines()]

    def times_asked(self):
        """How often the list of orders was asked for."""
        asked = self.demo.control('/ledger')['requests']
        return sum(request['target'].split('?')[0].endswith('/orders') for request in asked)

    def says(self, sentence):
        return self.program.find(contains=self.words(sentence), opaque=set())

    def expect_message(self, sentence='Nomo Flow stopped unexpectedly last time. Your data is intact: it was checked just now.'):
        self.wait(lambda: self.says(sentence), f'it says “{sentence}”')

    def expect_no_message(self):
        """Once the page is there, the store was opened, and what is to be said would be said."""
        self.synced()
        if self.says('Nomo Flow stopped unexpectedly last time.') or self.says('Show the report'):
            raise Failure('something is said, though the last run ended in order')

    def in_a_sync(self):
        """Orders have come, and the program asks for them, of somebody who is slow to answer."""
        self.demo.control('/orders', {'n': 40})
        self.demo.control('/misbehave', {'name': 'slow', 'ms': SLOW_MS, 'count': 100000})
        before = self.times_asked()
        self.program.activate('app.sync')
        self.wait(lambda: self.times_asked() > before, 'the sync waits for orders')

    def type_coupon(self, value):
        self.program.activate('app.new-coupon')
        field = self.wait(lambda: self.program.find(ENTRIES, self.words('Discount'), opaque=set()), 'the discount is asked')
        type_into(field, value)

    def draft_value(self):
        drafts = self.drafts()
        return json.loads(drafts[0]['typed'])['value'] if drafts else None

    def open_report(self):
        self.program.press(self.program.expect(BUTTONS, self.words('Show the report')))
        view = self.program.expect({'text'}, self.words('Report for support'), opaque=set())
        self.wait(lambda: 'Quick check' in text_of(view), 'the report is shown')
        return text_of(view)

    def put_away(self):
        self.program.press(self.program.expect(BUTTONS, self.words('Do not show this again')))
        self.wait(lambda: not self.says('Nomo Flow stopped unexpectedly last time.'), 'nothing is said any more')

    # --- steps ---

    def connected(self):
        self.demo.connect(self.cli)
        self.start()
        self.expect_no_message()
        if not (STATE / 'run').exists():
            raise Failure('a program that runs has left no mark')

    def ended_in_order(self):
        self.end()
        if STATE.exists() and any(STATE.iterdir()):
            raise Failure(f'left behind: {sorted(STATE.iterdir())}')
        self.start()
        self.expect_no_message()

    def crashed(self):
        """It dies of itself in the middle of a sync, with a coupon begun."""
        self.type_coupon('17')
        self.wait(lambda: self.draft_value() == '17', 'the draft is kept')
        self.in_a_sync()
        self.kill(signal.SIGSEGV)
        self.is_sound()
        if self.draft_value() != '17':
            raise Failure(f'the draft says {self.draft_value()}')

    def told(self):
        self.start()
        self.expect_message()
        self.program.fill_display()
        self.picture('banner')

    def report(self):
        """All of it is shown, before it is saved as it was shown."""
        shown = self.open_report()
        self.picture('report')
        for words in ('died of SIGSEGV (11)', 'nomo-flow+0x', 'Getting the store’s records', 'Quick check: sound', 'GTK 4.'):
            if words not in shown:
                raise Failure(f'the report does not say “{words}”: {shown}')
        for words in (self.demo.ready['merchant'], os.environ['HOME'], os.environ['XDG_DATA_HOME'], 'ory_'):
            if words in shown:
                raise Failure(f'the report says “{words}”')
        path = pathlib.Path(os.environ['XDG_DATA_HOME'], 'report.txt')
        self.program.press(self.program.expect(BUTTONS, self.words('Save…')))
        self.program.answer_file(self.words('Save the report'), path, saves=True)
        self.wait(lambda: path.exists() and path.read_text(encoding='utf-8') == shown, 'what was shown is saved')
        if path.stat().st_mode & 0o077:
            raise Failure('others can read the report')
        self.program.press(self.program.expect(BUTTONS, self.words('Copy')))
        self.wait(lambda: self.says('The report is copied.'), 'it is copied')
        self.key('Escape')
        self.wait(lambda: self.program.find({'text'}, self.words('Report for support'), opaque=set()) is None, 'the report closes')

    def kept_until_put_away(self):
        """It is said until it is put away, and then no more."""
        self.end()
        self.start()
        self.expect_message()
        self.put_away()
        self.end()
        self.start()
        self.expect_no_message()

    def killed(self):
        """Ended from outside in the middle of typing and of a sync; each round in another moment of them."""
        for number in range(self.rounds):
            value = str(20 + number % 70)
            self.in_a_sync()
            self.type_coupon(value)
            if number % 2 == 0:
                self.wait(lambda: self.draft_value() == value, 'the draft is kept')
            self.kill(signal.SIGKILL if number % 3 == 0 else signal.SIGSEGV)
            self.is_sound()
            if number % 2 == 0 and self.draft_value() != value:
                raise Failure(f'the draft says {self.draft_value()}, not {value}')
            self.start()
            self.expect_message()

    def at_any_time(self):
        """Also when there is nothing to be said, and from the keyboard."""
        self.put_away()
        self.program.activate('app.report')
        view = self.program.expect({'text'}, self.words('Report for support'), opaque=set())
        self.wait(lambda: f'Times in a row: {self.rounds}' in text_of(view) or self.rounds == 1 and 'Quick check' in text_of(view),
                  'the report tells of all rounds')
        self.key('Escape')
        self.wait(lambda: self.program.find({'text'}, self.words('Report for support'), opaque=set()) is None, 'it closes')
        self.end()

    def damaged(self):
        """What the check finds is said instead, with what to do."""
        self.start()
        self.expect_no_message()
        self.kill(signal.SIGKILL)
        spoil(self.demo.file(), 'record_review')
        self.start()
        self.expect_message('Nomo Flow stopped unexpectedly last time, and the store’s data is damaged. Restore a backup in the '
                            'preferences, under “Data”, or connect the store again: orders and customers come back from Salla.')
        self.picture('damaged')


STEPS = ('connected', 'ended_in_order', 'crashed', 'told', 'report', 'kept_until_put_away', 'killed', 'at_any_time', 'damaged')


if __name__ == '__main__':
    sys.exit(run_steps(Crash(*sys.argv[1:]), STEPS))
