"""Reminders that fall due during hours or days without a relay or without a daemon."""

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

MEETUP = {
    **one_off(slug="le-dix", start="2026-12-10T19:00", reminders=["48h", "2h"]), "city": "tours",
}


class OutageTest(EndToEndTest):
    """Anna and Ben go to a meetup with reminders two days and two hours before it."""

    def setUp(self):
        super().setUp()
        self.serve(city(series(reminders=[])))
        self.token = self.installation.command("token", "create", "--name", "Anna").stdout.strip()
        self.meetup = self.ask("POST", "/meetups", MEETUP).json["id"]
        self.anna, self.ben = Guest("Anna"), Guest("Ben")
        together([self.anna, self.ben], lambda guest: guest.come(self.visitor, self.mail, self.meetup))

    def ask(self, method, path, value=None):
        answer = self.visitor.api(method, path, value, token=self.token)
        self.assertLess(answer.status, 300, answer.text)
        return answer

    def unsent(self, kind="reminder"):
        """Returns state and reason of each unsent email of a kind."""
        letters = self.installation.unsent_letters()
        return sorted((letter["state"], letter.get("reason", "")) for letter in letters if letter["kind"] == kind)

    def wait_for_states(self, *states, kind="reminder"):
        eventually(
            lambda: [state for state, _ in self.unsent(kind)] == sorted(states),
            f"unsent emails of the kind {kind}: {states}",
        )
        return self.unsent(kind)

    def reminded(self):
        """Returns the addresses that got reminders, once for each reminder."""
        return sorted(letter.recipients[0] for letter in self.mail.letters if letter.kind == "reminder")

    def check_all_is_said(self):
        """Waits until all due emails are handled: an email that was queued after them has arrived."""
        witness = Guest(f"Witness{len(self.mail.letters)}")
        self.assertEqual(witness.answer(self.visitor, self.visitor.meetups()[-1]["id"]).status, 303)
        self.mail.wait(witness.address, "confirm")

    def lose_the_relay_as_the_first_reminder_falls_due(self):
        self.mail.go_down()
        self.restart(TWO_DAYS_BEFORE)
        # One reminder was tried; the other is not while the relay is paused.
        eventually(lambda: any(reason for _, reason in self.unsent()), "a reminder was tried")
        for state, _ in self.wait_for_states("ready", "ready"):
            self.assertEqual(state, "ready")

    def test_relay_away_for_three_hours_delays_reminders(self):
        self.lose_the_relay_as_the_first_reminder_falls_due()
        self.restart(THREE_HOURS_LATER)
        self.mail.go_up()
        for guest in (self.anna, self.ben):
            self.mail.wait(guest.address, "reminder")
        self.wait_for_states()
        self.check_all_is_said()
        self.assertEqual(self.reminded(), [self.anna.address, self.ben.address])

    def test_reminders_expire_during_three_days_without_a_relay_and_are_listed_with_their_reason(self):
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

    def test_only_the_newest_reminder_is_sent_when_the_relay_comes_back(self):
        self.lose_the_relay_as_the_first_reminder_falls_due()
        self.restart(TWO_HOURS_BEFORE)
        self.wait_for_states("expired", "expired", "ready", "ready")
        self.restart(AN_HOUR_AND_A_HALF_BEFORE)
        self.mail.go_up()
        self.wait_for_states("expired", "expired")
        self.check_all_is_said()
        self.assertEqual(self.reminded(), [self.anna.address, self.ben.address])

    def test_only_the_newest_due_reminder_is_sent_after_the_daemon_was_away(self):
        self.restart(AN_HOUR_AND_A_HALF_BEFORE)
        for guest in (self.anna, self.ben):
            self.mail.wait(guest.address, "reminder")
        self.check_all_is_said()
        self.assertEqual(self.reminded(), [self.anna.address, self.ben.address])

    def test_reminder_that_is_too_late_after_the_daemon_was_away_is_listed(self):
        self.restart(HALF_AN_HOUR_BEFORE)
        listed = self.wait_for_states("expired", "expired")
        self.assertEqual({reason for _, reason in listed}, {"it was due while the daemon was not running"})
        self.check_all_is_said()
        self.assertEqual(self.reminded(), [])

    def test_daemon_that_comes_back_as_the_meetup_starts_reminds_nobody(self):
        self.restart(AS_IT_BEGINS)
        self.check_all_is_said()
        self.assertEqual(self.reminded(), [])

    def test_guest_who_joined_late_is_not_reminded_when_the_relay_is_back(self):
        self.lose_the_relay_as_the_first_reminder_falls_due()
        self.mail.go_up()
        self.restart(THREE_HOURS_LATER)
        self.mail.wait(self.ben.address, "reminder")
        late = Guest("Late")
        late.come(self.visitor, self.mail, self.meetup)
        self.check_all_is_said()
        self.assertEqual(self.mail.to(late.address, "reminder"), [])

    def test_guest_who_cancels_while_the_relay_is_away_is_not_reminded(self):
        self.lose_the_relay_as_the_first_reminder_falls_due()
        self.assertEqual(self.anna.cancel(self.visitor, self.mail).status, 303)
        self.restart(THREE_HOURS_LATER)
        self.mail.go_up()
        self.mail.wait(self.ben.address, "reminder")
        self.wait_for_states()
        self.check_all_is_said()
        self.assertEqual(self.reminded(), [self.ben.address])
        self.check_withdrawn(1, "what it says is no longer true")

    def test_meetup_that_moves_while_the_relay_is_away_gets_new_reminders(self):
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

    def test_meetup_that_is_cancelled_while_the_relay_is_away_gets_no_reminders(self):
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
        """Checks that so many reminders were withdrawn, for this reason."""
        self.assertEqual(self.daemon.stop(), 0)
        found = self.rows("SELECT reply FROM letters WHERE kind = 'reminder' AND state = 'withdrawn'")
        self.assertEqual(found, [(reason,)] * count)


TOO_LATE = "its deadline passed before it could be sent"
