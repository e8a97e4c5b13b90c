"""A PostgreSQL server as the tests have it, but with its data on the measured disk and with durable commits."""

import os
import subprocess
from contextlib import contextmanager

import programs
from hopdrink import REPOSITORY
from programs import Failure

SCRIPT = REPOSITORY / "Tests/with-postgres"
# The server runs once this prints the folder, and stops when this ends, which it does with its input.
BESIDE = ["sh", "-c", 'echo "$HOPDRINK_TEST_POSTGRES_FOLDER"; exec cat']


class Cluster:
    def __init__(self, folder):
        self.folder = folder

    def url(self, database):
        return f"postgres://hopdrink@/{database}?host={self.folder}"

    def run(self, database, statement):
        environment = {**os.environ, "PGOPTIONS": "--client-min-messages=warning"}
        command = [programs.path("psql"), "--no-psqlrc", "--quiet", f"--command={statement}", self.url(database)]
        subprocess.run(command, env=environment, check=True, timeout=60)

    def renew(self, name, database):
        """Makes a database as a copy of another, to which nobody may be connected meanwhile."""
        self.run("postgres", f"DROP DATABASE IF EXISTS {name}")
        self.run("postgres", f"CREATE DATABASE {name} TEMPLATE {database}")


@contextmanager
def running(folder):
    """Runs a server with an empty database `hopdrink` as long as the block runs."""
    # The server may belong to another user.
    folder.chmod(0o711)
    environment = {**os.environ, "TMPDIR": str(folder), "HOPDRINK_TEST_POSTGRES_FSYNC": "on"}
    script = subprocess.Popen(
        [SCRIPT, *BESIDE], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        if not (home := script.stdout.readline().strip()):
            raise Failure("PostgreSQL did not start")
        yield Cluster(home)
    finally:
        script.communicate(timeout=60)
