"""Contrast of the named colours as the design pairs them: text 4.5 : 1, marks and outlines of inputs 3 : 1, in all four looks."""

import re

TEXT, MARK = 4.5, 3.0
LOOKS = {
    'light': ('data/style.css',),
    'dark': ('data/style.css', 'data/style-dark.css'),
    'high contrast': ('data/style.css', 'data/style-hc.css'),
    'dark, high contrast': ('data/style.css', 'data/style-dark.css', 'data/style-hc.css'),
}
DEFINED = re.compile(r'@define-color\s+(\w+)\s+([^;]+);')
ALPHA = re.compile(r'alpha\(\s*([^,]+?)\s*,\s*([\d.]+)\s*\)')
SURFACES = ('window_bg_color', 'n_sidebar', 'card_bg_color', 'popover_bg_color', 'dialog_bg_color', 'view_bg_color')
INSET = ('n_soft', 'n_accent_soft', 'n_seg')
TONES = ('ok', 'warn', 'err', 'info', 'mute', 'teal', 'rose', 'violet', 'amber')
CHARTS = tuple(f'n_chart_{number}' for number in range(1, 9))


def pairs():
    """Minimum, foreground, background."""
    for surface in SURFACES:
        yield TEXT, 'window_fg_color', surface
        yield TEXT, 'n_dim', surface
        yield TEXT, 'accent_color', surface
        yield MARK, 'n_focus', surface
    yield TEXT, 'window_fg_color', 'n_seg_on'
    for ground in INSET:
        yield TEXT, 'window_fg_color', ground
        yield TEXT, 'n_dim', ground
    for ground in ('n_accent_sel', 'n_accent_soft'):
        yield TEXT, 'accent_color', ground
        yield TEXT, 'n_dim', ground
    for tone in TONES:
        yield TEXT, f'n_{tone}', f'n_{tone}_soft'
    for tone in ('ok', 'warn', 'err', 'info'):
        yield TEXT, f'n_{tone}', 'card_bg_color'
        yield TEXT, f'n_{tone}', 'window_bg_color'
        yield TEXT, 'window_fg_color', f'n_{tone}_soft'
    for name in ('success_color', 'warning_color', 'error_color', 'destructive_color'):
        yield TEXT, name, 'card_bg_color'
    for name in ('headerbar', 'view', 'card', 'popover', 'dialog', 'accent', 'destructive'):
        yield TEXT, f'{name}_fg_color', f'{name}_bg_color'
    yield TEXT, 'n_tip_fg', 'n_tip'
    yield TEXT, 'n_tip_dim', 'n_tip'
    for surface in ('card_bg_color', 'popover_bg_color', 'dialog_bg_color'):
        yield MARK, 'n_field_line', surface
    for chart in CHARTS:
        yield MARK, chart, 'card_bg_color'


def check(tree):
    for look, files in LOOKS.items():
        named = {}
        for path in files:
            named.update(DEFINED.findall(tree.read(path)))
        for minimum, front, back in pairs():
            yield from check_pair(look, named, minimum, front, back)


def check_pair(look, named, minimum, front, back):
    missing = [name for name in (front, back) if name not in named]
    if missing:
        yield f'{look}: {", ".join(missing)} is not defined'
        return
    found = contrast(colour(named, named[front], colour(named, named[back])), colour(named, named[back]))
    if found < minimum:
        yield f'{look}: {front} on {back} has {found:.2f}, and needs {minimum}'


def colour(named, text, below=(0, 0, 0)):
    """Red, green and blue from 0 to 1, what is transparent laid over what is below."""
    text = text.strip()
    alpha = ALPHA.fullmatch(text)
    if alpha:
        above, share = colour(named, alpha.group(1)), float(alpha.group(2))
        return tuple(a * share + b * (1 - share) for a, b in zip(above, below))
    if text.startswith('@'):
        return colour(named, named[text[1:]], below)
    text = {'white': '#FFFFFF', 'black': '#000000'}.get(text, text)
    return tuple(int(text[place:place + 2], 16) / 255 for place in (1, 3, 5))


def luminance(rgb):
    """As WCAG 2 has it."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(front, back):
    light, dark = sorted((luminance(front), luminance(back)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def sheet(text, ground, changed=()):
    """A style sheet in two colours."""
    names = {name for _, front, back in pairs() for name in (front, back)}
    backs = {back for _, _, back in pairs()} - {'accent_bg_color', 'destructive_bg_color', 'n_tip'}
    colours = {name: ground if name in backs or name in ('accent_fg_color', 'destructive_fg_color', 'n_tip_fg', 'n_tip_dim') else text
               for name in names}
    colours.update(changed)
    return ''.join(f'@define-color {name} {value};\n' for name, value in colours.items())


GOOD = {'data/style.css': sheet('#1B1E2E', '#FFFFFF'), 'data/style-dark.css': sheet('#ECEEF6', '#171923'), 'data/style-hc.css': ''}
BAD = {
    'faint text': {'data/style.css': sheet('#1B1E2E', '#FFFFFF', {'n_dim': '#909090'})},
    'faint text in the dark': {'data/style-dark.css': sheet('#ECEEF6', '#171923', {'n_err': '#803030'})},
    'a faint outline': {'data/style.css': sheet('#1B1E2E', '#FFFFFF', {'n_field_line': '#B0B0B0'})},
    'a pale series of a chart': {'data/style.css': sheet('#1B1E2E', '#FFFFFF', {'n_chart_3': '#F0E0A0'})},
    'text that is nearly transparent': {'data/style.css': sheet('#1B1E2E', '#FFFFFF', {'n_dim': 'alpha(#1B1E2E, .4)'})},
    'a reference that pales in high contrast': {'data/style-hc.css': '@define-color n_ok @window_bg_color;\n'},
    'a colour without a definition': {'data/style.css': '@define-color n_dim #1B1E2E;\n'},
}
