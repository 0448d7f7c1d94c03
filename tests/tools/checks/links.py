"""What the documents name is there: what they link to, and every path of the tree in them."""

import posixpath
import re

DOCUMENTS = ('README.md', 'docs/*.md', 'data/relay/*.md')
LINK = re.compile(r'\]\(([^)\s]+)\)')
PATH = re.compile(r'(?<![\w./<>~$-])((?:\.ci|build-aux|data|docs|flatpak|po|src|tests)/[\w./-]*\w)')
# Stands for a name that readers choose.
PLACEHOLDER = 'THING'
HEADING = re.compile(r'^#+ (.+)$', re.MULTILINE)


def check(tree):
    for path in tree.matching(*DOCUMENTS):
        for number, line in tree.lines(path):
            for target in LINK.findall(line):
                yield from (f'{path}:{number}: {complaint}' for complaint in check_link(tree, path, target))
            for named in PATH.findall(LINK.sub('](', line)):
                if PLACEHOLDER not in named and not tree.exists(named):
                    yield f'{path}:{number}: there is no {named}'
    for path in tree.matching('docs/*.md'):
        if f'({path})' not in tree.read('README.md'):
            yield f'README.md: no link to {path}'


def check_link(tree, path, target):
    if re.match(r'\w+:', target):
        return
    file, _, anchor = target.partition('#')
    file = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
    if not tree.exists(file):
        yield f'the link leads to {file}, which does not exist'
    elif anchor and anchor not in map(slug, HEADING.findall(tree.read(file))):
        yield f'{file} has no heading for #{anchor}'


def slug(heading):
    """As forges make them."""
    return re.sub(r'[^\w -]', '', heading.lower()).replace(' ', '-')


GOOD = {
    'README.md': '# A\n[b](docs/b.md), [its part](docs/b.md#a-part), [far](https://a.example/docs/x.md), `src/a.c`, $HOME/data/x\n',
    'docs/b.md': '## A part\n[back](../README.md), `src/nomo-THING.c`, `sh build-aux/run`\n',
    'src/a.c': '',
    'build-aux/run': '',
}
BAD = {
    'a link to nothing': {'docs/b.md': '## A part\n[c](c.md)\n'},
    'a link to a heading that there is not': {'docs/b.md': '## Another part\n'},
    'a path of nothing': {'docs/b.md': '## A part\n`src/b.c`\n'},
    'a document that README does not name': {'docs/c.md': ''},
}
