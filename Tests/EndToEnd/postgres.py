"""A PostgreSQL server and the databases on it."""

import json
import os
import subprocess
import uuid
from pathlib import Path
from urllib.parse import urlsplit

PSQL = ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align"]


class PostgresServer:
    """A server on this machine that can be stopped and started."""

    def __init__(self, url, folder):
        self.url = urlsplit(url)
        self.folder = Path(folder)

    @staticmethod
    def of_environment(environment):
        """Returns the server that Tests/with-postgres started, or None."""
        if url := environment.get("HOPDRINK_TEST_POSTGRES"):
            return PostgresServer(url, environment["HOPDRINK_TEST_POSTGRES_FOLDER"])
        return None

    def url_of(self, database, user=None):
        login = f"{user or self.url.username}@"
        return self.url._replace(netloc=login, path=f"/{database}").geturl()

    def run(self, statement, database="hopdrink"):
        """Runs a statement and returns what psql prints."""
        return output_of([*PSQL, "--command", statement, self.url_of(database)])

    def lets_in(self, url):
        return subprocess.run([*PSQL, "--command", "", url], capture_output=True, timeout=60).returncode == 0

    def stop(self):
        self._control("stop", "--mode", "fast")

    def start(self):
        """Starts the server unless it runs."""
        if not (self.folder / "data/postmaster.pid").exists():
            self._control("start", "--log", str(self.folder / "server.log"))

    def _control(self, *words):
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
        # The server refuses to run as root.
        alias = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
        command = [*alias, str(programs / "pg_ctl"), "--pgdata", str(self.folder / "data"), "--wait", *words]
        subprocess.run(command, cwd=self.folder, stdout=subprocess.DEVNULL, check=True, timeout=60)


class PostgresDatabase:
    """A new database on a server."""

    def __init__(self, server, options=""):
        self.server = server
        self.name = f"test_{uuid.uuid4().hex}"
        server.run(f"CREATE DATABASE {self.name} {options}")

    @property
    def setting(self):
        return self.server.url_of(self.name)

    def run(self, statement):
        return self.server.run(statement, self.name)

    def rows(self, query):
        rows = json.loads(self.run(f"SELECT coalesce(json_agg(found), '[]') FROM ({query}) found"))
        return [tuple(row.values()) for row in rows]

    rows_as_left = rows

    def contents(self):
        """Returns the whole database, as bytes to search in."""
        return output_of(["pg_dump", self.setting]).encode()

    def remove(self):
        self.server.run(f"DROP DATABASE {self.name} WITH (FORCE)")


def output_of(command):
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout
