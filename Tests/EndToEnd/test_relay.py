"""When the mail relay is down, slow, or says no."""

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
        """What the command lists, without its heading."""
        listed = self.installation.command("mail", "list")
        self.assertEqual((listed.returncode, listed.stderr), (0, ""))
        return listed.stdout.splitlines()[1:]

    def listed(self, *words):
        return eventually(
            lambda: [line for line in self.outbox() if all(word in line for word in words)], f"the outbox lists {words}"
        )

    def test_letters_wait_while_the_relay_is_down_and_arrive_once_when_it_is_up(self):
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

    def test_a_letter_survives_a_restart_while_the_relay_is_down(self):
        self.mail.go_down()
        anna = Guest("Anna")
        anna.answer(self.visitor, self.meetup)
        self.daemon.kill()
        self.start()
        self.mail.go_up()
        self.mail.wait(anna.address, "confirm")

    def test_an_address_that_does_not_exist_is_given_up_and_listed(self):
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

    def test_a_letter_that_is_put_off_is_tried_again(self):
        anna = Guest("Anna")
        self.mail.refusals[anna.address] = "451 4.7.1 greylisted"
        anna.answer(self.visitor, self.meetup)
        self.listed("retry", "451")
        self.mail.refusals.clear()
        self.restart(A_QUARTER_OF_AN_HOUR_LATER)
        self.mail.wait(anna.address, "confirm")
        eventually(lambda: self.outbox() == [], "the outbox is empty")
        self.assertEqual(len(self.mail.to(anna.address)), 1)

    def test_a_letter_refused_for_what_it_holds_is_given_up(self):
        anna = Guest("Anna")
        self.mail.refusal_of_data = "554 5.7.1 spam"
        anna.answer(self.visitor, self.meetup)
        self.listed("dead", "554")
        self.assertEqual(self.mail.letters, [])

    def test_a_slow_relay_holds_up_nobody_who_asks_and_gets_every_letter_once(self):
        self.mail.seconds_to_answer = 3
        guests = [Guest(f"Guest{number}") for number in range(6)]
        for guest in guests:
            self.assertEqual(guest.answer(self.visitor, self.meetup).status, 303)
        self.assertEqual(self.mail.letters, [])
        for guest in guests:
            self.mail.wait(guest.address, "confirm")
        eventually(lambda: self.outbox() == [], "the outbox is empty")
        self.assertEqual(len(self.mail.letters), 6)

    def test_a_daemon_that_is_to_stop_does_not_wait_for_a_slow_relay(self):
        self.mail.seconds_to_answer = 60
        anna = Guest("Anna")
        anna.answer(self.visitor, self.meetup)
        eventually(lambda: self.mail.answers_owed, "the relay has the letter")
        asked = time.monotonic()
        self.assertEqual(self.daemon.stop(), 0)
        self.assertLess(time.monotonic() - asked, 10)
        self.mail.seconds_to_answer = 0
        self.start(A_QUARTER_OF_AN_HOUR_LATER)
        self.mail.wait(anna.address, "confirm")

    def test_a_letter_of_which_nobody_knows_whether_it_arrived_comes_again_as_the_same(self):
        anna = Guest("Anna")
        self.mail.hangs_up_after_data = True
        anna.answer(self.visitor, self.meetup)
        self.mail.wait(anna.address, "confirm")
        self.listed("uncertain")
        self.mail.hangs_up_after_data = False
        self.restart(A_QUARTER_OF_AN_HOUR_LATER)
        self.mail.wait(anna.address, "confirm", count=2)
        first, second = self.mail.to(anna.address, "confirm")
        self.assertEqual(first.content, second.content)
