"""A visitor with a browser or a client of the API."""

import http.client
import json
from html.parser import HTMLParser
from urllib.parse import urlencode

FORM = "application/x-www-form-urlencoded"


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def text(self):
        return self.body.decode("utf-8")

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def page(self):
        return Page(self.text)

    @property
    def location(self):
        return self.headers["Location"]

    @property
    def faults(self):
        """Returns the API's field errors: a sentence for each field."""
        return {fault["field"]: fault["detail"] for fault in self.json.get("errors", [])}


class Visitor:
    def __init__(self, daemon):
        self.port = daemon.port

    def send(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def get(self, path, **headers):
        return self.send("GET", path, headers=headers)

    def head(self, path, **headers):
        return self.send("HEAD", path, headers=headers)

    def post(self, path, **fields):
        """Sends a form as a browser does, with the form token of its page."""
        answer = self.post_as_it_is(path, **fields)
        if answer.status == 422 and "form_token" not in fields and (form_token := answer.page.form_token):
            return self.post_as_it_is(path, **fields, form_token=form_token)
        return answer

    def post_as_it_is(self, path, **fields):
        return self.send("POST", path, urlencode(fields).encode(), {"Content-Type": FORM})

    def api(self, method, path, value=None, token=None, **headers):
        """Sends a value as JSON. Names of headers have underscores instead of hyphens."""
        headers = {name.replace("_", "-"): text for name, text in headers.items()}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        body = None
        if value is not None:
            body = json.dumps(value).encode()
            headers.setdefault("Content-Type", "application/json")
        return self.send(method, f"/api/v1{path}", body, headers)

    def meetups(self, city="tours"):
        return self.api("GET", f"/cities/{city}/meetups").json["meetups"]

    def meetup(self, identifier):
        return self.api("GET", f"/meetups/{identifier}").json


class Page(HTMLParser):
    """What a person sees of a page: its text, its fields and its buttons."""

    def __init__(self, markup):
        super().__init__()
        self.forms = []
        self.elements = []
        self.fields = {}
        self._words = []
        self._form = {}
        self._text_area = None
        self.feed(markup)

    @property
    def text(self):
        return " ".join(" ".join(self._words).split())

    @property
    def actions(self):
        """Returns the addresses of the forms that change something."""
        return [form["action"] for form in self.forms if form["method"] == "post"]

    def form(self, action):
        """Returns what a browser sends if nobody fills in the form with this address and its button is pressed."""
        (form,) = [form for form in self.forms if form.get("action") == action]
        return form["fields"]

    @property
    def form_token(self):
        """Returns the page's form token, or None if it has no such form."""
        return self.fields.get("form_token", {}).get("value")

    @property
    def links(self):
        return [attributes["href"] for attributes in self.elements_named("a")]

    def elements_named(self, name):
        return [attributes for element, attributes in self.elements if element == name]

    def handle_starttag(self, name, attributes):
        attributes = dict(attributes)
        self.elements.append((name, attributes))
        if name == "form":
            self._form = {}
            self.forms.append({**attributes, "fields": self._form})
        if name == "input":
            self.fields[attributes["name"]] = attributes
        if name in ("input", "button") and "name" in attributes and not is_left_out(attributes):
            self._form[attributes["name"]] = attributes.get("value", "on" if is_to_choose(attributes) else "")
        if name == "textarea":
            self._text_area = attributes["name"]
            self._form[self._text_area] = ""

    def handle_endtag(self, name):
        if name == "textarea":
            self._text_area = None

    def handle_data(self, text):
        self._words.append(text)
        if self._text_area:
            self._form[self._text_area] += text


def is_left_out(attributes):
    """Returns whether a browser sends nothing for it, because it is a choice that is not checked."""
    return is_to_choose(attributes) and "checked" not in attributes


def is_to_choose(attributes):
    return attributes.get("type") in ("radio", "checkbox")
