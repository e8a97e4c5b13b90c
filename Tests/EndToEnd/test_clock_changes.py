"""Meetups around clock changes, compared with a table of their instants."""

from datetime import datetime
from urllib.parse import urlencode

import icalendar

from case import EndToEndTest
from clock_changes import in_utc, starts, whole_meetups
from databases import only_on_sqlite
from networks import city, one_off

WINTER = "2026-01-15T12:00:00+01:00"
"""A time before the first clock change in the table."""


@only_on_sqlite
class ClockChangesTest(EndToEndTest):
    def test_time_that_clocks_skip_or_show_twice_is_one_instant(self):
        self.install()
        self.start(WINTER)
        for start in starts():
            with self.subTest(f"{start.zone} {start.date} {start.time}"):
                day = self.first_day(start)
                self.assertEqual(in_utc(datetime.fromisoformat(day["start"])), start.utc)
                self.assertEqual(f"clocks skip {start.time} on this day" in day["notes"], start.is_skipped)

    def first_day(self, start):
        """Returns the first date that the API lists for a rule that begins on that day."""
        parameters = {"rule": "every day", "time": start.time, "timezone": start.zone, "from": start.date, "count": 1}
        (day,) = self.visitor.get(f"/api/v1/dates?{urlencode(parameters)}").json["dates"]
        return day

    def test_meetup_keeps_its_duration_across_a_clock_change(self):
        zones = {meetup.zone for meetup in whole_meetups()}
        self.install(*[place(zone) for zone in sorted(zones)])
        self.start(WINTER)
        told, shown = self.told(zones), self.shown()
        for meetup in whole_meetups():
            with self.subTest(f"{name(meetup)}, as the API tells it"):
                self.assertEqual(told[name(meetup)], meetup.utc)
            with self.subTest(f"{name(meetup)}, as the feed shows it"):
                self.assertEqual(shown[name(meetup)], meetup.utc)

    def told(self, zones):
        """Returns start and end of each meetup in the API, by title."""
        meetups = [meetup for zone in zones for meetup in self.visitor.meetups(slug(zone))]
        return {each["title"]: edges(each, ("start", "end"), datetime.fromisoformat) for each in meetups}

    def shown(self):
        """Returns start and end of each event in the feed, by title."""
        calendar = icalendar.Calendar.from_ical(self.visitor.get("/feeds/network.ics").body)
        events = calendar.walk("VEVENT")
        return {str(each["SUMMARY"]): edges(each, ("DTSTART", "DTEND"), lambda time: time.dt) for each in events}


def edges(found, names, instant):
    return tuple(in_utc(instant(found[name])) for name in names)


def name(meetup):
    return f"{meetup.zone} {meetup.start} for {meetup.duration}"


def place(zone):
    """Returns a city in this zone with the table's meetups of the zone."""
    planned = [meetup for meetup in whole_meetups() if meetup.zone == zone]
    meetups = [
        one_off(slug=f"soir-{number}", title=name(meetup), start=meetup.start, duration=meetup.duration)
        for number, meetup in enumerate(planned)
    ]
    return city(slug=slug(zone), name=zone, timezone=zone, meetups=meetups)


def slug(zone):
    return zone.lower().replace("/", "-").replace("_", "-")
