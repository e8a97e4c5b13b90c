"""Feeds of a year with many changes, as independent calendar programs read them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from case import EndToEndTest
from content_lines import faults_of
from databases import only_on_sqlite
from networks import city, series
from readers import READERS, Reading, ShownMeetup

CITIES = [
    city(languages=["fr", "en"]),
    city(slug="new-york", name="New York", country="US", timezone="America/New_York", languages=["en"]),
    city(slug="sydney", name="Sydney", country="AU", timezone="Australia/Sydney", languages=["en"]),
    city(slug="kolkata", name="Kolkata", country="IN", timezone="Asia/Kolkata", languages=["en"]),
    city(slug="santiago", name="Santiago", country="CL", timezone="America/Santiago", languages=["en"]),
    city(slug="lord-howe", name="Lord Howe Island", country="AU", timezone="Australia/Lord_Howe", languages=["en"]),
]

SERIES = [
    {"city": "tours", **series()},
    {"city": "tours", **series(slug="chaque-mardi", title="Mardi", rule="every tuesday", time="18:30")},
    {"city": "new-york", **series(slug="fridays", title="Fridays", rule="every friday", time="18:00")},
    {"city": "new-york", **series(slug="first-monday", title="First Monday", rule="first monday", time="20:30")},
    {"city": "sydney", **series(slug="mondays", title="Mondays", rule="every monday", time="19:15")},
    {"city": "kolkata", **series(slug="last-day", title="Last day", rule="last day of the month", time="22:45")},
    {"city": "santiago", **series(slug="saturdays", title="Saturdays", rule="every saturday", time="22:30")},
    {"city": "lord-howe", **series(slug="sundays", title="Sundays", rule="every sunday", time="09:00")},
]

FEEDS = ["tours", "network", *[f"{each['city']}/{each['slug']}" for each in SERIES]]

TITLE = 'Tea, "cake"; scones \\ jam: 🍷 & <b>50% more</b> \\n \\, ^n'
TEXT = "\n".join([
    TITLE,
    "A line that begins like another: BEGIN:VEVENT",
    "END:VEVENT",
    "backslashes \\ \\\\ \\; at the end \\",
    "👩‍👩‍👧🇫🇷é" * 60,
    "a" * 300,
    "כוס יין; كأس نبيذ, ワイン一杯",
    "",
    "https://example.org/?a=b&c=d,e;f",
])


@only_on_sqlite
class ReadersTest(EndToEndTest):
    def setUp(self):
        super().setUp()
        self.serve(*CITIES, window_weeks=53)
        self.token = self.installation.command("token", "create", "--name", "Anna").stdout.strip()
        self.made = {f"{each['city']}/{each['slug']}": self.ask("POST", "/series", each, 201) for each in SERIES}
        for made in self.made.values():
            self.upset(made)

    def ask(self, method, path, value=None, status=200):
        answer = self.visitor.api(method, path, value, token=self.token)
        self.assertEqual(answer.status, status, answer.text)
        return answer.json

    def upset(self, made):
        """Moves a meetup past the clock change, cancels two and restores one of them, renames one and adds one."""
        meetups = [each for each in self.visitor.meetups(made["city"]) if each.get("series") == made["id"]]
        moved, cancelled, restored, renamed, other, *_ = meetups[last_before_change(meetups):]
        self.ask("PATCH", f"/meetups/{moved['id']}", {"start": wall(moved, days=6, hours=1)})
        self.ask("POST", f"/meetups/{cancelled['id']}/cancel", {"reason": "The cellar, alas; is under water."})
        self.ask("POST", f"/meetups/{restored['id']}/cancel")
        self.ask("POST", f"/meetups/{restored['id']}/restore")
        self.ask("PATCH", f"/meetups/{renamed['id']}", {"title": TITLE, "text": TEXT})
        self.ask("POST", f"/series/{made['id']}/meetups", {"start": wall(other, days=3, hours=-1)}, 201)

    def test_four_readers_find_the_same_meetups_in_every_feed(self):
        for feed in FEEDS:
            with ThreadPoolExecutor(2) as pool:
                readings = list(pool.map(lambda reader: self.read(feed, reader), READERS.values()))
            for name, reading in zip(READERS, readings):
                with self.subTest(f"{feed}.ics, read with {name}"):
                    self.assertEqual(reading.mistakes, [])
                    self.assertEqual(shown(reading, feed), shown(readings[0], feed))

    def read(self, feed, reader):
        return reader.read(self.visitor, f"/feeds/{feed}.ics")

    def test_feeds_have_the_same_meetups_as_the_api(self):
        reader = next(iter(READERS.values()))
        for feed in FEEDS:
            with self.subTest(f"{feed}.ics"):
                found = [without_words(each) for each in shown(self.read(feed, reader), feed)]
                self.assertEqual(found, shown(self.told(feed), feed))
                self.assertGreater(len(found), 10)

    def told(self, feed):
        """Returns the meetups of a feed, as the API lists them."""
        city, _, series = feed.partition("/")
        cities = [each["slug"] for each in CITIES] if feed == "network" else [city]
        meetups = [meetup for each in cities for meetup in self.visitor.meetups(each)]
        wanted = {self.made[feed]["id"]} if series else {made["id"] for made in self.made.values()}
        return Reading.of_year(as_shown(meetup) for meetup in meetups if meetup.get("series") in wanted)

    def test_feeds_follow_rfc_5545(self):
        for feed in FEEDS:
            for path in (f"/feeds/{feed}.ics", f"/feeds/{feed}.ics?cancelled=hide&alarm=PT2H"):
                with self.subTest(path):
                    self.assertEqual(faults_of(self.visitor.get(path).body), {})


def last_before_change(meetups):
    """Returns the index of the last meetup before a clock change, or 0 if there is none."""
    offsets = [meetup["start"][-6:] for meetup in meetups]
    return next((place for place, pair in enumerate(zip(offsets, offsets[1:])) if pair[0] != pair[1]), 0)


def wall(meetup, **distance):
    """Returns the local time so long after the meetup's start."""
    return (datetime.fromisoformat(meetup["start"][:16]) + timedelta(**distance)).isoformat(timespec="minutes")


def as_shown(meetup):
    start, end = (in_utc(datetime.fromisoformat(meetup[edge])) for edge in ("start", "end"))
    is_cancelled = meetup["state"] == "cancelled"
    return ShownMeetup(start, end, meetup["title"], "" if is_cancelled else meetup["text"], is_cancelled)


def in_utc(instant):
    return instant.astimezone(timezone.utc).isoformat()


def shown(reading, feed):
    """Returns the meetups that must match: a series' feed may leave out cancelled ones."""
    return [meetup for meetup in reading.meetups if not ("/" in feed and meetup.is_cancelled)]


def without_words(meetup):
    """Returns the meetup without what feeds add: the cancellation, its reason and, at the end, the page's address."""
    text, _, _ = meetup.text.rpartition("\n\n")
    if meetup.is_cancelled:
        return replace(meetup, title=meetup.title.split(": ")[-1], text="")
    return replace(meetup, text=text)
