"""Runs the end-to-end tests on the built binary: all of them, or those whose name contains one of the arguments.

HOPDRINK names the binary, if it is not the debug build. RESULTS names a file that gets the counts, as JUnit writes them.
"""

import os
import sys
import unittest
from pathlib import Path
from xml.etree import ElementTree

from daemon import BINARY

FOLDER = Path(__file__).parent


def main():
    if not BINARY.exists():
        sys.exit(f"{BINARY} is not there; build it first, or name it in HOPDRINK")
    loader = unittest.TestLoader()
    loader.testNamePatterns = [f"*{word}*" for word in sys.argv[1:]] or None
    result = unittest.TextTestRunner(verbosity=2).run(loader.discover(str(FOLDER), top_level_dir=str(FOLDER)))
    failed = len(result.failures) + len(result.errors)
    passed = result.testsRun - failed
    print(f"{passed} passed, {failed} failed")
    write_counts(result.testsRun, failed)
    sys.exit(0 if result.wasSuccessful() else 1)


def write_counts(tests, failures):
    if path := os.environ.get("RESULTS"):
        suites = ElementTree.Element("testsuites")
        ElementTree.SubElement(suites, "testsuite", name="EndToEnd", tests=str(tests), failures=str(failures), errors="0")
        ElementTree.ElementTree(suites).write(path)


main()
