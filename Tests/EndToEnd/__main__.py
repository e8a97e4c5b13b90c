"""Runs the end-to-end tests on the built binary: all of them, or those whose name contains one of the arguments.

HOPDRINK names the binary, if it is not the debug build. RESULTS names a file for the results, as JUnit writes them.
The zones are those of Tests/TestZones. The databases are SQLite files. Run by Tests/with-postgres they are on its server, and what needs one is tested too.
"""

import faulthandler
import os
import sys
import tempfile
import unittest
from pathlib import Path
from xml.etree import ElementTree

from daemon import BINARY
from zones import use_world

FOLDER = Path(__file__).parent
LIMIT = 2400


class Results(unittest.TextTestResult):
    """What the terminal shows, and the names of all tests that ran."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.ran = []

    def startTest(self, test):
        super().startTest(test)
        self.ran.append(test.id())

    @property
    def failed(self):
        """The names of the tests of which some part failed."""
        return {getattr(test, "test_case", test).id() for test, _ in self.failures + self.errors}


def main():
    if not BINARY.exists():
        sys.exit(f"{BINARY} is not there; build it first, or name it in HOPDRINK")
    # Tests that take longer wait for what will not come: the traces say where.
    faulthandler.dump_traceback_later(LIMIT, exit=True)
    loader = unittest.TestLoader()
    loader.testNamePatterns = [f"*{word}*" for word in sys.argv[1:]] or None
    with tempfile.TemporaryDirectory(prefix="hopdrink-zones-") as folder:
        use_world(Path(folder))
        tests = loader.discover(str(FOLDER), top_level_dir=str(FOLDER))
        results = unittest.TextTestRunner(verbosity=2, resultclass=Results).run(tests)
    if path := os.environ.get("RESULTS"):
        write(results, path)
    print(f"{len(results.ran) - len(results.failed)} passed, {len(results.failed)} failed")
    sys.exit(0 if results.wasSuccessful() else 1)


def write(results, path):
    suites = ElementTree.Element("testsuites")
    suite = ElementTree.SubElement(suites, "testsuite", name="EndToEnd")
    for name in results.ran:
        case = ElementTree.SubElement(suite, "testcase", name=name)
        if name in results.failed:
            ElementTree.SubElement(case, "failure")
    ElementTree.ElementTree(suites).write(path)


main()
