"""Every time zone of the world in a feed, compared with Python's reading of the same files."""

import io
import re
import struct
from datetime import datetime, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo

import icalendar

from case import EndToEndTest
from databases import only_on_sqlite
from networks import NOON, city, series
from zones import SYSTEM, names_of_places, zone

QUARTERLY = "FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH"
"""A rule with meetups in every season."""

YEAR = timedelta(days=366)
FIRST, LAST = (int((datetime.fromisoformat(NOON) + distance).timestamp()) for distance in (-YEAR, 2 * YEAR))
HOURS = range(FIRST, LAST, 3600)

SIMPLE_RULE = re.compile(rb"FREQ=YEARLY;BYMONTH=\d+;BYDAY=(-1|[1-4])[A-Z]{2}")


@only_on_sqlite
class ZonesTest(EndToEndTest):
    def test_every_zone_in_the_feed_matches_the_systems_data(self):
        places = names_of_places()
        self.install(*[soiree(zone, country) for zone, country in places.items()], window_weeks=52)
        self.start(environment={"TZDIR": str(SYSTEM)})
        feed = self.visitor.get("/feeds/network.ics").body
        calendar = icalendar.Calendar.from_ical(feed)
        zones = {str(zone["TZID"]): zone for zone in calendar.walk("VTIMEZONE")}
        with self.subTest("zones whose meetups are in UTC"):
            self.assertEqual(set(places) - set(zones), {name for name in places if not is_sayable(name)})
        for name, zone in zones.items():
            with self.subTest(name):
                self.check_clock(name, zone)
        self.check_size_and_rules(feed, len(zones))
        self.check_meetups(calendar, zones, set(places))

    def check_clock(self, name, written):
        """Compares each hour, from a year ago to two years ahead."""
        found, expected = offsets_written(clock_rules(written)), offsets(zone(name))
        wrong = [hour for hour, read, right in zip(HOURS, found, expected) if read != right]
        ends = [datetime.fromtimestamp(hour, timezone.utc).isoformat() for hour in wrong[:1] + wrong[-1:]]
        self.assertEqual(ends, [], f"the first and the last of {len(wrong)} wrong hours")

    def check_size_and_rules(self, feed, count):
        """Checks what Outlook accepts: one STANDARD alone, or one STANDARD and one DAYLIGHT with a yearly rule each."""
        written = re.findall(rb"BEGIN:VTIMEZONE\r\n.*?END:VTIMEZONE\r\n", feed, re.DOTALL)
        self.assertEqual(len(written), count)
        for zone in written:
            with self.subTest(zone.splitlines()[1].decode()):
                self.assertLess(len(zone), 1024)
                rules = re.findall(rb"^RRULE:(.*)\r$", zone, re.MULTILINE)
                parts = sorted(re.findall(rb"^BEGIN:(?!VTIMEZONE)(.*)\r$", zone, re.MULTILINE))
                self.assertIn((parts, len(rules)), [([b"STANDARD"], 0), ([b"DAYLIGHT", b"STANDARD"], 2)])
                self.assertTrue(all(SIMPLE_RULE.fullmatch(rule) for rule in rules), rules)

    def check_meetups(self, calendar, zones, names):
        """Checks that each meetup is at seven on a second Thursday, local time."""
        events = calendar.walk("VEVENT")
        self.assertEqual({str(event["SUMMARY"]) for event in events}, names)
        for event in events:
            name = str(event["SUMMARY"])
            there = instant(event["DTSTART"], zones).astimezone(zone(name))
            with self.subTest(f"{name} on {there:%Y-%m-%d}"):
                self.assertEqual((f"{there:%a %H:%M}", (there.day - 1) // 7), ("Thu 19:00", 1))


def is_sayable(name):
    """Returns whether a VTIMEZONE can express a zone: its rules are old enough, and a pair of yearly nth weekdays."""
    rule = (SYSTEM / name).read_bytes().split(b"\n")[-2]
    hours = [int(hour) for hour in re.findall(rb",M[\d.]+/?(-?\d+)?", rule) if hour]
    return all(0 <= hour < 24 for hour in hours) and offsets(zone_of_rule(rule)) == offsets(zone(name))


def zone_of_rule(rule):
    """Returns a zone that has always had this rule, as Python reads it from a file with nothing else."""
    header = struct.pack(">4sc15x6l", b"TZif", b"2", 0, 0, 0, 0, 1, 4)
    kind = struct.pack(">lbb", 0, 0, 0) + b"UTC\0"
    return ZoneInfo.from_file(io.BytesIO(header + kind + header + kind + b"\n" + rule + b"\n"))


def soiree(zone, country):
    """Returns a city whose meetups have the name of its zone as title."""
    slug = re.sub("[/_]", "-", zone.lower())
    meetups = series(slug="soiree", title=zone, rule=QUARTERLY, **{"from": "2026-12-01"})
    return city(meetups, slug=slug, name=zone, country=country, timezone=zone)


def instant(property, zones):
    """Returns the instant as a program reads it that knows only the zones in the feed."""
    if "TZID" not in property.params:
        return property.dt
    written = zones[property.params["TZID"]]
    return offset_reader(clock_rules(written)).localize(property.dt.replace(tzinfo=None))


def clock_rules(zone):
    """Returns a VTIMEZONE without its name: many zones have the same rules."""
    return zone.to_ical().replace(f"TZID:{zone['TZID']}\r\n".encode(), b"TZID:Somewhere\r\n")


@cache
def offset_reader(rules):
    """Returns a zone made by icalendar, in which dateutil expands the rules."""
    return icalendar.Timezone.from_ical(rules).to_tz()


@cache
def offsets_written(rules):
    return offsets(offset_reader(rules))


def offsets(zone):
    return [datetime.fromtimestamp(hour, zone).utcoffset() for hour in HOURS]
