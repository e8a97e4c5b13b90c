"""A network of forty cities with a thousand meetups, without guests: where each run with RSVPs begins."""

import networks
from hopdrink import Installation
from sqlite_rows import Writer


class Prepared:
    def __init__(self, folder):
        self.folder = folder
        self.network = networks.weekly(cities=40, series=1, capacity=10_000)
        self.writer = Writer(folder)
        self.copies = 0
        first = Installation(folder / "first", self.network)
        with first.running() as daemon:
            self.meetups = networks.meetups(daemon)
        self.database = first.database

    def copy(self, **settings):
        """An installation with the prepared database, for one run."""
        self.copies += 1
        return Installation(self.folder / f"copy{self.copies}", self.network, **settings).use(self.database)

    def write_rsvps(self, installation, count):
        """Past the daemon; returns how many were written each second."""
        return self.writer.write(installation.database, count)
