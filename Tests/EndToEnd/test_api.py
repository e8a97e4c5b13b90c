"""Meetups and RSVPs over the JSON API."""

from datetime import datetime

from case import EndToEndTest
from networks import city, series

ANNA = {"name": "Anna", "email": "anna@example.net"}
NOWHERE = "038hh8bqr1xx1deestc4nby2zq"


class APITest(EndToEndTest):
    def setUp(self):
        super().setUp()
        self.serve(city(series(capacity=4)))
        self.meetup = self.visitor.meetups()[0]["id"]
        self.rsvps = f"/meetups/{self.meetup}/rsvps"

    def places_free(self):
        return self.visitor.meetup(self.meetup)["places_free"]

    def test_api_lists_cities_and_meetups(self):
        (found,) = self.visitor.api("GET", "/cities").json["cities"]
        self.assertEqual((found["slug"], found["name"], found["time_zone"]), ("tours", "Tours", "Europe/Paris"))
        first, second = self.visitor.meetups()[:2]
        self.assertEqual(first["start"], "2026-12-10T19:00:00+01:00")
        self.assertEqual(second["start"], "2027-01-14T19:00:00+01:00")
        self.assertEqual((first["places_free"], first["state"]), (4, "scheduled"))
        self.assertEqual(self.visitor.meetup(first["id"]), first)
        starts = [datetime.fromisoformat(meetup["start"]) for meetup in self.visitor.meetups()]
        self.assertEqual(starts, sorted(starts))

    def test_rsvp_is_created_and_its_response_says_nothing_about_the_address(self):
        first = self.visitor.api("POST", self.rsvps, {**ANNA, "companions": 1})
        again = self.visitor.api("POST", self.rsvps, {**ANNA, "companions": 1})
        self.assertEqual((first.status, again.status), (201, 201))
        self.assertEqual(first.body, again.body)
        self.assertEqual(self.places_free(), 4)
        self.mail.wait(ANNA["email"], "confirm")

    def test_all_field_errors_are_reported_at_once(self):
        answer = self.visitor.api("POST", self.rsvps, {"name": "", "email": "nobody", "companions": 4, "shoes": 44})
        self.assertEqual(answer.status, 422)
        self.assertEqual(answer.headers["Content-Type"], "application/problem+json")
        self.assertEqual(set(answer.faults), {"name", "email", "companions", "shoes"})
        missing = self.visitor.api("POST", self.rsvps, {})
        self.assertEqual(set(missing.faults), {"name", "email"})

    def test_wrong_requests_get_404_413_or_401(self):
        cases = {
            404: [("GET", "/cities/nowhere/meetups", None), ("GET", f"/meetups/{NOWHERE}", None),
                  ("POST", f"/meetups/{NOWHERE}/rsvps", ANNA), ("GET", "/nothing", None), ("GET", "/meetups/x", None)],
            413: [("POST", self.rsvps, {**ANNA, "name": "a" * 70_000})],
            401: [("POST", "/meetups", {}), ("POST", "/series", {}), ("PATCH", f"/meetups/{self.meetup}", {}),
                  ("POST", f"/meetups/{self.meetup}/cancel", None), ("DELETE", f"/meetups/{self.meetup}", None)],
        }
        for status, requests in cases.items():
            for method, path, value in requests:
                with self.subTest(f"{method} {path}"):
                    answer = self.visitor.api(method, path, value)
                    self.assertEqual(answer.status, status)
                    self.assertEqual(answer.json["status"], status)

    def test_body_that_is_not_json_is_refused(self):
        form = self.visitor.api("POST", self.rsvps, ANNA, Content_Type="application/x-www-form-urlencoded")
        none = self.visitor.send("POST", f"/api/v1{self.rsvps}", b"{}")
        self.assertEqual((form.status, none.status), (415, 415))
        for body in (b"", b"{", b'{"name": "\xff"}', b"[" * 1000, b'{"name": "a"} x'):
            with self.subTest(body[:20]):
                answer = self.visitor.send("POST", f"/api/v1{self.rsvps}", body, {"Content-Type": "application/json"})
                self.assertEqual(answer.status, 400)
        listed = self.visitor.api("POST", self.rsvps, [ANNA])
        self.assertEqual(listed.status, 422)

    def test_request_repeated_with_its_idempotency_key_counts_once_and_gets_the_same_response(self):
        first = self.visitor.api("POST", self.rsvps, ANNA, Idempotency_Key="one")
        again = self.visitor.api("POST", self.rsvps, ANNA, Idempotency_Key="one")
        self.assertEqual((first.status, again.status, again.body), (201, 201, first.body))
        other = self.visitor.api("POST", self.rsvps, {**ANNA, "companions": 2}, Idempotency_Key="one")
        self.assertEqual((other.status, set(other.faults)), (422, {"Idempotency-Key"}))
        self.assertEqual(self.places_free(), 4)
        self.restart()
        after = self.visitor.api("POST", self.rsvps, ANNA, Idempotency_Key="one")
        self.assertEqual((after.status, after.body), (201, first.body))
        self.mail.wait(ANNA["email"], "confirm")
        self.daemon.stop()
        self.assertEqual(self.rows("SELECT count(*) FROM letters"), [(1,)])

    def test_meetup_that_has_started_takes_no_rsvps(self):
        self.restart("2026-12-10T19:00:01+01:00")
        answer = self.visitor.api("POST", self.rsvps, ANNA)
        self.assertEqual((answer.status, answer.json["detail"]), (409, "This meetup has started or is over."))
        form = self.visitor.post(f"/en/meetups/{self.meetup}/rsvps", **ANNA)
        self.assertEqual((form.status, form.page.actions), (409, []))

    def test_cancelled_meetup_takes_no_rsvps_and_stays_in_the_feed(self):
        self.installation.configure(cities=[city(series(capacity=4, cancelled=["2026-12-10"]))])
        self.restart()
        self.assertEqual(self.visitor.meetup(self.meetup)["state"], "cancelled")
        answer = self.visitor.api("POST", self.rsvps, ANNA)
        self.assertEqual((answer.status, answer.json["detail"]), (409, "This meetup is cancelled."))
        form = self.visitor.post(f"/en/meetups/{self.meetup}/rsvps", **ANNA)
        self.assertEqual((form.status, form.page.actions), (409, []))
        self.assertIn("STATUS:CANCELLED", self.visitor.get("/feeds/tours.ics").text)
