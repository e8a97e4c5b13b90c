"""Prints the meetups of a calendar as Home Assistant's parser reads them: FROM UNTIL < CALENDAR."""

import json
import sys
from datetime import datetime, timezone

from ical.calendar_stream import IcsCalendarStream
from ical.event import EventStatus


def meetup(event):
    start, end = (time.astimezone(timezone.utc).isoformat() for time in (event.dtstart, event.dtend))
    words = {"title": event.summary, "text": event.description or ""}
    return {"start": start, "end": end, **words, "is_cancelled": event.status == EventStatus.CANCELLED}


def main(first, last):
    calendar = IcsCalendarStream.calendar_from_ics(sys.stdin.buffer.read().decode("utf-8"))
    found = calendar.timeline.overlapping(*map(datetime.fromisoformat, (first, last)))
    print(json.dumps({"mistakes": [], "meetups": [meetup(event) for event in found]}))


main(*sys.argv[1:])
