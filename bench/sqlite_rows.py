"""RSVPs written straight into a database file, by `sqlite_rows.c`."""

import subprocess
from pathlib import Path

import programs
from programs import Failure

SOURCE = Path(__file__).with_suffix(".c")


class Writer:
    def __init__(self, folder):
        self.binary = folder / "sqlite_rows"
        subprocess.run([programs.path("cc"), "-O2", "-o", self.binary, SOURCE, "-lsqlite3"], check=True)

    def write(self, database, rsvps, per_transaction=64):
        """Returns how many RSVPs were written each second."""
        words = [self.binary, database, str(rsvps), str(per_transaction)]
        done = subprocess.run(words, capture_output=True, text=True, timeout=60)
        if done.returncode != 0:
            raise Failure(f"sqlite_rows ended with {done.returncode}: {done.stderr}")
        return float(done.stdout)
