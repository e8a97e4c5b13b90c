"""When more people want to come than there are places."""

from case import EndToEndTest
from guests import Guest
from networks import city, series
from waiting import eventually


class FullEveningTest(EndToEndTest):
    def setUp(self):
        super().setUp()
        self.serve(city(series(capacity=4, waiting_list={"smaller_may_pass": True})))
        self.meetup = self.visitor.meetups()[0]["id"]

    def come(self, guest, becomes="going"):
        return guest.come(self.visitor, self.mail, self.meetup, becomes)

    def fill(self):
        """Four people, of whom the first two came together."""
        going = [Guest("Anna", companions=1), Guest("Ben"), Guest("Chloe")]
        for guest in going:
            self.come(guest)
        return going

    def test_who_finds_no_place_waits_and_is_told_their_rank(self):
        self.fill()
        first, second = Guest("Dora"), Guest("Emil")
        letters = [self.come(guest, becomes="waiting") for guest in (first, second)]
        self.assertFalse(any(letter.has_calendar for letter in letters))
        for rank, letter in enumerate(letters, start=1):
            self.assertIn(str(rank), self.visitor.get(letter.path).page.text)
        self.assertEqual(self.visitor.meetup(self.meetup)["places_free"], 0)

    def test_the_first_waiting_party_that_fits_moves_up_and_gets_an_invitation(self):
        anna, ben, _ = self.fill()
        pair, single = Guest("Dora", companions=1), Guest("Emil")
        for guest in (pair, single):
            self.come(guest, becomes="waiting")
        self.assertEqual(ben.cancel(self.visitor, self.mail).status, 303)
        letter = self.mail.wait(single.address, "promoted")
        self.assertEqual(letter.method, "REQUEST")
        self.assertEqual(self.mail.to(pair.address, "promoted"), [])
        self.assertEqual(anna.cancel(self.visitor, self.mail).status, 303)
        self.mail.wait(pair.address, "promoted")
        self.assertEqual(self.visitor.meetup(self.meetup)["places_free"], 0)

    def test_a_hold_that_ran_out_goes_to_who_waits(self):
        for guest in (Guest("Anna", companions=1), Guest("Ben")):
            self.come(guest)
        silent, waiting = Guest("Silent"), Guest("Dora")
        self.assertEqual(silent.answer(self.visitor, self.meetup).status, 303)
        self.mail.wait(silent.address, "confirm")
        self.come(waiting, becomes="waiting")
        self.restart("2026-12-01T14:30:00+01:00")
        self.mail.wait(waiting.address, "promoted")
        self.assertEqual(silent.press_the_button(self.visitor, self.mail).status, 303)
        self.mail.wait(silent.address, "waiting")

    def test_an_answer_that_nobody_confirmed_is_erased_after_two_days(self):
        anna = Guest("Anna")
        anna.answer(self.visitor, self.meetup)
        link = self.mail.wait(anna.address, "confirm").path
        self.restart("2026-12-03T11:59:00+01:00")
        self.assertEqual(self.visitor.get(link).status, 200)
        self.restart("2026-12-03T12:01:00+01:00")
        eventually(lambda: self.visitor.get(link).status == 404, "the link leads nowhere")
        self.daemon.stop()
        self.assertEqual(self.rows("SELECT * FROM guests"), [])

    def test_a_guest_may_bring_fewer_people_and_the_places_go_to_who_waits(self):
        anna = Guest("Anna", companions=3)
        manage = self.come(anna).path
        waiting = Guest("Dora")
        self.come(waiting, becomes="waiting")
        self.assertEqual(self.visitor.post(manage, companions=1).status, 303)
        self.mail.wait(waiting.address, "promoted")
        refused = self.visitor.post(manage, companions=3)
        self.assertEqual(refused.status, 422)
        self.assertEqual(refused.page.fields["companions"]["value"], "3")
