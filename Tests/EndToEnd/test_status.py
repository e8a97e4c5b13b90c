"""`hopdrink status`: what the running daemon says of itself and of its time zone data."""

import json
from datetime import datetime, timedelta

from case import EndToEndTest
from databases import only_on_sqlite
from guests import Guest
from networks import NOON, city, series
from zones import compile_zones, zone

CUBA = """
Rule Cuba 2012 max - Nov Sun>=1 0:00s 0 S
Rule Cuba 2013 max - Mar Sun>=8 0:00s 1:00 D
Zone America/Havana -5:00 Cuba C%sT"""
WITHOUT_A_WINTER = CUBA + " {year} Oct 1\n-4:00 - CDT"
"""From the autumn of this year on, clocks stay on summer time."""


class StatusTest(EndToEndTest):
    def status(self, *options):
        return self.installation.command("status", *options)

    def told(self):
        return json.loads(self.status("--json").stdout)

    def test_status_of_a_healthy_daemon_is_ok(self):
        self.serve()
        shown = self.status()
        self.assertEqual((shown.returncode, shown.stderr), (0, ""), shown.stdout)
        self.assertIn("All is well.", shown.stdout)
        told = self.told()
        self.assertEqual(told["results"], [each for each in told["results"] if each["level"] == "ok"])
        self.assertGreaterEqual(told["database"]["schema"], 1)
        started = datetime.fromisoformat(told["started_at"])
        self.assertLess(started - datetime.fromisoformat(NOON), timedelta(minutes=1))
        for line in ("version", "running", "database", "connections", "emails", "time zones"):
            self.assertRegex(shown.stdout, rf"(?m)^{line} ")

    def test_status_counts_emails(self):
        self.serve()
        anna = Guest("Anna")
        anna.answer(self.visitor, self.visitor.meetups()[0]["id"])
        self.mail.wait(anna.address, "confirm")
        self.assertEqual(self.told()["emails"]["ended"], {"sent": 1})
        self.assertNotIn("@", self.status("--json").stdout + self.status().stdout)

    def test_status_without_a_daemon_exits_with_69(self):
        self.install()
        shown = self.status()
        self.assertEqual((shown.returncode, shown.stdout), (69, ""))
        self.assertIn("the daemon is not running", shown.stderr)


@only_on_sqlite
class ZoneDataTest(EndToEndTest):
    def zones(self, name, source, version):
        return compile_zones(f"# version {version}\n{source}\n", self.installation.folder / name)

    def havana(self, **settings):
        return city(series(rule="every day", reminders=["24h"]), timezone="America/Havana", **settings)

    def starts(self, folder, **options):
        """Starts a daemon with these zones, and returns the starts of its meetups."""
        self.start(environment={"TZDIR": str(folder)}, **options)
        return [datetime.fromisoformat(each["start"]) for each in self.visitor.meetups()]

    def expected_starts(self, folder):
        """Returns the starts at seven o'clock local time, as Python reads the same files."""
        there = zone("America/Havana", folder)
        noon = datetime.fromisoformat(NOON).astimezone(there)
        first = noon.replace(hour=19, minute=0, second=0, microsecond=0, tzinfo=there)
        return [first + timedelta(days=day) for day in range(366)]

    def test_zones_are_those_of_the_folder_that_tzdir_names(self):
        self.install(self.havana(), window_weeks=52)
        for name, source in (("old", CUBA), ("new", WITHOUT_A_WINTER.format(year=2026))):
            with self.subTest(name):
                folder = self.zones(name, source, "2026a")
                found = self.starts(folder)
                self.assertGreater(len(found), 100)
                self.assertEqual([each.timestamp() for each in found],
                                 [each.timestamp() for each in self.expected_starts(folder)][:len(found)])
                self.assertEqual(self.daemon.stop(), 0)

    def test_daemon_status_and_doctor_report_what_newer_zone_data_would_change(self):
        self.install(self.havana(), window_weeks=52)
        used = self.zones("used", CUBA, "2126a")
        newer = self.zones("newer", WITHOUT_A_WINTER.format(year=2027), "2126b")
        self.installation.configure(newer_zone_data=[str(newer)])
        self.starts(used)
        told = self.installation.command("status", "--json")
        self.assertEqual(told.returncode, 1)
        data = json.loads(told.stdout)["zone_data"]
        self.assertEqual((data["version"], data["path"]), ("2126a", str(used)))
        self.assertEqual(data["newest"], {"version": "2126b", "place": str(newer)})
        change = {"zone": "America/Havana", "from": "2027-11-07T05:00:00Z", "meetups": data["changes"][0]["meetups"]}
        self.assertEqual(data["changes"], [change])
        self.assertGreater(change["meetups"], 10)
        for said in (self.daemon.said(), self.installation.command("status").stdout,
                     self.installation.command("doctor").stdout):
            self.assertRegex(said, r"2126a in \S+/used\b")
            self.assertRegex(said, r"2126b in \S+/newer, clocks differ: America/Havana from 2027-11-07T05:00:00Z")

    def test_update_of_the_zone_files_asks_for_a_restart(self):
        self.install(self.havana())
        used = self.zones("used", CUBA, "2126a")
        self.starts(used)
        self.assertEqual(self.installation.command("status").returncode, 0)
        self.zones("used", WITHOUT_A_WINTER.format(year=2026), "2126b")
        shown = self.installation.command("status")
        self.assertEqual(shown.returncode, 1)
        self.assertIn("Restart the daemon", shown.stdout)
        self.assertIn("America/Havana from", shown.stdout)
