"""Deeds in the preferences, and in other windows of their own, on such a disk; see accidentpages."""

import json
import os
import pathlib
import subprocess

from accessible import (children_of, description_of, extents_of, has_focus, is_checked, is_sensitive, name_of, role_of, text_of,
                        type_into)
from accidentpages import HOME, NOT_KEPT, NOT_WRITTEN, SAYS
from nomoui import BUTTONS, Failure, list_windows

MARGIN = 'Margin where no cost is known, in percent'
SWITCHES = {'check box', 'switch', 'toggle button'}
UNKEPT = ('It is so until Nomo Flow is closed, but could not be saved: %s.',)
PASSPHRASE = 'seven dates before the first dawn'


class Preferences:
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

    def minimum(self):
        rows = self.demo.ask("SELECT settings FROM record_feature WHERE name = 'new-orders'")
        return json.loads(rows[0][0] or '{}').get('minimum') if rows else None

    def feature(self):
        """The amount is typed already when the disk is lost: the window stays with it, and closes once it is kept."""
        before = self.minimum()
        value = '250'
        self.program.activate('app.page', 'features')
        self.program.press(self.program.expect(BUTTONS, self.words('Settings: %s') % self.words('New-order alerts')))
        type_into(self.field('Only orders from'), value)
        self.lose()
        self.key('Escape')
        self.says(NOT_KEPT[self.disk], 'feature')
        self.says_in(self.words('New-order alerts'), NOT_KEPT[self.disk])
        self.expect_typed('Only orders from', value)
        if self.minimum() != before:
            raise Failure(f'the store holds {self.minimum()}')
        path = HOME / f'settings-{self.disk}.json'
        self.export_settings(path)
        self.says(NOT_WRITTEN, 'settings')
        self.regain()
        self.export_settings(path)
        self.wait(path.exists, 'with room the file is written')
        self.program.expect(SAYS, contains=self.words('The settings are written: %s').partition('%s')[0], opaque=set())
        self.key('Escape')
        self.wait(lambda: self.minimum() == value + '.00', 'with room it is kept')
        self.wait(self.alone, 'the window closes')

    def history(self):
        """What was set last is taken back."""
        self.program.press(self.program.expect(BUTTONS, self.words('Settings: %s') % self.words('New-order alerts')))
        type_into(self.field('Only orders from'), '99')
        self.key('Tab', 'Tab')
        before = self.wait(lambda: self.minimum() == '99.00' and self.minimum(), 'another amount is kept')
        back = self.program.expect(BUTTONS, self.words('Go back to before'), opaque=set())
        self.lose()
        self.program.press(back)
        self.says(NOT_KEPT[self.disk], 'history')
        self.says_in(self.words('New-order alerts'), NOT_KEPT[self.disk])
        if self.minimum() != before:
            raise Failure('the setting is taken back')
        self.regain()
        self.program.press(self.program.expect(BUTTONS, self.words('Go back to before'), opaque=set()))
        self.wait(lambda: self.minimum() != before, 'with room it is taken back')
        self.key('Escape')
        self.wait(self.alone, 'the window closes')

    def export_settings(self, path):
        self.program.press(self.program.expect(BUTTONS, self.words('Export, import and reset')))
        self.program.press(self.program.expect({'menu item'}, self.words('Export settings…'), opaque=set()))
        self.program.answer_file(self.words('Export settings'), path, saves=True)

    def proof(self):
        """What was found is kept as a page once there is room."""
        path = HOME / f'proof-{self.disk}.pdf'
        self.program.activate('app.prove')
        self.program.expect(BUTTONS, self.words('Choose a backup'), opaque=set(), seconds=60)
        self.key('ctrl+s')
        self.lose()
        self.program.answer_file(self.words('Save the proof'), path, saves=True)
        self.says(NOT_WRITTEN, 'proof')
        if path.exists():
            raise Failure('half a page is left')
        self.regain()
        self.key('ctrl+s')
        self.program.answer_file(self.words('Save the proof'), path, saves=True)
        self.wait(path.exists, 'with room it is written')
        self.says_no_more(NOT_WRITTEN)
        self.key('Escape')
        self.wait(self.alone, 'the proof closes')

    # --- the preferences ---

    def open_preferences(self, page):
        self.wait(self.alone, 'the window takes the keys')
        self.key('ctrl+comma')
        self.to_preferences()
        self.program.press(self.wait(lambda: self.tab(page), f'there is a tab “{page}”'))

    def alone(self):
        """Whether no other window is left, also for the program, which has two of them for a moment longer than the display."""
        return len(list(children_of(self.program.tree()))) == 1 and self.program.keyboard_window() == self.words('Nomo Flow')

    def to_preferences(self):
        """The window manager may give the keys to the window below when a dialog for files closes."""
        title = self.words('Preferences')
        self.wait(lambda: any(row.endswith(title) for row in list_windows()), 'the preferences open')
        subprocess.run(['wmctrl', '-a', title], check=True)
        self.wait(lambda: self.program.keyboard_window() == title, 'the preferences take the keys')

    def tab(self, page):
        """Of the two rows of tabs the one that there is room for is on the screen."""
        return next((node for node in self.program.walk(opaque=set()) if role_of(node) == 'page tab' and
                     name_of(node) == self.words(page) and extents_of(node).width > 0), None)

    def close_preferences(self):
        """By its button: as long as it tells something the first key closes what tells that."""
        self.wait(lambda: self.dialog() is None, 'nothing is asked')
        subprocess.run(['wmctrl', '-c', self.words('Preferences')], check=True)
        self.wait(self.alone, 'the preferences close')

    def tab_to(self, name, key='Tab'):
        """As somebody without a mouse gets there."""
        for _ in range(60):
            self.trail.forget()
            self.key(key)
            if name_of(self.wait(self.trail.get, f'{key} leads on', 10)) == name:
                return
        raise Failure(f'{key} does not lead to “{name}”')

    def focus_settles(self):
        """What was told last to have the focus has it. Else it might be told of after the next key."""
        self.wait(lambda: self.trail.get() is not None and has_focus(self.trail.get()), 'the focus is back')

    def chosen(self, row):
        node = self.program.find({'combo box'}, self.words(row), opaque=set())
        return description_of(node) if node is not None else None

    def choose(self, row, place):
        """Opens the row and takes what stands at that place, counted from 0."""
        self.to_preferences()
        self.tab_to(self.words(row))
        self.trail.forget()
        self.key('space')
        self.wait(lambda: self.trail.get() is not None and role_of(self.trail.get()) == 'list item', f'“{row}” opens', 10)
        self.key('Home', *['Down'] * place, 'Return')

    def meta(self, key):
        rows = self.demo.ask('SELECT value FROM meta WHERE key = ?', key)
        return rows[0][0] if rows else None

    @staticmethod
    def settings_say(line):
        """What lies in the file."""
        path = HOME / 'config' / 'glib-2.0' / 'settings' / 'keyfile'
        return path.exists() and line in path.read_text(encoding='utf-8').splitlines()

    def setting(self):
        """GSettings does not tell that a setting could not be kept; the window does."""
        self.open_preferences('Alerts')
        quiet = self.program.expect(SWITCHES, self.words('Quiet hours'), opaque=set())
        self.lose()
        self.program.press(quiet)
        self.says(UNKEPT, 'setting')
        if self.settings_say(f'quiet-hours={str(is_checked(quiet)).lower()}'):
            raise Failure('it is kept after all')
        self.regain()
        self.says_no_more(UNKEPT)
        self.program.press(quiet)
        self.program.press(quiet)
        self.wait(lambda: self.settings_say(f'quiet-hours={str(is_checked(quiet)).lower()}'), 'with room it is kept')
        self.close_preferences()

    def costs(self):
        """What was chosen goes back; what was typed keeps the window open, which closes once it is kept."""
        before = self.meta('profit-by')
        self.open_preferences('Costs')
        shown = self.chosen('Figure profit')
        self.lose()
        self.choose('Figure profit', 2)
        self.says(NOT_KEPT[self.disk], 'costs')
        self.wait(lambda: self.chosen('Figure profit') == shown, 'the choice goes back')
        self.focus_settles()
        if self.meta('profit-by') != before:
            raise Failure('the choice is kept')
        self.regain()
        self.choose('Figure profit', 2)
        self.wait(lambda: self.meta('profit-by') == 'costs', 'with room it is kept')
        type_into(self.field(MARGIN), '32')
        self.lose()
        self.key('Escape')
        self.says(NOT_KEPT[self.disk], 'margin')
        self.expect_typed(MARGIN, '32')
        self.regain()
        self.close_preferences()
        self.wait(lambda: self.meta('profit-margin') == '3200', 'with room it is kept')

    def cost_import(self):
        """What the file held is asked about again."""
        sku, = self.demo.ask("SELECT sku FROM record_product WHERE cost_price IS NULL AND own_cost IS NULL AND sku != ''")[0]
        path = HOME / f'costs-{self.disk}.csv'
        path.write_text(f'SKU,cost\n{sku},12.5\n', encoding='utf-8')

        def costs():
            return self.demo.ask('SELECT own_cost FROM record_product WHERE sku = ?', sku)[0][0]
        self.open_preferences('Costs')
        self.tab_to(self.words('Import costs…'), 'shift+Tab')
        self.key('Return')
        self.program.answer_file(self.words('Import costs'), path)
        self.wait(self.dialog, 'what the file holds is told')
        self.lose()
        self.answer(self.words('Import'))
        self.says(NOT_KEPT[self.disk], 'cost-import')
        self.close_sentence(NOT_KEPT[self.disk])
        if costs() is not None:
            raise Failure('a cost is kept')
        self.regain()
        self.answer(self.words('Import'))
        self.wait(lambda: costs() == 1250, 'with room it is kept')
        self.close_preferences()

    # --- backups ---

    def plan(self):
        path = pathlib.Path(f'{self.demo.file()}.backups')
        lines = path.read_text(encoding='utf-8').splitlines() if path.exists() else []
        return dict(line.split('=', 1) for line in lines if '=' in line)

    def passphrase(self):
        """It is asked for again, and is what was typed."""
        before = self.plan().get('passphrase-set')
        self.open_preferences('Data')
        self.program.press(self.program.expect(BUTTONS, self.words('Set…'), opaque=set()))
        self.wait(lambda: self.program.keyboard_window() == self.words('A passphrase for the backups'), 'a passphrase is asked for')
        for _ in range(2):
            subprocess.run(['xdotool', 'type', '--delay', '5', PASSPHRASE], check=True)
            self.key('Tab')
        self.lose()
        self.answer(self.words('Set it'))
        self.says(NOT_KEPT[self.disk], 'passphrase')
        self.close_sentence(NOT_KEPT[self.disk])
        if self.plan().get('passphrase-set') != before:
            raise Failure('the plan has a passphrase')
        self.regain()
        self.answer(self.words('Set it'))
        self.wait(lambda: self.plan().get('passphrase-set') == 'true', 'with room it is set')

    def folder(self):
        """The row goes on saying what is set."""
        folder = HOME / f'usb-{self.disk}'
        folder.mkdir()
        before = self.plan().get('folder')
        self.program.press(self.program.expect(BUTTONS, self.words('Choose…'), opaque=set()))
        self.lose()
        self.program.answer_file(self.words('Folder for backups'), folder)
        self.says(NOT_KEPT[self.disk], 'folder')
        self.close_sentence(NOT_KEPT[self.disk])
        if self.plan().get('folder') != before or self.program.find({'label'}, contains=folder.name, opaque=set()):
            raise Failure('the folder looks set')
        self.regain()
        self.program.press(self.program.expect(BUTTONS, self.words('Choose…'), opaque=set()))
        self.program.answer_file(self.words('Folder for backups'), folder)
        self.wait(lambda: self.plan().get('folder') == str(folder), 'with room it is set')

    def often(self):
        shown = self.chosen('Make one')
        self.lose()
        self.choose('Make one', 2)
        self.says(NOT_KEPT[self.disk], 'often')
        self.close_sentence(NOT_KEPT[self.disk])
        self.wait(lambda: self.chosen('Make one') == shown, 'the choice goes back')
        self.focus_settles()
        self.regain()
        self.choose('Make one', 2)
        self.wait(lambda: self.plan().get('often') == 'weekly', 'with room it is set')

    def backup(self):
        """Nothing is left of a backup that could not be written, and it is made once there is room. The schedule may have made
        one already."""
        folder = HOME / f'usb-{self.disk}'
        make = self.program.expect(BUTTONS, self.words('Back up now'), opaque=set())
        self.wait(lambda: is_sensitive(make), 'a backup can be made')
        self.lose()
        there = set(folder.glob('*.nomo'))
        self.program.press(make)
        self.tells(NOT_WRITTEN, 'backup')
        if set(folder.iterdir()) != there:
            raise Failure(f'left is {list(folder.iterdir())}')
        self.regain()
        self.close_dialog()
        self.wait(lambda: is_sensitive(make), 'a backup can be made')
        self.program.press(make)
        self.wait(lambda: len(list(folder.glob('*.nomo'))) > len(there), 'with room it is made', 60)
        self.close_preferences()

    def restore(self):
        """The store that is there is still open, as it was."""
        path = HOME / f'backup-{self.disk}.nomo'
        subprocess.run([self.cli, 'backup', path], check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, 'NOMO_PASSPHRASE': PASSPHRASE, 'NOMO_CLOCK': self.demo.ready['clock']})
        self.program.activate('app.setting', 'data/backups')
        self.program.press(self.program.expect(BUTTONS, self.words('Restore…'), opaque=set()))
        self.program.answer_file(self.words('Restore a backup'), path)
        self.program.expect(name=self.words('The passphrase of this backup'), opaque=set())
        subprocess.run(['xdotool', 'type', '--delay', '5', PASSPHRASE], check=True)
        self.key('Return')
        self.program.expect(contains=self.words('Restore the backup of %s?').partition('%s')[0], seconds=60, opaque=set())
        self.lose()
        self.key('Tab', 'Return')
        said = NOT_WRITTEN if self.disk == 'full' else NOT_KEPT[self.disk]
        self.tells(said, 'restore')
        self.regain()
        self.close_dialog()
        self.close_preferences()
        self.program.expect(BUTTONS, contains=self.words('In sync with Salla'))
        left = [entry.name for entry in self.demo.file().parent.iterdir() if 'before' in entry.name or 'scratch' in entry.name]
        if left:
            raise Failure(f'{left} is left')
