"""Includes go only down the house: core, store, domain, salla and its like, engine, then cli, relay and ui; demo uses core alone."""

import os
import re

BELOW = {
    'core': (),
    'store': ('core',),
    'domain': ('core', 'store'),
    'salla': ('core', 'store', 'domain'),
    'channels': ('core', 'store', 'domain'),
    'ads': ('core', 'store', 'domain'),
    'engine': ('core', 'store', 'domain', 'salla', 'channels', 'ads'),
    'relay': ('core', 'store', 'domain', 'salla', 'channels', 'ads', 'engine'),
    'cli': ('core', 'store', 'domain', 'salla', 'channels', 'ads', 'engine'),
    'ui': ('core', 'store', 'domain', 'salla', 'channels', 'ads', 'engine'),
    'demo': ('core',),
    'storefront': ('core',),
}
GENERATED = {'config.h', 'nomo-resources.h', 'nomo-store-resource.h'}
INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]')
SQL = re.compile(r'"\s*(SELECT\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s+(TABLE|INDEX|VIRTUAL)\s'
                 r'|PRAGMA\s)')


def folder_of(path):
    return path.split('/')[1]


def check(tree):
    sources = [path for path in tree.matching('src/*.c', 'src/*.h') if path.count('/') >= 2]
    homes = {}
    for path in sources:
        if path.endswith('.h'):
            name = os.path.basename(path)
            if name in homes:
                yield f'{path}: {homes[name]} has the same name, and includes are flat'
            homes[name] = path
    for path in sources:
        folder = folder_of(path)
        if folder not in BELOW:
            yield f'{path}: src/{folder} is no folder of the house'
            continue
        for number, line in tree.lines(path):
            complaint = check_line(line, folder, homes)
            if complaint:
                yield f'{path}:{number}: {complaint}'


def check_line(line, folder, homes):
    include = INCLUDE.match(line)
    if include is None:
        return f'SQL lives in src/store only' if folder != 'store' and SQL.search(line) else None
    quote, name = include.groups()
    if quote == '<':
        return check_system_include(name, folder)
    if '/' in name:
        return f'includes are flat: "{os.path.basename(name)}"'
    if name in GENERATED:
        return None
    if name not in homes:
        return f'no folder has {name}'
    home = folder_of(homes[name])
    if home != folder and home not in BELOW[folder]:
        return f'{folder} may not include {name} of {home}'
    return None


def check_system_include(name, folder):
    if re.match(r'(gtk|gdk|gsk|adwaita)\b', name) and folder != 'ui':
        return f'<{name}>: no GTK below ui'
    if name == 'sqlite3.h' and folder != 'store':
        return f'<{name}>: only src/store knows the database'
    return None


GOOD = {
    'src/core/nomo-a.h': '#pragma once\n#include <glib.h>\n',
    'src/store/nomo-b.h': '#pragma once\n#include "nomo-a.h"\n',
    'src/store/nomo-b.c': '#include "config.h"\n#include "nomo-b.h"\n#include <sqlite3.h>\nconst char *q = "SELECT 1";\n',
    'src/ui/pages/nomo-c.c': '#include "nomo-b.h"\n#include <gtk/gtk.h>\n',
}
BAD = {
    'an include upwards': {'src/core/nomo-x.c': '#include "nomo-b.h"\n'},
    'demo on store': {'src/demo/nomo-x.c': '#include "nomo-b.h"\n'},
    'a path in an include': {'src/store/nomo-x.c': '#include "../core/nomo-a.h"\n'},
    'GTK below ui': {'src/engine/nomo-x.c': '#include <gtk/gtk.h>\n'},
    'libadwaita below ui': {'src/cli/nomo-x.c': '#include <adwaita.h>\n'},
    'the database outside store': {'src/engine/nomo-x.c': '#include <sqlite3.h>\n'},
    'SQL outside store': {'src/domain/nomo-x.c': 'const char *q = "SELECT id FROM orders";\n'},
    'an unknown header': {'src/core/nomo-x.c': '#include "nomo-nowhere.h"\n'},
    'two headers of one name': {'src/engine/nomo-a.h': '#pragma once\n'},
    'a folder that is not in the plan': {'src/utils/nomo-x.c': '#include "nomo-a.h"\n'},
}
