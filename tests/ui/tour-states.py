#!/usr/bin/python3
"""Takes pictures of every page on bad days; for use inside tests/ui/session.

    tour-states.py NOMO_FLOW NOMO DEMO_STORE DIRECTORY

Writes state-STATE-PAGE-LANGUAGE.png: of a shop in which nobody has bought anything (empty), of one whose Salla cannot be reached
(offline), of one whose file on the disk is damaged (error), and a few of one that a relay looks after (relay). Ends with 0 when
nothing complained."""

import pathlib
import shutil
import sys

from demoshop import DemoShop, spoil
from nomoui import BUTTONS, Failure, Program, words

LANGUAGES = ('ar', 'en')
PAGES = ('overview', 'features', 'orders', 'carts', 'products', 'reviews', 'coupons', 'offers', 'customers')
SPOILT = ('rollups', *(f'record_{entity}' for entity in ('order', 'cart', 'product', 'review', 'coupon', 'offer', 'customer')))
STATES = ('empty', 'offline', 'error', 'relay')
RELAY_BANNER = ('The relay %1$s has looked after this store since %2$s. This device shows what it had then, also offline; what you '
                'change here waits and is not sent to Salla.')


class States:
    def __init__(self, binary, cli, demo, directory):
        self.binary = binary
        self.cli = cli
        self.demo = demo
        self.directory = pathlib.Path(directory)
        self.words = {language: words(binary, language) for language in LANGUAGES}
        self.shops = []
        self.complaints = []

    def open(self, *options):
        shop = DemoShop(self.demo, '--plan', 'special', *options)
        self.shops.append(shop)
        shutil.rmtree(shop.file().parent, ignore_errors=True)
        shop.connect(self.cli)
        program = self.start(shop)
        program.expect(BUTTONS, contains=self.words[LANGUAGES[0]]('In sync with Salla'), seconds=60)
        return shop, program

    def start(self, shop):
        program = Program(self.binary, environment={'NOMO_CLOCK': shop.ready['clock']})
        program.activate('app.language', LANGUAGES[0])
        program.activate('app.theme', 'light')
        return program

    def walk(self, program, state, pages=PAGES):
        for language in LANGUAGES:
            program.activate('app.language', language)
            program.expect(contains=self.words[language]('Store: %s').partition('%s')[0])
            for page in pages:
                before = program.picture_digest()
                program.activate('app.page', page)
                program.fill_display()
                # The first page may be there already; each other looks unlike the one before it.
                program.wait(lambda: page == pages[0] or program.picture_digest() != before, f'{page} shows')
                program.picture(self.directory / f'state-{state}-{page}-{language}.png')

    def end(self, program):
        status = program.close()
        self.complaints += program.complaints()
        if status != 0:
            raise Failure(f'the program ended with {status}')

    def empty(self):
        _, program = self.open('--seed', '8', '--orders', '0', '--customers', '0')
        self.walk(program, 'empty')
        self.end(program)

    def offline(self):
        shop, program = self.open('--seed', '9', '--orders', '300', '--customers', '90')
        shop.close()
        program.activate('app.sync')
        stamp = self.words[LANGUAGES[0]]('No connection. You are working on the copy saved at %s.').partition('%s')[0]
        program.expect({'label'}, contains=stamp)
        self.walk(program, 'offline')
        self.end(program)

    def error(self):
        shop, program = self.open('--seed', '10', '--orders', '300', '--customers', '90')
        self.end(program)
        shop.close()
        spoil(shop.file(), *SPOILT)
        program = self.start(shop)
        self.walk(program, 'error')
        self.end(program)

    def relay(self):
        shop, program = self.open('--seed', '11', '--orders', '300', '--customers', '90')
        self.end(program)
        shop.hand_over()
        program = self.start(shop)
        banner = self.words[LANGUAGES[0]](RELAY_BANNER).rpartition('%2$s')[2]
        program.expect({'label'}, contains=banner)
        self.walk(program, 'relay', PAGES[:3])
        self.connection(program, 'relay')
        self.end(program)

    def connection(self, program, state):
        """The page of the preferences that tells of the sign-in."""
        for language in LANGUAGES:
            program.activate('app.language', language)
            program.expect(contains=self.words[language]('Store: %s').partition('%s')[0])
            program.activate('app.setting', 'connection')
            title = self.words[language]('Preferences')
            program.wait(lambda: program.keyboard_window() == title, 'the preferences open')
            program.picture(self.directory / f'state-{state}-connection-{language}.png')
            program.key('Escape')
            program.wait(lambda: program.keyboard_window() not in ('', title), 'the preferences close')


def main(arguments):
    states = States(*arguments)
    try:
        for state in STATES:
            getattr(states, state)()
    except Failure as failure:
        print(f'The walk stopped: {failure}', file=sys.stderr)
        return 1
    finally:
        for shop in states.shops:
            shop.close()
    for line in dict.fromkeys(states.complaints):
        print(f'complaint: {line}', file=sys.stderr)
    return 1 if states.complaints else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
