"""From an RSVP on a page to a reminder in a mailbox."""

from datetime import datetime
from zoneinfo import ZoneInfo

import icalendar

from case import EndToEndTest
from guests import Guest
from networks import city, one_off, series

PARIS = ZoneInfo("Europe/Paris")
START = datetime(2026, 12, 10, 19, 0, tzinfo=PARIS)
JUST_AFTER_REMINDER = "2026-12-09T19:00:05+01:00"
A_MINUTE_LATER = "2026-12-09T19:01:05+01:00"


def events(calendar):
    return {event["UID"]: event for event in calendar.walk("VEVENT")}


class MainJobTest(EndToEndTest):
    def test_rsvp_leads_to_an_invitation_with_the_event_of_the_feed(self):
        self.serve()
        anna, meetup = Guest("Anna"), self.visitor.meetups()[0]
        letter = anna.come(self.visitor, self.mail, meetup["id"])
        (event,) = letter.invitation.walk("VEVENT")
        feed = events(icalendar.Calendar.from_ical(self.visitor.get("/feeds/tours.ics").body))[meetup["uid"]]
        self.assertEqual(letter.invitation_name, "invite.ics")
        self.assertEqual((letter.method, letter.invitation["METHOD"]), ("REQUEST", "REQUEST"))
        self.assertEqual(event["UID"], meetup["uid"])
        self.assertEqual(event["ATTENDEE"].lower(), f"mailto:{anna.address}")
        for property in ("DTSTART", "DTEND"):
            self.assertEqual(event[property].dt, feed[property].dt)
        self.assertEqual(event["DTSTART"].dt, START)

    def test_feed_has_time_zone_and_venue_but_no_guests(self):
        self.serve()
        Guest("Anna").come(self.visitor, self.mail, self.visitor.meetups()[0]["id"])
        answer = self.visitor.get("/feeds/tours.ics")
        calendar = icalendar.Calendar.from_ical(answer.body)
        event = min(events(calendar).values(), key=lambda event: event["DTSTART"].dt)
        self.assertEqual(answer.headers["Content-Type"].split(";")[0], "text/calendar")
        self.assertEqual(event["DTSTART"].params["TZID"], "Europe/Paris")
        self.assertEqual([str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")], ["Europe/Paris"])
        self.assertEqual((event["DTSTART"].dt, event["DTEND"].dt.hour), (START, 21))
        self.assertIn("La Cave de Châteauneuf", event["LOCATION"])
        self.assertNotIn("METHOD", calendar)
        self.assertNotIn(b"anna", answer.body.lower())
        self.assertNotIn(b"ATTENDEE", answer.body)

    def test_unchanged_feed_is_not_sent_again(self):
        self.serve()
        first = self.visitor.get("/feeds/tours.ics")
        again = self.visitor.get("/feeds/tours.ics", **{"If-None-Match": first.headers["ETag"]})
        other = self.visitor.get("/feeds/tours.ics", **{"If-None-Match": '"another"'})
        self.assertFalse(first.headers["ETag"].startswith("W/"))
        self.assertEqual((again.status, again.body, again.headers["ETag"]), (304, b"", first.headers["ETag"]))
        self.assertEqual(other.status, 200)
        self.restart("2026-12-01T18:00:00+01:00")
        later = self.visitor.get("/feeds/tours.ics")
        self.assertEqual((later.body, later.headers["ETag"]), (first.body, first.headers["ETag"]))

    def test_head_gets_the_headers_of_get_and_no_body(self):
        self.serve()
        meetup = self.visitor.meetups()[0]["id"]
        for path in ("/feeds/tours.ics", f"/meetups/{meetup}.ics", "/fr/tours", f"/en/meetups/{meetup}", "/en/nowhere"):
            with self.subTest(path):
                head, get = self.visitor.head(path), self.visitor.get(path)
                self.assertEqual((head.status, head.body), (get.status, b""))
                for name in ("Content-Type", "ETag", "Content-Length"):
                    self.assertEqual(head.headers[name], get.headers[name], name)

    def test_pages_link_from_the_network_to_a_meetup(self):
        self.serve()
        self.check_lands(self.visitor.get("/", **{"Accept-Language": "fr"}), "/fr/")
        self.check_lands(self.visitor.get("/tours", **{"Accept-Language": "en"}), "/en/tours")
        network, tours = self.visitor.get("/fr/"), self.visitor.get("/fr/tours")
        self.assertEqual((network.status, tours.status), (200, 200))
        self.assertIn("/fr/tours", network.page.links)
        meetup = f"/fr/meetups/{self.visitor.meetups()[0]['id']}"
        self.assertIn(meetup, tours.page.links)
        self.assertIn("webcal://hopdrink.test/feeds/tours.ics", tours.page.links)
        self.assertIn("jeudi 10 décembre", self.visitor.get(meetup).page.text)

    def check_lands(self, answer, path):
        self.assertEqual((answer.status, answer.location), (302, path))
        self.assertEqual(self.visitor.get(path).status, 200)

    def test_single_meetup_can_be_downloaded_as_a_file(self):
        self.serve()
        meetup = self.visitor.meetups()[0]
        answer = self.visitor.get(f"/meetups/{meetup['id']}.ics")
        (event,) = icalendar.Calendar.from_ical(answer.body).walk("VEVENT")
        self.assertEqual((event["UID"], event["DTSTART"].dt), (meetup["uid"], START))
        self.assertIn("attachment", answer.headers["Content-Disposition"])

    def test_opening_a_link_changes_nothing_until_its_button_is_pressed(self):
        self.serve()
        anna, meetup = Guest("Anna", companions=1), self.visitor.meetups()[0]["id"]
        self.assertEqual(anna.answer(self.visitor, meetup).status, 303)
        link = self.mail.wait(anna.address, "confirm").path
        for _ in range(20):
            self.assertEqual(self.visitor.get(link).status, 200)
            self.assertEqual(self.visitor.head(link).status, 200)
        self.assertEqual(len(self.visitor.get(link).page.actions), 1)
        self.assertEqual(self.mail.to(anna.address, "going"), [])
        self.assertEqual(anna.press_the_button(self.visitor, self.mail).status, 303)
        self.mail.wait(anna.address, "going")
        self.assertEqual(self.visitor.meetup(meetup)["places_free"], 18)

    def test_opening_the_guests_page_cancels_nothing(self):
        self.serve()
        anna, meetup = Guest("Anna"), self.visitor.meetups()[0]["id"]
        manage = anna.come(self.visitor, self.mail, meetup).path
        for path in (manage, f"{manage}/cancel"):
            self.visitor.get(path)
            self.visitor.head(path)
        self.assertEqual(self.visitor.meetup(meetup)["places_free"], 19)

    def test_response_to_an_rsvp_is_the_same_for_known_and_unknown_addresses(self):
        self.serve()
        anna, meetup = Guest("Anna"), self.visitor.meetups()[0]["id"]
        first = anna.answer(self.visitor, meetup)
        anna.press_the_button(self.visitor, self.mail)
        known = anna.answer(self.visitor, meetup)
        self.assertEqual((first.status, first.location, first.body), (known.status, known.location, known.body))
        self.assertEqual(self.visitor.get(known.location).status, 200)
        self.mail.wait(anna.address, "known")
        self.assertEqual(self.visitor.meetup(meetup)["places_free"], 19)

    def test_emails_use_the_guests_language_and_link_to_the_configured_site(self):
        self.serve()
        anna, meetup = Guest("Anna"), self.visitor.meetups()[0]["id"]
        anna.answer(self.visitor, meetup, language="fr")
        letter = self.mail.wait(anna.address, "confirm")
        self.assertIn("Bonjour", letter.text)
        self.assertTrue(letter.path.startswith("/fr/"))
        self.assertEqual(letter.message["Auto-Submitted"], "auto-generated")
        self.assertTrue(letter.content.isascii())

    def test_reminder_comes_once_however_often_the_daemon_starts(self):
        self.serve(self.tours_with_later_reminders())
        anna, late, cancelled = Guest("Anna"), Guest("Late"), Guest("Cancelled")
        witnesses = [Guest("Before"), Guest("After")]
        before, meetup, after = self.meetups_of_the_tenth()
        for guest in (anna, cancelled):
            guest.come(self.visitor, self.mail, meetup)
        for guest, beside in zip(witnesses, (before, after)):
            guest.come(self.visitor, self.mail, beside)
        self.assertEqual(cancelled.cancel(self.visitor, self.mail).status, 303)

        self.restart(JUST_AFTER_REMINDER)
        self.assertFalse(self.mail.wait(anna.address, "reminder").has_calendar)
        late.come(self.visitor, self.mail, meetup)

        # The witnesses' reminders are due now, for a meetup before ours and for one after it. Once both have come, all
        # reminders that are due for ours have been checked again.
        for _ in range(2):
            self.restart(A_MINUTE_LATER)
            for guest in witnesses:
                self.mail.wait(guest.address, "reminder")
        self.assertEqual(self.daemon.stop(), 0)
        reminded = sorted(letter.recipients[0] for letter in self.mail.letters if letter.kind == "reminder")
        self.assertEqual(reminded, sorted(guest.address for guest in (anna, *witnesses)))

    def tours_with_later_reminders(self):
        """Returns Tours with a meetup before ours and one after it, whose reminders fall due a minute after ours."""
        before = one_off(slug="juste-avant", start="2026-12-10T18:00", reminders=["22h59m"])
        after = one_off(slug="juste-apres", start="2026-12-10T20:00", reminders=["24h59m"])
        return city(series(reminders=["24h"]), meetups=[before, after])

    def meetups_of_the_tenth(self):
        """Returns the ids of the three meetups on the tenth, in order."""
        return [meetup["id"] for meetup in self.visitor.meetups() if meetup["start"].startswith("2026-12-10")]
