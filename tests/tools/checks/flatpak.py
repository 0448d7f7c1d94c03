"""The Flatpak asks for no more than it needs, and keeps its translations."""

import re

ALLOWED = {'--share=network', '--share=ipc', '--socket=wayland', '--socket=fallback-x11', '--device=dri',
           '--talk-name=org.freedesktop.secrets'}


def check(tree):
    for path in tree.matching('flatpak/*.yml'):
        text = tree.read(path)
        block = re.search(r'^finish-args:\n((?:[ #].*\n)*)', text, re.MULTILINE)
        asked = set(re.findall(r'^\s+- (\S+)', block.group(1), re.MULTILINE)) if block else set()
        for permission in sorted(asked - ALLOWED):
            yield f'{path}: {permission} is more than the program needs'
        for permission in sorted(ALLOWED - asked):
            yield f'{path}: without {permission} something does not work'
        if not re.search(r'^separate-locales: false$', text, re.MULTILINE):
            yield f'{path}: without “separate-locales: false” the other language is not installed'
        identity = re.search(r'^id: (\S+)', text, re.MULTILINE)
        if identity is None or f'flatpak/{identity.group(1)}.yml' != path:
            yield f'{path}: the id and the name of the file differ'


MANIFEST = 'id: io.github.a.A\nseparate-locales: false\nfinish-args:\n' + ''.join(f'  - {one}\n' for one in sorted(ALLOWED))
NAME = 'flatpak/io.github.a.A.yml'
GOOD = {NAME: MANIFEST}
BAD = {
    'the whole home folder': {NAME: MANIFEST + '  - --filesystem=home\n'},
    'no keyring': {NAME: MANIFEST.replace('  - --talk-name=org.freedesktop.secrets\n', '')},
    'separate locales': {NAME: MANIFEST.replace('false', 'true')},
    'another id': {NAME: MANIFEST.replace('a.A', 'b.B')},
}
