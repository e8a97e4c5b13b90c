"""A meetup to which more people want to come than it has seats."""

from case import EndToEndTest
from guests import Guest
from networks import city, series
from waiting import eventually


class FullMeetupTest(EndToEndTest):
    def setUp(self):
        super().setUp()
        self.serve(city(series(capacity=4, waiting_list={"smaller_may_pass": True})))
        self.meetup = self.visitor.meetups()[0]["id"]

    def come(self, guest, becomes="going"):
        return guest.come(self.visitor, self.mail, self.meetup, becomes)

    def fill(self):
        """Fills the four seats; the first guest brings a companion."""
        going = [Guest("Anna", companions=1), Guest("Ben"), Guest("Chloe")]
        for guest in going:
            self.come(guest)
        return going

    def test_full_meetup_puts_guests_on_the_waiting_list_and_tells_them_their_place(self):
        self.fill()
        first, second = Guest("Dora"), Guest("Emil")
        letters = [self.come(guest, becomes="waiting") for guest in (first, second)]
        self.assertFalse(any(letter.has_calendar for letter in letters))
        for rank, letter in enumerate(letters, start=1):
            self.assertIn(str(rank), self.visitor.get(letter.path).page.text)
        self.assertEqual(self.visitor.meetup(self.meetup)["places_free"], 0)

    def test_first_waiting_party_that_fits_is_promoted_and_gets_an_invitation(self):
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

    def test_expired_reservation_goes_to_the_waiting_list(self):
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

    def test_unconfirmed_rsvp_is_deleted_after_two_days(self):
        anna = Guest("Anna")
        anna.answer(self.visitor, self.meetup)
        link = self.mail.wait(anna.address, "confirm").path
        self.restart("2026-12-03T11:59:00+01:00")
        self.assertEqual(self.visitor.get(link).status, 200)
        self.restart("2026-12-03T12:01:00+01:00")
        eventually(lambda: self.visitor.get(link).status == 404, "the link leads nowhere")
        self.daemon.stop()
        self.assertEqual(self.rows("SELECT * FROM guests"), [])

    def test_smaller_party_frees_seats_for_the_waiting_list(self):
        anna = Guest("Anna", companions=3)
        manage = self.come(anna).path
        waiting = Guest("Dora")
        self.come(waiting, becomes="waiting")
        self.assertEqual(self.visitor.post(manage, companions=1).status, 303)
        self.mail.wait(waiting.address, "promoted")
        refused = self.visitor.post(manage, companions=3)
        self.assertEqual(refused.status, 422)
        self.assertEqual(refused.page.fields["companions"]["value"], "3")
