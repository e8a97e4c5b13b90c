"""Visits every page that people see, each at a time when it has something to show."""

import re
from urllib.parse import urlencode

from daemon import REPOSITORY
from guests import Guest
from networks import CELLAR, city, series
from ports import free_port

MOVED = "2027-02-11"
A_DAY_BEFORE = "2026-12-09T19:00:05+01:00"
THE_AFTERNOON = "2026-12-10T15:00:05+01:00"
THE_MORNING_AFTER = "2026-12-11T09:00:05+01:00"
# These redirect, or are read by machines.
NO_PAGES = {":lang/:city/followers", ":lang/meetups/:meetup/rsvps", ":lang/data/:token/export.json"}
STATUSES = {"error_not_found": 404, "link_of_a_meetup_that_is_over": 410}
"""The statuses of pages that are not 200."""


class Person(Guest):
    """A guest whose name may have more words than the address."""

    @property
    def address(self):
        return f"{self.name.split()[0].lower()}@example.net"


class Tour:
    """`mark` is added to each text that people write: organisers in the configuration, guests in forms."""

    def __init__(self, test, mark="", language="en"):
        self.test = test
        self.mark = mark
        self.language = language
        test.install(
            *self.cities(), base_url="https://hopdrink.test", listen=f"127.0.0.1:{free_port()}",
            administrators=["Ada <ada@example.org>"], city_requests={"threshold": 2},
        )
        test.start()
        self.mail = test.mail
        self.anna, self.ben = Person(self.marked("Anna"), companions=1), Person(self.marked("Ben"))

    @property
    def visitor(self):
        return self.test.visitor

    def marked(self, text):
        return f"{text} {self.mark}".strip()

    def cities(self, **changes):
        venue = {name: text if name == "coordinates" else self.marked(text) for name, text in CELLAR.items()}
        thursdays = series(
            title=self.marked("Le verre"), text=self.marked("Un verre."), capacity=2, hosts=[self.person("Julien")],
            venue={**venue, "access": self.marked("Vingt marches.")}, question=self.marked("Which trade?"),
            cancelled=[f"2027-01-14 {self.marked('Flooded')}"], confirm="60d", reminders=["24h"], reconfirm="48h", **changes,
        )
        tours = city(thursdays, name=self.marked("Tours"), representative=self.person("Claire"))
        lille = city(
            series(slug="mardi", rule="every tuesday"), slug="lille", name="Lille", coordinates="50.63, 3.06"
        )
        return tours, lille

    def person(self, name):
        return f"{self.marked(name).replace('<', '‹').replace('>', '›')} <{name.lower()}@example.net>"

    def at(self, path):
        return f"/{self.language}{path}"

    def meetups(self):
        return [meetup["id"] for meetup in self.visitor.meetups()]

    def letter(self, address, kind, count=1):
        return self.mail.wait(address, kind, count).path

    def press(self, page, end=""):
        """Presses a button on a page, and returns where it leads."""
        (action, *_) = [action for action in self.visitor.get(page).page.actions if action.endswith(end)]
        return self.send(page, action)

    def send(self, page, action, **fields):
        """Sends a form with the values on its page, except for these fields, and returns where it leads."""
        form = self.visitor.get(page).page.form(action)
        answer = self.visitor.send(
            "POST", action.split("#")[0], urlencode({**form, **fields}).encode(),
            {"Content-Type": "application/x-www-form-urlencoded"},
        )
        self.test.assertEqual(answer.status, 303, f"{action}: {answer.page.text if answer.body else ''}")
        return answer.location

    def walk(self):
        """Yields the name and path of each page. A page must be visited before the next is requested."""
        yield from self.public()
        yield from self.rsvps()
        yield from self.hosts()
        yield from self.followers()
        yield from self.city_requests()
        yield from self.later()
        yield from self.own_data()
        yield "error_not_found", self.at("/nowhere/to/be/found")

    def public(self):
        yield "network", self.at("/")
        yield "city", self.at("/tours")
        yield "series", self.at("/tours/deuxieme-jeudi")
        yield "embed", self.at("/tours/embed")
        self.first, self.cancelled, self.moved, self.open = self.meetups()[:4]
        yield "meetup", self.at(f"/meetups/{self.open}")
        yield "meetup_in_another_zone", self.at(f"/meetups/{self.open}?zone=Asia/Tokyo")
        yield "meetup_cancelled", self.at(f"/meetups/{self.cancelled}")
        yield "sent", self.at(f"/meetups/{self.open}/rsvps/sent")

    def rsvps(self):
        meetup = self.at(f"/meetups/{self.first}")
        words = {"answer": self.marked("Potter"), "word": self.marked("Hello")}
        for guest, kind in ((self.anna, "going"), (self.ben, "waiting")):
            self.send(
                meetup, f"{meetup}/rsvps#rsvp", name=guest.name, email=guest.address, companions=guest.companions, **words
            )
            confirm = self.letter(guest.address, "confirm")
            yield f"confirm_{kind}", confirm
            yield f"confirmed_{kind}", self.press(confirm)
            yield f"manage_{kind}", self.letter(guest.address, kind)
        yield "meetup_full", meetup
        manage = self.letter(self.anna.address, "going")
        yield "asked", self.send(manage, f"{manage}/question", question=self.marked("Is it warm?"))
        yield from self.card(manage)
        feed = self.press(manage, "/feed")
        yield "guest_feed", feed
        yield "guest_feed_gone", self.press(feed, "/revoke")

    def card(self, manage):
        yield "card", f"{manage}/card"
        fields = ("name", "trade", "firm", "city", "languages", "offer", "seek")
        words = {name: self.marked(name.title()) for name in fields}
        yield "card_filled_in", self.send(f"{manage}/card", f"{manage}/card", **words, phone=self.mark[:40], site="https://anna.example")

    def hosts(self):
        page = self.letter("julien@example.net", "host_confirm")
        yield "host", page
        yield "host_done", self.press(page)

    def followers(self):
        page = self.at("/tours")
        yield "follow_sent", self.send(page, f"{page}/followers", email="frank@example.net")
        page = self.letter("frank@example.net", "follow")
        yield "follower_pending", page
        yield "follower", self.press(page)
        yield "follower_stopped", self.press(page, "/stop")

    def city_requests(self):
        for name in ("gina", "hugo"):
            page = self.at("/")
            action = self.at("/city-requests")
            yield "city_request_sent", self.send(page, action, city="Graz", email=f"{name}@example.net")
            page = self.letter(f"{name}@example.net", "city_request")
            yield "city_request_pending", page
            yield "city_request", self.press(page)
        yield "network_with_city_requests", self.at("/")
        yield "city_request_withdrawn", self.press(page, "/withdraw")
        yield "city_requests", self.at("/city-requests")

    def later(self):
        self.test.installation.configure(cities=list(self.cities(move=[{"date": MOVED, "start": "2027-02-18T20:00"}])))
        self.test.restart(A_DAY_BEFORE)
        yield "meetup_moved", self.at(f"/meetups/{self.moved}")
        page = self.letter(self.anna.address, "reconfirm")
        yield "reconfirm", page
        yield "reconfirmed", self.press(page)
        page = next(path for path in self.mail.wait(self.anna.address, "reminder").paths if path.startswith("/u/"))
        yield "unsubscribe", page
        yield "unsubscribed", self.press(page)
        self.test.restart(THE_AFTERNOON)
        yield "guests", self.letter("julien@example.net", "head_count")
        self.test.restart(THE_MORNING_AFTER)
        yield "meetup_over", self.at(f"/meetups/{self.first}")
        yield "city_with_the_last_ones", self.at("/tours")
        yield "link_of_a_meetup_that_is_over", self.letter(self.anna.address, "going")

    def own_data(self):
        page = self.at("/data")
        yield "data_form", page
        yield "data_sent", self.send(page, page, email=self.anna.address)
        page = self.letter(self.anna.address, "data")
        yield "data", page
        yield "erase", f"{page}/erase"
        yield "erased", self.send(f"{page}/erase", f"{page}/erase")


def page_routes():
    """Returns the routes of pages that the features add."""
    features = (REPOSITORY / "Sources/Hopdrink").glob("*/*Feature.swift")
    text = "".join(path.read_text(encoding="utf-8") for path in features)
    return set(re.findall(r'\.get\("((?::lang|u)/?[^"]*)"', text)) - NO_PAGES


def fits(route, path):
    """Returns whether the route matches the path."""
    pattern = "/".join("[^/]+" if part.startswith(":") else re.escape(part) for part in route.strip("/").split("/"))
    return re.fullmatch(pattern, path.split("?")[0].strip("/")) is not None
