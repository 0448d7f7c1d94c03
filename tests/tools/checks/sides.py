"""Start and end, never left and right: every screen is mirrored in Arabic. In CSS a rule with :dir() may name sides."""

import re

MARKUP = re.compile(r'(margin|padding|border)[-_](left|right)|>\s*(left|right)\s*<', re.IGNORECASE)
CODE = re.compile(r'GTK_(POS|JUSTIFY)_(LEFT|RIGHT)|GTK_TEXT_WINDOW_(LEFT|RIGHT)|margin_(left|right)')
DECLARATION = re.compile(r'(margin|padding|border)-(left|right)[\w-]*\s*:|text-align\s*:\s*(left|right)')
FOUR = re.compile(r'(margin|padding|border-width)\s*:\s*(\S+)\s+(\S+)\s+(\S+)\s+([^\s;]+)\s*;')
CORNERS = re.compile(r'border-radius\s*:\s*(\S+)\s+(\S+)\s+(\S+)\s+([^\s;]+)\s*;|border-(top|bottom)-(left|right)-radius\s*:')


def check(tree):
    for path in tree.matching('data/ui/*.ui'):
        yield from check_lines(tree, path, MARKUP)
    for path in tree.matching('src/ui/*.c', 'src/ui/*.h'):
        yield from check_lines(tree, path, CODE)
    for path in tree.matching('data/*.css'):
        yield from check_css(path, tree.read(path))


def check_lines(tree, path, pattern):
    for number, line in tree.lines(path):
        found = pattern.search(line)
        if found:
            yield f'{path}:{number}: “{found.group(0)}”: say start or end'


def check_css(path, text):
    text = re.sub(r'/\*.*?\*/', lambda comment: '\n' * comment.group(0).count('\n'), text, flags=re.DOTALL)
    for rule in re.finditer(r'([^{}]*)\{([^{}]*)\}', text):
        selector, body = rule.groups()
        if ':dir(' in selector:
            continue
        start = text.count('\n', 0, rule.start(2)) + 1
        for offset, line in enumerate(body.split('\n')):
            found = names_a_side(line)
            if found:
                yield f'{path}:{start + offset}: “{found}” needs a twin with :dir(rtl)'


def names_a_side(line):
    found = DECLARATION.search(line)
    if found:
        return found.group(0)
    four = FOUR.search(line)
    if four and four.group(3) != four.group(5):
        return four.group(0)
    corners = CORNERS.search(line)
    if corners and (corners.group(1) is None or corners.groups()[0:4:3] != corners.groups()[1:3]):
        return corners.group(0)
    return None


GOOD = {
    'data/ui/nomo-a.ui': '<property name="margin-start">6</property><property name="halign">start</property>\n',
    'data/style.css': '.a { margin: 4px 2px 6px 2px; border-radius: 9px 9px 0 0; }\n.b:dir(rtl) { padding-left: 4px; }\n',
    'src/ui/nomo-a.c': 'gtk_widget_set_margin_start (a, 6);\n',
}
BAD = {
    'a left margin in a template': {'data/ui/nomo-x.ui': '<property name="margin-left">6</property>\n'},
    'an alignment to the right': {'data/ui/nomo-x.ui': '<property name="justify">right</property>\n'},
    'padding to the right in CSS': {'data/style.css': '.a {\n  padding-right: 4px;\n}\n'},
    'an uneven margin in CSS': {'data/style.css': '.a { margin: 0 4px 0 8px; }\n'},
    'corners of one side in CSS': {'data/style-dark.css': '.a { border-radius: 9px 0 0 9px; }\n'},
    'a position in code': {'src/ui/nomo-x.c': 'gtk_popover_set_position (p, GTK_POS_LEFT);\n'},
}
