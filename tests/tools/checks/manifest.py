"""flatpak-builder reads the manifest of the Flatpak and knows each word of it."""

import re

from tree import run


def check(tree):
    for path in tree.matching('flatpak/*.yml'):
        status, output = run('flatpak-builder', '--show-manifest', path, cwd=tree.root)
        if status != 0:
            yield f'{path}: {" ".join(output.split())}'
        for complaint in re.findall(r'Unknown property.*', output):
            yield f'{path}: {complaint}'


NAME = 'flatpak/io.github.a.A.yml'
MANIFEST = """id: io.github.a.A
runtime: org.gnome.Platform
runtime-version: '49'
sdk: org.gnome.Sdk
command: a
modules:
  - name: a
    buildsystem: meson
"""
GOOD = {NAME: MANIFEST}
BAD = {
    'a word that nobody knows': {NAME: MANIFEST.replace('buildsystem', 'build-system')},
    'what is no manifest': {NAME: 'modules: [\n'},
}
