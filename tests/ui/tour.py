#!/usr/bin/python3
"""Walks through every page of the program and takes pictures; for use inside tests/ui/session.

    tour.py BINARY DIRECTORY [narrow]

Writes NN-page-LANGUAGE-THEME[-narrow].png, prints the figures that Overview shows, and ends with 0 when every page came up
and nothing complained."""

import os
import pathlib
import subprocess
import sys
import unicodedata

from nomoui import BUTTONS, Failure, Program, name_of, role_of, wait

LANGUAGES = ('ar', 'en')
THEMES = ('light', 'dark')
SEARCH = {'ar': 'عطر', 'en': 'عطر'}


class Tour:
    def __init__(self, binary, directory, narrow):
        self.binary = binary
        self.directory = pathlib.Path(directory)
        self.suffix = '-narrow' if narrow else ''
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

    def picture(self, program, page, language, theme):
        program.fill_display()
        name = f'{page}-{language}-{theme}{self.suffix}.png'
        if not program.picture(self.directory / name):
            self.restless.append(name)
        self.count += 1

    def each_look(self, program):
        for language in LANGUAGES:
            program.activate('app.language', language)
            for theme in THEMES:
                program.activate('app.theme', theme)
                yield language, theme

    def first_run(self):
        program = self.start()
        program.wait(lambda: program.has_action('app.language'), 'the window opens')
        for language, theme in self.each_look(program):
            program.wait(lambda: program.find(BUTTONS), 'the welcome page shows a button')
            self.picture(program, '01-first-run', language, theme)
        self.end(program)

    def demo(self):
        program = self.start('--demo')
        program.activate('app.page', 'overview')
        for language, theme in self.each_look(program):
            self.overview(program, language, theme)
            self.orders(program, language, theme)
            self.overlays(program, language, theme)
        self.end(program)

    def overview(self, program, language, theme):
        program.activate('app.page', 'overview')
        figures = program.wait(lambda: figures_of(program), 'Overview shows its figures', 180)
        self.picture(program, '02-overview', language, theme)
        if theme == 'light' and not self.suffix:
            print(f'Overview ({language}):')
            for figure in figures_of(program) or figures:
                print(f'  {figure}')

    def orders(self, program, language, theme):
        program.activate('app.page', 'orders')
        program.wait(lambda: program.find({'table', 'tree table', 'list'}), 'Orders shows its list')
        self.picture(program, '03-orders', language, theme)
        if open_first_row(program):
            self.picture(program, '04-order', language, theme)
            close_with_escape(program)

    def overlays(self, program, language, theme):
        program.activate('app.page', 'overview')
        for page, action in (('05-search', 'win.search'), ('06-activity', 'win.activity')):
            if not program.has_action(action):
                continue
            program.activate(action)
            if page == '05-search':
                type_search(program, SEARCH[language])
            self.picture(program, page, language, theme)
            close_with_escape(program)
        for page, action in (('07-about', 'app.about'), ('08-preferences', 'app.preferences'), ('09-shortcuts', 'app.shortcuts')):
            if program.has_action(action):
                program.activate(action)
                self.picture(program, page, language, theme)
                close_with_escape(program)


def key(name):
    subprocess.run(['xdotool', 'key', name], check=True)


def close_with_escape(program):
    program.check_alive()
    key('Escape')


def type_search(program, text):
    entry = program.wait(lambda: program.find({'text', 'entry'}), 'the search field opens', 15)
    program.type_into(entry, text)


def open_first_row(program):
    """Walks into the list by keyboard, as far as the first row, and opens it."""
    table = program.find({'table', 'tree table', 'list'})
    before = program.picture_digest()
    for name in ('Down', 'Return'):
        table.get_component_iface().grab_focus()
        key(name)
    return wait(lambda: program.picture_digest() != before, 'a pressed row opens its details', 10)


def plain(text):
    """Without the marks that only steer the direction of text."""
    return ''.join(letter for letter in text if unicodedata.category(letter) != 'Cf')


def figures_of(program):
    """The KPI tiles speak their name and figure as one."""
    tiles = [plain(name_of(node)) for node in program.walk() if role_of(node) in ('panel', 'grouping', 'section')]
    return [tile for tile in tiles if any(letter.isdigit() for letter in tile)]


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
    for line in dict.fromkeys(tour.complaints):
        print(f'complaint: {line}', file=sys.stderr)
    return 1 if tour.complaints else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
