#!/usr/bin/python3
"""What a person without eyes or without a mouse meets, in both languages or some; for use inside tests/ui/session.

    test-access.py NOMO_FLOW NOMO LOCALE_FOLDER [LANGUAGE…]

Walks the accessible tree of the first run, of every page, pane, popover, dialog and page of the preferences, as wide as the display
and as narrow as NARROW, and by Tab through the pages. Fails on controls without a name, with a name in the other language, smaller than TARGET, that cannot be told from a sibling, that Tab
does not reach, or reaches against the order of reading. Prints TAP."""

import gettext
import itertools
import json
import re
import subprocess
import sys
import time

from accessible import (FocusTrail, can_be_pressed, children_of, description_of, extents_of, is_focusable, is_met_at, is_sensitive,
                        is_there, name_of, parent_of, role_of, type_into)
from nomoui import BUTTONS, Failure, GLib, Program

BOTH = ('ar', 'en')
LANGUAGES = tuple(sys.argv[4:]) or BOTH
ENTITIES = ('orders', 'carts', 'products', 'reviews', 'coupons', 'offers', 'customers')
# What people wrote, in whichever language.
DATA = ENTITIES + ('order_events', 'categories', 'brands', 'employees')
PREFERENCES = ('general', 'notifications', 'connection', 'costs', 'team', 'data')
TARGET = 32
ROW = 24
NARROW = 400
PRESSED = BUTTONS | {'switch', 'check box', 'radio button', 'combo box', 'link', 'menu item', 'page tab', 'slider', 'spin button'}
TYPED_INTO = {'text', 'entry', 'password text'}
CONTROLS = PRESSED | TYPED_INTO
# Charts, and rows of lists short enough to be looked into.
FOCUSED = PRESSED | {'image', 'list item'}
TOO_LONG = {'tree table', 'table', 'tree'}
# Walked by the arrows once Tab is in them, which has nowhere else to go there.
WALKED_BY_ARROWS = {'list', 'list box', 'tree table', 'table', 'menu', 'menu bar', 'page tab list'}
# A widget that nobody named is called after its type.
TYPE_NAME = re.compile(r'^(Gtk|Adw|Nomo|Gdk)[A-Z]\w+$')
LATIN = re.compile(r'[A-Za-z]{2,}')
ARABIC = re.compile('[\u0620-\u064a]{2,}')
# Names, codes, keys and units that are written in Latin letters in Arabic too, and what stays Arabic in English.
OWN_NAMES = {'English', 'Ctrl', 'Alt', 'Shift', 'Space', 'Return', 'Escape', 'Home', 'End', 'Left', 'Right', 'Up', 'Down', 'Nomo',
             'Flow', 'SKU', 'ID', 'VAT', 'SMS', 'CSV', 'Apple', 'Pay', 'STC', 'MIT', 'localhost', 'http', 'https', 'callback',
             'Client', 'Secret', 'salla', 'db', 'kB', 'MB', 'AED', 'SAR', 'USD', 'KWD', 'عربي', 'العربية'}
# Keys whose names are words as well, where keys are told.
KEYS = {'app.shortcuts': {'Delete'}}
MOST_TABS = 80
SYNC_SECONDS = 60


class Screen:
    """All that is on the screen at one moment, of one window or part of it."""

    def __init__(self, program, title, root):
        self.title = title
        self.controls = [node for node in program.walk(root, opaque=TOO_LONG) if is_control(node)]


def is_control(node):
    """What takes keys or presses, and is there. A menu button is one around another, and the inner one takes them."""
    if role_of(node) not in CONTROLS | FOCUSED or not is_shown(node):
        return False
    if role_of(node) in TYPED_INTO | {'switch', 'check box', 'radio button', 'combo box', 'page tab'}:
        return True
    if role_of(node) not in FOCUSED or (role_of(node) == 'list item' and is_choice(node)):
        return False
    return is_focusable(node) or can_be_pressed(node)


def is_shown(node):
    """What a folded window, or a page behind another, hides is in the tree where it was last, but no press meets it. In its
    middle a press may meet what is in it, and is no accessible."""
    place = extents_of(node)
    if place.width == 0 or not is_sensitive(node):
        return place.width > 0
    places = (place.x + place.width // 2, place.y + place.height // 2), place[:2], (place.x - 1, place.y + place.height // 2)
    return any(is_met_at(node, *at) for at in places)


def is_told(node):
    """What says something and takes neither keys nor presses, and is there."""
    return role_of(node) in ('label', 'image') and extents_of(node).width > 0 and role_of(parent_of(node)) not in TYPED_INTO


def is_choice(node):
    """What is chosen in a row of the preferences, which nobody gets to but with the row: that is named, and says it."""
    return any(role_of(one) == 'combo box' for one in itertools.islice(ancestors(parent_of(node)), 5))


def reaches(node, target):
    """Whether a press that far from each other meets it. What it says of its size is without its padding, which is asked for."""
    place = extents_of(node)
    x, y = place.x + place.width // 2, place.y + place.height // 2
    beside, above = (target - place.width + 1) // 2, (target - place.height + 1) // 2
    return ((beside <= 0 or is_met_at(node, place.x - beside, y) and is_met_at(node, place.x + place.width - 1 + beside, y)) and
            (above <= 0 or is_met_at(node, x, place.y - above) and is_met_at(node, x, place.y + place.height - 1 + above)))


def is_of_gtk(node):
    """The buttons of a window have names in Arabic and tooltips in English, both of GTK's own making."""
    return description_of(node).endswith('the window')


def plain(text):
    return re.sub('[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]', '', text)


def said_of(node):
    """Its name, or nothing when that is the name of its type."""
    name = plain(name_of(node)).strip()
    return '' if TYPE_NAME.match(name) else name


def describe(node):
    place = extents_of(node)
    return f'{role_of(node)} “{said_of(node)}” {place.width}×{place.height} at {place.x},{place.y}'


def ancestors(node):
    while node is not None and role_of(node) not in ('application', ''):
        yield node
        node = parent_of(node)


def scroller_of(node):
    return next((one for one in ancestors(node) if role_of(one) == 'scroll pane'), None)


class Access:
    def __init__(self, binary, cli, locale):
        self.binary = binary
        self.cli = cli
        self.catalogues = {each: gettext.translation('nomo-flow', locale, [each], fallback=each == 'en') for each in BOTH}
        self.language = LANGUAGES[0]
        self.program = None
        self.data = ''
        self.is_connected = False
        self.found = []

    def words(self, text):
        return self.catalogues[self.language].gettext(text)

    def wait(self, condition, what, seconds=20):
        return self.program.wait(condition, what, seconds)

    def key(self, *names):
        self.program.key(*names)

    def complain(self, screen, node, what):
        # A list that is read anew drops its rows while they are looked at.
        if is_there(node):
            self.found.append(f'{self.language} {screen}: {what}: {describe(node)}')

    # --- the rules ---

    def look(self, title, root=None, until=None):
        """Checks what is there, once it is: a control called UNTIL."""
        def complete():
            screen = Screen(self.program, title, root)
            return screen if any(until is None or until in said_of(node) for node in screen.controls) else None

        screen = self.wait(complete, f'{title} shows “{until}”')
        for node in screen.controls:
            self.check_name(screen, node)
            self.check_size(screen, node)
        self.check_twins(screen)
        return screen

    def check_name(self, screen, node):
        said = said_of(node)
        if not said and not plain(description_of(node)).strip():
            self.complain(screen.title, node, 'has no name')
        for text in (said, '' if is_of_gtk(node) else plain(description_of(node))):
            wrong = self.find_strange(screen.title, text)
            if wrong:
                self.complain(screen.title, node, f'speaks the other language ({", ".join(wrong)})')

    def find_strange(self, title, text):
        """Words of the other language that nobody wrote into the store. What is opened may be read for the first time."""
        words = [word for word in (LATIN if self.language == 'ar' else ARABIC).findall(text)
                 if word not in OWN_NAMES | KEYS.get(title, set())]
        if any(word not in self.data for word in words):
            self.data = self.ask('status') + ''.join(self.ask('list', entity, '--limit', '1000') for entity in DATA)
        return [word for word in words if word not in self.data]

    def check_told(self, title):
        """Of a window that holds nobody's data, also what is only read: its labels, and its pictures that are none of decoration."""
        for node in filter(is_told, self.program.walk(self.main_window())):
            said = said_of(node) or plain(description_of(node))
            if not said:
                self.complain(title, node, 'says nothing')
            elif self.find_strange(title, said):
                self.complain(title, node, 'speaks the other language')

    def check_size(self, screen, node):
        # Rows lie close to each other, and have their padding on top of what they say of their size.
        if is_sensitive(node) and not reaches(node, TARGET) and not (role_of(node) == 'list item' and extents_of(node).height >= ROW):
            self.complain(screen.title, node, f'is smaller than {TARGET}')

    def check_twins(self, screen):
        seen = {}
        for node in screen.controls:
            if said_of(node):
                seen.setdefault((parent_of(node), role_of(node), said_of(node)), []).append(node)
        for twins in seen.values():
            if len(twins) > 1:
                self.complain(screen.title, twins[1], 'is called like its neighbour')

    # --- by Tab ---

    def walk_by_tab(self, title, screen):
        met = self.tab_round(title)
        for node in screen.controls:
            if is_sensitive(node) and not is_of_gtk(node) and not in_walked_list(node) and not any(one in met for one in with_children(node)):
                # What a sync brings for a moment, as the button of its job, goes with it.
                if is_shown(node):
                    self.complain(title, node, 'is not reached by Tab')
        met = [node for node in met if is_there(node)]
        places = self.places_of(met, title)
        first = min(range(len(met)), key=lambda i: (scroller_of(met[i]) is not None, places[i].y, start_of(places[i], self.is_rtl())))
        walk = list(zip(met[first:] + met[:first], places[first:] + places[:first]))
        for (before, place_before), (after, place_after) in zip(walk, walk[1:]):
            if scroller_of(before) == scroller_of(after) and against_reading(place_before, place_after, self.is_rtl()):
                self.complain(title, after, f'comes by Tab after “{said_of(before)}”, against the order of reading')

    def places_of(self, nodes, title):
        """Where they are, once the page has stopped rolling to the focus."""
        seen = []

        def stand_still():
            seen.append([extents_of(node) for node in nodes])
            return len(seen) > 1 and seen[-1] == seen[-2] and seen[-1]

        return self.wait(stand_still, f'{title} stands still')

    def is_rtl(self):
        return self.language == 'ar'

    def tab_round(self, title):
        """What gets the focus, until the first of it gets it again."""
        trail = Trail(self.program.accessible)
        while not trail.is_round():
            if len(trail.met) > MOST_TABS:
                raise Failure(f'{title}: {MOST_TABS} times Tab do not come round: {[said_of(node) for node in trail.met][-12:]}')
            count = len(trail.met)
            self.key('Tab', 'Tab', 'Tab', 'Tab')
            self.wait(lambda: len(trail.met) > count, f'{title}: Tab leads on', 5)
        trail.end()
        return trail.round()

    # --- the program ---

    def start(self):
        self.program = Program(self.binary, environment={'LANGUAGE': self.language})
        self.program.expect(BUTTONS, self.words('Open the demo store'))
        self.program.fill_display()

    def ask(self, *arguments):
        """Nothing before there is a store."""
        if not self.is_connected:
            return ''
        return subprocess.run([self.cli, '--json', *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout

    def first(self, entity):
        return int(json.loads(self.ask('list', entity, '--limit', '1'))['id'])

    def main_window(self):
        return self.wait(lambda: self.window(True), 'the window is there')

    def window(self, main):
        return next((node for node in children_of(self.program.tree()) if (name_of(node) == self.words('Nomo Flow')) == main), None)

    def other_window(self):
        return self.window(False)

    def speak(self, language):
        self.language = language
        self.program.activate('app.language', language)
        said = self.words('Store: %s').partition('%s')[0] if self.is_connected else self.words('Connect your store')
        self.wait(lambda: self.program.find(contains=said), f'the window speaks {language}')

    def verdict(self):
        found, self.found = self.found, []
        if found:
            raise Failure(f'{len(found)} complaints\n' + '\n'.join(dict.fromkeys(found)))

    # --- the steps ---

    def first_run(self):
        """The welcome, and the steps to an app of one's own, with a picture each."""
        self.welcome('Open the demo store')
        self.program.press(self.program.expect(BUTTONS, self.words('Connect with Salla')))
        self.welcome('Continue in the browser')
        self.program.press(self.program.expect(BUTTONS, self.words('Back')))
        self.program.expect(BUTTONS, self.words('Open the demo store'))

    def welcome(self, button):
        self.walk_by_tab(button, self.look(button, self.main_window(), self.words(button)))
        self.check_told(button)
        self.program.narrow(NARROW, f'“{button}” is narrow')
        self.look(f'{button}, narrow', self.main_window(), self.words(button))
        self.program.fill_display()

    def connected(self):
        self.program.press(self.program.expect(BUTTONS, self.words('Open the demo store')))
        self.wait(lambda: self.program.find(BUTTONS, contains=self.words('In sync with Salla')), 'the first sync ends', SYNC_SECONDS)
        self.is_connected = True

    def overview(self):
        self.program.activate('app.page', 'overview')
        self.walk_by_tab('overview', self.look('overview', self.main_window(), self.words('Daily sales')))

    def features(self):
        self.program.activate('app.page', 'features')
        self.walk_by_tab('features', self.look('features', self.main_window(), self.words('New-order alerts')))

    def builder(self):
        """Of a coupon, with all that it can ask and tell."""
        self.program.activate('app.new-coupon')
        value = self.program.expect({'text', 'entry'}, self.words('Discount'), opaque=set())
        type_into(value, '30')
        screen = self.look('builder', self.main_window(), self.words('Leave them out'))
        if self.language == LANGUAGES[0]:
            self.walk_by_tab('builder', screen)
        self.key('Escape')

    def lists(self):
        """Each with a record open beside it."""
        for entity in ENTITIES:
            self.program.activate('app.open', GLib.Variant('(sx)', (entity, self.first(entity))))
            # Nothing of an offer is copied.
            last = self.words('Close') if entity == 'offers' else self.words('Copy: %s').partition('%s')[0]
            screen = self.look(entity, self.main_window(), last)
            # The lists are made alike, and mirrored by GTK: in the second language one is walked for all.
            if self.language == LANGUAGES[0] or entity == ENTITIES[0]:
                self.walk_by_tab(entity, screen)
                self.filter(entity, screen)

    def filter(self, entity, screen):
        button = parent_of(next(node for node in screen.controls if said_of(node) == self.words('Filter')))
        self.key('ctrl+f')
        self.look(f'filter of {entity}', button, self.words('Clear the filter'))
        self.key('Escape')

    def popovers(self):
        menu = menu_button(self.program.find(BUTTONS, self.words('Menu')))
        self.key('F10')
        self.look('menu', menu, self.words('Keyboard shortcuts'))
        self.key('Escape')
        sync = menu_button(self.program.find(BUTTONS, contains=self.words('In sync with Salla')))
        self.program.press(sync)
        self.opened(sync)
        self.key('Escape')

    def opened(self, button):
        """The popover of a menu button, below it in the tree, which may have nothing to press."""
        self.wait(lambda: sum(role_of(node) == 'label' and extents_of(node).width > 0
                              for node in self.program.walk(button, opaque=set())) > 3, f'“{said_of(button)}” opens')

    def dialogs(self):
        self.preferences('preferences', PREFERENCES)
        # What libadwaita says about the program is its own matter.
        for action in ('app.disconnect', 'app.shortcuts'):
            self.program.activate(action)
            self.look(action, self.wait(self.other_window, f'{action} opens'))
            self.key('Escape')
            self.wait(lambda: self.other_window() is None, f'{action} closes')

    def preferences(self, title, pages, width=None):
        for page in pages:
            self.program.activate('app.setting', page)
            window = self.wait(self.other_window, f'the preferences show {page}')
            if width is not None and extents_of(window).width > width:
                self.program.narrow(width, 'the preferences are narrow')
            self.look(f'{title}, {page}', window)
        self.key('Escape')
        self.wait(lambda: self.other_window() is None, 'the preferences close')

    def narrow(self):
        """As on half a small screen: lists of rows, a record in place of its list, and the bar at the foot."""
        self.program.activate('app.page', 'overview')
        self.program.narrow(NARROW, 'the window is narrow')
        screen = self.look('narrow overview', self.main_window(), self.words('Daily sales'))
        # Mirrored by GTK, as the lists are.
        if self.language == LANGUAGES[0]:
            self.walk_by_tab('narrow overview', screen)
        self.program.activate('app.page', 'features')
        self.look('narrow features', self.main_window(), self.words('New-order alerts'))
        self.program.activate('app.new-coupon')
        self.look('narrow builder', self.main_window(), self.words('4. Marketer’s coupon'))
        self.key('Escape')
        # The lists are made alike: one whose states are a menu here, and one that has tabs.
        for entity in ('orders', 'coupons'):
            self.program.activate('app.open', GLib.Variant('(sx)', (entity, 0)))
            self.look(f'narrow {entity}', self.main_window(), self.words('Filter'))
        self.program.activate('app.open', GLib.Variant('(sx)', (ENTITIES[0], self.first(ENTITIES[0]))))
        screen = self.look('narrow order', self.main_window(), self.words('Copy: %s').partition('%s')[0])
        if self.language == LANGUAGES[0]:
            self.walk_by_tab('narrow order', screen)
        # In the second language the page with most to say.
        self.preferences('narrow preferences', PREFERENCES if self.language == LANGUAGES[0] else ('connection',), NARROW)
        self.program.fill_display()


class Trail(FocusTrail):
    """The focus, from control to control, until it comes round."""

    def is_round(self):
        return len(self.met) > 2 and self.met[1] in self.met[2:]

    def round(self):
        """From where it begins again: what was met first may have had the focus from elsewhere."""
        return self.met[1:self.met.index(self.met[1], 2)]


def menu_button(node):
    """The one that holds the popover: what is found by its name is that, or what it puts the focus on."""
    return parent_of(node) if is_focusable(node) else node


def in_walked_list(node):
    return any(role_of(one) in WALKED_BY_ARROWS for one in ancestors(parent_of(node)))


def with_children(node):
    yield node
    for child in children_of(node):
        yield child
        yield from children_of(child)


def start_of(place, rtl):
    """Along the line of reading."""
    return -(place.x + place.width) if rtl else place.x


def against_reading(before, after, rtl):
    """Of two places: whether the second is read before the first."""
    if after.y >= before.y + before.height:
        return False
    if after.y + after.height <= before.y:
        return start_of(after, rtl) < start_of(before, rtl) + before.width
    return start_of(after, rtl) < start_of(before, rtl)


STEPS = ('overview', 'features', 'builder', 'lists', 'popovers', 'dialogs', 'narrow')
ALL = [*((language, 'first_run') for language in BOTH), (BOTH[-1], 'connected'),
       *((language, step) for language in LANGUAGES for step in STEPS)]


def run(access):
    status = 0
    for number, (language, step) in enumerate(ALL, 1):
        started = time.monotonic()
        try:
            if language != access.language:
                access.speak(language)
            getattr(access, step)()
            access.verdict()
            print(f'ok {number} {step} {language} # {time.monotonic() - started:.1f} s', flush=True)
        except Failure as failure:
            status = 1
            print(f'not ok {number} {step} {language} # ' + str(failure).replace('\n', '\n# '), flush=True)
    return status


def main(arguments):
    access = Access(*arguments)
    count = len(ALL) + 1
    print(f'1..{count}')
    try:
        access.start()
        status = run(access)
        ended = access.program.close()
        complaints = access.program.complaints()
        print(f'{"ok" if ended == 0 and not complaints else "not ok"} {count} quiet')
        print('\n'.join(f'# {line}' for line in complaints), flush=True)
        return status or ended or len(complaints)
    finally:
        if access.program is not None and access.program.process.poll() is None:
            access.program.process.kill()


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:4]))
