"""The desktop entry, the metainfo and the settings schema are valid; the resource list is complete and sorted."""

import os
import re

from tree import run

# There is no homepage to tell, which newer versions take for more than advice.
NOT_MINDED = 'url-homepage-missing'
FILE = re.compile(r'<file\b[^>]*>([^<]+)</file>')


def check(tree):
    folder = tree.build / 'data' if tree.build else tree.root / 'data'
    for path in sorted(folder.glob('*.desktop')):
        yield from complaints_of(path.name, 'desktop-file-validate', str(path))
    for path in sorted(folder.glob('*.metainfo.xml')):
        yield from check_metainfo(path)
    if tree.matching('data/*.gschema.xml'):
        yield from complaints_of('the schema', 'glib-compile-schemas', '--strict', '--dry-run', str(tree.root / 'data'))
    for path in tree.matching('data/*.gresource.xml'):
        yield from check_resources(tree, path)
    if tree.build:
        for extension in ('desktop', 'metainfo.xml'):
            if not list(folder.glob('*.' + extension)):
                yield f'the build made no .{extension} file'


def complaints_of(name, *command):
    status, output = run(*command)
    if status != 0:
        yield f'{name}: {command[0]} refuses it: {" ".join(output.split())}'


def check_metainfo(path):
    status, output = run('appstreamcli', 'validate', '--no-net', '--no-color', str(path))
    complaints = re.findall(r'^[EW]: .*', output, re.MULTILINE)
    if status != 0 and not (complaints and all(NOT_MINDED in complaint for complaint in complaints)):
        yield f'{path.name}: appstreamcli refuses it: {" ".join(output.split())}'


def check_resources(tree, path):
    listed = FILE.findall(tree.read(path))
    for name in listed:
        if not tree.exists('data/' + name):
            yield f'{path}: {name} does not exist'
    wanted = [name[len('data/'):] for name in tree.matching('data/ui/*.ui', 'data/icons/scalable/*.svg', 'data/*.css')]
    for name in wanted:
        if name not in listed:
            yield f'{path}: {name} is missing'
    for kind in ('.ui', '.svg', '.css'):
        names = [name for name in listed if name.endswith(kind) and not name.startswith('icons/hicolor/')]
        if names != sorted(names):
            yield f'{path}: the {kind} files are not sorted'
    twice = sorted({os.path.basename(name) for name in listed if listed.count(name) > 1})
    for name in twice:
        yield f'{path}: {name} is listed twice'


DESKTOP = '[Desktop Entry]\nType=Application\nName=A\nExec=a\nIcon=a\nCategories=Office;\n'
METAINFO = """<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>io.github.example.a</id><metadata_license>CC0-1.0</metadata_license><project_license>MIT</project_license>
  <name>A</name><summary>A small thing</summary>
  <description><p>A small thing that does one thing, and that is described in a sentence long enough.</p></description>
  <developer_name>A</developer_name><launchable type="desktop-id">a.desktop</launchable>
  <content_rating type="oars-1.1"/><releases><release version="1" date="2026-01-01"/></releases>
</component>
"""
SCHEMA = """<schemalist><schema id="io.github.example.A" path="/io/github/example/A/">
<key name="a" type="s"><default>''</default></key></schema></schemalist>
"""


def resources(*names):
    return '<gresources><gresource prefix="/a">' + ''.join(f'<file>{name}</file>' for name in names) + '</gresource></gresources>\n'


GOOD = {
    'data/a.desktop': DESKTOP,
    'data/a.metainfo.xml': METAINFO,
    'data/a.gschema.xml': SCHEMA,
    'data/a.gresource.xml': resources('ui/a.ui', 'ui/b.ui'),
    'data/ui/a.ui': '<interface/>',
    'data/ui/b.ui': '<interface/>',
}
BAD = {
    'a desktop entry without a name': {'data/a.desktop': DESKTOP.replace('Name=A\n', '')},
    'metainfo without a licence': {'data/a.metainfo.xml': METAINFO.replace('<project_license>MIT</project_license>', '')
                                   .replace('<metadata_license>CC0-1.0</metadata_license>', '')},
    'a schema key without a default': {'data/a.gschema.xml': SCHEMA.replace("<default>''</default>", '')},
    'a template that is not listed': {'data/ui/c.ui': '<interface/>'},
    'a listed file that is gone': {'data/a.gresource.xml': resources('ui/a.ui', 'ui/b.ui', 'ui/d.ui')},
    'an unsorted list': {'data/a.gresource.xml': resources('ui/b.ui', 'ui/a.ui')},
}
