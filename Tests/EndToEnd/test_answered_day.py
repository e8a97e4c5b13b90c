"""Replies from calendars (iMIP) that name a day."""

import subprocess

from case import EndToEndTest
from daemon import BINARY
from guests import Guest
from networks import city, series
from replies import reply

ANOTHER_DAY = {
    "in UTC": ["RECURRENCE-ID:20261217T180000Z"],
    "in a zone": ["RECURRENCE-ID;TZID=Europe/Paris:20261217T190000"],
    "the day alone": ["RECURRENCE-ID;VALUE=DATE:20261217"],
    "the hour of another zone": ["RECURRENCE-ID:20261210T190000Z"],
    "from an earlier one on": ["RECURRENCE-ID;RANGE=THISANDFUTURE:20261126T180000Z"],
    "nothing that can be read": ["RECURRENCE-ID:soon"],
    "two": ["RECURRENCE-ID:20261210T180000Z", "RECURRENCE-ID:20261217T180000Z"],
}
THIS_DAY = {
    "in UTC": ["RECURRENCE-ID:20261210T180000Z"],
    "in a zone": ["RECURRENCE-ID;TZID=Europe/Paris:20261210T190000"],
    "in another zone": ["RECURRENCE-ID;TZID=Asia/Tokyo:20261211T030000"],
    "the day alone": ["RECURRENCE-ID;VALUE=DATE:20261210"],
    "none": [],
}


class AnsweredDayTest(EndToEndTest):
    def setUp(self):
        super().setUp()
        self.install(city(series(capacity=20)))
        mail = {"from": "Hopdrink <hopdrink@example.org>", "inbound": {"address": "hopdrink@example.org"}}
        self.installation.configure(mail={**self.mail.settings["mail"], **mail})
        self.start()
        self.meetup = self.visitor.meetups()[0]["id"]

    def places_free_after(self, guest, day):
        """Returns the number of free places after an invited guest has declined for a day."""
        recipient, content = reply(guest.come(self.visitor, self.mail, self.meetup), "declined", day=day)
        words = [BINARY, "mail-in", "--config", self.installation.config, "--recipient", recipient]
        handed = subprocess.run(words, input=content, capture_output=True, timeout=30)
        self.assertEqual((handed.returncode, handed.stderr), (0, b""))
        return self.visitor.meetup(self.meetup)["places_free"]

    def test_reply_for_another_day_changes_nothing(self):
        for number, (name, day) in enumerate(ANOTHER_DAY.items(), 1):
            with self.subTest(name):
                self.assertEqual(self.places_free_after(Guest(f"Guest{number}"), day), 20 - number)
        self.assertEqual(self.daemon.said().count("ignored: other_meetup"), len(ANOTHER_DAY))

    def test_reply_for_this_day_counts_in_every_form(self):
        for number, (name, day) in enumerate(THIS_DAY.items()):
            with self.subTest(name):
                self.assertEqual(self.places_free_after(Guest(f"Guest{number}"), day), 20)
