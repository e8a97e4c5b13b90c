"""Runs the end-to-end tests on the built binary: all of them, or those whose name contains one of the arguments.

HOPDRINK names the binary, if it is not the debug build. RESULTS names a file for the results in JUnit's format. The
zones are those of Tests/TestZones. The databases are SQLite files. Beside a server of Tests/with-postgres, they
are on that server, and tests that need one run too.
"""

import faulthandler
import os
import sys
import tempfile
import time
import unittest
from pathlib import Path
from xml.etree import ElementTree

from daemon import BINARY
from zones import use_world

FOLDER = Path(__file__).parent
LIMIT = 2400
SHOWN = 20


class Results(unittest.TextTestResult):
    """Prints to the terminal, and keeps the time of each test that ran."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.seconds = {}

    def startTest(self, test):
        super().startTest(test)
        self._begun = time.monotonic()

    def stopTest(self, test):
        self.seconds[test.id()] = time.monotonic() - self._begun
        super().stopTest(test)

    @property
    def failed(self):
        """Returns the names of the tests of which some part failed."""
        return {getattr(test, "test_case", test).id() for test, _ in self.failures + self.errors}


def main():
    if not BINARY.exists():
        sys.exit(f"{BINARY} is not there; build it first, or name it in HOPDRINK")
    # Tests that take longer hang; the stack traces show where.
    faulthandler.dump_traceback_later(LIMIT, exit=True)
    loader = unittest.TestLoader()
    loader.testNamePatterns = [f"*{word}*" for word in sys.argv[1:]] or None
    with tempfile.TemporaryDirectory(prefix="hopdrink-zones-") as folder:
        use_world(Path(folder))
        tests = loader.discover(str(FOLDER), top_level_dir=str(FOLDER))
        results = unittest.TextTestRunner(verbosity=2, resultclass=Results).run(tests)
    if path := os.environ.get("RESULTS"):
        write(results, path)
    print_slowest(results.seconds)
    print(f"{len(results.seconds) - len(results.failed)} passed, {len(results.failed)} failed")
    sys.exit(0 if results.wasSuccessful() else 1)


def write(results, path):
    suites = ElementTree.Element("testsuites")
    suite = ElementTree.SubElement(suites, "testsuite", name="EndToEnd")
    for name, seconds in results.seconds.items():
        case = ElementTree.SubElement(suite, "testcase", name=name, time=f"{seconds:.3f}")
        if name in results.failed:
            ElementTree.SubElement(case, "failure")
    ElementTree.ElementTree(suites).write(path)


def print_slowest(seconds):
    print("The slowest tests:")
    for name in sorted(seconds, key=seconds.get, reverse=True)[:SHOWN]:
        print(f"{seconds[name]:8.1f} s  {name}")


main()
