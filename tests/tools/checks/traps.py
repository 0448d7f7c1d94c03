"""Mistakes that compile: each rule is a pattern, where it holds, and who alone may do it."""

import re
from typing import NamedTuple


class Rule(NamedTuple):
    title: str
    pattern: str
    where: tuple
    advice: str
    free: tuple = ()  # files that may
    strings: bool = True  # whether the text of string literals counts


SECRET = r'(?:token|secret|signature|hmac|verifier|password|authorization)'
RULES = (
    Rule('secrets compared by strcmp',
         r'\b(?:g_)?(?:str(?:n?case)?n?cmp0?|str_equal|memcmp|ascii_strn?casecmp)\s*\([^;"]*' + SECRET + r'[^;"]*\)',
         ('src/*.c',), 'compare secrets with nomo_secret_equal', strings=False),
    Rule('secrets in a log',
         r'\bg_(?:debug|message|info|warning|critical|error|print|printerr|log)\s*\([^;]*,[^;]*\b\w*' + SECRET + r'\w*[^;]*\)\s*;',
         ('src/*.c',), 'a secret never reaches a log', strings=False),
    Rule('sleeping', r'\b(?:g_usleep|usleep|nanosleep|sleep)\s*\(', ('src/*.c', 'tests/*.c'), 'wait on a condition', strings=False),
    Rule('JSON around the gate', r'\bjson_(?:parser_(?:new|load)|from_string)\w*\s*\(', ('src/*.c',), 'use nomo_json_parse',
         ('src/core/nomo-json.c', 'src/core/nomo-json-gate.c'), False),
    Rule('HTTP around NomoHttp', r'\bsoup_(?:message|session)_new\w*\s*\(', ('src/*.c',), 'use nomo_http_send_async',
         ('src/core/nomo-http.c', 'src/core/nomo-http-request.c'), False),
    Rule('colours in code', r'"#(?:[0-9A-Fa-f]{3}){1,2}\b|"rgba?\s*\(', ('src/ui/*.c', 'data/ui/*.ui'),
         'colours live in data/style*.css'),
    Rule('colours drawn from numbers',
         r'cairo_set_source_rgba?\s*\([^,]+,\s*[\d.]+\s*,\s*[\d.]+|\(GdkRGBA\)\s*\{\s*[\d.]*[1-9]', ('src/ui/*.c',),
         'colours live in data/style*.css', strings=False),
    Rule('money in floating point', r'\b(?:double|float)\s+\**\w*(?:amount|price|total|money|minor|halala)\w*\s*[;=,)]',
         ('src/core/*.c', 'src/core/*.h', 'src/store/*.c', 'src/domain/*.c', 'src/salla/*.c', 'src/engine/*.c'),
         'money is gint64 minor units', strings=False),
    Rule('unfinished by its own words', r'\b(?:TO' r'DO|FIX' r'ME|XX' r'X|HA' r'CK)\b', ('src/*', 'data/*.ui', 'data/*.css', 'tests/*'),
         'finish it, or write an issue', ('tests/tools/checks/traps.py',)),
)
# Titles and subtitles of these widgets parse markup in libadwaita 1.2.
MARKUP = re.compile(r'\badw_(?:toast_new|toast_set_title|preferences_row_set_title|action_row_set_subtitle|expander_row_set_subtitle'
                    r'|status_page_set_description)\s*\((?:[^,()]*,)?\s*(?![^,()]*,)(?!\s*(?:C?_|NULL)\s*\()(?!\s*NULL)[^;]*;')
# What changes with the next floor of libadwaita, each kept in one file (a pair .c/.h and its template count as one).
CONFINED = {
    'the folding widget': r'\b(?:adw_leaflet_|ADW_TYPE_LEAFLET|AdwLeaflet\b)',
    'message, about and file dialogs': r'\b(?:adw_message_dialog_|adw_about_window_|adw_show_about|gtk_file_chooser_native_'
                                       r'|AdwMessageDialog\b|AdwAboutWindow\b)',
    'reading style colours': r'\bgtk_style_context_lookup_color\s*\(',
}
BOUND_CHILD = re.compile(r'<template\b[^>]*parent="AdwBin"[^>]*>(?:(?!<object\b).)*?<property name="child">\s*<object\b[^>]*\bid="', re.DOTALL)
COMMENT = re.compile(r'//[^\n]*|/\*.*?\*/|("(?:[^"\\\n]|\\.)*")', re.DOTALL)
STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')


def blank(match):
    return re.sub(r'[^\n]', ' ', match.group(0))


def code_of(text):
    return COMMENT.sub(lambda match: match.group(0) if match.group(1) else blank(match), text)


def line_of(text, position):
    return text.count('\n', 0, position) + 1


def check(tree):
    for rule in RULES:
        pattern = re.compile(rule.pattern)
        for path in tree.matching(*rule.where):
            if path in rule.free or path.endswith(('.png', '.svg')) or '/corpus/' in path:
                continue
            yield from apply(rule, pattern, path, tree.read(path))
    for path in tree.matching('src/ui/*.c'):
        yield from check_markup(path, code_of(tree.read(path)))
    yield from check_redirects(tree)
    yield from check_bins(tree)
    for what, pattern in CONFINED.items():
        yield from check_confined(tree, what, re.compile(pattern))


def apply(rule, pattern, path, text):
    if path.endswith(('.c', '.h')) and rule.title != 'unfinished by its own words':
        text = code_of(text)
        if not rule.strings:
            text = STRING.sub(blank, text)
    for found in pattern.finditer(text):
        yield f'{path}:{line_of(text, found.start())}: {rule.title}: {rule.advice}'


def check_markup(path, text):
    if 'g_markup_escape' in text or 'use_markup' in text or 'use-markup' in text:
        return
    for found in MARKUP.finditer(text):
        yield f'{path}:{line_of(text, found.start())}: {" ".join(found.group(0).split())[:60]} parses markup: escape the text'


def check_redirects(tree):
    files = tree.matching('src/*.c')
    makers = [path for path in files if re.search(r'\bsoup_message_new\w*\s*\(', code_of(tree.read(path)))]
    for path in makers:
        if 'SOUP_MESSAGE_NO_REDIRECT' not in code_of(tree.read(path)):
            yield f'{path}: a request without SOUP_MESSAGE_NO_REDIRECT would carry its token along a redirect'


def check_bins(tree):
    """gtk_widget_dispose_template frees bound children; AdwBin then unparents its child a second time."""
    for path in tree.matching('src/ui/*.c'):
        text = code_of(tree.read(path))
        template = 'data/ui/' + re.sub(r'^.*/|\.c$', '', path) + '.ui'
        if ('ADW_TYPE_BIN)' in text and 'gtk_widget_dispose_template' in text and tree.exists(template)
                and BOUND_CHILD.search(tree.read(template)) and 'adw_bin_set_child (ADW_BIN (self), NULL)' not in text):
            yield f'{path}: take the child out of AdwBin before the template is disposed of'


def check_confined(tree, what, pattern):
    homes = {}
    for path in tree.matching('src/ui/*.c', 'src/ui/*.h', 'data/ui/*.ui'):
        text = tree.read(path)
        if pattern.search(code_of(text) if path.endswith(('.c', '.h')) else text):
            homes.setdefault(re.sub(r'^.*/|\.\w+$', '', path), path)
    if len(homes) > 1:
        yield f'{what} is known to {len(homes)} files, one should: {", ".join(sorted(homes.values()))}'


GOOD = {
    'src/core/nomo-http.c': 'm = soup_message_new (a, b);\nsoup_message_set_flags (m, SOUP_MESSAGE_NO_REDIRECT);\n',
    'src/core/nomo-json.c': 'p = json_parser_new ();\n',
    'src/ui/nomo-a.c': '/* g_usleep (1) is banned */\nadw_toast_new (_("Saved"));\nadw_leaflet_new ();\n'
                       'g_debug ("token of %s", name);\nif (strcmp (name, "token") == 0)\n  gtk_widget_add_css_class (w, "a");\n',
}
BAD = {
    'a token compared by strcmp': {'src/salla/x.c': 'if (strcmp (token, other) == 0)\n  return;\n'},
    'a secret compared by g_str_equal': {'src/salla/x.c': 'return g_str_equal (self->client_secret, secret);\n'},
    'a token in a log': {'src/salla/x.c': 'g_debug ("pair %s", self->refresh_token);\n'},
    'a sleep': {'tests/unit/x.c': 'g_usleep (1000);\n'},
    'a parser beside the gate': {'src/salla/x.c': 'json_from_string (text, NULL);\n'},
    'a session of its own': {'src/engine/x.c': 's = soup_session_new ();\n'},
    'a request that follows redirects': {'src/core/nomo-http.c': 'm = soup_message_new (a, b);\n'},
    'a colour in code': {'src/ui/x.c': 'gdk_rgba_parse (&c, "#4149CC");\n'},
    'a colour drawn from numbers': {'src/ui/x.c': 'cairo_set_source_rgb (cr, 0.2, 0.3, 0.8);\n'},
    'money as a double': {'src/domain/x.c': 'double total = 0;\n'},
    'a note to finish it later': {'src/core/x.c': 'int a; /* TO' 'DO */\n'},
    'user text as markup': {'src/ui/x.c': 'adw_toast_new (message);\n'},
    'user text as a subtitle': {'src/ui/x.c': 'adw_action_row_set_subtitle (row, order_name (order));\n'},
    'a second file with the folding widget': {'src/ui/x.c': 'adw_leaflet_new ();\n'},
    'a bound child freed under AdwBin': {
        'src/ui/nomo-x.c': 'G_DEFINE_FINAL_TYPE (NomoX, nomo_x, ADW_TYPE_BIN)\ngtk_widget_dispose_template (w, NOMO_TYPE_X);\n',
        'data/ui/nomo-x.ui': '<template class="NomoX" parent="AdwBin">\n<property name="child">\n<object class="GtkBox" id="box"/>\n'},
    'a second file with dialogs': {'src/ui/x.c': 'adw_message_dialog_new (a, b, c);\n',
                                   'src/ui/y.c': 'adw_about_window_new ();\n'},
}
