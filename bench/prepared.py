"""A network of forty cities with a thousand meetups, without guests: the start of each run with RSVPs."""

import networks
from hopdrink import Installation
from sqlite_rows import Writer

NETWORK = networks.weekly(cities=40, series=1, capacity=10_000)


class Prepared:
    def __init__(self, folder):
        self.folder = folder
        self.writer = Writer(folder)
        self.copies = 0
        first = Installation(folder / "first", NETWORK)
        with first.running() as daemon:
            self.meetups = networks.meetups(daemon)
        self.database = first.database

    def copy(self, **settings):
        """Returns an installation with a copy of the prepared database, for one run."""
        self.copies += 1
        return Installation(self.folder / f"copy{self.copies}", NETWORK, **settings).use(self.database)

    def write_rsvps(self, installation, count):
        """Writes RSVPs without the daemon; returns how many were written each second."""
        return self.writer.write(installation.database, count)


class PreparedPostgres:
    """The prepared network on a PostgreSQL server."""

    def __init__(self, folder, cluster):
        self.folder = folder
        self.cluster = cluster
        self.daemons = 0
        with Installation(folder / "first", NETWORK, database=cluster.url("hopdrink")).running() as daemon:
            self.meetups = networks.meetups(daemon)

    def copy(self):
        """Returns the name of a database for one run, and drops the one of the run before."""
        self.cluster.renew("run", "hopdrink")
        return "run"

    def installations(self, count, **settings):
        """Returns so many installations that share a database for one run."""
        url = self.cluster.url(self.copy())
        first, self.daemons = self.daemons, self.daemons + count
        folders = [self.folder / f"daemon{number}" for number in range(first, self.daemons)]
        return [Installation(folder, NETWORK, database=url, **settings) for folder in folders]
