"""The databases of daemons: SQLite files, or on the PostgreSQL server that Tests/with-postgres started."""

import contextlib
import os
import shutil
import sqlite3
import tempfile
from pathlib import Path

from postgres import PostgresDatabase, PostgresServer

SERVER = PostgresServer.of_environment(os.environ)
"""None when the tests run on SQLite."""


def new_database():
    return PostgresDatabase(SERVER) if SERVER else SQLiteFile()


def only_on_sqlite(tests):
    """Leaves out a test, or a class of tests, when the tests run on PostgreSQL: the loader ignores None."""
    return None if SERVER else tests


def only_on_postgres(tests):
    return tests if SERVER else None


class SQLiteFile:
    """A SQLite file in a folder of its own, for one daemon at a time."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="hopdrink-database-"))
        self.path = self.folder / "hopdrink.sqlite"

    @property
    def setting(self):
        return str(self.path)

    def rows(self, query):
        with contextlib.closing(sqlite3.connect(self.path)) as connection:
            return connection.execute(query).fetchall()

    def rows_as_left(self, query):
        """Returns rows of a copy, so that the next daemon finds the file as the last one left it."""
        with tempfile.TemporaryDirectory() as folder:
            copy = shutil.copytree(self.folder, Path(folder) / "copy")
            with contextlib.closing(sqlite3.connect(copy / self.path.name)) as connection:
                return connection.execute(query).fetchall()

    def contents(self):
        """Returns the whole database, as bytes to search in."""
        return self.path.read_bytes()

    def remove(self):
        shutil.rmtree(self.folder)
