"""One parser reads all JSON. It refuses values of another type, and what two parsers could read differently."""

import http.client
import json
import socket

import yaml
from case import EndToEndTest
from networks import CELLAR, city, one_off, series

ANNA = {"name": "Anna", "email": "anna@example.net"}
MOVED = {"date": "2027-02-11", "venue": CELLAR}
OTHERS = [None, True, 3, 1.5, "3", ["3"], [], {}, {"3": 3}]
TYPES = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict}

MALFORMED = [
    b"", b" ", b"{", b"}", b"NaN", b"{} {}", b"// no\n{}", b"{/**/}", b"{}\x00",
    b'{"name": }', b"{'name': 1}", b'{"name": "a",}', b'{"name": "a"} x',
    b'{"companions": NaN}', b'{"companions": Infinity}', b'{"companions": 01}', b'{"companions": +1}',
    b'{"companions": 1.}', b'{"companions": .5}', b'{"companions": 0x1}',
    b'{"name": "\xff"}', b'{"name": "\xed\xa0\x80"}', b'{"name": "\xc0\x80"}', '{"name": "a"}'.encode("utf-16"),
    b'\xef\xbb\xbf{"name": "a"}', b'{"name": "\\ud800"}', b'{"name": "\\udc00\\ud800"}', b'{"name": "\\u00"}',
    b'{"name": "\\x41"}', b'{"name": "a\nb"}', b'{"name": "a\x00b"}',
    b'{"name": "a", "name": "b"}', b'{"name": "a", "\\u006eame": "b"}', b'{"x": [{"y": 1, "y": 2}]}',
    b"[" * 30_000, b'{"a":' * 10_000, b"[" * 17 + b"]" * 17, b'{"x": [' + b"1," * 5000 + b"1]}",
    b"{" + b",".join(b'"%d": 1' % each for each in range(65)) + b"}",
]


class JSONTest(EndToEndTest):
    def setUp(self):
        super().setUp()
        self.serve(city(series(capacity=20)), window_weeks=6)
        self.token = self.installation.command("token", "create", "--name", "Anna").stdout.strip()
        self.rsvps = f"/meetups/{self.visitor.meetups()[0]['id']}/rsvps"

    def ask(self, method, path, value):
        return self.visitor.api(method, path, value, token=self.token)

    def raw(self, body):
        return self.visitor.send("POST", f"/api/v1{self.rsvps}", body, {"Content-Type": "application/json"})

    def test_value_of_another_type_is_refused_in_every_field(self):
        meetup = self.ask("POST", "/meetups", {"city": "tours", **one_off()}).json["id"]
        made = self.ask("POST", "/series", {"city": "tours", **series(slug="suite", hosts=[])}).json["id"]
        bodies = [
            ("NewRSVP", "POST", self.rsvps, ANNA),
            ("NewMeetup", "POST", "/meetups", {"city": "tours", **one_off(slug="soir")}),
            ("NewSeries", "POST", "/series", {"city": "tours", **series(slug="autre", move=[MOVED])}),
            ("MeetupChange", "PATCH", f"/meetups/{meetup}", {"venue": CELLAR}),
            ("SeriesChange", "PATCH", f"/series/{made}", {"venue": CELLAR}),
        ]
        document = Document(self.visitor.api("GET", "/openapi.yaml").text)
        for name, method, path, value in bodies:
            tried = 0
            for field, body in document.spoiled(name, value):
                with self.subTest(name, field=field, body=body):
                    answer = self.ask(method, path, body)
                    self.assertEqual((answer.status, list(answer.faults)), (422, [field]))
                    tried += 1
            self.assertGreater(tried, 40, name)
        self.assertEqual(self.visitor.meetup(meetup)["sequence"], 0)

    def test_ambiguous_json_is_refused(self):
        for body in MALFORMED:
            with self.subTest(body[:40]):
                answer = self.raw(body)
                self.assertEqual((answer.status, answer.headers["Content-Type"]), (400, "application/problem+json"))
        self.daemon.stop()
        self.assertEqual(self.rows("SELECT count(*) FROM guests"), [(0,)])

    def test_refusal_says_which_type_is_expected(self):
        body = {"name": 3, "email": None, "companions": "3", "accepts_fewer": "yes", "word_for": 1, "x": 1}
        self.assertEqual(self.visitor.api("POST", self.rsvps, body).faults, {
            "name": "must be a string", "email": "must be a string", "companions": "must be a number",
            "accepts_fewer": "must be true or false", "word_for": "must be a string",
            "x": "is not a setting that exists here",
        })

    def test_integer_is_accepted_in_every_spelling(self):
        for number in ("2", "2.0", "2e0", "20e-1", "0.2E+1", "2.000", "0", "-0", "0e999999999999999999999"):
            with self.subTest(number):
                self.assertEqual(self.raw(companions(number)).status, 201)
        for number in ("2.5", "-1", "10", "1e2", "1e999", "1e99999999999999999999", "1e-1", "99999999999999999999",
                       "18446744073709551618", "-9223372036854775808", "9" * 30_000):
            with self.subTest(number[:30]):
                answer = self.raw(companions(number))
                self.assertEqual((answer.status, list(answer.faults)), (422, ["companions"]))

    def test_length_counts_code_points(self):
        for name in ("a" * 80, "🍷" * 80, "e\u0301" * 40):
            self.assertEqual(self.visitor.api("POST", self.rsvps, {**ANNA, "name": name}).status, 201)
        long = ("a" * 81, "🍷" * 81, "e\u0301" * 41, " " * 80 + "a")
        for name in (*long, "", " ", "\u200b", "a\0b", "a\u202eb", "a\nb"):
            with self.subTest(name):
                answer = self.visitor.api("POST", self.rsvps, {**ANNA, "name": name})
                self.assertEqual((answer.status, list(answer.faults)), (422, ["name"]))

    def test_response_with_many_errors_stays_small(self):
        answer = self.raw(b"{" + b",".join(b'"%d": 1' % each for each in range(64)) + b"}")
        self.assertEqual((answer.status, len(answer.faults)), (422, 66))
        self.assertLess(len(answer.body), 8192)

    def test_query_parameters_are_checked_like_json(self):
        good = "/dates?rule=second+thursday&count=3"
        self.assertEqual(len(self.visitor.api("GET", good).json["dates"]), 3)
        cases = [
            ("rule=", "rule"), ("", "rule"), (f"{good[7:]}&count=4", "count"), ("rule=daily&count=1.0", "count"),
            ("rule=daily&count=", "count"), ("rule=daily&count=101", "count"), ("rule=daily&time=25:00", "time"),
            ("rule=daily&time=", "time"), ("rule=daily&from=2026-02-30", "from"),
            ("rule=daily&timezone=CET", "timezone"),
            ("rule=daily&shoe=44", "shoe"), ("rule=%00daily", "rule"),
        ]
        for query, field in cases:
            with self.subTest(query):
                answer = self.visitor.api("GET", f"/dates?{query}")
                self.assertEqual(answer.status, 422)
                self.assertIn(field, answer.faults)
        for query in ("rule=%zz", "rule=%ff", "rule=%ed%a0%80"):
            self.assertEqual(self.visitor.api("GET", f"/dates?{query}").status, 400, query)

    def test_control_socket_parses_json_in_the_same_way(self):
        cases = [
            ("/tokens", {"name": None}, 422), ("/tokens", {"name": 3}, 422), ("/tokens", {"name": ["Anna"]}, 422),
            ("/tokens", ["Anna"], 422), ("/tokens", {"name": "Anna", "shoe": 44}, 422),
            ("/tokens", {"name": "Anna"}, 201),
            ("/personal-data/forget", {"address": "anna@example.net", "erase": "true"}, 422),
            ("/personal-data/forget", {"address": "anna@example.net", "erase": 1}, 422),
            ("/personal-data/forget", {"address": None}, 422), ("/personal-data/export", {"address": 3}, 422),
            ("/personal-data/forget", {"address": "anna@example.net", "erase": False}, 200),
        ]
        for path, value, status in cases:
            with self.subTest(path, value=value):
                self.assertEqual(self.control(path, json.dumps(value)), status)
        self.assertEqual(self.control("/tokens", '{"name": "Anna", "name": "Eve"}'), 400)

    def control(self, path, body):
        connection = http.client.HTTPConnection("localhost")
        connection.sock = socket.socket(socket.AF_UNIX)
        try:
            connection.sock.connect(self.installation.settings["control_socket"])
            connection.request("POST", path, body.encode(), {"Content-Type": "application/json"})
            return connection.getresponse().status
        finally:
            connection.close()


class Document:
    """The types of values in the OpenAPI document."""

    def __init__(self, text):
        self.schemas = yaml.safe_load(text)["components"]["schemas"]

    def resolved(self, schema):
        return self.schemas[schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema

    def spoiled(self, name, value):
        """Yields the path of each part, and the value with this part replaced by one of another type."""
        return self._spoiled({"$ref": f"/{name}"}, value, "")

    def _spoiled(self, schema, value, path):
        schema = self.resolved(schema)
        if path:
            yield from ((path, other) for other in OTHERS if not is_of_type(other, schema["type"]))
        for name, part in schema.get("properties", {}).items():
            kept = value.get(name, {}) if isinstance(value, dict) else {}
            for field, other in self._spoiled(part, kept, f"{path}.{name}".strip(".")):
                yield field, {**value, name: other}
        if schema["type"] == "array" and schema["items"].get("$ref", "").endswith("MovedMeetup"):
            for field, other in self._spoiled(schema["items"], value[0], f"{path}[0]"):
                yield field, [other]
        elif schema["type"] == "array":
            for field, other in self._spoiled(schema["items"], None, f"{path}[0]"):
                yield field, [other]


def is_of_type(value, name):
    """Returns whether the value has this type in JSON Schema. In Python, True is a number too."""
    return isinstance(value, TYPES[name]) and (name == "boolean" or not isinstance(value, bool))


def companions(number):
    return f'{{"name": "Anna", "email": "anna@example.net", "companions": {number}}}'.encode()
