"""A series' feed, read by icalendar, with its rules expanded by dateutil in Python's zones."""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import icalendar

from case import EndToEndTest
from dateutil.rrule import rrulestr
from networks import city, series

SERIES = {**series(slug="chaque-mardi", rule="every tuesday", title="Mardi"), "city": "tours"}


def instants(calendar, until):
    """Returns the starts of a calendar's meetups in UTC, by state (RFC 5545 §3.8.5.3 and §3.8.4.4)."""
    events = calendar.walk("VEVENT")
    masters = {event["UID"]: event for event in events if "RRULE" in event}
    found = {"CONFIRMED": [], "CANCELLED": []}
    for event in events:
        if event not in masters.values():
            found[event["STATUS"]].append(event.decoded("DTSTART"))
    for uid, master in masters.items():
        replaced = [event.decoded("RECURRENCE-ID") for event in events if event["UID"] == uid and event is not master]
        found[master["STATUS"]] += [each for each in repeated(master, until) if each not in replaced]
    return {state: sorted(each.astimezone(timezone.utc) for each in times) for state, times in found.items()}


def repeated(master, until):
    """Returns the starts of a recurring event. dateutil counts in local time; the zone is added afterwards."""
    zone = ZoneInfo(master["DTSTART"].params["TZID"])
    rule = master["RRULE"].copy()
    rule["UNTIL"] = [on_the_wall(each, zone) for each in rule.get("UNTIL", [until])]
    found = rrulestr(rule.to_ical().decode(), dtstart=on_the_wall(master.decoded("DTSTART"), zone))
    return [each for each in (wall.replace(tzinfo=zone) for wall in found) if each not in exceptions(master)]


def on_the_wall(instant, zone):
    return instant.astimezone(zone).replace(tzinfo=None)


def exceptions(master):
    listed = master.get("EXDATE", [])
    lists = listed if isinstance(listed, list) else [listed]
    return [each.dt for dates in lists for each in dates.dts]


class SeriesFeedTest(EndToEndTest):
    def setUp(self):
        super().setUp()
        self.serve(city())
        self.token = self.installation.command("token", "create", "--name", "Anna").stdout.strip()

    def ask(self, method, path, value=None):
        answer = self.visitor.api(method, path, value, token=self.token)
        self.assertLess(answer.status, 300, answer.text)
        return answer

    def calendar(self):
        """Returns the feed as it is now."""
        return icalendar.Calendar.from_ical(self.visitor.get("/feeds/tours/chaque-mardi.ics").body)

    def planned(self):
        """Returns the starts of the meetups in the API, which lists at least half a year."""
        meetups = self.visitor.meetups()
        found = {"CONFIRMED": [], "CANCELLED": []}
        for meetup in meetups:
            state = "CONFIRMED" if meetup["state"] == "scheduled" else "CANCELLED"
            found[state].append(datetime.fromisoformat(meetup["start"]).astimezone(timezone.utc))
        return {state: sorted(times) for state, times in found.items()}

    def check(self):
        planned = self.planned()
        last = max(planned["CONFIRMED"])
        self.assertEqual(instants(self.calendar(), last + timedelta(hours=1)), planned)

    def test_feed_has_the_planned_meetups(self):
        self.ask("POST", "/series", SERIES)
        planned = self.planned()["CONFIRMED"]
        self.assertEqual({each.hour for each in planned}, {17, 18}, "the clocks change in between")
        self.check()
        meetups = self.visitor.meetups()
        self.ask("PATCH", f"/meetups/{meetups[2]['id']}", {"start": "2026-12-16T20:30"})
        self.ask("PATCH", f"/meetups/{meetups[-2]['id']}", {"title": "Le dernier"})
        self.ask("POST", f"/meetups/{meetups[4]['id']}/cancel")
        self.ask("DELETE", f"/meetups/{meetups[6]['id']}")
        self.check()

    def test_new_start_time_changes_upcoming_meetups_only(self):
        identifier = self.ask("POST", "/series", SERIES).json["id"]
        self.restart("2026-12-19T12:00:00+01:00")
        self.ask("PATCH", f"/series/{identifier}", {"time": "20:15"})
        last = max(self.planned()["CONFIRMED"])
        found = instants(self.calendar(), last + timedelta(hours=1))["CONFIRMED"]
        former = [each for each in found if each.month == 12 and each.day < 19]
        self.assertEqual([(each.day, each.hour, each.minute) for each in former], [(1, 18, 0), (8, 18, 0), (15, 18, 0)])
        self.assertEqual([each for each in found if each not in former], self.planned()["CONFIRMED"])

    def test_feed_continues_until_the_series_is_cancelled(self):
        identifier = self.ask("POST", "/series", SERIES).json["id"]
        far = datetime(2036, 12, 31, tzinfo=timezone.utc)
        self.assertEqual(instants(self.calendar(), far)["CONFIRMED"][-1].isoformat(), "2036-12-30T18:00:00+00:00")
        self.restart("2026-12-19T12:00:00+01:00")
        self.ask("POST", f"/series/{identifier}/cancel")
        found = instants(self.calendar(), far)
        self.assertEqual([each.day for each in found["CONFIRMED"]], [1, 8, 15])
        self.assertEqual(found["CANCELLED"], self.planned()["CANCELLED"])
