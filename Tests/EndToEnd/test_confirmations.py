"""Strangers who use other people's addresses: what a link confirms, what is reserved, what responses reveal."""

import statistics
import time
from urllib.parse import urlencode

from case import EndToEndTest
from guests import Guest
from networks import city, series
from visitor import FORM
from waiting import eventually

NO_LIMITS = {
    "address_prefix": "no", "api_rsvps": "no", "email_address": "no", "meetup": "no", "emails": "no",
}
BESIDE = ("Date", "X-Request-Id")
"""Headers in which equal responses may differ."""
AN_HOUR_LATER = "2026-12-01T13:00:00+01:00"
AFTER_THE_RESERVATION = "2026-12-01T14:30:00+01:00"


class ConfirmationTest(EndToEndTest):
    """Each client has its own address, which a trusted proxy forwards."""

    representative = "Claire Moreau <claire@example.net>"

    def serve_meetup(self, capacity=20, limits=NO_LIMITS, **settings):
        self.serve(
            city(series(capacity=capacity, hosts=["Hugo <hugo@example.net>"]), representative=self.representative),
            trusted_proxies=["127.0.0.1"], guard={"min_seconds": 0}, limits=limits, **settings,
        )
        self.meetup = self.visitor.meetups()[0]["id"]
        self.form = f"/en/meetups/{self.meetup}/rsvps"
        self.form_token = self.visitor.get(f"/en/meetups/{self.meetup}").page.form_token
        self.uses = 0

    def ask(self, email, client="198.51.100.1", path=None, **fields):
        """Sends the form of the meetup's page from a client."""
        # A form may come back fifty times.
        self.uses += 1
        if self.uses % 50 == 0:
            self.form_token = self.visitor.get(f"/en/meetups/{self.meetup}").page.form_token
        fields = {"name": email.split("@")[0].title(), "email": email, "form_token": self.form_token, **fields}
        headers = {"Content-Type": FORM, "X-Forwarded-For": client}
        return self.visitor.send("POST", path or self.form, urlencode(fields).encode(), headers)

    def ask_over_the_api(self, email, companions=0, token=None, client="198.51.100.1"):
        fields = {"name": "Robot", "email": email, "companions": companions}
        return self.visitor.api(
            "POST", f"/meetups/{self.meetup}/rsvps", fields, token=token, X_Forwarded_For=client, Accept_Language="en",
        )

    def link(self, email, number=1):
        """Returns the path of the link in this email of those that ask for confirmation, counted from 1."""
        self.mail.wait(email, "confirm", count=number)
        return self.mail.to(email, "confirm")[number - 1].path

    def press(self, email, number=1):
        return self.visitor.post(self.link(email, number))

    def outcome(self, email):
        """Returns `going` or `waiting` for a guest who has confirmed."""
        letter = eventually(
            lambda: self.mail.to(email, "going") or self.mail.to(email, "waiting"), f"{email} is told the outcome"
        )[0]
        return letter.kind

    def places(self, path="api"):
        return self.visitor.meetup(self.meetup)["places_free"]


class ConfirmationLinkTest(ConfirmationTest):
    def setUp(self):
        super().setUp()
        self.serve_meetup()

    def test_link_confirms_the_rsvp_of_its_email_and_strangers_cannot_change_it(self):
        self.ask("anna@example.net", companions=1, word="Is there a lift?", word_for="representative")
        first = self.link("anna@example.net")
        self.ask(
            "anna@example.net", client="203.0.113.66", name="Stupid Anna", companions=4, word="You are an idiot!",
            word_for="representative",
        )
        second = self.link("anna@example.net", 2)
        page = self.visitor.get(first).page.text
        for words in ("Anna", "2 people", "Is there a lift?", "Claire Moreau"):
            self.assertIn(words, page)
        self.assertNotIn("idiot", page)
        self.assertNotIn("Stupid", page)
        self.assertIn("You are an idiot!", self.visitor.get(second).page.text)
        self.assertEqual(self.visitor.post(first).status, 303)
        self.mail.wait("anna@example.net", "going")
        question = self.mail.wait("claire@example.net", "question")
        self.assertIn("Is there a lift?", question.text)
        self.assertIn("Anna", question.text)
        # The other link no longer changes anything, and says so.
        self.assertEqual(self.visitor.post(second).status, 303)
        page = self.visitor.get(second).page
        self.assertEqual(page.actions, [])
        self.assertIn("no longer counts", page.text)
        self.assertIn("2 people", page.text)
        self.assertNotIn("no longer counts", self.visitor.get(first).page.text)
        self.assertEqual(self.places(), 18)
        self.restart(AN_HOUR_LATER)
        self.assertEqual(len(self.mail.to("claire@example.net", "question")), 1)
        self.daemon.stop()
        self.assertEqual(self.rows("SELECT name, companions FROM rsvps"), [("Anna", 1)])
        for text in ("idiot", "Stupid"):
            self.assertEqual(self.rows(f"SELECT 1 FROM asks WHERE question LIKE '%{text}%' OR name LIKE '%{text}%'"), [])

    def test_guest_with_two_confirmation_emails_chooses_by_the_link(self):
        self.ask("anna@example.net", word="First")
        self.link("anna@example.net")
        self.ask("anna@example.net", name="Anna B.", companions=2, word="Second")
        self.press("anna@example.net", 2)
        self.mail.wait("anna@example.net", "going")
        self.press("anna@example.net", 1)
        self.daemon.stop()
        self.assertEqual(self.rows("SELECT name, companions, remark FROM rsvps"), [("Anna B.", 2, "Second")])

    def test_stranger_neither_restores_nor_changes_a_cancelled_rsvp(self):
        anna = Guest("Anna")
        anna.come(self.visitor, self.mail, self.meetup)
        anna.cancel(self.visitor, self.mail)
        manage = self.mail.wait(anna.address, "going").path
        before = self.visitor.get(manage).body
        self.ask(anna.address, client="203.0.113.66", name="Fool", companions=5)
        self.link(anna.address, 2)
        self.assertEqual(self.visitor.get(manage).body, before)
        # The link that the guest has used confirms nothing that a stranger asked for.
        self.press(anna.address, 1)
        self.assertEqual(self.places(), 20)

    def test_following_uses_the_language_of_the_confirmed_email(self):
        self.follow("de")
        link = self.mail.wait("anna@example.net", "follow").path
        self.follow("es")
        self.mail.wait("anna@example.net", "follow", count=2)
        self.assertTrue(link.startswith("/de/"))
        self.assertEqual(self.visitor.post(link).status, 303)
        self.daemon.stop()
        self.assertEqual(self.rows("SELECT state, language FROM followers"), [("following", "de")])

    def test_city_request_is_stored_as_the_confirmed_email_described_it(self):
        days = {"monday": "yes", "thursday": "yes"}
        self.city_request("fr", "Marseille", **days)
        first = self.mail.wait("anna@example.net", "city_request").path
        self.city_request("es", "MARSEILLE", sunday="yes")
        second = self.mail.wait("anna@example.net", "city_request", count=2).path
        page = self.visitor.get(first).page.text
        self.assertIn("lundi, jeudi", page)
        self.assertNotIn("dimanche", page)
        self.assertIn("domingo", self.visitor.get(second).page.text)
        self.assertEqual(self.visitor.post(first).status, 303)
        self.assertEqual(self.visitor.post(second).status, 303)
        self.daemon.stop()
        stored = self.rows("SELECT state, city_name, weekdays, language FROM city_requests")
        self.assertEqual(stored, [("confirmed", "Marseille", "MO,TH", "fr")])

    def follow(self, language, email="anna@example.net"):
        form_token = self.form_token_of(f"/{language}/tours")
        answer = self.visitor.post_as_it_is(f"/{language}/tours/followers", email=email, form_token=form_token)
        self.assertEqual(answer.status, 303)

    def city_request(self, language, name, **days):
        form_token = self.form_token_of(f"/{language}/city-requests")
        answer = self.visitor.post_as_it_is(
            f"/{language}/city-requests", city=name, email="anna@example.net", form_token=form_token, **days
        )
        self.assertEqual(answer.status, 303)

    def form_token_of(self, path):
        return self.visitor.get(path).page.form_token


class ReservationTest(ConfirmationTest):
    def test_rsvps_over_the_api_without_a_token_reserve_no_seats(self):
        self.serve_meetup()
        for number in range(4):
            answer = self.ask_over_the_api(f"robot{number}@example.org", companions=9, client=f"203.0.113.{number}")
            self.assertEqual(answer.status, 201)
        guests = [Guest(f"Guest{number:02}") for number in range(20)]
        for number, guest in enumerate(guests):
            self.ask(guest.address, client=f"198.51.100.{number}")
        for guest in guests:
            self.press(guest.address)
        self.assertEqual({self.outcome(guest.address) for guest in guests}, {"going"})

    def test_unconfirmed_rsvps_reserve_at_most_half_of_the_meetup(self):
        self.serve_meetup()
        for number in range(12):
            self.ask(f"robot{number}@example.org", client=f"203.0.113.{number}", companions=number % 5)
        guests = [Guest(f"Guest{number:02}") for number in range(10)]
        for number, guest in enumerate(guests):
            self.ask(guest.address, client=f"198.51.100.{number}")
            self.assertIn("No place is held for you", self.mail.wait(guest.address, "confirm").text)
        for guest in guests:
            self.press(guest.address)
        self.assertEqual({self.outcome(guest.address) for guest in guests}, {"going"})

    def test_one_client_reserves_at_most_a_quarter(self):
        self.serve_meetup()
        for number in range(5):
            self.ask(f"robot{number}@example.org", client="203.0.113.7")
        self.ask("robot6@example.org", client="203.0.113.7")
        self.ask("anna@example.net", client="198.51.100.1")
        for email, words in (
            ("robot4@example.org", "Your place is held until"), ("robot6@example.org", "No place is held for you"),
            ("anna@example.net", "Your place is held until"),
        ):
            self.assertIn(words, self.mail.wait(email, "confirm").text)
            self.assertIn(words, self.visitor.get(self.link(email)).page.text)

    def test_confirmed_rsvps_come_before_unconfirmed_ones(self):
        self.serve_meetup(capacity=4)
        for number in range(6):
            self.ask(f"silent{number}@example.org", client=f"203.0.113.{number}")
        late = [Guest("Anna"), Guest("Ben"), Guest("Chloe")]
        for number, guest in enumerate(late):
            self.ask(guest.address, client=f"198.51.100.{number}")
        for guest in reversed(late):
            self.press(guest.address)
            self.outcome(guest.address)
        # Two of four seats are reserved for the first RSVPs; the others go to those who confirm first.
        self.assertEqual([self.outcome(guest.address) for guest in late], ["waiting", "going", "going"])
        self.restart(AFTER_THE_RESERVATION)
        self.mail.wait("anna@example.net", "promoted")

    def test_rsvps_over_the_api_without_a_token_have_a_lower_limit(self):
        self.serve_meetup(limits={**NO_LIMITS, "api_rsvps": "3/h"})
        answers = [self.ask_over_the_api(f"robot{number}@example.org").status for number in range(5)]
        self.assertEqual(answers, [201, 201, 201, 429, 429])
        self.assertEqual(self.ask_over_the_api("robot9@example.org", client="198.51.100.9").status, 201)
        self.assertEqual(self.ask("anna@example.net").status, 303)
        token = self.installation.command("token", "create", "--name", "Anna").stdout.strip()
        for number in range(5):
            self.assertEqual(self.ask_over_the_api(f"guest{number}@example.net", token=token).status, 201)
        self.assertIn("Your place is held until", self.mail.wait("guest0@example.net", "confirm").text)
        self.assertIn("No place is held", self.mail.wait("robot0@example.org", "confirm").text)


class OneMailboxTest(ConfirmationTest):
    def test_hundred_spellings_of_an_address_count_as_one_mailbox(self):
        self.serve_meetup(limits={**NO_LIMITS, "email_address": "6/h"})
        word = "adalovelace"
        spellings = [
            "".join(letter + ("." if number >> place & 1 else "") for place, letter in enumerate(word[:7])) + word[7:]
            for number in range(1, 101)
        ]
        for number, spelling in enumerate(spellings):
            domain = ("gmail.com", "GoogleMail.com")[number % 2]
            tag = ("", f"+{number}")[number % 3 == 0]
            self.assertEqual(self.ask(f"{spelling}{tag}@{domain}", client=f"198.51.100.{number}").status, 303)
        self.ask("bob@example.net")
        self.mail.wait("bob@example.net", "confirm")
        self.daemon.stop()
        letters = self.rows("SELECT count(*) FROM letters WHERE kind = 'confirm'")
        self.assertEqual(letters, [(7,)])


class PlacesTellNothingTest(ConfirmationTest):
    KNOWN = 40
    PARTY = 2

    def test_responses_for_known_and_unknown_addresses_are_equal_and_places_left_stay(self):
        self.serve_meetup(capacity=120)
        known = [f"known{number}@example.net" for number in range(self.KNOWN)]
        for number, address in enumerate(known):
            self.ask(address, client=f"198.51.100.{number}")
        for address in known:
            self.press(address)
        eventually(lambda: self.places() == 120 - self.KNOWN, "all are going")
        before = self.shown()
        looks, seconds = {True: set(), False: set()}, {True: [], False: []}
        for number in range(400):
            is_known = number % 2 == 0
            address = known[number // 2 % self.KNOWN] if is_known else f"unknown{number}@example.net"
            began = time.perf_counter()
            answer = self.ask(address, client=f"203.0.{number // 250}.{number % 250}", companions=1)
            seconds[is_known].append(time.perf_counter() - began)
            headers = tuple(sorted((name, value) for name, value in answer.headers.items() if name not in BESIDE))
            looks[is_known].add((answer.status, headers, answer.body))
            if number % 40 < 2:
                self.assertEqual(self.shown(), before)
        self.assertEqual(len(looks[True] | looks[False]), 1)
        self.assertEqual(self.shown(), before)
        medians = [statistics.median(seconds[is_known]) for is_known in (True, False)]
        self.assertLess(max(medians), 1.5 * min(medians) + 0.002, medians)

    def shown(self):
        """Returns everything that shows how many are coming, without what differs for each reader."""
        page = f"/en/meetups/{self.meetup}"
        texts = [self.visitor.get(path).page.text for path in (page, "/en/tours", "/en/tours/deuxieme-jeudi", "/en/")]
        bodies = [
            self.visitor.get(path).body
            for path in (f"/api/v1/meetups/{self.meetup}", "/api/v1/cities/tours/meetups", "/feeds/tours.ics",
                         "/feeds/tours.atom", "/en/tours/embed")
        ]
        return texts + bodies

    def test_later_rsvps_of_a_stranger_reveal_nothing_about_a_victim(self):
        """A stranger uses a victim's address and then their own; the emails do not depend on the victim's state."""
        told = {}
        for victim in ("going", "cancelled", "pending", "stopped", "unknown"):
            with self.subTest(victim):
                told[victim] = self.told_after(victim)
                self.daemon.stop()
        self.assertEqual(set(told.values()), {("kept", "not kept", "not kept")}, told)

    def told_after(self, victim):
        """Reserves one of four seats for somebody, two for the victim, and returns what the stranger's emails say."""
        self.serve_meetup(capacity=8)
        self.mail.letters.clear()
        Guest("Victim" if victim == "going" else "Other").come(self.visitor, self.mail, self.meetup)
        if victim == "cancelled":
            Guest("Victim").come(self.visitor, self.mail, self.meetup)
            Guest("Victim").cancel(self.visitor, self.mail)
        if victim == "stopped":
            self.stop_mail_to("victim@example.net")
        self.ask("victim@example.net" if victim == "pending" else "early@example.net", client="198.51.100.9")
        self.ask("victim@example.net", client="203.0.113.1", companions=1)
        own = [f"mallory{number}{victim}@example.org" for number in range(3)]
        for number, address in enumerate(own):
            self.ask(address, client=f"203.0.113.{number + 2}")
        texts = [self.mail.wait(address, "confirm").text for address in own]
        return tuple("not kept" if "No place is held" in text else "kept" for text in texts)

    def stop_mail_to(self, address):
        """Lets the relay refuse an email, after which the address gets no more."""
        self.mail.refusals[address] = f"550 5.1.1 <{address}> no such user"
        form_token = self.visitor.get("/en/tours").page.form_token
        self.visitor.post_as_it_is("/en/tours/followers", email=address, form_token=form_token)
        listed = ("mail", "list", "--state", "dead")
        eventually(lambda: "follow" in self.installation.command(*listed).stdout, "the email is refused")
