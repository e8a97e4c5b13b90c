"""Hours and days without a relay, or without a daemon, while reminders fall due."""

from case import EndToEndTest
from crowds import together
from guests import Guest
from networks import city, one_off, series
from waiting import eventually

TWO_DAYS_BEFORE = "2026-12-08T18:59:57+01:00"
THREE_HOURS_LATER = "2026-12-08T22:00:00+01:00"
TWO_HOURS_BEFORE = "2026-12-10T16:59:57+01:00"
AN_HOUR_AND_A_HALF_BEFORE = "2026-12-10T17:30:00+01:00"
HALF_AN_HOUR_BEFORE = "2026-12-10T18:30:00+01:00"
AS_IT_BEGINS = "2026-12-10T19:00:00+01:00"
THREE_DAYS_LATER = "2026-12-11T19:00:00+01:00"

EVENING = {
    **one_off(slug="le-dix", start="2026-12-10T19:00", reminders=["48h", "2h"]), "city": "tours",
}


class OutageTest(EndToEndTest):
    """Anna and Ben go to an evening with reminders two days and two hours before."""

    def setUp(self):
        super().setUp()
        self.serve(city(series(reminders=[])))
        self.token = self.installation.command("token", "create", "--name", "Anna").stdout.strip()
        self.meetup = self.ask("POST", "/meetups", EVENING).json["id"]
        self.anna, self.ben = Guest("Anna"), Guest("Ben")
        together([self.anna, self.ben], lambda guest: guest.come(self.visitor, self.mail, self.meetup))

    def ask(self, method, path, value=None):
        answer = self.visitor.api(method, path, value, token=self.token)
        self.assertLess(answer.status, 300, answer.text)
        return answer

    def unsent(self, kind="reminder"):
        """State and reason of each letter of a kind that was not sent."""
        letters = self.installation.unsent_letters()
        return sorted((letter["state"], letter.get("reason", "")) for letter in letters if letter["kind"] == kind)

    def wait_for_states(self, *states, kind="reminder"):
        eventually(
            lambda: [state for state, _ in self.unsent(kind)] == sorted(states),
            f"letters of the kind {kind} that are not sent: {states}",
        )
        return self.unsent(kind)

    def reminded(self):
        """Who got reminders, and how many hours before."""
        return sorted(letter.recipients[0] for letter in self.mail.letters if letter.kind == "reminder")

    def check_all_is_said(self):
        """All that is due has been looked at: a letter that was queued after it has come."""
        witness = Guest(f"Witness{len(self.mail.letters)}")
        self.assertEqual(witness.answer(self.visitor, self.visitor.meetups()[-1]["id"]).status, 303)
        self.mail.wait(witness.address, "confirm")

    def lose_the_relay_as_the_first_reminder_falls_due(self):
        self.mail.go_down()
        self.restart(TWO_DAYS_BEFORE)
        # One was tried; while the relay rests the other is not.
        eventually(lambda: any(reason for _, reason in self.unsent()), "a reminder was tried")
        for state, _ in self.wait_for_states("ready", "ready"):
            self.assertEqual(state, "ready")

    def test_a_relay_that_is_away_for_three_hours_delays_reminders(self):
        self.lose_the_relay_as_the_first_reminder_falls_due()
        self.restart(THREE_HOURS_LATER)
        self.mail.go_up()
        for guest in (self.anna, self.ben):
            self.mail.wait(guest.address, "reminder")
        self.wait_for_states()
        self.check_all_is_said()
        self.assertEqual(self.reminded(), [self.anna.address, self.ben.address])

    def test_after_three_days_without_a_relay_no_reminder_comes_and_each_is_listed_with_its_reason(self):
        self.lose_the_relay_as_the_first_reminder_falls_due()
        self.restart(TWO_HOURS_BEFORE)
        listed = self.wait_for_states("expired", "expired", "ready", "ready")
        self.assertEqual({reason for state, reason in listed if state == "expired"}, {TOO_LATE})
        self.restart(THREE_DAYS_LATER)
        self.mail.go_up()
        listed = self.wait_for_states(*["expired"] * 4)
        self.assertEqual({reason for _, reason in listed}, {TOO_LATE})
        self.check_all_is_said()
        self.assertEqual(self.reminded(), [])

    def test_when_the_relay_comes_back_only_the_newest_reminder_leaves(self):
        self.lose_the_relay_as_the_first_reminder_falls_due()
        self.restart(TWO_HOURS_BEFORE)
        self.wait_for_states("expired", "expired", "ready", "ready")
        self.restart(AN_HOUR_AND_A_HALF_BEFORE)
        self.mail.go_up()
        self.wait_for_states("expired", "expired")
        self.check_all_is_said()
        self.assertEqual(self.reminded(), [self.anna.address, self.ben.address])

    def test_after_a_daemons_absence_only_the_newest_reminder_that_is_due_leaves(self):
        self.restart(AN_HOUR_AND_A_HALF_BEFORE)
        for guest in (self.anna, self.ben):
            self.mail.wait(guest.address, "reminder")
        self.check_all_is_said()
        self.assertEqual(self.reminded(), [self.anna.address, self.ben.address])

    def test_a_daemon_that_comes_back_too_late_for_a_reminder_lists_it(self):
        self.restart(HALF_AN_HOUR_BEFORE)
        listed = self.wait_for_states("expired", "expired")
        self.assertEqual({reason for _, reason in listed}, {"it was due while the daemon was not running"})
        self.check_all_is_said()
        self.assertEqual(self.reminded(), [])

    def test_a_daemon_that_comes_back_as_the_evening_begins_reminds_nobody(self):
        self.restart(AS_IT_BEGINS)
        self.check_all_is_said()
        self.assertEqual(self.reminded(), [])

    def test_who_cancelled_or_joined_late_is_not_reminded_when_the_relay_is_back(self):
        self.lose_the_relay_as_the_first_reminder_falls_due()
        self.mail.go_up()
        self.restart(THREE_HOURS_LATER)
        self.mail.wait(self.ben.address, "reminder")
        late = Guest("Late")
        late.come(self.visitor, self.mail, self.meetup)
        self.check_all_is_said()
        self.assertEqual(self.mail.to(late.address, "reminder"), [])

    def test_who_cancels_while_the_relay_is_away_is_not_reminded_afterwards(self):
        self.lose_the_relay_as_the_first_reminder_falls_due()
        self.assertEqual(self.anna.cancel(self.visitor, self.mail).status, 303)
        self.restart(THREE_HOURS_LATER)
        self.mail.go_up()
        self.mail.wait(self.ben.address, "reminder")
        self.wait_for_states()
        self.check_all_is_said()
        self.assertEqual(self.reminded(), [self.ben.address])
        self.check_withdrawn(1, "what it says is no longer true")

    def test_an_evening_that_moves_while_the_relay_is_away_is_reminded_of_anew(self):
        self.lose_the_relay_as_the_first_reminder_falls_due()
        self.ask("PATCH", f"/meetups/{self.meetup}", {"start": "2026-12-12T19:00"})
        self.mail.go_up()
        self.restart(THREE_HOURS_LATER)
        for guest in (self.anna, self.ben):
            self.mail.wait(guest.address, "changed")
        self.assertEqual(self.reminded(), [])
        self.restart("2026-12-10T19:00:05+01:00")
        for guest in (self.anna, self.ben):
            self.assertIn("12 December", self.mail.wait(guest.address, "reminder").text)
        self.check_all_is_said()
        self.assertEqual(self.reminded(), [self.anna.address, self.ben.address])
        self.check_withdrawn(2, "what it says is no longer true")

    def test_an_evening_that_is_called_off_while_the_relay_is_away_is_not_reminded_of(self):
        self.lose_the_relay_as_the_first_reminder_falls_due()
        self.ask("POST", f"/meetups/{self.meetup}/cancel")
        self.mail.go_up()
        self.restart(THREE_HOURS_LATER)
        for guest in (self.anna, self.ben):
            self.mail.wait(guest.address, "cancelled")
        self.check_all_is_said()
        self.assertEqual(self.reminded(), [])
        self.check_withdrawn(2, "a newer email says what holds")

    def check_withdrawn(self, count, reason):
        """So many reminders were taken back, for this reason."""
        self.assertEqual(self.daemon.stop(), 0)
        found = self.rows("SELECT reply FROM letters WHERE kind = 'reminder' AND state = 'withdrawn'")
        self.assertEqual(found, [(reason,)] * count)


TOO_LATE = "its deadline passed before it could be sent"
