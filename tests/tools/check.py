#!/usr/bin/env python3
"""Checks of the tree.

    check.py NAME SOURCE-DIRECTORY [BUILD-DIRECTORY]   prints what is wrong, one line each; 77 = a tool is missing here
    check.py --self-test                               proves, in TAP, that every check can fail
    check.py --list

A check is a module of checks/ with `check (tree)`, which yields complaints, `GOOD`, a small tree without fault, and `BAD`, trees
with one fault each, laid over the good one."""

import importlib
import pathlib
import sys
import tempfile

from tree import MissingTool, Tree

NAMES = ('arrows', 'contrast', 'data', 'flatpak', 'format', 'icons', 'links', 'manifest', 'paths', 'po', 'potfiles', 'salla', 'sides',
         'traps', 'unit')


def load(name):
    return importlib.import_module(f'checks.{name}')


def run(name, source, build=None):
    try:
        complaints = list(load(name).check(Tree(source, build)))
    except MissingTool as missing:
        print(f'{missing} is not installed here')
        return 77
    for complaint in complaints:
        print(complaint)
    return 1 if complaints else 0


def complaints_about(module, *layers):
    with tempfile.TemporaryDirectory() as directory:
        for layer in layers:
            for path, content in layer.items():
                target = pathlib.Path(directory, path)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(content, encoding='utf-8')
        return list(module.check(Tree(directory)))


def self_test():
    points = []
    for name in NAMES:
        module = load(name)
        try:
            quiet = complaints_about(module, module.GOOD)
            points.append((not quiet, f'{name} accepts a sound tree', quiet))
            for title, layer in module.BAD.items():
                points.append((bool(complaints_about(module, module.GOOD, layer)), f'{name} refuses {title}', []))
        except MissingTool as missing:
            points.append((True, f'{name} # SKIP {missing} is not installed here', []))
    print(f'1..{len(points)}')
    for number, (good, title, details) in enumerate(points, 1):
        print(f'{"ok" if good else "not ok"} {number} {title}')
        for detail in details:
            print(f'# {detail}')
    return 0 if all(good for good, _, _ in points) else 1


def main(arguments):
    if arguments == ['--self-test']:
        return self_test()
    if arguments == ['--list']:
        print('\n'.join(NAMES))
        return 0
    return run(*arguments)


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
