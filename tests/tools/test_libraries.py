#!/usr/bin/env python3
"""What compares programs with README's table of dependencies has to find what is wrong."""

import unittest

import libraries

README = '# A\n\n## Dependencies\n\n| what | why |\n|---|---|\n| GLib ≥ 2.74 | objects |\n| meson | building |\n\n## End\n\n| ICU | x |\n'


def dynamic(*names):
    return ''.join(f' 0x0000000000000001 (NEEDED)             Shared library: [{name}]\n' for name in names)


def complain(*names):
    return list(libraries.complaints(README, [('a', dynamic(*names))]))


class Libraries(unittest.TestCase):
    def test_what_is_named_is_good(self):
        self.assertEqual(complain('libglib-2.0.so.0', 'libgio-2.0.so.0', 'libc.so.6', 'libasan.so.8'), [])

    def test_what_is_not_named_is_told(self):
        self.assertEqual(complain('libglib-2.0.so.0', 'libsoup-3.0.so.0'),
                         ['a needs libsoup-3.0, and README.md does not name libsoup among its dependencies'])

    def test_another_table_does_not_count(self):
        self.assertEqual(len(complain('libicuuc.so.72')), 1)

    def test_an_unknown_library_is_told(self):
        self.assertEqual(complain('libcurl.so.4'), ['a needs libcurl, which tests/tools/libraries.py does not know'])

    def test_a_program_that_was_not_read_is_told(self):
        self.assertEqual(complain(), ['a: it needs nothing at all'])


if __name__ == '__main__':
    unittest.main()
