"""Meetups around the clock changes of 2026 and 2027, and their instants in UTC.

RFC 5545 §3.3.5: a time that clocks skip has the offset before the change, and a time that comes twice is the first.
"""

from dataclasses import dataclass
from datetime import timezone

STARTS = """
Europe/Paris         2026-03-28 19:00   2026-03-28 18:00
Europe/Paris         2026-03-29 02:30   2026-03-29 01:30   skipped
Europe/Paris         2026-03-29 19:00   2026-03-29 17:00
Europe/Paris         2026-10-24 19:00   2026-10-24 17:00
Europe/Paris         2026-10-25 02:30   2026-10-25 00:30   twice
Europe/Paris         2026-10-25 19:00   2026-10-25 18:00
Europe/Paris         2027-03-27 19:00   2027-03-27 18:00
Europe/Paris         2027-03-28 02:00   2027-03-28 01:00   skipped
Europe/Paris         2027-03-28 02:30   2027-03-28 01:30   skipped
Europe/Paris         2027-03-28 03:00   2027-03-28 01:00
Europe/Paris         2027-03-28 19:00   2027-03-28 17:00
Europe/Paris         2027-10-30 19:00   2027-10-30 17:00
Europe/Paris         2027-10-31 02:00   2027-10-31 00:00   twice
Europe/Paris         2027-10-31 02:30   2027-10-31 00:30   twice
Europe/Paris         2027-10-31 03:00   2027-10-31 02:00
Europe/Paris         2027-10-31 19:00   2027-10-31 18:00
Europe/London        2026-03-28 19:00   2026-03-28 19:00
Europe/London        2026-03-29 01:30   2026-03-29 01:30   skipped
Europe/London        2026-03-29 19:00   2026-03-29 18:00
Europe/London        2026-10-24 19:00   2026-10-24 18:00
Europe/London        2026-10-25 01:30   2026-10-25 00:30   twice
Europe/London        2026-10-25 19:00   2026-10-25 19:00
Europe/London        2027-03-27 19:00   2027-03-27 19:00
Europe/London        2027-03-28 01:00   2027-03-28 01:00   skipped
Europe/London        2027-03-28 01:30   2027-03-28 01:30   skipped
Europe/London        2027-03-28 02:00   2027-03-28 01:00
Europe/London        2027-03-28 19:00   2027-03-28 18:00
Europe/London        2027-10-30 19:00   2027-10-30 18:00
Europe/London        2027-10-31 01:00   2027-10-31 00:00   twice
Europe/London        2027-10-31 01:30   2027-10-31 00:30   twice
Europe/London        2027-10-31 02:00   2027-10-31 02:00
Europe/London        2027-10-31 19:00   2027-10-31 19:00
Europe/Dublin        2026-03-28 19:00   2026-03-28 19:00
Europe/Dublin        2026-03-29 01:30   2026-03-29 01:30   skipped
Europe/Dublin        2026-03-29 19:00   2026-03-29 18:00
Europe/Dublin        2026-10-24 19:00   2026-10-24 18:00
Europe/Dublin        2026-10-25 01:30   2026-10-25 00:30   twice
Europe/Dublin        2026-10-25 19:00   2026-10-25 19:00
Europe/Dublin        2027-03-27 19:00   2027-03-27 19:00
Europe/Dublin        2027-03-28 01:00   2027-03-28 01:00   skipped
Europe/Dublin        2027-03-28 01:30   2027-03-28 01:30   skipped
Europe/Dublin        2027-03-28 02:00   2027-03-28 01:00
Europe/Dublin        2027-03-28 19:00   2027-03-28 18:00
Europe/Dublin        2027-10-30 19:00   2027-10-30 18:00
Europe/Dublin        2027-10-31 01:00   2027-10-31 00:00   twice
Europe/Dublin        2027-10-31 01:30   2027-10-31 00:30   twice
Europe/Dublin        2027-10-31 02:00   2027-10-31 02:00
Europe/Dublin        2027-10-31 19:00   2027-10-31 19:00
America/New_York     2026-03-07 19:00   2026-03-08 00:00
America/New_York     2026-03-08 02:30   2026-03-08 07:30   skipped
America/New_York     2026-03-08 19:00   2026-03-08 23:00
America/New_York     2026-10-31 19:00   2026-10-31 23:00
America/New_York     2026-11-01 01:30   2026-11-01 05:30   twice
America/New_York     2026-11-01 19:00   2026-11-02 00:00
America/New_York     2027-03-13 19:00   2027-03-14 00:00
America/New_York     2027-03-14 02:00   2027-03-14 07:00   skipped
America/New_York     2027-03-14 02:30   2027-03-14 07:30   skipped
America/New_York     2027-03-14 03:00   2027-03-14 07:00
America/New_York     2027-03-14 19:00   2027-03-14 23:00
America/New_York     2027-11-06 19:00   2027-11-06 23:00
America/New_York     2027-11-07 01:00   2027-11-07 05:00   twice
America/New_York     2027-11-07 01:30   2027-11-07 05:30   twice
America/New_York     2027-11-07 02:00   2027-11-07 07:00
America/New_York     2027-11-07 19:00   2027-11-08 00:00
America/St_Johns     2026-03-07 19:00   2026-03-07 22:30
America/St_Johns     2026-03-08 02:30   2026-03-08 06:00   skipped
America/St_Johns     2026-03-08 19:00   2026-03-08 21:30
America/St_Johns     2026-10-31 19:00   2026-10-31 21:30
America/St_Johns     2026-11-01 01:30   2026-11-01 04:00   twice
America/St_Johns     2026-11-01 19:00   2026-11-01 22:30
America/St_Johns     2027-03-13 19:00   2027-03-13 22:30
America/St_Johns     2027-03-14 02:00   2027-03-14 05:30   skipped
America/St_Johns     2027-03-14 02:30   2027-03-14 06:00   skipped
America/St_Johns     2027-03-14 03:00   2027-03-14 05:30
America/St_Johns     2027-03-14 19:00   2027-03-14 21:30
America/St_Johns     2027-11-06 19:00   2027-11-06 21:30
America/St_Johns     2027-11-07 01:00   2027-11-07 03:30   twice
America/St_Johns     2027-11-07 01:30   2027-11-07 04:00   twice
America/St_Johns     2027-11-07 02:00   2027-11-07 05:30
America/St_Johns     2027-11-07 19:00   2027-11-07 22:30
America/Santiago     2026-04-04 19:00   2026-04-04 22:00
America/Santiago     2026-04-04 23:30   2026-04-05 02:30   twice
America/Santiago     2026-04-05 19:00   2026-04-05 23:00
America/Santiago     2026-09-05 19:00   2026-09-05 23:00
America/Santiago     2026-09-06 00:30   2026-09-06 04:30   skipped
America/Santiago     2026-09-06 19:00   2026-09-06 22:00
America/Santiago     2027-04-03 19:00   2027-04-03 22:00
America/Santiago     2027-04-03 23:00   2027-04-04 02:00   twice
America/Santiago     2027-04-03 23:30   2027-04-04 02:30   twice
America/Santiago     2027-04-04 00:00   2027-04-04 04:00
America/Santiago     2027-04-04 19:00   2027-04-04 23:00
America/Santiago     2027-09-04 19:00   2027-09-04 23:00
America/Santiago     2027-09-05 00:00   2027-09-05 04:00   skipped
America/Santiago     2027-09-05 00:30   2027-09-05 04:30   skipped
America/Santiago     2027-09-05 01:00   2027-09-05 04:00
America/Santiago     2027-09-05 19:00   2027-09-05 22:00
Africa/Cairo         2026-04-23 19:00   2026-04-23 17:00
Africa/Cairo         2026-04-24 00:30   2026-04-23 22:30   skipped
Africa/Cairo         2026-04-24 19:00   2026-04-24 16:00
Africa/Cairo         2026-10-29 19:00   2026-10-29 16:00
Africa/Cairo         2026-10-29 23:30   2026-10-29 20:30   twice
Africa/Cairo         2026-10-30 19:00   2026-10-30 17:00
Africa/Cairo         2027-04-29 19:00   2027-04-29 17:00
Africa/Cairo         2027-04-30 00:00   2027-04-29 22:00   skipped
Africa/Cairo         2027-04-30 00:30   2027-04-29 22:30   skipped
Africa/Cairo         2027-04-30 01:00   2027-04-29 22:00
Africa/Cairo         2027-04-30 19:00   2027-04-30 16:00
Africa/Cairo         2027-10-28 19:00   2027-10-28 16:00
Africa/Cairo         2027-10-28 23:00   2027-10-28 20:00   twice
Africa/Cairo         2027-10-28 23:30   2027-10-28 20:30   twice
Africa/Cairo         2027-10-29 00:00   2027-10-28 22:00
Africa/Cairo         2027-10-29 19:00   2027-10-29 17:00
Africa/Casablanca    2026-02-14 19:00   2026-02-14 18:00
Africa/Casablanca    2026-02-15 02:00   2026-02-15 01:00   twice
Africa/Casablanca    2026-02-15 02:30   2026-02-15 01:30   twice
Africa/Casablanca    2026-02-15 19:00   2026-02-15 19:00
Africa/Casablanca    2026-03-21 19:00   2026-03-21 19:00
Africa/Casablanca    2026-03-22 02:00   2026-03-22 02:00   skipped
Africa/Casablanca    2026-03-22 02:30   2026-03-22 02:30   skipped
Africa/Casablanca    2026-03-22 03:00   2026-03-22 02:00
Africa/Casablanca    2026-03-22 19:00   2026-03-22 18:00
Africa/Casablanca    2026-09-19 19:00   2026-09-19 18:00
Africa/Casablanca    2026-09-20 01:00   2026-09-20 00:00   twice
Africa/Casablanca    2026-09-20 01:30   2026-09-20 00:30   twice
Africa/Casablanca    2026-09-20 19:00   2026-09-20 19:00
Africa/Casablanca    2027-02-08 19:00   2027-02-08 19:00
Africa/Casablanca    2027-03-14 19:00   2027-03-14 19:00
Asia/Kolkata         2026-03-29 19:00   2026-03-29 13:30
Asia/Kolkata         2026-10-25 02:30   2026-10-24 21:00
Asia/Kolkata         2027-03-28 02:30   2027-03-27 21:00
Asia/Kolkata         2027-10-31 19:00   2027-10-31 13:30
Asia/Jerusalem       2026-03-26 19:00   2026-03-26 17:00
Asia/Jerusalem       2026-03-27 02:30   2026-03-27 00:30   skipped
Asia/Jerusalem       2026-03-27 19:00   2026-03-27 16:00
Asia/Jerusalem       2026-10-24 19:00   2026-10-24 16:00
Asia/Jerusalem       2026-10-25 01:30   2026-10-24 22:30   twice
Asia/Jerusalem       2026-10-25 19:00   2026-10-25 17:00
Asia/Jerusalem       2027-03-25 19:00   2027-03-25 17:00
Asia/Jerusalem       2027-03-26 02:00   2027-03-26 00:00   skipped
Asia/Jerusalem       2027-03-26 02:30   2027-03-26 00:30   skipped
Asia/Jerusalem       2027-03-26 03:00   2027-03-26 00:00
Asia/Jerusalem       2027-03-26 19:00   2027-03-26 16:00
Asia/Jerusalem       2027-10-30 19:00   2027-10-30 16:00
Asia/Jerusalem       2027-10-31 01:00   2027-10-30 22:00   twice
Asia/Jerusalem       2027-10-31 01:30   2027-10-30 22:30   twice
Asia/Jerusalem       2027-10-31 02:00   2027-10-31 00:00
Asia/Jerusalem       2027-10-31 19:00   2027-10-31 17:00
Australia/Lord_Howe  2026-04-04 19:00   2026-04-04 08:00
Australia/Lord_Howe  2026-04-05 01:45   2026-04-04 14:45   twice
Australia/Lord_Howe  2026-04-05 19:00   2026-04-05 08:30
Australia/Lord_Howe  2026-10-03 19:00   2026-10-03 08:30
Australia/Lord_Howe  2026-10-04 02:15   2026-10-03 15:45   skipped
Australia/Lord_Howe  2026-10-04 19:00   2026-10-04 08:00
Australia/Lord_Howe  2027-04-03 19:00   2027-04-03 08:00
Australia/Lord_Howe  2027-04-04 01:30   2027-04-03 14:30   twice
Australia/Lord_Howe  2027-04-04 01:45   2027-04-03 14:45   twice
Australia/Lord_Howe  2027-04-04 02:00   2027-04-03 15:30
Australia/Lord_Howe  2027-04-04 19:00   2027-04-04 08:30
Australia/Lord_Howe  2027-10-02 19:00   2027-10-02 08:30
Australia/Lord_Howe  2027-10-03 02:00   2027-10-02 15:30   skipped
Australia/Lord_Howe  2027-10-03 02:15   2027-10-02 15:45   skipped
Australia/Lord_Howe  2027-10-03 02:30   2027-10-02 15:30
Australia/Lord_Howe  2027-10-03 19:00   2027-10-03 08:00
Pacific/Chatham      2026-04-04 19:00   2026-04-04 05:15
Pacific/Chatham      2026-04-05 03:15   2026-04-04 13:30   twice
Pacific/Chatham      2026-04-05 19:00   2026-04-05 06:15
Pacific/Chatham      2026-09-26 19:00   2026-09-26 06:15
Pacific/Chatham      2026-09-27 03:15   2026-09-26 14:30   skipped
Pacific/Chatham      2026-09-27 19:00   2026-09-27 05:15
Pacific/Chatham      2027-04-03 19:00   2027-04-03 05:15
Pacific/Chatham      2027-04-04 02:45   2027-04-03 13:00   twice
Pacific/Chatham      2027-04-04 03:15   2027-04-03 13:30   twice
Pacific/Chatham      2027-04-04 03:45   2027-04-03 15:00
Pacific/Chatham      2027-04-04 19:00   2027-04-04 06:15
Pacific/Chatham      2027-09-25 19:00   2027-09-25 06:15
Pacific/Chatham      2027-09-26 02:45   2027-09-25 14:00   skipped
Pacific/Chatham      2027-09-26 03:15   2027-09-25 14:30   skipped
Pacific/Chatham      2027-09-26 03:45   2027-09-25 14:00
Pacific/Chatham      2027-09-26 19:00   2027-09-26 05:15
"""
"""Zone, local time, UTC, and whether clocks skip the local time or show it twice."""

WHOLE_MEETUPS = """
Europe/Paris         2026-03-28 22:00  6h      2026-03-28 21:00   2026-03-29 03:00
Europe/Paris         2026-10-24 23:30  3h      2026-10-24 21:30   2026-10-25 00:30
Europe/Paris         2027-03-28 02:30  2h      2027-03-28 01:30   2027-03-28 03:30
Europe/Paris         2027-10-30 22:00  4h30m   2027-10-30 20:00   2027-10-31 00:30
Europe/Paris         2027-10-30 22:00  5h30m   2027-10-30 20:00   2027-10-31 01:30
Europe/Paris         2027-10-31 02:30  2h      2027-10-31 00:30   2027-10-31 02:30
Europe/London        2026-10-24 23:00  3h      2026-10-24 22:00   2026-10-25 01:00
Europe/London        2027-03-28 00:30  1h      2027-03-28 00:30   2027-03-28 01:30
Europe/Dublin        2027-03-27 23:00  3h      2027-03-27 23:00   2027-03-28 02:00
Europe/Dublin        2027-10-31 01:30  2h      2027-10-31 00:30   2027-10-31 02:30
America/New_York     2026-10-31 22:00  4h30m   2026-11-01 02:00   2026-11-01 06:30
America/New_York     2027-03-13 23:00  4h      2027-03-14 04:00   2027-03-14 08:00
America/New_York     2027-11-07 01:30  2h      2027-11-07 05:30   2027-11-07 07:30
America/St_Johns     2027-03-13 23:30  3h      2027-03-14 03:00   2027-03-14 06:00
America/St_Johns     2027-11-06 23:45  2h      2027-11-07 02:15   2027-11-07 04:15
America/Santiago     2027-04-03 22:00  3h      2027-04-04 01:00   2027-04-04 04:00
America/Santiago     2027-09-05 00:30  2h      2027-09-05 04:30   2027-09-05 06:30
Africa/Cairo         2027-04-29 21:00  5h      2027-04-29 19:00   2027-04-30 00:00
Africa/Cairo         2027-10-28 22:00  3h      2027-10-28 19:00   2027-10-28 22:00
Africa/Casablanca    2026-03-21 23:00  4h      2026-03-21 23:00   2026-03-22 03:00
Africa/Casablanca    2026-09-19 23:00  4h      2026-09-19 22:00   2026-09-20 02:00
Asia/Kolkata         2027-03-27 22:30  3h      2027-03-27 17:00   2027-03-27 20:00
Asia/Jerusalem       2027-03-25 23:00  4h      2027-03-25 21:00   2027-03-26 01:00
Asia/Jerusalem       2027-10-30 23:00  3h      2027-10-30 20:00   2027-10-30 23:00
Australia/Lord_Howe  2027-04-03 23:30  3h      2027-04-03 12:30   2027-04-03 15:30
Australia/Lord_Howe  2027-10-02 23:00  4h      2027-10-02 12:30   2027-10-02 16:30
Pacific/Chatham      2026-09-26 23:45  4h      2026-09-26 11:00   2026-09-26 15:00
Pacific/Chatham      2027-04-04 02:45  2h      2027-04-03 13:00   2027-04-03 15:00
"""
"""Zone, local start, duration, and start and end in UTC. A duration counts the hours that pass."""


@dataclass
class Start:
    zone: str
    date: str
    time: str
    utc: str
    is_skipped: bool

    @staticmethod
    def of_line(line):
        zone, date, time, *rest = line.split()
        return Start(zone, date, time, " ".join(rest[:2]), "skipped" in rest)


@dataclass
class WholeMeetup:
    zone: str
    start: str
    duration: str
    utc: tuple

    @staticmethod
    def of_line(line):
        zone, date, time, duration, *rest = line.split()
        return WholeMeetup(zone, f"{date}T{time}", duration, (" ".join(rest[:2]), " ".join(rest[2:])))


def starts():
    return [Start.of_line(line) for line in STARTS.strip().splitlines()]


def whole_meetups():
    return [WholeMeetup.of_line(line) for line in WHOLE_MEETUPS.strip().splitlines()]


def in_utc(instant):
    """Returns the instant in UTC, as the tables write it."""
    return f"{instant.astimezone(timezone.utc):%Y-%m-%d %H:%M}"
