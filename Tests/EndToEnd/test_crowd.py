"""Fifty people and one place, all at once."""

import http.client
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from case import EndToEndTest
from guests import Guest
from networks import city, series
from waiting import eventually

CROWD = [Guest(f"Guest{number:02}") for number in range(50)]
AFTER_THE_LEASE = "2026-12-01T12:30:00+01:00"
"""When letters are tried again of which nobody knows whether they left; the holds still last."""

ORDER_OF_ARRIVAL = """
    SELECT guests.address, rsvps.state FROM rsvps JOIN guests ON guests.id = rsvps.guest_id ORDER BY rsvps.arrival
"""


class CrowdTest(EndToEndTest):
    def setUp(self):
        super().setUp()
        self.serve(city(series(capacity=2)))
        self.meetup = self.visitor.meetups()[0]["id"]
        Guest("First").come(self.visitor, self.mail, self.meetup)

    def test_one_of_fifty_gets_the_last_place_and_the_others_wait_in_order_of_arrival(self):
        times = self.together(lambda guest: timed(lambda: guest.answer(self.visitor, self.meetup)))
        self.assertEqual({answer.status for answer, _, _ in times.values()}, {303})
        self.wait_for_letters(CROWD)
        pressed = self.together(lambda guest: guest.press_the_button(self.visitor, self.mail))
        self.assertEqual({answer.status for answer in pressed.values()}, {303})
        eventually(lambda: len(self.results()) == 50, "everybody is told what came of it", within=60)
        ranks = {guest.address: self.rank(guest) for guest in CROWD if self.mail.to(guest.address, "waiting")}
        order = self.order_on_disk()
        self.check_one_going(order)
        self.assertEqual([ranks[address] for address, _ in order[2:]], list(range(1, 50)))
        self.check_order_as_witnessed([address for address, _ in order[1:]], times)

    def test_after_a_crash_in_the_middle_every_acknowledged_answer_is_there(self):
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
        again = self.together(lambda guest: guest.press_again(self.visitor, self.mail))
        self.assertLessEqual({answer.status for answer in again.values()}, {200, 303})
        self.check_one_going(self.order_on_disk())

    def together(self, work):
        """Everybody does it at the same moment; what each got."""
        barrier = threading.Barrier(len(CROWD))

        def start_together(guest):
            barrier.wait()
            return work(guest)

        with ThreadPoolExecutor(len(CROWD)) as pool:
            return dict(zip((guest.address for guest in CROWD), pool.map(start_together, CROWD)))

    def together_until_killed(self, work, after):
        """Everybody does it at the same moment, and the daemon dies once so many got an answer; those who got one."""
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

        self.together(try_to)
        self.daemon.kill()
        self.assertGreaterEqual(len(acknowledged), after)
        return acknowledged

    def wait_for_letters(self, guests):
        eventually(
            lambda: all(self.mail.to(guest.address, "confirm") for guest in guests), "everybody has a letter", within=60
        )

    def results(self):
        """The letters that say what came of an answer, but for those of who came first."""
        return [letter for letter in self.mail.letters[2:] if letter.kind in ("going", "waiting")]

    def rank(self, guest):
        """The place in the line, as the guest's own page says it."""
        text = self.visitor.get(self.mail.wait(guest.address, "waiting").path).page.text
        return int("".join(filter(str.isdigit, text.split("You are number", 1)[1].split()[0])))

    def order_on_disk(self):
        if self.daemon.process.poll() is None:
            self.assertEqual(self.daemon.stop(), 0)
        return self.rows(ORDER_OF_ARRIVAL)

    def check_one_going(self, order):
        states = [state for _, state in order]
        self.assertEqual(order[0][0], "first@example.net")
        self.assertEqual(states, ["going", "going"] + ["waiting"] * 49)

    def check_order_as_witnessed(self, order, times):
        """Whoever had their answer before another asked stands before them."""
        for later, address in enumerate(order):
            _, asked, _ = times[address]
            overtaken = [other for other in order[later + 1:] if times[other][2] < asked]
            self.assertEqual(overtaken, [], address)


def timed(work):
    asked = time.monotonic()
    answer = work()
    return answer, asked, time.monotonic()
