"""Prints the meetups of a calendar as icalendar and recurring-ical-events read them: FROM UNTIL < CALENDAR."""

import json
import sys
from datetime import datetime, timezone

import icalendar
import recurring_ical_events


def meetup(event):
    start, end = (event[edge].dt.astimezone(timezone.utc).isoformat() for edge in ("DTSTART", "DTEND"))
    words = {"title": str(event["SUMMARY"]), "text": str(event.get("DESCRIPTION", ""))}
    return {"start": start, "end": end, **words, "is_cancelled": event["STATUS"] == "CANCELLED"}


def main(first, last):
    calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
    mistakes = [str(mistake) for component in calendar.walk() for mistake in component.errors]
    found = recurring_ical_events.of(calendar).between(*map(datetime.fromisoformat, (first, last)))
    print(json.dumps({"mistakes": mistakes, "meetups": [meetup(event) for event in found]}))


main(*sys.argv[1:])
