"""Arabic is complete: every string of the sources, none fuzzy, six plural forms, in the words that the style asks for."""

import re
import tempfile

from tree import run

KEYWORDS = ('_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'ngettext:1,2', 'g_dngettext:2,3', 'g_dpgettext2:2c,3')
PLURALS = 'nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;'
ARGUMENT = re.compile(r'%(?:\d\$)?[a-z]')
TANWEEN = re.compile(r'ًا(?!\w)')
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
    yield from check_plurals(text)


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


def check_plurals(text):
    entry = {}
    for number, keyword, string in strings(text):
        entry = {} if keyword == 'msgid' else entry
        entry[keyword] = string
        if keyword == 'msgstr[5]':
            for fault in faults_of_forms(entry['msgid_plural'], [entry.get(f'msgstr[{form}]', '') for form in range(6)]):
                yield f'po/ar.po:{number}: “{entry["msgid_plural"]}”: {fault}'


def faults_of_forms(counted, forms):
    """What Arabic asks of the forms of a number: 3 to 10 take the plural, 11 to 99 the singular with tanween, which 100 has
    without; and all of those say the number."""
    arguments = set(ARGUMENT.findall(counted))
    none, one, two, few, many, hundred = forms
    if not all(form.strip() for form in forms):
        yield 'a form is empty'
    for form in (few, many, hundred):
        if set(ARGUMENT.findall(form)) != arguments:
            yield f'“{form}” leaves something out'
    for form in (one, two):
        if len(arguments - set(ARGUMENT.findall(form))) > 1:
            yield f'“{form}” leaves out more than the number'
    if few == many and few != none:
        yield f'“{few}” is said of 3 and of 11'
    if TANWEEN.sub('', many) != hundred:
        yield f'“{hundred}” is not “{many}” without tanween'


HEADER = ('msgid ""\nmsgstr ""\n"Project-Id-Version: a\\n"\n"Report-Msgid-Bugs-To: \\n"\n"PO-Revision-Date: 2026-11-20 12:00+0300\\n"\n'
          '"Last-Translator: a\\n"\n"Language-Team: Arabic\\n"\n"Language: ar\\n"\n"MIME-Version: 1.0\\n"\n'
          f'"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: {PLURALS}\\n"\n\n')
ORDERS = 'msgid "Orders"\nmsgstr "الطلبات"\n\n'
DAYS = ('msgid "%d day"\nmsgid_plural "%d days"\nmsgstr[0] "لا أيام"\nmsgstr[1] "يوم"\nmsgstr[2] "يومان"\n'
        'msgstr[3] "%d أيام"\nmsgstr[4] "%d يومًا"\nmsgstr[5] "%d يوم"\n')
NAMED_DAYS = DAYS.replace('%d', '%1$s: %2$s').replace('"ي', '"%1$s: ي').replace('"لا', '"%1$s: لا')
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
    'an empty form': {'po/ar.po': HEADER + ORDERS + DAYS.replace('"%d أيام"', '""')},
    'a form without its number': {'po/ar.po': HEADER + ORDERS + DAYS.replace('"%d أيام"', '"أيام"').replace('%d يوم"', 'يوم"')},
    'a form without its name': {'src/a.c': GOOD['src/a.c'] + 'b (ngettext ("%1$s: %2$s day", "%1$s: %2$s days", n));\n',
                                'po/ar.po': HEADER + ORDERS + DAYS + '\n' + NAMED_DAYS.replace('"%1$s: يوم"', '"يوم"')},
    'the plural after eleven': {'po/ar.po': HEADER + ORDERS + DAYS.replace('%d يومًا', '%d أيام').replace('%d يوم"', '%d أيام"')},
    'tanween after a hundred': {'po/ar.po': HEADER + ORDERS + DAYS.replace('%d يوم"', '%d يومًا"')},
    'a header with two forms': {'po/ar.po': HEADER.replace(PLURALS, 'nplurals=2; plural=n!=1;') + ORDERS},
    'markup in a string': {'src/a.c': GOOD['src/a.c'] + 'b (_("<b>All</b>"));\n',
                           'po/ar.po': HEADER + ORDERS + DAYS + '\nmsgid "<b>All</b>"\nmsgstr "<b>الكل</b>"\n'},
    'an exclamation mark': {'po/ar.po': HEADER + ORDERS.replace('الطلبات', 'الطلبات!') + DAYS},
    'no Arabic': {'po/LINGUAS': '\n'},
}
