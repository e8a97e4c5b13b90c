"""Organisers create and change meetups over HTTP."""

import icalendar

from case import EndToEndTest
from guests import Guest
from networks import CELLAR, city, one_off, series

ONE_OFF = {**one_off(), "city": "tours"}
WEEKLY = {**series(slug="chaque-mardi", rule="every tuesday", title="Mardi"), "city": "tours"}


class OrganiserTest(EndToEndTest):
    def setUp(self):
        super().setUp()
        self.serve()
        self.token = self.created_token("Anna, Tours")

    def created_token(self, name):
        created = self.installation.command("token", "create", "--name", name)
        self.assertEqual((created.returncode, created.stderr), (0, ""))
        return created.stdout.strip()

    def ask(self, method, path, value=None, **headers):
        return self.visitor.api(method, path, value, token=self.token, **headers)

    def made(self):
        answer = self.ask("POST", "/meetups", ONE_OFF)
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json

    def feed(self):
        calendar = icalendar.Calendar.from_ical(self.visitor.get("/feeds/tours.ics").body)
        return {event["UID"]: event for event in calendar.walk("VEVENT")}

    def test_token_is_shown_once_works_at_once_and_can_be_revoked(self):
        listed = self.installation.command("token", "list").stdout
        self.assertIn("Anna, Tours", listed)
        self.assertNotIn(self.token, listed)
        self.assertEqual(self.ask("POST", "/meetups", ONE_OFF).status, 201)
        self.assertEqual(self.installation.command("token", "revoke", "Anna, Tours").returncode, 0)
        self.assertEqual(self.ask("POST", "/meetups", {**ONE_OFF, "slug": "autre"}).status, 401)
        unknown = self.installation.command("token", "revoke", "Nobody")
        self.assertNotEqual(unknown.returncode, 0)
        self.assertIn("Nobody", unknown.stderr)
        self.daemon.stop()
        self.assertNotIn(self.token.encode(), self.database.contents())

    def test_token_command_without_a_daemon_says_so(self):
        self.daemon.stop()
        answer = self.installation.command("token", "create", "--name", "Anna")
        self.assertEqual(answer.returncode, 69)
        self.assertIn("the daemon is not running", answer.stderr)

    def test_new_meetup_is_on_the_page_and_in_the_feed(self):
        meetup = self.made()
        self.assertEqual(meetup["start"], "2026-12-18T19:00:00+01:00")
        self.assertIn("Le grand soir", self.visitor.get("/fr/tours").page.text)
        self.assertIn(meetup["uid"], self.feed())

    def test_new_series_has_its_meetups_until_it_is_deleted(self):
        answer = self.ask("POST", "/series", WEEKLY)
        self.assertEqual(answer.status, 201, answer.text)
        self.assertEqual(len(answer.json["next"]), 12)
        tuesdays = [meetup for meetup in self.visitor.meetups() if meetup["title"] == "Mardi"]
        self.assertGreaterEqual(len(tuesdays), 25)
        self.assertEqual(self.ask("DELETE", f"/series/{answer.json['id']}").status, 204)
        self.assertEqual([meetup for meetup in self.visitor.meetups() if meetup["title"] == "Mardi"], [])

    def test_request_repeated_with_its_key_creates_one_meetup(self):
        answers = [self.ask("POST", "/meetups", ONE_OFF, Idempotency_Key="k").json["id"] for _ in range(3)]
        self.assertEqual(len(set(answers)), 1)

    def test_all_field_errors_of_a_new_meetup_are_reported_at_once(self):
        faulty = {"city": "atlantis", "slug": "X", "title": "", "start": "tomorrow", "capacity": 0, "venue": {}}
        answer = self.ask("POST", "/meetups", faulty)
        self.assertEqual(answer.status, 422)
        wrong = {"city", "slug", "title", "start", "capacity", "venue.name", "venue.address"}
        self.assertEqual(set(answer.faults), wrong)
        past = self.ask("POST", "/meetups", {**ONE_OFF, "start": "2026-11-01T19:00"})
        self.assertEqual((past.status, set(past.faults)), (422, {"start"}))
        self.made()
        taken = self.ask("POST", "/meetups", ONE_OFF)
        self.assertEqual((taken.status, set(taken.faults)), (422, {"slug"}))

    def test_guest_gets_an_updated_invitation_when_the_meetup_changes(self):
        meetup, anna = self.made(), Guest("Anna")
        first = anna.come(self.visitor, self.mail, meetup["id"])
        changed = self.ask("PATCH", f"/meetups/{meetup['id']}", {"start": "2026-12-18T20:15", "room": "la cour"})
        self.assertEqual((changed.status, changed.json["start"]), (200, "2026-12-18T20:15:00+01:00"))
        letter = self.mail.wait(anna.address, "changed")
        (before,), (after,) = (mail.invitation.walk("VEVENT") for mail in (first, letter))
        self.assertEqual(letter.method, "REQUEST")
        self.assertEqual((after["UID"], after["ORGANIZER"]), (before["UID"], before["ORGANIZER"]))
        self.assertGreater(after["SEQUENCE"], before["SEQUENCE"])
        self.assertEqual((after["DTSTART"].dt.hour, after["DTSTART"].dt.minute), (20, 15))
        self.assertIn("la cour", after["LOCATION"])
        in_feed = self.feed()[meetup["uid"]]
        self.assertEqual((in_feed["SEQUENCE"], in_feed["DTSTART"].dt), (after["SEQUENCE"], after["DTSTART"].dt))

    def test_guest_gets_no_email_about_a_change_that_does_not_concern_them(self):
        meetup, anna = self.made(), Guest("Anna")
        anna.come(self.visitor, self.mail, meetup["id"])
        self.ask("PATCH", f"/meetups/{meetup['id']}", {"text": "Bring cheese.", "capacity": 30})
        self.ask("PATCH", f"/meetups/{meetup['id']}", {"start": ONE_OFF["start"]})
        self.ask("POST", f"/meetups/{meetup['id']}/cancel")
        self.mail.wait(anna.address, "cancelled")
        self.assertEqual(self.mail.to(anna.address, "changed"), [])

    def test_guest_gets_a_cancel_when_the_meetup_is_cancelled(self):
        meetup, anna = self.made(), Guest("Anna")
        first = anna.come(self.visitor, self.mail, meetup["id"])
        for status in (200, 409):
            self.assertEqual(self.ask("POST", f"/meetups/{meetup['id']}/cancel").status, status)
        letter = self.mail.wait(anna.address, "cancelled")
        (before,), (after,) = (mail.invitation.walk("VEVENT") for mail in (first, letter))
        self.assertEqual((letter.method, letter.invitation["METHOD"]), ("CANCEL", "CANCEL"))
        self.assertEqual((after["UID"], after["STATUS"]), (before["UID"], "CANCELLED"))
        self.assertGreater(after["SEQUENCE"], before["SEQUENCE"])
        in_feed = self.feed()[meetup["uid"]]
        self.assertEqual(in_feed["STATUS"], "CANCELLED")

    def test_larger_capacity_promotes_waiting_guests_and_a_smaller_one_removes_nobody(self):
        meetup = self.ask("POST", "/meetups", {**ONE_OFF, "capacity": 1}).json["id"]
        Guest("Anna").come(self.visitor, self.mail, meetup)
        ben = Guest("Ben")
        ben.come(self.visitor, self.mail, meetup, becomes="waiting")
        self.assertEqual(self.ask("PATCH", f"/meetups/{meetup}", {"capacity": 2}).status, 200)
        self.mail.wait(ben.address, "promoted")
        self.assertEqual(self.ask("PATCH", f"/meetups/{meetup}", {"capacity": 1}).json["places_free"], 0)
        self.daemon.stop()
        self.assertEqual(self.rows("SELECT count(*) FROM rsvps WHERE state = 'going'"), [(2,)])

    def test_only_meetups_without_rsvps_can_be_deleted(self):
        meetup = self.made()["id"]
        Guest("Anna").answer(self.visitor, meetup)
        refused = self.ask("DELETE", f"/meetups/{meetup}")
        self.assertEqual(refused.status, 409)
        self.assertIn("cancel", refused.json["detail"])
        other = self.ask("POST", "/meetups", {**ONE_OFF, "slug": "un-autre"}).json["id"]
        self.assertEqual(self.ask("DELETE", f"/meetups/{other}").status, 204)
        self.assertEqual(self.visitor.api("GET", f"/meetups/{other}").status, 404)
        self.assertEqual(self.ask("DELETE", f"/meetups/{other}").status, 404)

    def test_meetups_from_the_configuration_cannot_be_changed_over_http(self):
        meetup = self.visitor.meetups()[0]
        requests = [
            ("PATCH", f"/meetups/{meetup['id']}", {"capacity": 3}), ("POST", f"/meetups/{meetup['id']}/cancel", None),
            ("DELETE", f"/meetups/{meetup['id']}", None), ("PATCH", f"/series/{meetup['series']}", {"capacity": 3}),
            ("POST", f"/series/{meetup['series']}/cancel", None), ("DELETE", f"/series/{meetup['series']}", None),
        ]
        for method, path, value in requests:
            with self.subTest(f"{method} {path}"):
                answer = self.ask(method, path, value)
                self.assertEqual(answer.status, 409)
                self.assertIn("configuration file", answer.json["detail"])
        self.assertEqual(self.visitor.meetup(meetup["id"]), meetup)

    def test_meetups_created_over_http_survive_a_restart(self):
        meetup = self.made()
        self.assertEqual(self.ask("POST", "/series", WEEKLY).status, 201)
        before = self.visitor.meetups()
        self.restart()
        self.assertEqual(self.visitor.meetups(), before)
        self.assertEqual(self.visitor.meetup(meetup["id"]), meetup)

    def test_guests_are_told_when_their_series_changes(self):
        made = self.ask("POST", "/series", WEEKLY).json
        meetup = next(meetup for meetup in self.visitor.meetups() if meetup["series"] == made["id"])
        anna = Guest("Anna")
        anna.come(self.visitor, self.mail, meetup["id"])
        venue = {**CELLAR, "name": "Le Bar du Coin"}
        self.assertEqual(self.ask("PATCH", f"/series/{made['id']}", {"time": "18:00", "venue": venue}).status, 200)
        (event,) = self.mail.wait(anna.address, "changed").invitation.walk("VEVENT")
        self.assertEqual(event["DTSTART"].dt.hour, 18)
        self.assertIn("Le Bar du Coin", event["LOCATION"])
        self.assertEqual(self.ask("POST", f"/series/{made['id']}/cancel").status, 200)
        self.assertEqual(self.mail.wait(anna.address, "cancelled").method, "CANCEL")
