"""Drives the real program the way a person or a screen reader does; for use inside tests/ui/session.

Program starts it, activates its actions over D-Bus, reads its accessible tree and takes pictures. Everything waits on a
condition; nothing sleeps for a fixed time and hopes. ProgramTest is what the tests of it begin with."""

import gettext
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import threading
import time
import traceback

import accessible
from accessible import description_of, extents_of, guarded, has_focus, name_of, role_of
from gi.repository import Gio, GLib

APPLICATION_ID = 'io.github.nomoflow.NomoFlow'
OBJECT_PATH = '/io/github/nomoflow/NomoFlow'
# Rows of big lists: walking into them takes seconds and finds nothing that a test needs.
OPAQUE = {'tree table', 'table', 'list', 'tree'}
OUTLINE = 8
BROWSER = 'nomo-test-browser'
BUTTONS = {'push button', 'button', 'toggle button'}
# GTK rounds the height of wrapped labels by a pixel and then complains about itself.
KNOWN_NOISE = ('but minimum height for width', 'Failed to set fd limit', 'dconf', 'SpiRegistry')
# What GTK and GLib keep for themselves they cannot write to a full disk either.
OF_A_FULL_DISK = ('File too large', 'recently-used.xbel')
# libadwaita 1.7 asks the larger one of two headings for its height at the width that the smaller one needs, of a letter.
OF_A_LETTER = re.compile(r'Trying to measure GtkLabel \S+ for width of \d+, but it needs at least ([1-3]?\d)$')
# Above the files GTK 4.8 shows the arrows beside a long path after it has given them their places, which it does once more for the
# next frame.
OF_A_PATH = re.compile(r'Trying to snapshot GtkButton \S+ without a current allocation$')
LEFT = re.compile(r'Direct leak of (\d+) byte\(s\) in (\d+) object\(s\) allocated from:')
QUARK_TABLE = (16384, 1)
# What libcloudproviders leaves for each folder of data that it looks for clouds in, whenever GTK asks for a file.
CLOUD_PATH = 128
LEAK_STATUS = 1


class Failure(Exception):
    """A sentence for the person who reads the test."""


def wait(condition, what, seconds=30.0):
    """Polls until condition() is true and returns that value."""
    end = time.monotonic() + seconds
    while True:
        while GLib.MainContext.default().iteration(False):
            pass
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise Failure(f'{what}: waited {seconds:.0f} s in vain')
        time.sleep(0.05)


def names_in(folder):
    """Those in a folder, as far as it may be read."""
    try:
        return os.listdir(folder)
    except OSError:
        return []


def list_windows(*options):
    """What the display says of each window, the oldest first; none when one of them closes just then."""
    listed = subprocess.run(['wmctrl', '-l', '-x', *options], check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                            text=True)
    return listed.stdout.splitlines() if listed.returncode == 0 else []


def run_steps(test, steps):
    """Runs those methods of TEST in turn and tells of them as TAP. Each stands on those before it, so that the first that fails is
    the last. TEST has its program at hand, and closes what it has opened. With NOMO_UI_PICTURE=FILE the display is left there as
    it was when a step failed."""
    print(f'1..{len(steps)}')
    try:
        for number, step in enumerate(steps, 1):
            started = time.monotonic()
            try:
                getattr(test, step)()
            except Exception as failure:
                tell_failure(test, f'{number} {step}', failure)
                return 1
            print(f'ok {number} {step} # {time.monotonic() - started:.1f} s', flush=True)
    finally:
        test.close()
    return 0


def tell_failure(test, step, failure):
    picture = os.environ.get('NOMO_UI_PICTURE')
    if picture:
        subprocess.run(['import', '-window', 'root', picture], check=False)
    print(f'not ok {step} # {failure}')
    where = [] if isinstance(failure, Failure) else traceback.format_exc().splitlines()
    print('\n'.join(f'# {line}' for line in [*where, *(test.program.log[-20:] if test.program is not None else [])]), flush=True)


def share_of(binary):
    """The data that was installed with a program."""
    return pathlib.Path(binary).resolve().parent.parent / 'share'


def words(binary, language):
    """The program's own translations: words (…) (msgid) is what the interface says in that language."""
    catalogue = gettext.translation('nomo-flow', share_of(binary) / 'locale', [language], fallback=language == 'en')
    return catalogue.gettext


class Browser:
    """Opens nothing; keeps the addresses it was given."""

    def __init__(self):
        home = pathlib.Path(os.environ['XDG_DATA_HOME'])
        self.opened = home / 'opened-addresses'
        self.script = home / BROWSER
        self.script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >> {shlex.quote(str(self.opened))}\n', encoding='utf-8')
        self.script.chmod(0o755)
        entry = home / 'applications' / f'{BROWSER}.desktop'
        entry.parent.mkdir(exist_ok=True)
        entry.write_text(f'[Desktop Entry]\nType=Application\nName=Browser\nExec={self.script} %u\n'
                         'MimeType=x-scheme-handler/http;x-scheme-handler/https;\n', encoding='utf-8')
        defaults = pathlib.Path(os.environ['XDG_CONFIG_HOME'], 'mimeapps.list')
        defaults.write_text(f'[Default Applications]\nx-scheme-handler/http={BROWSER}.desktop\n'
                            f'x-scheme-handler/https={BROWSER}.desktop\n', encoding='utf-8')

    def addresses(self):
        return self.opened.read_text(encoding='utf-8').split() if self.opened.exists() else []


def with_places(environment):
    """With what tells the right places, see places.c, where GTK does not. Such a GTK also keeps memory of its own that cannot be told
    from leaks: whether the program leaves any is looked at with the one that tells right places."""
    library = os.environ.get('NOMO_PLACES_LIBRARY')
    if library is None:
        return environment
    return {**environment, 'LD_PRELOAD': ' '.join(filter(None, (library, environment.get('LD_PRELOAD')))),
            'ASAN_OPTIONS': environment.get('ASAN_OPTIONS', '') + ':verify_asan_link_order=0:detect_leaks=0'}


class Program:
    """One run of nomo-flow; by a command BEFORE it, if any, which becomes the program in the end."""

    def __init__(self, binary, *arguments, environment=None, before=()):
        self.accessible = accessible.Tree()
        self.log = []
        self.asks_for_files = False
        self.names_on_the_way = set()
        data = f'{share_of(binary)}:{os.environ.get("XDG_DATA_DIRS", "/usr/local/share:/usr/share")}'
        self.process = subprocess.Popen(
            [*before, binary, *arguments], stderr=subprocess.PIPE, text=True, errors='replace',
            env=with_places({**os.environ, 'XDG_DATA_DIRS': data, **(environment or {})}))
        self.accessible.process = self.process.pid
        self._reader = threading.Thread(target=self._read_log, daemon=True)
        self._reader.start()
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)

    def _read_log(self):
        for line in self.process.stderr:
            self.log.append(line.rstrip('\n'))

    def leaves_only_known(self):
        """Whether the leak report is about others alone: GLib outgrew its table of 2,048 quarks and left it behind, as it says
        in its source, for those who read it without a lock; and GTK asked for a file. Its dialog, which completes what is typed,
        leaves the name of a folder behind now and then that lies beside one of the path. A leak of ours has more frames than
        malloc and g_malloc."""
        left = [(int(found[1]), int(found[2])) for found in map(LEFT.search, self.log) if found]
        return bool(left) and not any(line.lstrip().startswith('#2 ') for line in self.log) and all(
            leak == QUARK_TABLE or leak[1] == 1 and leak[0] in self.names_on_the_way or
            self.asks_for_files and leak[0] == CLOUD_PATH * leak[1] for leak in left)

    def note_names_on_the_way(self, path):
        """What the folders above a path hold, as the dialog names folders: with a slash behind them, and the byte that ends them."""
        for folder in pathlib.Path(path).parents:
            self.names_on_the_way |= {len(os.fsencode(name)) + 2 for name in names_in(folder)}

    def complaints(self):
        """Warnings and criticals of GTK and of the program, and reports of a sanitizer."""
        if self.leaves_only_known():
            return [line for line in self.complaints_of_log() if 'ERROR: LeakSanitizer' not in line]
        return self.complaints_of_log()

    def complaints_of_log(self):
        marks = ('-CRITICAL', '-WARNING', 'ERROR: AddressSanitizer', 'runtime error:', 'ERROR: LeakSanitizer')
        return [line for line in self.log
                if any(mark in line for mark in marks) and not any(noise in line for noise in KNOWN_NOISE) and
                not ('NOMO_PLACES_LIBRARY' in os.environ and OF_A_LETTER.search(line)) and
                not (self.asks_for_files and OF_A_PATH.search(line))]

    def check_alive(self):
        if self.process.poll() is not None:
            tail = '\n'.join(self.log[-20:])
            raise Failure(f'the program ended with {self.process.returncode}\n{tail}')

    def wait(self, condition, what, seconds=30.0):
        def alive_and_true():
            self.check_alive()
            return condition()
        return wait(alive_and_true, what, seconds)

    # --- actions ---

    def _call(self, path, interface, method, parameters, reply=None):
        answer = self.bus.call_sync(APPLICATION_ID, path, interface, method, parameters,
                                    GLib.VariantType(reply) if reply else None, Gio.DBusCallFlags.NO_AUTO_START, 30000, None)
        return answer.unpack() if answer is not None else None

    def _actions(self, path):
        return guarded(lambda: self._call(path, 'org.gtk.Actions', 'List', None, '(as)')[0], [])

    def window_path(self):
        """Windows are made anew when the language changes: the newest is the one on the screen."""
        base = OBJECT_PATH + '/window'
        xml = guarded(lambda: self._call(base, 'org.freedesktop.DBus.Introspectable', 'Introspect', None, '(s)')[0])
        if xml is None:
            return None
        numbers = [int(node.path) for node in Gio.DBusNodeInfo.new_for_xml(xml).nodes if (node.path or '').isdigit()]
        return f'{base}/{max(numbers)}' if numbers else None

    def has_action(self, name):
        scope, action = name.split('.', 1)
        path = OBJECT_PATH if scope == 'app' else self.window_path()
        return path is not None and action in self._actions(path)

    def activate(self, name, argument=None):
        scope, action = name.split('.', 1)
        self.wait(lambda: self.has_action(name), f'the action {name} exists')
        path = OBJECT_PATH if scope == 'app' else self.window_path()
        value = [] if argument is None else [argument if isinstance(argument, GLib.Variant) else GLib.Variant('s', argument)]
        self._call(path, 'org.gtk.Actions', 'Activate', GLib.Variant('(sava{sv})', (action, value, {})))

    # --- the accessible tree ---

    def tree(self):
        """The program itself; its windows are below it."""
        return self.accessible.find_root() or self.wait(self.accessible.find_root, 'the program shows up in the accessible tree')

    def walk(self, root=None, opaque=OPAQUE):
        """Every accessible, parents first; does not look into big lists."""
        return self.accessible.look_below(root or self.tree(), opaque)

    def find(self, roles=None, name=None, contains=None, description=None, root=None, opaque=OPAQUE):
        """The first accessible of one of these roles with that name, with a name that contains that, with that tooltip."""
        nodes = [node for node in self.walk(root, opaque) if roles is None or role_of(node) in roles]
        if name is not None or contains is not None:
            nodes = [node for node, label in zip(nodes, self.accessible.names_of(nodes))
                     if (name is None or label == name) and (contains is None or contains in label)]
        return next((node for node in nodes if description is None or description_of(node) == description), None)

    def expect(self, roles=None, name=None, contains=None, seconds=30.0, opaque=OPAQUE):
        what = f'{"/".join(sorted(roles)) if roles else "something"} named “{name or contains}” appears'
        return self.wait(lambda: self.find(roles, name, contains, opaque=opaque), what, seconds)

    def press(self, node):
        """Presses a button; a menu button is one around another, and only the inner one can be pressed. What is not on the screen
        yet is in the tree already, and takes a press without a word."""
        self.wait(lambda: extents_of(node).width > 0, f'“{name_of(node)}” is on the screen')
        if not any(accessible.press(button) for button in self.walk(node)):
            raise Failure(f'“{name_of(node)}” cannot be pressed')

    @staticmethod
    def click(node, offset=None):
        """Clicks in the middle, or that far below the upper edge; the window has to fill the display."""
        place = extents_of(node)
        x, y = place.x + place.width // 2, place.y + (place.height // 2 if offset is None else offset)
        subprocess.run(['xdotool', 'mousemove', str(x), str(y), 'click', '1', 'mousemove', '9999', '9999'], check=True)

    @staticmethod
    def keyboard_window():
        """The title of the window that the next key goes to; of none while one closes and another opens."""
        said = subprocess.run(['xdotool', 'getwindowfocus', 'getwindowname'], check=False, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True)
        return said.stdout.strip()

    def key(self, *names):
        """Presses keys, as soon as there is a window to take them: those that meet none are lost without a word."""
        self.wait(self.keyboard_window, 'a window takes the keys', 10)
        subprocess.run(['xdotool', 'key', *names], check=True)

    def place_to_type(self):
        """The dialog for reading has one once it is asked for, and GTK 4.18 takes it back when it has read its first folder."""
        asked = 0.0

        def focused():
            nonlocal asked
            node = next((node for node in self.walk() if role_of(node) in {'text', 'entry'} and has_focus(node)), None)
            if node is None and time.monotonic() > asked + 2:
                subprocess.run(['xdotool', 'key', 'ctrl+l'], check=True)
                asked = time.monotonic()
            return node
        return self.wait(focused, 'the dialog has a place to type into')

    def answer_file(self, title, path, saves=False):
        """Types a path into the dialog for files of that title and takes it."""
        self.asks_for_files = True
        self.note_names_on_the_way(path)
        self.wait(lambda: self.keyboard_window() == title, f'“{title}” asks for a file')
        if saves:
            subprocess.run(['xdotool', 'key', 'ctrl+a'], check=True)
            subprocess.run(['xdotool', 'type', '--delay', '5', str(path)], check=True)
        else:
            # What is typed letter by letter it completes meanwhile, to something else.
            accessible.type_into(self.place_to_type(), str(path))
        pressed = 0.0

        def closed():
            nonlocal pressed
            if self.keyboard_window() not in (title, ''):
                return True
            # GTK takes no path that it still completes.
            if time.monotonic() > pressed + 1:
                subprocess.run(['xdotool', 'key', 'Return'], check=True)
                pressed = time.monotonic()
            return False
        self.wait(closed, f'“{title}” closes')
        self.note_names_on_the_way(path)

    # --- pictures ---

    def fill_display(self):
        """Waits until the main window covers the display, and takes the pointer out of the way."""
        subprocess.run(['xdotool', 'mousemove', '9999', '9999'], check=True)
        size = subprocess.run(['xdotool', 'getdisplaygeometry'], check=True, stdout=subprocess.PIPE, text=True).stdout.split()

        def filled():
            subprocess.run(['wmctrl', '-x', '-r', 'nomo-flow', '-b', 'add,maximized_vert,maximized_horz'], check=False,
                           stderr=subprocess.DEVNULL)
            return any(row.split()[4:6] == size for row in list_windows('-G'))

        self.wait(filled, f'the window fits a display of {size[0]} by {size[1]}', 10)

    @staticmethod
    def x_window():
        """The newest of the program's windows, as the display knows it."""
        windows = [row.split()[0] for row in list_windows() if 'nomo-flow' in row]
        return windows[-1] if windows else None

    def window_width(self):
        """Without the shadow around it; 0 of a window that has gone."""
        window = self.x_window()
        if window is None:
            return 0
        shown = subprocess.run(['xwininfo', '-id', window], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
        width = next((int(line.split()[1]) for line in shown.splitlines() if line.strip().startswith('Width:')), 0)
        edges = subprocess.run(['xprop', '-id', window, '_GTK_FRAME_EXTENTS'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                               text=True).stdout
        sides = [int(side) for side in edges.partition('=')[2].split(',')] if '=' in edges else [0, 0]
        return width - sides[0] - sides[1]

    def resize(self, width):
        """Shadow included. Whether it came to that is for the caller to see: the window may close just then."""
        window = self.x_window()
        for change in (['-b', 'remove,maximized_vert,maximized_horz'], ['-e', f'0,20,20,{width},800']):
            if window is not None:
                subprocess.run(['wmctrl', '-i', '-r', window, *change], check=False, stderr=subprocess.DEVNULL)

    def narrow(self, widest, what, narrowest=200):
        """Asks for less width than it can have, again and again, as by a hand that drags: the bar of a folded window needs less
        than that of a wide one."""
        def narrowed():
            self.resize(narrowest)
            return 0 < self.window_width() <= widest

        try:
            self.wait(narrowed, what, 10)
        except Failure as failure:
            raise Failure(f'{failure}: it stays at {self.window_width()}') from None

    def overhang(self):
        """By how many pixels what a window holds is wider than the display, where GTK draws it cut off.

        What scrolls may be wider. Less than OUTLINE is how far outlines and shadows reach out of a widget."""
        display = subprocess.run(['xdotool', 'getdisplaygeometry'], check=True, stdout=subprocess.PIPE, text=True).stdout.split()
        widths = [extents_of(node).width for node in self.walk(opaque=OPAQUE | {'scroll pane'})]
        too_much = max(widths, default=0) - int(display[0])
        return too_much if too_much > OUTLINE else 0

    @staticmethod
    def picture_digest():
        """Equal as long as the display looks the same."""
        look = subprocess.run(['import', '-window', 'root', 'ppm:-'], check=True, stdout=subprocess.PIPE)
        return hashlib.sha256(look.stdout).digest()

    def picture(self, path, seconds=12.0):
        """Takes a picture once the display has stood still for four looks; returns whether it did."""
        end = time.monotonic() + seconds
        last, same = None, 0
        while same < 3 and time.monotonic() < end:
            self.check_alive()
            while GLib.MainContext.default().iteration(False):
                pass
            digest = self.picture_digest()
            same = same + 1 if digest == last else 0
            last = digest
        subprocess.run(['import', '-window', 'root', '-define', 'png:exclude-chunks=date,time', f'png:{path}'], check=True)
        return same >= 3

    def close(self, seconds=20.0):
        """Asks the program to quit; returns its exit status."""
        if self.process.poll() is None:
            if self.has_action('app.quit'):
                guarded(lambda: self.activate('app.quit'))
            else:
                self.process.terminate()
        try:
            status = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise Failure('the program did not quit when asked to') from None
        finally:
            self._reader.join(5)
        return 0 if status == LEAK_STATUS and self.leaves_only_known() else status


class ProgramTest:
    """Steps that stand on each other, and between them the program, started and ended as often as they like."""

    # How long it waits for anything, in seconds; how the names of its pictures begin; and marks of complaints that are no fault
    # of the program's.
    patience = 30
    pictured_as = None
    excused = ()

    def __init__(self, binary, cli, locale, language):
        self.binary = binary
        self.cli = cli
        self.language = language
        self.catalogues = {each: gettext.translation('nomo-flow', locale, [each], fallback=each == 'en') for each in ('ar', 'en')}
        self.program = None
        self.complaints = []

    @property
    def catalogue(self):
        return self.catalogues[self.language]

    def words(self, text, language=None):
        return self.catalogues[language or self.language].gettext(text)

    def start(self, *arguments, before=(), **environment):
        self.program = Program(self.binary, *arguments, before=before, environment={'LANGUAGE': self.language, **environment})

    def end(self):
        status = self.program.close()
        self.complaints += [line for line in self.program.complaints() if not any(mark in line for mark in self.excused)]
        if status != 0:
            raise Failure(f'the program ended with {status}')

    def close(self):
        if self.program is not None and self.program.process.poll() is None:
            self.program.process.kill()

    def wait(self, condition, what, seconds=None):
        return self.program.wait(condition, what, seconds or self.patience)

    def key(self, *names):
        self.program.key(*names)

    def picture(self, name):
        """For the eyes of developers; NOMO_UI_PICTURES names the folder."""
        folder = os.environ.get('NOMO_UI_PICTURES')
        if folder:
            self.program.picture(os.path.join(folder, f'{self.pictured_as}-{name}-{self.language}.png'), 6)

    def limit(self, size):
        """How large a file of the program may become, which stands for a disk that is full."""
        subprocess.run(['prlimit', '--pid', str(self.program.process.pid), f'--fsize={size}:unlimited'], check=True)

    def list(self, entity, *options):
        """The records that the store holds."""
        listed = subprocess.run([self.cli, '--json', 'list', entity, '--limit', '1000000', *options], check=True,
                                stdout=subprocess.PIPE, text=True).stdout
        return [json.loads(line) for line in listed.splitlines()]

    def quiet(self):
        if self.complaints:
            raise Failure('\n'.join(dict.fromkeys(self.complaints)))
