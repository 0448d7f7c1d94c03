#!/usr/bin/python3
"""The Flatpak as it is installed, in its sandbox; for use inside tests/ui/session.

    test-flatpak.py TREE NOMO_DEMO_STORE LOCALE_FOLDER portal|keyring|nothing

Built and tested inside, it asks for what the metainfo tells and no more, and opened in Arabic its window is mirrored. A sign-in of
one run is there for the next: in a file of its own whose key the portal for secrets has, or in the keyring of the desktop where
there is no portal; and where there is neither it says so. Prints TAP."""

import gettext
import os
import pathlib
import subprocess
import sys
import tempfile

from accessible import extents_of
from demoshop import DemoShop
from nomoui import BUTTONS, Failure, Program, run_steps

APPLICATION = 'io.github.nomoflow.NomoFlow'
ALLOWED = {'shared=network;ipc;', 'sockets=x11;wayland;fallback-x11;', 'devices=dri;', 'org.freedesktop.secrets=talk'}
SYNC_SECONDS = 120
NO_KEYRING = 'This session has no keyring, so the sign-in cannot be kept safely.'


class Sandbox:
    def __init__(self, tree, demo_store, locale):
        self.tree = pathlib.Path(tree)
        self.demo_store = demo_store
        self.words = gettext.translation('nomo-flow', locale, ['ar']).gettext
        self.program = None
        self.shop = None
        self.homes = None
        self.home = None

    def build(self):
        """Returns why it cannot be built here, or None."""
        done = subprocess.run(['sh', self.tree / 'build-aux' / 'flatpak'], check=False, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, errors='replace')
        if done.returncode == 77:
            return done.stdout.strip().splitlines()[-1]
        if done.returncode != 0:
            print(done.stdout[-20000:], file=sys.stderr)
            raise Failure(f'build-aux/flatpak ended with {done.returncode}')
        os.environ['FLATPAK_USER_DIR'] = str(self.tree / '_build-flatpak' / 'user')
        # A sandbox is shown nothing below /dev, where the other files of the tests may lie.
        self.homes = tempfile.TemporaryDirectory(prefix='home-', dir=self.tree / '_build-flatpak')
        return None

    def move_in(self, name):
        """Each step has a home without the stores of the others."""
        self.home = pathlib.Path(self.homes.name, name)
        self.home.mkdir()
        os.environ['HOME'] = str(self.home)

    def command(self, name):
        """A file that starts a program of the Flatpak."""
        path = self.home / name
        path.write_text(f'#!/bin/sh\nexec flatpak --user run --command={name} {APPLICATION} "$@"\n', encoding='utf-8')
        path.chmod(0o755)
        return str(path)

    def close(self):
        if self.program is not None and self.program.process.poll() is None:
            self.program.process.kill()
        if self.shop is not None:
            self.shop.close()
        self.homes.cleanup()

    # --- the steps ---

    def asks_for_no_more(self):
        said = subprocess.run(['flatpak', '--user', 'info', '--show-permissions', APPLICATION], check=True, stdout=subprocess.PIPE,
                              text=True).stdout
        asked = {line for line in said.splitlines() if '=' in line}
        if asked != ALLOWED:
            raise Failure(f'it asks for {sorted(asked)}')

    def arabic_window(self):
        self.move_in('window')
        self.program = Program(self.command('nomo-flow'), '--demo', environment={'LANGUAGE': ''})
        # A proxy at the border of the sandbox speaks for the program.
        self.program.accessible.process = None
        self.program.wait(lambda: self.program.find(BUTTONS, contains=self.words('In sync with Salla')), 'the first sync ends',
                          SYNC_SECONDS)
        self.program.fill_display()
        pages = extents_of(self.program.expect({'list'}, self.words('Pages')))
        overview = extents_of(self.program.expect(name=self.words('Sales')))
        if pages.x < overview.x + overview.width:
            raise Failure(f'the pages are listed at {pages}, left of {overview}')
        picture = os.environ.get('NOMO_FLATPAK_PICTURE')
        if picture:
            self.program.picture(picture)
        status = self.program.close()
        if status != 0 or self.program.complaints():
            raise Failure(f'it ended with {status} and complained: {self.program.complaints()}')

    def connect(self):
        self.move_in('connected')
        self.shop = DemoShop(self.demo_store, '--orders', '60', '--customers', '30')
        return self.shop.try_to_connect(self.command('nomo'))

    def kept(self):
        """A sign-in, and whether the next run finds it. Returns whether it lies in a file of the sandbox."""
        status, said = self.connect()
        if status != 0:
            raise Failure(f'the store could not be connected: {said}')
        done = subprocess.run([self.home / 'nomo', 'sync'], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                              env={**os.environ, 'NOMO_CLOCK': self.shop.ready['clock']})
        if done.returncode != 0:
            raise Failure(f'the next run ended with {done.returncode}: {done.stderr}')
        return (self.home / '.var' / 'app' / APPLICATION / 'data' / 'keyrings' / 'default.keyring').exists()

    def portal(self):
        if not self.kept():
            raise Failure('the portal was not asked')

    def keyring(self):
        if self.kept():
            raise Failure('there is a portal')

    def nothing(self):
        status, said = self.connect()
        if status == 0 or self.words(NO_KEYRING) not in said.get('error', {}).get('message', ''):
            raise Failure(f'it ended with {status} and said {said}')


def main(tree, demo_store, locale, place):
    test = Sandbox(tree, demo_store, locale)
    lack = test.build()
    if lack is not None:
        print(f'1..0 # SKIP {lack}')
        return 0
    return run_steps(test, ['asks_for_no_more', 'arabic_window', 'portal'] if place == 'portal' else [place])


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
