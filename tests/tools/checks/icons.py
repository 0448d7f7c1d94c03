"""Symbolic icons are outlines: GTK recolours fills, not strokes. One path, 16 by 16, no colour of its own."""

import xml.etree.ElementTree as ElementTree

SVG = '{http://www.w3.org/2000/svg}'


def check(tree):
    for path in tree.matching('data/icons/*-symbolic.svg', 'data/icons/*-symbolic-rtl.svg'):
        for complaint in check_icon(tree.read(path)):
            yield f'{path}: {complaint}'


def check_icon(text):
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        yield f'it is not XML: {error}'
        return
    if (root.get('width'), root.get('height'), root.get('viewBox')) != ('16', '16', '0 0 16 16'):
        yield 'it is not 16 by 16'
    shapes = [node for node in root.iter() if node is not root]
    if [node.tag for node in shapes] != [SVG + 'path']:
        yield 'it is not a single path'
    for node in shapes:
        if any(name.startswith('stroke') for name in node.attrib) or 'style' in node.attrib:
            yield 'it has a stroke or a style'
        if node.get('fill', '#000') != '#000':
            yield 'it has a colour'


def icon(inside, size='16'):
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 {size} {size}">{inside}</svg>\n'


NAME = 'data/icons/scalable/actions/nomo-a-symbolic.svg'
GOOD = {NAME: icon('<path d="M0 0L4 0L4 4Z"/>')}
BAD = {
    'a stroke': {NAME: icon('<path d="M0 0L4 0" stroke="#000" stroke-width="1.6"/>')},
    'a colour': {NAME: icon('<path d="M0 0L4 0L4 4Z" fill="#222"/>')},
    'two shapes': {NAME: icon('<path d="M0 0L4 0L4 4Z"/><circle r="2"/>')},
    'another size': {NAME: icon('<path d="M0 0L4 0L4 4Z"/>', '24')},
    'a torn file': {NAME: '<svg'},
}
