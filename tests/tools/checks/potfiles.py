"""po/POTFILES.in names every file with something to translate, once and in order."""

import re

LIST = 'po/POTFILES.in'
CALL = re.compile(r'\b(_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2?) ?\(')
MARKUP = re.compile(r'translatable="(yes|true)"')
ENTRY = re.compile(r'^(Name|Comment|Keywords|GenericName)=|<summary>', re.MULTILINE)


def speaks(tree, path):
    text = tree.read(path)
    if path.endswith('.ui'):
        return MARKUP.search(text)
    return (ENTRY if path.endswith('.in') else CALL).search(text)


def check(tree):
    listed = [line for line in tree.read(LIST).splitlines() if line and not line.startswith('#')]
    if listed != sorted(set(listed)):
        yield f'{LIST}: not sorted, or a file stands twice'
    for path in listed:
        if not tree.exists(path):
            yield f'{LIST}: {path} does not exist'
    for path in tree.matching('src/*.c', 'data/ui/*.ui', 'data/*.desktop.in', 'data/*.metainfo.xml.in'):
        if path not in listed and speaks(tree, path):
            yield f'{LIST}: {path} is missing'
    for path in tree.matching('src/*.h'):
        for number, line in tree.lines(path):
            if re.search(r'\b(_|N_|C_|ngettext) \("', line):
                yield f'{path}:{number}: a string in a header is not extracted'


GOOD = {LIST: 'data/a.desktop.in\nsrc/ui/a.c\n', 'src/ui/a.c': '_("Orders")\n', 'src/ui/b.c': 'int a;\n',
        'data/a.desktop.in': 'Name=A\n'}
BAD = {
    'a source that is missing': {'src/ui/b.c': 'C_ ("order", "Paid")\n'},
    'a template that is missing': {'data/ui/a.ui': '<property name="label" translatable="yes">Orders</property>\n'},
    'a list out of order': {LIST: 'src/ui/a.c\ndata/a.desktop.in\n'},
    'a listed file that is gone': {LIST: 'data/a.desktop.in\nsrc/ui/a.c\nsrc/ui/z.c\n'},
    'a string in a header': {'src/ui/c.h': '#define TITLE N_ ("Orders")\n'},
}
