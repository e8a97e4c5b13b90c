"""Protection of the forms that make the daemon send emails: form tokens, rate limits and trusted proxies."""

from case import EndToEndTest
from guests import Guest
from networks import city, series


class AbuseTest(EndToEndTest):
    def serve_with(self, **settings):
        self.serve(city(series()), **settings)
        self.meetup = self.visitor.meetups()[0]["id"]
        self.page = f"/en/meetups/{self.meetup}"

    def test_form_is_accepted_with_its_form_token_and_comes_back_without_it(self):
        self.serve_with(guard={"min_seconds": 0})
        form_token = self.visitor.get(self.page).page.form_token
        fields = {"name": "Anna", "email": "anna@example.net", "companions": 0}
        without = self.visitor.post_as_it_is(f"{self.page}/rsvps", **fields)
        self.assertEqual(without.status, 422)
        self.assertEqual(without.page.fields["email"]["value"], "anna@example.net")
        self.assertEqual(self.visitor.post_as_it_is(f"{self.page}/rsvps", **fields, form_token=form_token).status, 303)
        self.mail.wait("anna@example.net", "confirm")

    def test_form_that_is_sent_too_quickly_comes_back(self):
        self.serve_with(guard={"min_seconds": 60})
        answer = Guest("Anna").answer(self.visitor, self.meetup)
        self.assertEqual(answer.status, 422)
        self.assertIn("very quick", answer.page.text)

    def test_form_token_of_one_daemon_is_accepted_by_the_next(self):
        self.serve_with(guard={"min_seconds": 0})
        form_token = self.visitor.get(self.page).page.form_token
        self.restart()
        fields = {"name": "Anna", "email": "anna@example.net", "companions": 0, "form_token": form_token}
        self.assertEqual(self.visitor.post_as_it_is(f"{self.page}/rsvps", **fields).status, 303)

    def test_client_over_its_limit_is_told_when_to_come_back(self):
        self.serve_with(limits={"address_prefix": "4/h"})
        for name in ("anna", "ben"):
            self.assertEqual(self.answer_over_the_api(name).status, 201)
        for _ in range(2):
            self.assertEqual(self.visitor.post_as_it_is("/en/tours/followers", email="nobody").status, 422)
        for answer in (self.answer_over_the_api("cleo"), self.visitor.post("/en/tours/followers", email="nobody")):
            self.assertEqual(answer.status, 429)
            self.assertGreater(int(answer.headers["Retry-After"]), 800)
        self.assertEqual(self.visitor.get("/en/tours").status, 200)

    def test_forwarded_address_counts_only_from_a_trusted_proxy(self):
        for proxies, statuses in ((["127.0.0.1"], [201, 201, 429]), (["192.0.2.0/24"], [201, 429, 429])):
            with self.subTest(proxies):
                self.serve_with(limits={"address_prefix": "1/h"}, trusted_proxies=proxies)
                clients = ("198.51.100.1", "198.51.100.2", "203.0.113.7, 198.51.100.2")
                answers = [
                    self.answer_over_the_api(f"guest{number}", X_Forwarded_For=client)
                    for number, client in enumerate(clients)
                ]
                self.assertEqual([answer.status for answer in answers], statuses)
                self.daemon.stop()

    def test_rsvps_over_the_limit_of_a_mailbox_are_dropped_without_telling_the_client(self):
        self.serve_with(limits={"email_address": "2/h"})
        meetups = self.visitor.meetups()[:4]
        for self.meetup in (meetup["id"] for meetup in meetups):
            answer = self.answer_over_the_api("anna")
            self.assertEqual((answer.status, answer.json["state"]), (201, "pending"))
        self.assertEqual(self.daemon.stop(), 0)
        rows = self.rows("SELECT meetup_id FROM rsvps")
        self.assertEqual({row[0] for row in rows}, {meetup["id"] for meetup in meetups[:2]})

    def answer_over_the_api(self, name, **headers):
        fields = {"name": name, "email": f"{name}@example.net"}
        return self.visitor.api("POST", f"/meetups/{self.meetup}/rsvps", fields, **headers)
