"""Calendar programs that subscribe to a feed; each expands recurring events in its own way."""

import json
import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from daemon import REPOSITORY

FROM, UNTIL = "2026-12-01T11:00:00+00:00", "2027-12-01T11:00:00+00:00"
"""The year that the programs list begins at NOON."""

FOLDER = Path(__file__).parent
PROGRAMS = REPOSITORY / ".build/readers/bin"
"""The programs of readers.txt; `make readers` installs them."""


@dataclass(frozen=True, order=True)
class ShownMeetup:
    """One meetup as a calendar shows it."""

    start: str
    end: str
    title: str
    text: str
    is_cancelled: bool

    @staticmethod
    def of_columns(title, description, status, **edges):
        """Reads khal's columns, which are in UTC to the minute."""
        start, end = (f"{edges[name]}:00+00:00" for name in ("start-long", "end-long"))
        return ShownMeetup(start, end, title, description, status.strip() == "CANCELLED")


@dataclass
class Reading:
    """The meetups that a program found in a feed, in order, and the mistakes that it reports."""

    meetups: list
    mistakes: list

    @staticmethod
    def of_year(meetups, mistakes=()):
        return Reading(sorted(each for each in meetups if FROM <= each.start < UNTIL), list(mistakes))


class Script:
    """A program that reads the feed from standard input and prints the meetups as JSON."""

    def __init__(self, *command):
        self.command = [str(word) for word in command]

    def read(self, visitor, path):
        feed = visitor.get(path).body
        printed = json.loads(output_of([*self.command, FROM, UNTIL], input=feed))
        return Reading.of_year([ShownMeetup(**fields) for fields in printed["meetups"]], printed["mistakes"])


class Khal:
    """khal, and vdirsyncer, which subscribes to the feed for it."""

    def read(self, visitor, path):
        with tempfile.TemporaryDirectory(prefix="hopdrink-khal-") as folder:
            folder = Path(folder)
            (folder / "calendar").mkdir()
            (folder / "vdirsyncer").write_text(SUBSCRIPTION.format(folder=folder, port=visitor.port, path=path))
            (folder / "khal").write_text(CALENDAR.format(folder=folder))
            for step in ("discover", "sync"):
                output_of([PROGRAMS / "vdirsyncer", "--config", folder / "vdirsyncer", step], home=folder)
            return Reading.of_year(self.listed(folder))

    @staticmethod
    def listed(folder):
        """Returns each meetup once: khal lists one that goes past midnight on both days."""
        columns = [f"--json={column}" for column in ("start-long", "end-long", "title", "description", "status")]
        days = [edge[:10] for edge in (FROM, UNTIL)]
        printed = output_of([PROGRAMS / "khal", "--config", folder / "khal", "list", *columns, *days], home=folder)
        return {ShownMeetup.of_columns(**event) for day in printed.splitlines() for event in json.loads(day)}


SUBSCRIPTION = """
[general]
status_path = "{folder}/status/"
[pair feed]
a = "remote"
b = "local"
collections = null
[storage remote]
type = "http"
url = "http://127.0.0.1:{port}{path}"
[storage local]
type = "filesystem"
path = "{folder}/calendar"
fileext = ".ics"
"""

CALENDAR = """
[calendars]
[[feed]]
path = {folder}/calendar
readonly = True
[sqlite]
path = {folder}/khal.db
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%M
"""

READERS = {
    "icalendar and recurring-ical-events": Script(PROGRAMS / "python", FOLDER / "read_with_icalendar.py"),
    "Home Assistant's ical": Script(PROGRAMS / "python", FOLDER / "read_with_ical.py"),
    "sabre/vobject": Script("php", FOLDER / "read_with_sabre.php"),
    "khal with vdirsyncer": Khal(),
}


def output_of(command, input=b"", home="/nonexistent"):
    environment = {**os.environ, "HOME": str(home), "LC_ALL": "C.UTF-8"}
    ended = subprocess.run(command, input=input, capture_output=True, timeout=60, env=environment)
    assert ended.returncode == 0, f"{command}\n{ended.stdout.decode()}\n{ended.stderr.decode()}"
    return ended.stdout
