#!/usr/bin/python3
"""Walks through every page of the program and takes pictures; for use inside tests/ui/session.

    tour.py BINARY DIRECTORY [narrow]

Writes NN-page-LANGUAGE-THEME[-narrow].png, prints the figures that Overview shows, and ends with 0 when every page came up
and nothing complained."""

import os
import pathlib
import re
import sys
import tempfile
import unicodedata

from accessible import children_of, extents_of, is_checked, is_sensitive, name_of, role_of, text_of, type_into
from nomoui import BUTTONS, Failure, Program, words

LANGUAGES = ('ar', 'en')
THEMES = ('light', 'dark')
GROUPS = {'panel', 'grouping', 'group'}
LISTS = {'table', 'tree table', 'list'}
FIGURES = ('Sales', 'Orders', 'Average order', 'New customers')
SEARCH = 'عطر'
# Lists of records: page, its title, the numbers of the pictures of the list and of one record that is open.
RECORDS = (
    ('orders', 'Orders', '03-orders', '04-order'),
    ('carts', 'Abandoned carts', '11-carts', '12-cart'),
    ('products', 'Products', '13-products', '14-product'),
    ('reviews', 'Reviews', '15-reviews', '16-review'),
    ('customers', 'Customers', '17-customers', '18-customer'),
    ('coupons', 'Coupons', '21-coupons', '22-coupon'),
    ('offers', 'Special offers', '23-offers', '24-offer'),
)
SYNC_SECONDS = 300
# So many orders have to be known as a whole before what sells best is worth a picture.
ENOUGH = 100


class Tour:
    def __init__(self, binary, directory, narrow):
        self.binary = binary
        self.directory = pathlib.Path(directory)
        self.suffix = '-narrow' if narrow else ''
        self.words = {language: words(binary, language) for language in LANGUAGES}
        self.count = 0
        self.complaints = []
        self.restless = []

    def start(self, *arguments):
        return Program(self.binary, *arguments)

    def end(self, program):
        status = program.close()
        self.complaints += program.complaints()
        if status != 0:
            raise Failure(f'the program ended with {status}')

    def picture(self, program, page, language, theme, seconds=12):
        program.fill_display()
        name = f'{page}-{language}-{theme}{self.suffix}.png'
        if not program.picture(self.directory / name, seconds):
            self.restless.append(name)
        overhang = program.overhang()
        if overhang:
            self.complaints.append(f'{name}: the page is {overhang} pixels wider than the window')
        self.count += 1

    def each_look(self, program):
        for language in LANGUAGES:
            program.activate('app.language', language)
            for theme in THEMES:
                program.activate('app.theme', theme)
                yield language, theme

    def first_run(self):
        with tempfile.TemporaryDirectory() as empty:
            self.welcome(self.start('--data', empty))

    def welcome(self, program):
        program.wait(lambda: program.has_action('app.language'), 'the window opens')
        for language, theme in self.each_look(program):
            program.wait(lambda: self.welcome_button(program, language), 'the welcome offers to connect a store')
            self.picture(program, '01-first-run', language, theme)
        program.press(self.welcome_button(program, language))
        self.expect_steps(program, language)
        # Whoever switches the language stays at the step where they were.
        for language, theme in self.each_look(program):
            self.expect_steps(program, language)
            self.picture(program, '10-connect', language, theme)
        self.end(program)

    def expect_steps(self, program, language):
        program.wait(lambda: program.find(BUTTONS, description=self.words[language]('Back')), 'the steps to connect show', 10)

    def welcome_button(self, program, language):
        button = program.find(BUTTONS, self.words[language]('Connect with Salla'), opaque=set())
        return button if button is not None and extents_of(button).width > 0 else None

    def demo(self):
        program = self.start('--demo')
        program.activate('app.language', LANGUAGES[0])
        program.activate('app.theme', THEMES[0])
        self.activity(program, LANGUAGES[0], THEMES[0])
        for language, theme in self.each_look(program):
            self.overview(program, language, theme)
            for page in RECORDS:
                self.records(program, language, theme, *page)
            self.features(program, language, theme)
            self.builder(program, language, theme)
            self.codes(program, language, theme)
            self.seasons(program, language, theme)
            self.overlays(program, language, theme)
        self.end(program)

    def activity(self, program, language, theme):
        """The first sync runs now: what it says of itself; then it has to end."""
        def button():
            return program.find(BUTTONS, description=self.words[language]('Activity'))

        try:
            running = program.wait(button, 'a job shows in the header', 15)
            program.press(running)
            self.picture(program, '06-activity', language, theme, 2)
            program.key('Escape')
        except Failure:
            program.check_alive()
        program.wait(lambda: not button(), 'the first sync ends', SYNC_SECONDS)

    def overview(self, program, language, theme):
        program.activate('app.page', 'overview')
        figures = program.wait(lambda: self.figures(program, language), 'Overview shows its figures', 60)
        program.wait(lambda: self.known(program, language) >= ENOUGH, 'Overview knows what sells', 180)
        self.picture(program, '02-overview', language, theme)
        if theme == THEMES[0] and not self.suffix:
            print(f'Overview ({language}):')
            for name, figure in figures.items():
                print(f'  {name}: {figure}')

    def figures(self, program, language):
        """Name and figure of each KPI tile, as a screen reader meets them; None until all are there."""
        wanted = [self.words[language](name) for name in FIGURES]
        found = {}
        for tile in program.walk():
            if role_of(tile) in GROUPS and name_of(tile) in wanted and name_of(tile) not in found:
                spoken = [plain(name_of(node)) for node in program.walk(tile) if role_of(node) == 'label']
                figure = next((text for text in spoken if any(letter.isdigit() for letter in text)), None)
                if figure:
                    found[name_of(tile)] = figure
        return found if len(found) == len(wanted) else None

    def known(self, program, language):
        """Of how many orders Overview knows the details, which it says until it knows all."""
        words = self.words[language].__self__.ngettext('Known for %1$s of %2$s order', 'Known for %1$s of %2$s orders', 300)
        said = [plain(name_of(node)) for node in program.walk() if role_of(node) == 'label']
        counts = [text for text in said if text.startswith(words.partition('%1$s')[0])]
        return min((int(re.search(r'\d+', text.replace(',', '')).group(0)) for text in counts), default=ENOUGH)

    def records(self, program, language, theme, page, title, listed, opened):
        program.activate('app.page', page)
        rows = program.wait(lambda: self.rows(program, language, title), f'{title} shows its list')
        self.picture(program, listed, language, theme)
        before = program.picture_digest()
        program.click(rows, offset=20)
        program.wait(lambda: program.picture_digest() != before, 'a pressed row opens its details', 10)
        self.picture(program, opened, language, theme)
        program.key('Escape')

    def features(self, program, language, theme):
        say = self.words[language]
        title = say('New-order alerts')
        program.activate('app.page', 'features')
        on = program.wait(lambda: program.find({'check box', 'switch', 'toggle button'}, title), 'Features shows its cards')
        if not is_checked(on):
            program.press(on)
        self.picture(program, '19-features', language, theme)
        program.press(program.wait(lambda: program.find(BUTTONS, say('Settings: %s') % title), 'a feature has settings'))
        program.wait(lambda: program.find({'text', 'entry'}, say('Only orders from'), opaque=set()), 'the settings open')
        self.picture(program, '20-feature-settings', language, theme)
        program.key('Escape')

    def rows(self, program, language, title):
        """The part of a list of records below its header: a table when wide, a plain list when narrow."""
        name = self.words[language](title)
        for node in program.walk():
            if role_of(node) in LISTS and name_of(node) == name and extents_of(node).width > 0:
                return next((child for child in children_of(node) if role_of(child) == 'list'), node)
        return None

    def builder(self, program, language, theme):
        """What is typed in the first look stays for the others."""
        say = self.words[language]
        program.activate('app.new-coupon')
        for name, text in (('Discount', '30'), ('At most, per order', '150'), ('Coupon code', 'WHITE30'), ('Smallest basket', '250')):
            field = program.wait(lambda: program.find({'text', 'entry'}, say(name), opaque=set()), f'the builder asks “{name}”')
            if text_of(field) != text:
                type_into(field, text)
        # Whole orders are read one by one, and a first look may come before there are enough of them.
        early = say.__self__.ngettext('Too little is known yet of the %s order of these days: its details are being read.',
                                      'Too little is known yet of the %s orders of these days: their details are being read.', 300)
        program.wait(lambda: program.find(name=say('orders touched'), opaque=set())
                     or program.find(contains=early.partition('%s')[0], opaque=set()), 'the coupon is tried on past orders', 30)
        self.picture(program, '26-coupon-builder', language, theme)
        program.key('Escape')

    def codes(self, program, language, theme):
        """Some are made in the first look, and wait for Salla."""
        say = self.words[language]
        program.activate('app.page', 'codes')
        program.press(program.wait(lambda: program.find(BUTTONS, say('New codes')), 'codes can be made'))
        name = program.wait(lambda: program.find({'text', 'entry'}, say('Name of the batch'), opaque=set()), 'the batch has a name')
        type_into(name, 'VIP')
        self.picture(program, '28-code-maker', language, theme)
        if (language, theme) == (LANGUAGES[0], THEMES[0]):
            make = program.find(BUTTONS, say('Make the codes'))
            program.wait(lambda: is_sensitive(make), 'they can be made')
            program.press(make)
            program.wait(lambda: self.batch(program, language), 'they are made')
            program.activate('app.page', 'outbox')
            program.wait(lambda: program.find(BUTTONS, say('Discard'), opaque=set()), 'what waits is listed')
            self.picture(program, '30-outbox', language, theme)
        program.activate('app.page', 'codes')
        program.wait(lambda: self.batch(program, language), 'the batch is listed')
        self.picture(program, '27-codes', language, theme)
        # Escape belongs to the message that they are made for as long as it is up.
        program.key('Escape')

    def batch(self, program, language):
        return program.find(BUTTONS, self.words[language].__self__.pgettext('codes', 'Open'), opaque=set())

    def seasons(self, program, language, theme):
        program.activate('app.page', 'seasons')
        program.wait(lambda: program.find(BUTTONS, self.words[language]('Prepare'), opaque=set()), 'the seasons are proposed')
        self.picture(program, '29-seasons', language, theme)

    def overlays(self, program, language, theme):
        program.activate('app.page', 'overview')
        program.key('ctrl+k')
        type_into(program.wait(lambda: program.find({'text', 'entry'}), 'the search field opens', 15), SEARCH)
        self.picture(program, '05-search', language, theme)
        program.key('Escape')
        for page, action, argument in (('07-about', 'app.about', None), ('08-preferences', 'app.preferences', None),
                                       ('09-shortcuts', 'app.shortcuts', None), ('25-team', 'app.setting', 'team'),
                                       ('30-proof', 'app.prove', None)):
            self.window(program, page, language, theme, action, argument)

    def window(self, program, page, language, theme, action, argument):
        """A window above the main one, from when it has the keyboard until that has it again."""
        under = program.keyboard_window()
        program.activate(action, argument)
        program.wait(lambda: program.keyboard_window() not in ('', under), f'{action} opens a window')
        if action == 'app.prove':
            program.wait(lambda: program.find({'list item'}, self.words[language]('Sign-in to Salla'), opaque=set()),
                         'the proof tells what was checked', 120)
        self.picture(program, page, language, theme)
        program.key('Escape')
        program.wait(lambda: program.keyboard_window() == under, f'the window of {action} closes')


def plain(text):
    """Without the marks that only steer the direction of text."""
    return ''.join(letter for letter in text if unicodedata.category(letter) != 'Cf')


def main(arguments):
    binary, directory = arguments[:2]
    narrow = 'narrow' in arguments[2:]
    os.makedirs(directory, exist_ok=True)
    tour = Tour(binary, directory, narrow)
    try:
        tour.first_run()
        tour.demo()
    except Failure as failure:
        print(f'The walk stopped: {failure}', file=sys.stderr)
        return 1
    print(f'{tour.count} pictures in {directory}')
    for name in tour.restless:
        print(f'note: {name} was taken while something still moved')
    for line in dict.fromkeys(re.sub(r':\d+\)|\d\d:\d\d:\d\d\.\d+: ', '', line) for line in tour.complaints):
        print(f'complaint: {line}', file=sys.stderr)
    return 1 if tour.complaints else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
