"""The base class of the tests."""

import unittest

from daemon import Installation
from databases import new_database
from mailserver import MailServer
from networks import NOON, city, series
from visitor import Visitor


class EndToEndTest(unittest.TestCase):
    """A mail server, an installation that sends its emails there, and a daemon if the test starts one."""

    mail_server = MailServer

    def setUp(self):
        self.log = ""
        self.mail = self.mail_server()
        self.addCleanup(self.mail.remove)

    def run(self, result=None):
        before = len(result.failures) + len(result.errors)
        super().run(result)
        if len(result.failures) + len(result.errors) > before:
            print(f"\n{self.id()}: the daemon's log\n{self.log}", flush=True)

    def install(self, *cities, **settings):
        """Makes a folder with a configuration of these cities, or of Tours alone."""
        self.database = new_database()
        self.addCleanup(self.database.remove)
        self.installation = self.install_beside(*cities, **settings)
        return self.installation

    def install_beside(self, *cities, **settings):
        """Makes another such folder, for a daemon on the same database."""
        installation = Installation(NOON, self.database)
        self.addCleanup(self._remove, installation)
        installation.configure(**self.mail.settings, **settings, cities=list(cities or [city(series())]))
        return installation

    def start(self, clock=None, **options):
        """Starts a daemon and makes a visitor of it."""
        self.daemon = self.installation.start(clock, **options)
        self.visitor = Visitor(self.daemon)
        return self.daemon

    def restart(self, clock=None):
        """Stops the daemon as a service manager would, and starts another."""
        self.assertEqual(self.daemon.stop(), 0)
        return self.start(clock)

    def serve(self, *cities, **settings):
        self.install(*cities, **settings)
        return self.start()

    def rows(self, query):
        """Returns rows of the database. A SQLite file can be read once the daemon has stopped."""
        return self.database.rows(query)

    def _remove(self, installation):
        self.log += installation.log()
        installation.remove()
