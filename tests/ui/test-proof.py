#!/usr/bin/python3
"""The proof of the data in the real program, by keyboard and screen reader; for use inside tests/ui/session.

    test-proof.py NOMO_FLOW NOMO DEMO_STORE LOCALE_FOLDER LANGUAGE

From the menu → everything that was checked is told with its state and its sentence → a backup is opened too → saved as PDF → as
narrow as a phone → Esc closes it → a damaged store says what is wrong, worst first. With NOMO_UI_PICTURES=FOLDER a picture of each state is left there. Prints TAP."""

import os
import pathlib
import sqlite3
import subprocess
import sys

from accessible import description_of, extents_of, name_of, role_of, type_into
from demoshop import ShopTest
from nomoui import BUTTONS, Failure, run_steps

TITLES = ('The file', 'Records by their rules', 'What search finds', 'Sums by day', 'Last change of each record',
          'History of changes', 'Edits that wait for Salla', 'Records that name others', 'Salla’s own counts',
          'Who may read the files', 'Backup', 'Sign-in to Salla')
WIDEST_MINIMUM = 400
PASSPHRASE = 'open sesame 1448'


class Proof(ShopTest):
    pictured_as = 'proof'

    def state(self, word):
        return self.catalogue.pgettext('proof', word)

    def start(self, *arguments, **environment):
        super().start(*arguments, **environment)
        self.synced()

    def takes_keys(self, title):
        return self.program.keyboard_window() == self.words(title)

    def nodes(self):
        return list(self.program.walk(opaque=set()))

    def names(self):
        return [name_of(node) for node in self.nodes()]

    def rows(self):
        """The rows of what was checked, by what they are called."""
        wanted = {self.words(title) for title in TITLES}
        return {name_of(node): node for node in self.nodes() if role_of(node) == 'list item' and name_of(node) in wanted}

    def found(self):
        self.wait(lambda: len(self.rows()) == len(TITLES), 'all that was checked is told', 60)

    def prove(self):
        """By keyboard, from the menu."""
        self.program.press(self.program.expect(BUTTONS, self.words('Menu')))
        self.program.press(self.program.expect({'menu item'}, self.words('Check and prove the data…'), opaque=set()))
        self.wait(lambda: self.takes_keys('Proof of the data'), 'the proof opens')
        self.found()

    def closed(self):
        self.key('Escape')
        self.wait(lambda: self.takes_keys('Nomo Flow'), 'the proof closes')

    # --- the steps ---

    def connected(self):
        self.demo.connect(self.cli)
        self.start()

    def sound(self):
        self.prove()
        rows = self.rows()
        for title in TITLES:
            told = description_of(rows[self.words(title)])
            expected = self.state('Not checked' if title == 'Backup' else 'Sound')
            if not told.startswith(expected):
                raise Failure(f'{title} says “{told}” and not “{expected}”')
        verdict = self.catalogue.ngettext('All that was checked is sound. %s thing was not checked.',
                                          'All that was checked is sound. %s things were not checked.', 1).replace('%s', '1')
        self.wait(lambda: verdict in self.names(), 'the verdict is told')
        self.picture('sound')

    def backup(self):
        """A backup that is chosen and whose passphrase is typed is opened, and all is checked anew."""
        path = pathlib.Path(os.environ['XDG_DATA_HOME'], 'backup.nomo')
        subprocess.run([self.cli, 'backup', path], check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, 'NOMO_PASSPHRASE': PASSPHRASE, 'NOMO_CLOCK': self.demo.ready['clock']})
        self.program.press(self.program.expect(BUTTONS, self.words('Choose a backup'), opaque=set()))
        self.program.answer_file(self.words('Choose a backup'), path)
        entry = self.program.expect({'password text', 'text', 'entry'}, self.words('Passphrase of the backup'), opaque=set())
        type_into(entry, PASSPHRASE)
        self.program.press(self.program.expect(BUTTONS, contains=self.words('Open and check'), opaque=set()))

        def opened():
            row = self.rows().get(self.words('Backup'))
            return row is not None and description_of(row).startswith(self.state('Sound'))

        self.wait(opened, 'the backup opens', 60)
        self.found()
        verdict = self.words('All is sound.')
        self.wait(lambda: verdict in self.names(), 'all is sound')

    def saved(self):
        path = pathlib.Path(os.environ['XDG_DATA_HOME'], 'proof.pdf')
        self.key('ctrl+s')
        self.program.answer_file(self.words('Save the proof'), path, saves=True)
        self.wait(lambda: path.exists() and path.read_bytes().startswith(b'%PDF'), 'the page is written')
        written = self.words('The page is written: %s').partition('%s')[0]
        self.wait(lambda: any(name.startswith(written) for name in self.names()), 'that is told')
        text = subprocess.run(['pdftotext', '-enc', 'UTF-8', path, '-'], check=True, stdout=subprocess.PIPE, text=True).stdout
        if self.demo.ready['merchant'] not in text:
            raise Failure(f'the page says {text}')
        self.picture('saved')

    def narrow(self):
        self.program.narrow(WIDEST_MINIMUM, f'the proof is {WIDEST_MINIMUM} pixels wide')
        wide = max(extents_of(row).width for row in self.rows().values())
        if wide > WIDEST_MINIMUM:
            raise Failure(f'a row is {wide} pixels wide')
        self.picture('narrow')
        self.closed()

    def wrong(self):
        self.end()
        with sqlite3.connect(self.demo.file()) as database:
            database.execute("UPDATE rollups SET m1 = m1 + 1 WHERE name = 'order-day'")
        database.close()
        self.start()
        self.program.activate('app.theme', 'dark')
        self.prove()
        told = description_of(self.rows()[self.words('Sums by day')])
        if next(iter(self.rows())) != self.words('Sums by day'):
            raise Failure(f'first stands {next(iter(self.rows()))}')
        if not told.startswith(self.state('Wrong')):
            raise Failure(f'the sums say “{told}”')
        self.picture('wrong')
        self.closed()

    def quiet(self):
        self.end()
        super().quiet()


STEPS = ('connected', 'sound', 'backup', 'saved', 'narrow', 'wrong', 'quiet')


if __name__ == '__main__':
    sys.exit(run_steps(Proof(*sys.argv[1:]), STEPS))
