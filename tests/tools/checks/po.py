"""Arabic is complete: every string of the sources, none fuzzy, six plural forms, in the words that the style asks for."""

import re
import tempfile

from tree import run

KEYWORDS = ('_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'ngettext:1,2', 'g_dngettext:2,3', 'g_dpgettext2:2c,3')
PLURALS = 'nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;'
ENTRY = re.compile(r'^(msgid|msgid_plural|msgstr(?:\[\d\])?) (.*)$')
STYLE = {
    'msgid': [(re.compile(r'\bplease\b|\bsuccessfully\b', re.IGNORECASE), 'no “please”, no “successfully”'),
              (re.compile(r'</?(b|i|u|span|small|big|tt|sub|sup)\b[^>]*>'), 'no markup in what is translated')],
    'msgstr': [(re.compile('يرجى|بنجاح|تمّ? (ال)?(حفظ|إرسال|حذف|إنشاء|تحديث)'), 'a verb, no يرجى, no تم with a verbal noun'),
               (re.compile(r'[!]|[^\d\s],|[^ ]\?'), 'Arabic punctuation, no exclamation marks')],
}


def check(tree):
    languages = tree.read('po/LINGUAS').split()
    if 'ar' not in languages:
        yield 'po/LINGUAS: Arabic is missing'
    for language in languages:
        yield from check_catalogue(tree, f'po/{language}.po')
    text = tree.read('po/ar.po')
    if PLURALS not in text.replace('"\n"', ''):
        yield 'po/ar.po: the header has not the six plural forms of Arabic'
    yield from check_style(text)


def check_catalogue(tree, path):
    with tempfile.TemporaryDirectory() as scratch:
        status, output = run('msgfmt', '--check', '--statistics', '-o', f'{scratch}/x.mo', str(tree.root / path))
        if status != 0:
            yield f'{path}: {" ".join(output.split())}'
        elif 'fuzzy' in output or 'untranslated' in output:
            yield f'{path}: {output.strip()}'
        status, output = run('xgettext', '--from-code=UTF-8', '--files-from', 'po/POTFILES.in', '--output', f'{scratch}/x.pot',
                             *(f'--keyword={keyword}' for keyword in KEYWORDS), cwd=tree.root)
        if status != 0:
            yield f'po/POTFILES.in: {" ".join(output.split())}'
            return
        status, output = run('msgcmp', str(tree.root / path), f'{scratch}/x.pot')
        for line in output.splitlines():
            where = re.search(r':\d+: (.*)', line)
            if where and status != 0:
                yield f'{path}: {where.group(1)}'


def strings(text):
    """Triples of line, keyword and string, with the pieces joined."""
    number, keyword, pieces = 0, None, []
    for index, line in enumerate([*text.splitlines(), ''], 1):
        entry = ENTRY.match(line)
        if line.startswith('"') and keyword:
            pieces.append(line[1:-1])
            continue
        if keyword:
            yield number, keyword, ''.join(pieces)
        keyword = None
        if entry:
            number, keyword, pieces = index, entry.group(1), [entry.group(2)[1:-1]]


def check_style(text):
    header = True
    for number, keyword, string in strings(text):
        if header:
            header = keyword != 'msgstr'
            continue
        for pattern, advice in STYLE['msgid' if keyword.startswith('msgid') else 'msgstr']:
            if pattern.search(string):
                yield f'po/ar.po:{number}: “{string}”: {advice}'


HEADER = ('msgid ""\nmsgstr ""\n"Project-Id-Version: a\\n"\n"Report-Msgid-Bugs-To: \\n"\n"PO-Revision-Date: 2026-11-20 12:00+0300\\n"\n'
          '"Last-Translator: a\\n"\n"Language-Team: Arabic\\n"\n"Language: ar\\n"\n"MIME-Version: 1.0\\n"\n'
          f'"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: {PLURALS}\\n"\n\n')
ORDERS = 'msgid "Orders"\nmsgstr "الطلبات"\n\n'
DAYS = ('msgid "%d day"\nmsgid_plural "%d days"\nmsgstr[0] "لا أيام"\nmsgstr[1] "يوم"\nmsgstr[2] "يومان"\n'
        'msgstr[3] "%d أيام"\nmsgstr[4] "%d يومًا"\nmsgstr[5] "%d يوم"\n')
GOOD = {
    'po/LINGUAS': 'ar\n',
    'po/POTFILES.in': 'src/a.c\n',
    'src/a.c': 'a (_("Orders"), ngettext ("%d day", "%d days", n));\n',
    'po/ar.po': HEADER + ORDERS + DAYS,
}
BAD = {
    'a string without Arabic': {'src/a.c': GOOD['src/a.c'] + 'b (_("Customers"));\n'},
    'an untranslated entry': {'po/ar.po': HEADER + ORDERS.replace('الطلبات', '') + DAYS},
    'a fuzzy entry': {'po/ar.po': HEADER + '#, fuzzy\n' + ORDERS + DAYS},
    'five plural forms': {'po/ar.po': HEADER + ORDERS + DAYS.replace('msgstr[5] "%d يوم"\n', '')},
    'a header with two forms': {'po/ar.po': HEADER.replace(PLURALS, 'nplurals=2; plural=n!=1;') + ORDERS},
    'markup in a string': {'src/a.c': GOOD['src/a.c'] + 'b (_("<b>All</b>"));\n',
                           'po/ar.po': HEADER + ORDERS + DAYS + '\nmsgid "<b>All</b>"\nmsgstr "<b>الكل</b>"\n'},
    'an exclamation mark': {'po/ar.po': HEADER + ORDERS.replace('الطلبات', 'الطلبات!') + DAYS},
    'no Arabic': {'po/LINGUAS': '\n'},
}
