"""The program with a disk that fills, or that may not be written any more, whenever a test says so.

Pages is what the tests of pages on such a disk have in common; what is done on which page is in accidentorders, accidentpromotions,
accidentpreferences and accidentstores, and test-accidents-pages.py does it all in turn."""

import errno
import gettext
import json
import os
import pathlib
import struct
import subprocess
import tempfile

from accessible import FocusTrail, children_of, extents_of, is_sensitive, name_of, parent_of, role_of, text_of
from demoshop import DemoShop
from gi.repository import GLib
from nomoui import BUTTONS, Failure, Program

ENTRIES = {'text', 'entry', 'password text'}
TABLES = {'table', 'tree table', 'list'}
SAYS = {'label', 'alert', 'notification', 'status bar'}
HOME = pathlib.Path(os.environ['XDG_DATA_HOME']).parent
DISKS = {'full': errno.ENOSPC, 'read-only': errno.EROFS}
NOT_KEPT = {'full': ('The disk is full, so the last change was not saved.', 'Free some space. Nomo Flow goes on where it stopped.'),
            'read-only': ('The store’s data could not be opened: %s.', 'Check that the folder exists and that you may write to it.')}
NOT_WRITTEN = ('The file could not be written: %s.', 'Choose another place or free some space, then try again.')


class Pages:
    def __init__(self, binary, cli, demo, locale, language, disk):
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
        self.trail = None
        self.disk = disk

    # --- the program ---

    def start(self, *arguments):
        options = os.environ.get('ASAN_OPTIONS', '') + ':verify_asan_link_order=0:detect_leaks=0'
        self.program = Program(self.binary, *arguments, environment={
            'LANGUAGE': self.language, 'NOMO_CLOCK': self.demo.ready['clock'], 'HOME': str(HOME), 'ASAN_OPTIONS': options,
            'LD_PRELOAD': os.environ['NOMO_TROUBLE_LIBRARY'], 'NOMO_TROUBLE': self.trouble.name, 'NOMO_TROUBLE_BELOW': str(HOME)})
        self.trail = FocusTrail(self.program.accessible)

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
        said = name_of(self.wait(lambda: self.said(lead), f'“{lead}” is said'))
        if any(part not in said for part in rest):
            raise Failure(f'“{said}” does not say {rest}')
        self.picture(name)

    def says_in(self, title, parts):
        """Says it in the window of that title too, where whoever is there sees it."""
        window = next(node for node in children_of(self.program.tree()) if name_of(node) == title)
        lead = self.words(parts[0]).partition('%s')[0]
        self.wait(lambda: self.program.find(SAYS, contains=lead, root=window, opaque=set()), f'“{lead}” is said in “{title}”')

    def says_no_more(self, parts):
        lead = self.words(parts[0]).partition('%s')[0]
        self.wait(lambda: self.said(lead) is None, f'“{lead}” goes')

    def said(self, lead):
        """What says that. A sync that met the same disk has a banner of its own, which offers to try again."""
        nodes = [node for node in self.program.walk(opaque={'table', 'tree table'}) if role_of(node) in SAYS]
        again = self.words('Try again')
        saying = (node for node, name in zip(nodes, self.program.accessible.names_of(nodes)) if lead in name)
        return next((node for node in saying if self.program.find(BUTTONS, again, root=parent_of(node), opaque=set()) is None), None)

    def close_sentence(self, parts):
        """Escape closes what says it, and nothing else."""
        self.key('Escape')
        self.says_no_more(parts)

    def dialog(self):
        """The one on top."""
        return next((node for node in reversed(list(children_of(self.program.tree()))) if role_of(node) == 'dialog'), None)

    def tells(self, parts, name):
        """A dialog says it, and what lies below may go on saying so."""
        lead = self.words(parts[0]).partition('%s')[0]
        self.wait(lambda: self.dialog() and self.program.find(contains=lead, root=self.dialog(), opaque=set()), 'a dialog tells it')
        self.says(parts, name)

    def close_dialog(self):
        self.key('Escape')
        self.wait(lambda: self.dialog() is None, 'the dialog closes')

    def answer(self, words):
        """Presses a button of the dialog that is asking."""
        def button():
            dialog = self.dialog()
            return dialog and next((node for node in self.program.walk(dialog, set()) if role_of(node) in BUTTONS
                                    and name_of(node).startswith(words) and is_sensitive(node) and extents_of(node).width > 0), None)
        self.program.press(self.wait(button, f'“{words}” can be answered'))

    def field(self, label):
        return self.program.expect(ENTRIES, self.words(label), opaque=set())

    def expect_typed(self, label, text):
        said = text_of(self.field(label))
        if said != text:
            raise Failure(f'“{said}” stands in “{label}”')

    def cli_json(self, *arguments):
        said = subprocess.run([self.cli, *arguments, '--json'], check=True, stdout=subprocess.PIPE, text=True,
                              env={**os.environ, 'NOMO_CLOCK': self.demo.ready['clock']}).stdout
        return [json.loads(line) for line in said.splitlines()]

    def list(self, entity):
        listed = subprocess.run([self.cli, '--json', 'list', entity, '--sort', '-date', '--limit', '1000'] if entity == 'orders' else
                                [self.cli, '--json', 'list', entity, '--limit', '1000'], check=True, stdout=subprocess.PIPE, text=True)
        return [json.loads(line) for line in listed.stdout.splitlines()]

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
