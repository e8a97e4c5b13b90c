"""`hopdrink check`, and the errors that it finds in a configuration."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from case import EndToEndTest
from daemon import REPOSITORY

FAULTY = """\
listen: 127.0.0.1
rsvps:
  reservation: soon
colour: red
cities:
  - slug: tours
    name: Tours
    country: FR
    timezone: Europe/Tours
    languages: [fr]
    series:
      - slug: deuxieme-jeudi
        title: Le verre
        rule: second blursday
        time: 25:00
        capacity: many
        venue:
          name: La Cave
  - slug: paris
    name: Paris
    country: FR
    timezone: Europe/Paris
    languages: [fr]
    series:
      - slug: jamais
        title: Jamais
        rule: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30
        time: 19:00
        capacity: 20
        venue: {name: La Cave, address: Paris}
series:
  - slug: sans-ville
"""

FAULTS = {
    "1:9": "`listen`",
    "3:16": "`rsvps.reservation`",
    "4:1": "`colour`",
    "9:15": "`cities[0].timezone`",
    "14:15": "`cities[0].series[0].rule`",
    "15:15": "`cities[0].series[0].time`",
    "16:19": "`cities[0].series[0].capacity`",
    "18:11": "`cities[0].series[0].venue.address` is missing",
    "27:15": "`cities[1].series[0].rule` never occurs",
    "31:1": "`series`",
}

DATE = re.compile(r"^ +([a-z]+) +(\d{4}-\d\d-\d\d) +(\d\d:\d\d) +([+-]\d\d:\d\d)", re.MULTILINE)


class CheckTest(EndToEndTest):
    def test_check_of_a_valid_file_prints_the_next_dates_of_every_series(self):
        self.install().write((REPOSITORY / "config/demo.yaml").read_text())
        checked = self.installation.command("check")
        self.assertEqual((checked.returncode, checked.stderr), (0, ""))
        tours, others = checked.stdout.split("\nParis (")
        dates = DATE.findall(tours)
        self.assertEqual(len(dates), 12)
        for weekday, day, time, offset in dates:
            self.check_second_thursday(weekday, date.fromisoformat(day), time, offset)
        self.assertGreaterEqual(len(DATE.findall(others)), 8 * 12)

    def check_second_thursday(self, weekday, day, time, offset):
        self.assertEqual((weekday, day.weekday(), time), ("thursday", 3, "19:00"))
        self.assertIn(day.day, range(8, 15))
        there = datetime(day.year, day.month, day.day, 19, tzinfo=ZoneInfo("Europe/Paris"))
        self.assertTrue(there.isoformat().endswith(offset), (there, offset))

    def test_check_prints_every_error_with_its_line_and_column(self):
        self.install().write(FAULTY)
        checked = self.installation.command("check")
        self.assertEqual((checked.returncode, checked.stdout), (78, ""))
        lines = checked.stderr.splitlines()
        self.assertEqual(len(lines), len(FAULTS), checked.stderr)
        for line, (place, words) in zip(lines, FAULTS.items()):
            self.assertTrue(line.startswith(f"{self.installation.config}:{place}: "), line)
            self.assertIn(words, line)

    def test_daemon_refuses_an_invalid_file_with_the_same_errors(self):
        self.install().write(FAULTY)
        checked = self.installation.command("check")
        daemon = self.installation.launch()
        self.assertEqual(daemon.exit_code(), 78)
        self.assertEqual(daemon.said(), checked.stderr)
        self.assertFalse((self.installation.folder / "var").exists())

    def test_file_that_is_missing_or_not_yaml_is_refused(self):
        self.install()
        for text in ("cities: [", "a: b: c", "", "- tours\n", "cities: &a [*a]\n", "\t{"):
            with self.subTest(text):
                self.installation.write(text)
                checked = self.installation.command("check")
                self.assertEqual(checked.returncode, 78)
                self.assertTrue(checked.stderr.startswith(str(self.installation.config)), checked.stderr)
        self.installation.config.unlink()
        checked = self.installation.command("check")
        self.assertEqual(checked.returncode, 78)
        self.assertIn("No such file", checked.stderr)
