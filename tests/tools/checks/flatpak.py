"""The Flatpak asks for no more than it needs and says why, links against what is there, and keeps its translations."""

import re

ALLOWED = {'--share=network', '--share=ipc', '--socket=wayland', '--socket=fallback-x11', '--device=dri',
           '--talk-name=org.freedesktop.secrets'}
# What the metainfo tells of them, by a word.
REASONS = {'--share=network': 'network', '--talk-name=org.freedesktop.secrets': 'keyring', '--socket=wayland': 'screen'}
# What GNOME's runtime holds of what the program may link against; anything else takes a module.
RUNTIME = {'cairo-pdf', 'gio-2.0', 'gio-unix-2.0', 'glib-2.0', 'gtk4', 'icu-i18n', 'icu-uc', 'json-glib-1.0', 'libadwaita-1',
           'libcrypto', 'libsecret-1', 'libsoup-3.0', 'pangocairo', 'sqlite3'}
FOLDER = re.compile(r'(?<![\w-])_build(?:-\w+)?')


def check(tree):
    for path in tree.matching('flatpak/*.yml'):
        text = tree.read(path)
        yield from check_libraries(tree, path, text)
        yield from check_skipped(tree, path, text)
        yield from check_reasons(tree, path)
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


def check_libraries(tree, path, text):
    wanted = set(re.findall(r"dependency\('([^']+)'", tree.read('meson.build')))
    for name in sorted(wanted - RUNTIME - set(re.findall(r'^  - name: (\S+)', text, re.MULTILINE))):
        yield f'{path}: {name} is not in the runtime, and no module brings it'


def check_skipped(tree, path, text):
    """What is built beside the sources would be copied with them."""
    made = {folder for name in tree.matching('build-aux/*') for folder in FOLDER.findall(tree.read(name))}
    for folder in sorted(made - set(re.findall(r'^ +- (\S+)$', text, re.MULTILINE))):
        yield f'{path}: {folder} is not skipped'


def check_reasons(tree, path):
    metainfo = f'data/{path[len("flatpak/"):-len(".yml")]}.metainfo.xml.in'
    told = tree.read(metainfo).lower() if tree.exists(metainfo) else ''
    for permission, word in REASONS.items():
        if word not in told:
            yield f'{metainfo}: nothing tells what {permission} is for'


MANIFEST = ('id: io.github.a.A\nseparate-locales: false\nfinish-args:\n' + ''.join(f'  - {one}\n' for one in sorted(ALLOWED)) +
            'modules:\n  - name: a\n    skip:\n      - _build\n')
NAME = 'flatpak/io.github.a.A.yml'
METAINFO = 'data/io.github.a.A.metainfo.xml.in'
GOOD = {
    NAME: MANIFEST,
    METAINFO: 'The network, the keyring, the screen',
    'build-aux/run': 'meson setup _build\n',
    'meson.build': "gtk_dep = dependency('gtk4', version: '>= 4.8')\n",
}
BAD = {
    'the whole home folder': {NAME: MANIFEST.replace('modules:', '  - --filesystem=home\nmodules:')},
    'no keyring': {NAME: MANIFEST.replace('  - --talk-name=org.freedesktop.secrets\n', '')},
    'separate locales': {NAME: MANIFEST.replace('false', 'true')},
    'another id': {NAME: MANIFEST.replace('a.A', 'b.B')},
    'a permission without a reason': {METAINFO: 'The network, the screen'},
    'a library that nobody brings': {'meson.build': "dependency('libgmime-3.0')\n"},
    'a build folder among the sources': {'build-aux/test': 'meson setup _build-asan\n'},
}
