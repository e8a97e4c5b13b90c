"""Random rules in random zones: dates are compared with dateutil's, instants with the system's zone data."""

import random
from datetime import date, datetime, timedelta, timezone
from urllib.parse import urlencode

from case import EndToEndTest
from databases import only_on_sqlite
from dateutil.rrule import rrulestr
from zones import SYSTEM, names_of_places, zone

RULES = 5000
SEED = 20261210
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
TODAY = date(2026, 12, 1)


class Case:
    """A random rule with a zone, a time and a first day."""

    def __init__(self, chance, zone):
        self.rule = self.pattern(chance) + self.interval(chance) + self.end(chance)
        self.zone = zone
        self.time = f"{chance.choice([0, 1, 2, 3, chance.randrange(24)]):02}:{chance.choice([0, 15, 30, 59]):02}"
        self.start = TODAY + timedelta(days=chance.randrange(400))

    @staticmethod
    def pattern(chance):
        day = chance.choice(["BYMONTHDAY", "BYDAY"])
        number = chance.choice([*range(1, 32), -1])
        nth = f"{chance.choice([1, 2, 3, 4, -1])}{chance.choice(WEEKDAYS)}"
        of_month = f"{day}={number if day == 'BYMONTHDAY' else nth}"
        return chance.choice([
            "FREQ=DAILY",
            "FREQ=WEEKLY;BYDAY=" + ",".join(sorted(chance.sample(WEEKDAYS, chance.randint(1, 4)), key=WEEKDAYS.index)),
            f"FREQ=MONTHLY;{of_month}",
            f"FREQ=YEARLY;BYMONTH={chance.randint(1, 12)};{of_month}",
        ])

    @staticmethod
    def interval(chance):
        return chance.choice(["", "", f";INTERVAL={chance.randint(2, 5)}"])

    @staticmethod
    def end(chance):
        until = date(2027, 1, 1) + timedelta(days=chance.randrange(1500))
        return chance.choice(["", "", f";COUNT={chance.randint(1, 20)}", f";UNTIL={until:%Y%m%d}"])

    def parameters(self, count):
        return urlencode(
            {"rule": self.rule, "time": self.time, "timezone": self.zone, "from": self.start, "count": count}
        )

    def dates(self, count):
        """Returns the dates by RFC 5545, counted from the first day that the rule names."""
        first = datetime.combine(self.start, datetime.min.time())
        unbound = ";".join(part for part in self.rule.split(";") if part[:5] not in ("INTER", "COUNT", "UNTIL"))
        begin = next(iter(rrulestr(unbound, dtstart=first)), None)
        if begin is None:
            return []
        found = rrulestr(self.rule, dtstart=begin)
        return [each.date() for each, _ in zip(found, range(count))]

    def instant(self, day):
        """Returns the start in UTC. RFC 5545 §3.3.5: `fold=0` is the offset before a gap, and the first of two."""
        hour, minute = map(int, self.time.split(":"))
        wall = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone(self.zone))
        return wall.astimezone(timezone.utc)


@only_on_sqlite
class RulesTest(EndToEndTest):
    def test_dates_and_instants_match_dateutil_and_the_systems_zones(self):
        self.install()
        self.start(environment={"TZDIR": str(SYSTEM)})
        chance, names = random.Random(SEED), list(names_of_places())
        wrong = []
        for _ in range(RULES):
            case = Case(chance, chance.choice(names))
            answer = self.visitor.get(f"/api/v1/dates?{case.parameters(8)}")
            expected = [case.instant(day) for day in case.dates(8)]
            found = [datetime.fromisoformat(each["start"]) for each in answer.json.get("dates", [])]
            if found != expected:
                wrong.append((case.rule, case.zone, case.time, str(case.start), answer.text[:300], expected[:3]))
        self.assertEqual(wrong[:5], [], f"{len(wrong)} of {RULES}")
