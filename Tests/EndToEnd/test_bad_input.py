"""Bad input gets a clear error, and good input that looks bad is accepted."""

from case import EndToEndTest
from guests import Guest
from networks import city, series

ADDRESSES = [
    "",
    "nobody",
    "anna@",
    "@example.net",
    "anna@@example.net",
    "anna@example.net@example.org",
    "anna@example.net, ben@example.org",
    "anna@localhost",
    "anna@[127.0.0.1]",
    "anna @example.net",
    "anna@exa mple.net",
    "anna\t@example.net",
    "anna\x00@example.net",
    "anna@example.net\x07",
    "anna@example.net\r\nRCPT TO:<ben@example.org>",
    "<anna@example.net>",
    '"anna"@example.net',
    "änna@example.net",
    "anna@exämple.net",
    ".anna@example.net",
    "anna..b@example.net",
    "anna@-example.net",
    "a" * 65 + "@example.net",
    "anna@" + "a" * 300 + ".net",
    "anna@" + "a." * 150 + "net",
]

REFUSED_NAMES = [
    "",
    "   ",
    "\u200b\u200d",
    "Anna\r\nBcc: ben@example.org",
    "Anna\nBen",
    "Anna\u2028Ben",
    "Anna\x00",
    "Anna\x1b[31m",
    "\u202eannA",
    "a" * 81,
]

NAMES = [
    'Anna "\u0301onmouseover=alert(1) x="',
    "<script>alert(1)</script>",
    "Anna 🍷👩‍👩‍👧 Ünal",
    "אנה כהן",
    "آنا، العربية",
    "O'Hara; Smith, \\n & Co. <a@b>",
    "=?utf-8?q?Anna?=",
    "a" * 80,
]


class BadInputTest(EndToEndTest):
    def setUp(self):
        super().setUp()
        self.serve(city(series(capacity=20), series(slug="petit", rule="third thursday", capacity=4)))
        large, small = self.visitor.meetups()[:2]
        self.meetup, self.small = large["id"], small["id"]
        self.form = f"/en/meetups/{self.meetup}/rsvps"

    def both_ways(self, meetup, **fields):
        """Returns the responses of the API and of the page to the same RSVP."""
        fields = {"name": "Anna", "email": "anna@example.net", **fields}
        return self.visitor.api("POST", f"/meetups/{meetup}/rsvps", fields), self.visitor.post(
            f"/en/meetups/{meetup}/rsvps", **fields
        )

    def check_refused(self, meetup, field, value):
        """Checks that both respond with 422 and an error for this field alone, and that the page shows its form."""
        with self.subTest(**{field: value}):
            api, page = self.both_ways(meetup, **{field: value})
            self.assertEqual((api.status, list(api.faults)), (422, [field]))
            self.assertEqual(page.status, 422)
            wrong = [attributes["name"] for attributes in page.page.fields.values() if "aria-invalid" in attributes]
            self.assertEqual(wrong, [field])
            self.assertEqual(len(page.page.actions), 1)

    def test_invalid_address_is_refused(self):
        for address in ADDRESSES:
            self.check_refused(self.meetup, "email", address)

    def test_name_with_control_characters_or_without_visible_ones_is_refused(self):
        for name in REFUSED_NAMES:
            self.check_refused(self.meetup, "name", name)

    def test_party_larger_than_the_capacity_is_refused(self):
        for companions in ("4", "9", "10", "-1", "1.5", "many", "99999999999999999999"):
            self.check_refused(self.small, "companions", companions)
        for companions in (4, 9, 10, -1, 1.5):
            self.check_refused(self.small, "companions", companions)
        self.assertEqual(self.both_ways(self.small, companions=3)[0].status, 201)
        for companions in ("3", "", " 3 "):
            api, page = self.both_ways(self.small, companions=companions)
            self.assertEqual((list(api.faults), page.status), (["companions"], 303), companions)

    def test_refused_form_comes_back_with_its_values(self):
        for name in NAMES:
            with self.subTest(name):
                page = self.visitor.post(self.form, name=name, email="nobody", companions="3").page
                self.assertEqual(page.fields["name"]["value"], name)
                self.assertEqual((page.fields["email"]["value"], page.fields["companions"]["value"]), ("nobody", "3"))
                self.check_nothing_slipped_in(page)

    def test_unusual_names_arrive_unchanged(self):
        for number, name in enumerate(NAMES):
            guest = Guest(f"guest{number}")
            self.assertEqual(self.visitor.post(self.form, name=name, email=guest.address).status, 303)
            guest.press_the_button(self.visitor, self.mail)
        for number, name in enumerate(NAMES):
            with self.subTest(name):
                self.check_letter(self.mail.wait(f"guest{number}@example.net", "going"), name)

    def check_letter(self, letter, name):
        (to,) = letter.message["To"].addresses
        self.assertEqual((joined(to.display_name), to.addr_spec), (joined(name), *letter.recipients))
        self.assertIsNone(letter.message["Bcc"])
        self.assertTrue(letter.content.isascii())
        self.assertIn(name, letter.text)
        (event,) = letter.invitation.walk("VEVENT")
        self.assertEqual(event["ATTENDEE"], f"mailto:{to.addr_spec}")
        page = self.visitor.get(letter.path).page
        self.assertIn(" ".join(name.split()), page.text)
        self.check_nothing_slipped_in(page)

    def check_nothing_slipped_in(self, page):
        handlers = [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
        self.assertEqual(handlers, [])
        self.assertLessEqual({script.get("type") for script in page.elements_named("script")}, {"application/ld+json"})

    def test_email_to_an_unconfirmed_address_repeats_nothing_from_the_form(self):
        self.visitor.post(self.form, name="Buy pills at example.org", email="anna@example.net")
        letter = self.mail.wait("anna@example.net", "confirm")
        self.assertNotIn("pills", letter.text + letter.html + str(letter.message["To"]))

    def test_confirming_twice_counts_once(self):
        anna = Guest("Anna")
        anna.answer(self.visitor, self.meetup)
        link = self.mail.wait(anna.address, "confirm").path
        for _ in range(3):
            self.assertEqual(self.visitor.post(link).status, 303)
        page = self.visitor.get(link).page
        self.assertEqual(page.actions, [])
        self.assertEqual(self.visitor.meetup(self.meetup)["places_free"], 19)
        self.mail.wait(anna.address, "going")
        anna.cancel(self.visitor, self.mail)
        self.assertEqual(self.visitor.post(link).status, 303)
        self.assertEqual(self.visitor.meetup(self.meetup)["places_free"], 20)
        self.assertEqual(len(self.mail.to(anna.address, "going")), 1)

    def test_token_opens_only_its_own_page_and_only_when_complete(self):
        anna = Guest("Anna")
        going = anna.come(self.visitor, self.mail, self.meetup)
        confirm = self.mail.wait(anna.address, "confirm").path
        (confirm_token, manage_token) = (path.rsplit("/", 1)[1] for path in (confirm, going.path))
        wrong = [
            confirm[:-1],
            confirm + "A",
            going.path[:-1],
            f"/en/rsvps/{confirm_token}",
            f"/en/rsvps/{confirm_token.swapcase()}",
            f"/en/rsvps/confirm/{manage_token}",
            f"/en/rsvps/confirm/{confirm_token.swapcase()}",
            "/en/rsvps/confirm/" + "A" * 22,
            "/en/rsvps/confirm/%00",
            "/en/rsvps/x",
        ]
        for path in wrong:
            with self.subTest(path):
                looks = [self.visitor.get(path), self.visitor.head(path)]
                presses = [self.visitor.post(path, companions=0), self.visitor.post(f"{path}/cancel")]
                self.assertEqual({answer.status for answer in looks + presses}, {404})
        self.assertEqual(self.visitor.meetup(self.meetup)["places_free"], 19)

    def test_pages_with_tokens_in_their_address_are_neither_cached_nor_indexed(self):
        headers = self.visitor.get(Guest("Anna").come(self.visitor, self.mail, self.meetup).path).headers
        self.assertEqual(headers["Referrer-Policy"], "no-referrer")
        self.assertIn("no-store", headers["Cache-Control"])
        self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
        self.assertIn("noindex", headers["X-Robots-Tag"])

    def test_foreign_and_malformed_requests_are_refused(self):
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        body = b"name=Anna&email=anna%40example.net"
        self.assertEqual(self.visitor.get("/fr/", Host="evil.example").status, 400)
        cases = [
            (403, body, {**form, "Sec-Fetch-Site": "cross-site"}),
            (403, body, {**form, "Origin": "https://evil.example"}),
            (415, body, {}),
            (415, body, {"Content-Type": "text/plain"}),
            (400, b"name=%zz", form),
            (400, b"name=%ff", form),
            (413, b"name=" + b"a" * 20_000, form),
        ]
        for status, content, headers in cases:
            with self.subTest(headers=headers, body=content[:12]):
                self.assertEqual(self.visitor.send("POST", self.form, content, headers).status, status)
        self.assertEqual(self.visitor.meetup(self.meetup)["places_free"], 20)


def joined(name):
    """Returns the name without spaces: Python keeps one between two encoded words, which RFC 2047 §6.2 drops."""
    return name.replace(" ", "")
