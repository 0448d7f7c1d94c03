#!/usr/bin/env python3
"""What compares programs with README's table of dependencies has to find what is wrong."""

import unittest

import libraries

DEPENDENCIES = '# A\n\n## Dependencies\n\n| what | why |\n|---|---|\n| GLib ≥ 2.74 | objects |\n| meson | building |\n'
SIZES = '\n## Size and start\n\n| program | size | libraries | and all |\n|---|---|---|---|\n| `a` | 1 MB | %s | 3 |\n'


def dynamic(*names):
    return ''.join(f' 0x0000000000000001 (NEEDED)             Shared library: [{name}]\n' for name in names)


def complain(*names, listed='GLib'):
    return list(libraries.complaints(DEPENDENCIES + SIZES % listed, [('bin/a', dynamic(*names))]))


class Libraries(unittest.TestCase):
    def test_what_is_named_is_good(self):
        self.assertEqual(complain('libglib-2.0.so.0', 'libgio-2.0.so.0', 'libc.so.6', 'libasan.so.8'), [])

    def test_what_is_not_named_is_told(self):
        self.assertEqual(complain('libglib-2.0.so.0', 'libsoup-3.0.so.0', listed='GLib, libsoup'),
                         ['bin/a needs libsoup-3.0, and README.md does not name libsoup among its dependencies'])

    def test_an_unknown_library_is_told(self):
        self.assertIn('bin/a needs libcurl, which tests/tools/libraries.py does not know', complain('libcurl.so.4'))

    def test_a_program_that_was_not_read_is_told(self):
        self.assertIn('bin/a: it needs nothing at all', complain())

    def test_another_list_is_told(self):
        for listed in ('GLib, ICU', 'ICU', ''):
            self.assertEqual(complain('libglib-2.0.so.0', listed=listed), ['bin/a asks for GLib; README.md says something else'])

    def test_a_program_that_is_not_listed_is_told(self):
        self.assertEqual(len(list(libraries.complaints(DEPENDENCIES, [('bin/b', dynamic('libglib-2.0.so.0'))]))), 1)


if __name__ == '__main__':
    unittest.main()
