#!/usr/bin/env python3
"""Every program says which version it is, and which program.

    test-version.py VERSION PROGRAM..."""

import os
import subprocess
import sys
import unittest

VERSION, *PROGRAMS = sys.argv[1:]


class Version(unittest.TestCase):
    def test_is_said(self):
        for program in PROGRAMS:
            done = subprocess.run([program, '--version'], capture_output=True, text=True, check=False, timeout=60)
            self.assertEqual((done.returncode, done.stdout, done.stderr), (0, f'{os.path.basename(program)} {VERSION}\n', ''))


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])
