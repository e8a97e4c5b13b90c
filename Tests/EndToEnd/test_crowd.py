"""Fifty people send RSVPs for one seat at the same time."""

import http.client

from case import EndToEndTest
from crowds import ORDER_OF_ARRIVAL, overtaken, together, witnessed
from guests import Guest
from networks import city, series
from waiting import eventually

CROWD = [Guest(f"Guest{number:02}") for number in range(50)]
AFTER_THE_LEASE = "2026-12-01T12:30:00+01:00"
"""A time when emails that may have been sent are retried, and reservations still last."""


class CrowdTest(EndToEndTest):
    def setUp(self):
        super().setUp()
        self.serve(city(series(capacity=2)))
        self.meetup = self.visitor.meetups()[0]["id"]
        Guest("First").come(self.visitor, self.mail, self.meetup)

    def test_one_of_fifty_gets_the_last_seat_and_the_others_wait_in_order_of_arrival(self):
        answers = together(CROWD, lambda guest: witnessed(lambda: guest.answer(self.visitor, self.meetup)))
        self.assertEqual({each.answer.status for each in answers}, {303})
        self.wait_for_letters(CROWD)
        pressed = together(CROWD, lambda guest: guest.press_the_button(self.visitor, self.mail))
        self.assertEqual({answer.status for answer in pressed}, {303})
        eventually(lambda: len(self.results()) == 50, "everybody is told the outcome", within=60)
        waiting = [guest for guest in CROWD if self.mail.to(guest.address, "waiting")]
        ranks = {guest.address: guest.rank(self.visitor, self.mail) for guest in waiting}
        order = self.order_on_disk()
        self.check_one_going(order)
        self.assertEqual([ranks[address] for address, _ in order[2:]], list(range(1, 50)))
        self.assertEqual(overtaken([address for address, _ in order[1:]], CROWD, answers), [])

    def test_acknowledged_rsvps_survive_a_crash(self):
        acknowledged = self.together_until_killed(lambda guest: guest.answer(self.visitor, self.meetup), after=5)
        self.assertLessEqual({guest.address for guest in acknowledged}, dict(self.order_on_disk()).keys())
        self.start(AFTER_THE_LEASE)
        self.wait_for_letters(acknowledged)
        for guest in set(CROWD) - set(acknowledged):
            self.assertEqual(guest.answer(self.visitor, self.meetup).status, 303)
        self.wait_for_letters(CROWD)
        confirmed = self.together_until_killed(lambda guest: guest.press_the_button(self.visitor, self.mail), after=5)
        states = dict(self.order_on_disk())
        self.assertLessEqual({states[guest.address] for guest in confirmed}, {"going", "waiting"})
        self.start(AFTER_THE_LEASE)
        again = together(CROWD, lambda guest: guest.press_again(self.visitor, self.mail))
        self.assertLessEqual({answer.status for answer in again}, {200, 303})
        self.check_one_going(self.order_on_disk())

    def together_until_killed(self, work, after):
        """Lets everybody act at once, kills the daemon after so many responses, and returns the guests who got one."""
        acknowledged = []

        def try_to(guest):
            try:
                answer = work(guest)
            except (OSError, http.client.HTTPException):
                return
            self.assertEqual(answer.status, 303)
            acknowledged.append(guest)
            if len(acknowledged) == after:
                self.daemon.process.kill()

        together(CROWD, try_to)
        self.daemon.kill()
        self.assertGreaterEqual(len(acknowledged), after)
        return acknowledged

    def wait_for_letters(self, guests):
        eventually(
            lambda: all(self.mail.to(guest.address, "confirm") for guest in guests), "everybody has an email", within=60
        )

    def results(self):
        """Returns the emails about outcomes, without those of the first guest."""
        return [letter for letter in self.mail.letters[2:] if letter.kind in ("going", "waiting")]

    def order_on_disk(self):
        if self.daemon.process.poll() is None:
            self.assertEqual(self.daemon.stop(), 0)
        return self.rows(ORDER_OF_ARRIVAL)

    def check_one_going(self, order):
        states = [state for _, state in order]
        self.assertEqual(order[0][0], "first@example.net")
        self.assertEqual(states, ["going", "going"] + ["waiting"] * 49)
