"""Evenings around the changes of the clocks, against a table of when they are."""

from datetime import datetime
from urllib.parse import urlencode

import icalendar

from case import EndToEndTest
from clock_changes import in_utc, starts, whole_evenings
from databases import only_on_sqlite
from networks import city, one_off

WINTER = "2026-01-15T12:00:00+01:00"
"""Before the first change in the table."""


@only_on_sqlite
class ClockChangesTest(EndToEndTest):
    def test_a_time_that_clocks_skip_or_show_twice_is_one_instant(self):
        self.install()
        self.start(WINTER)
        for start in starts():
            with self.subTest(f"{start.zone} {start.date} {start.time}"):
                day = self.first_day(start)
                self.assertEqual(in_utc(datetime.fromisoformat(day["start"])), start.utc)
                self.assertEqual(f"clocks skip {start.time} on this day" in day["notes"], start.is_skipped)

    def first_day(self, start):
        """What the API says of a rule that begins on that day."""
        parameters = {"rule": "every day", "time": start.time, "timezone": start.zone, "from": start.date, "count": 1}
        (day,) = self.visitor.get(f"/api/v1/dates?{urlencode(parameters)}").json["dates"]
        return day

    def test_an_evening_lasts_as_long_as_it_says_whatever_the_clocks_do(self):
        zones = {evening.zone for evening in whole_evenings()}
        self.install(*[place(zone) for zone in sorted(zones)])
        self.start(WINTER)
        told, shown = self.told(zones), self.shown()
        for evening in whole_evenings():
            with self.subTest(f"{name(evening)}, as the API tells it"):
                self.assertEqual(told[name(evening)], evening.utc)
            with self.subTest(f"{name(evening)}, as the feed shows it"):
                self.assertEqual(shown[name(evening)], evening.utc)

    def told(self, zones):
        """Start and end of each meetup by its title."""
        meetups = [meetup for zone in zones for meetup in self.visitor.meetups(slug(zone))]
        return {each["title"]: edges(each, ("start", "end"), datetime.fromisoformat) for each in meetups}

    def shown(self):
        """Start and end of each event in the feed by its title."""
        calendar = icalendar.Calendar.from_ical(self.visitor.get("/feeds/network.ics").body)
        events = calendar.walk("VEVENT")
        return {str(each["SUMMARY"]): edges(each, ("DTSTART", "DTEND"), lambda time: time.dt) for each in events}


def edges(found, names, instant):
    return tuple(in_utc(instant(found[name])) for name in names)


def name(evening):
    return f"{evening.zone} {evening.start} for {evening.duration}"


def place(zone):
    """A city in this zone with its evenings of the table."""
    evenings = [evening for evening in whole_evenings() if evening.zone == zone]
    meetups = [
        one_off(slug=f"soir-{number}", title=name(evening), start=evening.start, duration=evening.duration)
        for number, evening in enumerate(evenings)
    ]
    return city(slug=slug(zone), name=zone, timezone=zone, meetups=meetups)


def slug(zone):
    return zone.lower().replace("/", "-").replace("_", "-")
