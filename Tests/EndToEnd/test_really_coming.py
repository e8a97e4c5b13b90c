"""Guests who are asked to reconfirm, and the seats of those who don't."""

from case import EndToEndTest
from guests import Guest
from networks import city, series


class ReallyComingTest(EndToEndTest):
    def setUp(self):
        super().setUp()
        host = ["Julien Petit <julien@example.net>"]
        self.serve(city(series(capacity=2, hosts=host, reconfirm="48h", question="Which topic?")))
        self.meetup = self.visitor.meetups()[0]["id"]

    def test_seat_of_an_unresponsive_guest_goes_to_the_waiting_list_and_each_decision_is_recorded(self):
        anna, ben, chloe = Guest("Anna"), Guest("Ben"), Guest("Chloe")
        for guest in (anna, ben):
            guest.come(self.visitor, self.mail, self.meetup)
        chloe.come(self.visitor, self.mail, self.meetup, becomes="waiting")
        self.restart("2026-12-08T19:00:01+01:00")
        link = self.mail.wait(anna.address, "reconfirm").path
        self.mail.wait(ben.address, "reconfirm")
        (action,) = self.visitor.get(link).page.actions
        self.assertEqual(self.visitor.post(action).status, 303)
        self.assertEqual(self.visitor.get(link).page.actions, [])
        self.restart("2026-12-09T19:00:01+01:00")
        letter = self.mail.wait(ben.address, "seat_released")
        self.assertEqual((letter.method, letter.invitation["METHOD"]), ("CANCEL", "CANCEL"))
        self.mail.wait(chloe.address, "promoted")
        self.assertEqual(self.mail.to(anna.address, "seat_released"), [])
        self.restart("2026-12-10T15:00:01+01:00")
        self.mail.wait("julien@example.net", "head_count")
        (action,) = self.visitor.get(letter.path).page.actions
        self.assertEqual(self.visitor.post(action).status, 303)
        self.daemon.stop()
        decisions = [what for (what,) in self.rows("SELECT what FROM waiting_decisions ORDER BY position")]
        self.assertEqual(decisions, ["joined", "seat_released", "skipped", "promoted", "returned"])
