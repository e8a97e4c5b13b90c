"""Mail relays that are down, are slow, or refuse emails."""

import time

from case import EndToEndTest
from guests import Guest
from networks import city, series
from waiting import eventually

A_QUARTER_OF_AN_HOUR_LATER = "2026-12-01T12:20:00+01:00"


class RelayTest(EndToEndTest):
    def setUp(self):
        super().setUp()
        self.serve(city(series()))
        self.meetup = self.visitor.meetups()[0]["id"]

    def outbox(self):
        """Returns the lines of `mail list`, without its heading."""
        listed = self.installation.command("mail", "list")
        self.assertEqual((listed.returncode, listed.stderr), (0, ""))
        return listed.stdout.splitlines()[1:]

    def listed(self, *words):
        return eventually(
            lambda: [line for line in self.outbox() if all(word in line for word in words)], f"the outbox lists {words}"
        )

    def test_emails_wait_while_the_relay_is_down_and_arrive_once_when_it_is_up(self):
        self.mail.go_down()
        guests = [Guest(f"Guest{number}") for number in range(5)]
        for guest in guests:
            self.assertEqual(guest.answer(self.visitor, self.meetup).status, 303)
        self.listed("confirm")
        self.mail.go_up()
        for guest in guests:
            self.mail.wait(guest.address, "confirm")
        eventually(lambda: self.outbox() == [], "the outbox is empty")
        self.assertEqual(len(self.mail.letters), 5)

    def test_email_survives_a_restart_while_the_relay_is_down(self):
        self.mail.go_down()
        anna = Guest("Anna")
        anna.answer(self.visitor, self.meetup)
        self.daemon.kill()
        self.start()
        self.mail.go_up()
        self.mail.wait(anna.address, "confirm")

    def test_email_to_an_unknown_address_is_given_up_and_listed(self):
        anna, ben = Guest("Anna"), Guest("Ben")
        self.mail.refusals[anna.address] = "550 5.1.1 no such user"
        anna.answer(self.visitor, self.meetup)
        ben.come(self.visitor, self.mail, self.meetup)
        (line,) = self.listed("dead")
        self.assertIn("550", line)
        self.assertIn("confirm", line)
        self.assertNotIn("anna", line)
        self.restart(A_QUARTER_OF_AN_HOUR_LATER)
        self.assertEqual(len(self.outbox()), 1)
        self.assertEqual(self.mail.to(anna.address), [])

    def test_deferred_email_is_retried(self):
        anna = Guest("Anna")
        self.mail.refusals[anna.address] = "451 4.7.1 greylisted"
        anna.answer(self.visitor, self.meetup)
        self.listed("retry", "451")
        self.mail.refusals.clear()
        self.restart(A_QUARTER_OF_AN_HOUR_LATER)
        self.mail.wait(anna.address, "confirm")
        eventually(lambda: self.outbox() == [], "the outbox is empty")
        self.assertEqual(len(self.mail.to(anna.address)), 1)

    def test_email_refused_for_its_content_is_given_up(self):
        anna = Guest("Anna")
        self.mail.refusal_of_data = "554 5.7.1 spam"
        anna.answer(self.visitor, self.meetup)
        self.listed("dead", "554")
        self.assertEqual(self.mail.letters, [])

    def test_slow_relay_delays_no_visitor_and_gets_every_email_once(self):
        self.mail.seconds_to_answer = 3
        guests = [Guest(f"Guest{number}") for number in range(6)]
        for guest in guests:
            self.assertEqual(guest.answer(self.visitor, self.meetup).status, 303)
        self.assertEqual(self.mail.letters, [])
        for guest in guests:
            self.mail.wait(guest.address, "confirm")
        eventually(lambda: self.outbox() == [], "the outbox is empty")
        self.assertEqual(len(self.mail.letters), 6)

    def test_stopping_daemon_does_not_wait_for_a_slow_relay(self):
        self.mail.seconds_to_answer = 60
        anna = Guest("Anna")
        anna.answer(self.visitor, self.meetup)
        eventually(lambda: self.mail.answers_owed, "the relay has the email")
        asked = time.monotonic()
        self.assertEqual(self.daemon.stop(), 0)
        self.assertLess(time.monotonic() - asked, 10)
        self.mail.seconds_to_answer = 0
        self.start(A_QUARTER_OF_AN_HOUR_LATER)
        self.mail.wait(anna.address, "confirm")

    def test_uncertain_email_is_sent_again_with_the_same_bytes(self):
        anna = Guest("Anna")
        self.mail.disconnects_after_data = True
        anna.answer(self.visitor, self.meetup)
        self.mail.wait(anna.address, "confirm")
        self.listed("uncertain")
        self.mail.disconnects_after_data = False
        self.restart(A_QUARTER_OF_AN_HOUR_LATER)
        self.mail.wait(anna.address, "confirm", count=2)
        first, second = self.mail.to(anna.address, "confirm")
        self.assertEqual(first.content, second.content)
