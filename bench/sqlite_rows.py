"""Writes RSVPs directly into a database file, by `sqlite_rows.c`."""

from pathlib import Path

import programs

SOURCE = Path(__file__).with_suffix(".c")


class Writer:
    def __init__(self, folder):
        self.binary = programs.compiled(SOURCE, folder, "sqlite3")

    def write(self, database, rsvps, per_transaction=64):
        """Returns how many RSVPs were written each second."""
        return float(programs.output(self.binary, database, rsvps, per_transaction))
