"""How much each address costs the daemon when a stranger requests it in a loop, on networks of 11,000 meetups, and how
long an RSVP takes meanwhile.

Eight connections request the addresses of a route in turn. The numbers are the daemon's own CPU time for each response,
and the latency of RSVPs."""

import http.client
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from urllib.parse import quote

import networks
import wrk
from hopdrink import Installation
from programs import Failure, free_port
from table import Row

CONNECTIONS = 8
SECONDS = 3
MAX_CPU = 20
MAX_P99 = 100
RSVPS_PER_SECOND = 25
TOKEN = "0123456789abcdefghjkmnpqrs"
FORM = "application/x-www-form-urlencoded"
ALARMS = ["PT5M", "PT15M", "PT1H", "PT2H", "PT12H", "P1D", "P2D", "P1W"]
LANGUAGES = ["de", "en", "es", "fr", "it"]

# Requests the addresses in turn, again and again. Responses may have any status.
CIRCLE = """\
local requests = {}
local count = 0

function init(arguments)
   for line in io.lines(arguments[1]) do
      local method, path, kind, body = line:match("^(%S+) (%S+) (%S*) (.*)$")
      local headers = {["Accept-Encoding"] = "gzip"}
      if method == "PLAIN" then
         method = "GET"
         headers = {}
      end
      if kind ~= "-" then headers["Content-Type"] = kind end
      requests[#requests + 1] = wrk.format(method, path, headers, body ~= "" and body or nil)
   end
end

function request()
   count = count + 1
   return requests[count % #requests + 1]
end
"""


@dataclass
class Ask:
    path: str
    method: str = "GET"
    kind: str = "-"
    body: str = ""

    @property
    def line(self):
        return f"{self.method} {self.path} {self.kind} {self.body}\n"


def form(path, body):
    return Ask(path, "POST", FORM, body)


def value(path, body):
    return Ask(path, "POST", "application/json", body)


def measure(folder):
    # Emails wait for a relay that is not there, as in the bench of RSVPs.
    relay = {"relay": {"host": "127.0.0.1", "port": free_port(), "security": "none"}}
    failed = []
    for name, network in [("35 cities", networks.weekly(35, 12, 50)), ("one city", networks.weekly(1, 420, 50))]:
        with Installation(folder / name.replace(" ", "-"), network, mail=relay).running(within=300) as daemon:
            for row in walk(daemon, name):
                if row.goal and not row.is_met:
                    failed.append(row.what)
                yield row
    if failed:
        raise Failure("too expensive: " + "; ".join(failed))


def walk(daemon, name):
    script = daemon.folder / "circle.lua"
    script.write_text(CIRCLE)
    worst = 0
    idle = daemon.megabytes()
    for what, asks in routes(daemon):
        cpu, p99 = cost(daemon, script, asks)
        worst = max(worst, p99)
        yield Row(f"{name}: {what}", ours=cpu, unit="ms", goal=("<", MAX_CPU))
        if p99 >= MAX_P99:
            yield Row("… an RSVP beside, 99th percentile", ours=p99, unit="ms", goal=("<", MAX_P99))
    yield Row(f"{name}: an RSVP beside the worst, p99", ours=worst, unit="ms", goal=("<", MAX_P99))
    yield Row(f"{name}: memory at rest", ours=idle, unit="MB")
    yield Row(f"{name}: memory at most", ours=daemon.megabytes("VmHWM"), unit="MB", goal=("<", 190))
    yield from forgetting(daemon, name)


def cost(daemon, script, asks):
    """Returns the CPU milliseconds of a response, and the 99th percentile of RSVPs meanwhile."""
    lines = daemon.folder / "asks"
    lines.write_text("".join(ask.line for ask in asks))
    # What is rendered once, at the first request, is no cost of a loop.
    heads(daemon, asks[:CONNECTIONS])
    with Guests(daemon) as guests:
        before = daemon.cpu_seconds()
        if asks[0].method == "HEAD":
            answers = heads(daemon, asks)
        else:
            answers = wrk.answers(daemon.url("/"), CONNECTIONS, SECONDS, script=script, arguments=[lines])
        spent = daemon.cpu_seconds() - before
    return spent * 1000 / max(1, answers), guests.p99


def heads(daemon, asks):
    """Sends HEAD requests, whose responses wrk can't read, and returns how many were answered."""
    end = time.monotonic() + SECONDS

    def ask(first):
        connection = http.client.HTTPConnection("127.0.0.1", daemon.port, timeout=30)
        for answers in count():
            if time.monotonic() > end:
                connection.close()
                return answers
            connection.request("HEAD", asks[(first + answers * CONNECTIONS) % len(asks)].path)
            connection.getresponse().read()

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        return sum(pool.map(ask, range(CONNECTIONS)))


def forgetting(daemon, name):
    """Measures a city's page while a stranger sends requests that change nothing."""
    url = daemon.url("/en/city-0")
    alone = wrk.run(url, 32, SECONDS).per_second
    with Nonsense(daemon):
        beside = wrk.run(url, 32, SECONDS).per_second
    row = Row(f"{name}: city page beside 27 POST /nope each second", ours=beside, unit="/s", limit=alone)
    row.ratio, row.goal = beside / alone, (">=", 0.8)
    yield row


class Repeated(threading.Thread):
    """Does something so many times a second, as long as the block runs."""

    def __init__(self, daemon, per_second):
        super().__init__()
        self.daemon_port = daemon.port
        self.pause = 1 / per_second
        self.ended = threading.Event()
        self.latencies = []

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.join()

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.daemon_port, timeout=30)
        while not self.ended.wait(self.pause):
            begun = time.monotonic()
            self.send(connection)
            connection.getresponse().read()
            self.latencies.append(time.monotonic() - begun)
        connection.close()

    @property
    def p99(self):
        ordered = sorted(self.latencies)
        return 1000 * ordered[int(len(ordered) * 0.99)] if ordered else float("inf")


class Nonsense(Repeated):
    def __init__(self, daemon):
        super().__init__(daemon, per_second=27)

    def send(self, connection):
        connection.request("POST", "/nope", body=b"")


class Guests(Repeated):
    numbers = count()

    def __init__(self, daemon):
        super().__init__(daemon, RSVPS_PER_SECOND)
        self.meetup = networks.first_meetup(daemon, "city-0")

    def send(self, connection):
        address = f"camille.dupont.{next(self.numbers)}@example.org"
        body = json.dumps({"name": "Camille Dupont", "email": address})
        connection.request(
            "POST", f"/api/v1/meetups/{self.meetup}/rsvps", body, {"Content-Type": "application/json"}
        )


def routes(daemon):
    """Yields every route that a stranger can request, with its parameters."""
    cities = [city["slug"] for city in networks.cities(daemon)]
    meetups = networks.meetups(daemon)
    one, first = cities[0], meetups[0]
    many = meetups[:: max(1, len(meetups) // 2000)]
    token = TOKEN
    yield "/", [Ask("/")]
    yield "/{lang}/", [Ask(f"/{lang}/") for lang in LANGUAGES]
    yield "/{city}", [Ask(f"/{city}") for city in cities]
    yield "/{lang}/{city}", [Ask(f"/{lang}/{city}") for city in cities for lang in LANGUAGES]
    yield "/{lang}/{city}, HEAD", [Ask(f"/{lang}/{city}", "HEAD") for city in cities for lang in LANGUAGES]
    yield "/{lang}/{city}?made-up", [Ask(f"/en/{one}?x={number}") for number in range(5000)]
    yield "/{lang}/{city}/{series}", [
        Ask(f"/{lang}/{city}/series-{series}") for city in cities for series in range(12) for lang in LANGUAGES
    ]
    yield "/{lang}/{city}/embed", [Ask(f"/{lang}/{city}/embed") for city in cities for lang in LANGUAGES]
    yield "/{lang}/meetups/{id}", [Ask(f"/{lang}/meetups/{meetup}") for meetup in many for lang in LANGUAGES]
    yield "/{lang}/meetups/{id}?zone=", [
        Ask(f"/en/meetups/{meetup}?zone={zone}")
        for meetup in many
        for zone in ["Asia/Tokyo", "America/New_York", "Europe/London", "nowhere"]
    ]
    yield "/{lang}/meetups/{made up}", [Ask(f"/en/meetups/{number:026d}") for number in range(2000)]
    yield "/{lang}/meetups/{id}/rsvps/sent", [Ask(f"/en/meetups/{meetup}/rsvps/sent") for meetup in many]
    yield "/{lang}/{city}/followers/sent", [Ask(f"/en/{city}/followers/sent") for city in cities]
    yield "/{lang}/city-requests", [Ask(f"/{lang}/city-requests") for lang in LANGUAGES]
    yield "/{lang}/data", [Ask(f"/{lang}/data") for lang in LANGUAGES]
    yield "made-up tokens", [
        Ask(path.replace("*", f"{number:03d}{token[3:]}"))
        for number in range(200)
        for path in [
            "/en/followers/*", "/u/*", "/en/meetups/confirm/*", "/en/rsvps/confirm/*", "/en/rsvps/*",
            "/en/rsvps/*/asked", "/en/rsvps/*/reconfirm", "/en/meetups/guests/*", "/en/rsvps/*/card",
            "/en/feeds/guest/*", "/en/data/*", "/en/data/*/export.json", "/en/city-requests/*", "/feeds/guest/*.ics",
        ]
    ]
    yield "styles, icons, robots", [
        Ask(path) for path in ["/styles.css", "/favicon.svg", "/picture.png", "/touch-icon.png", "/robots.txt"]
    ]
    yield "/sitemap.xml", [Ask("/sitemap.xml")]
    yield "/sitemap.xml, its parts", [Ask(f"/sitemap.xml?city={city}&page={page}") for city in cities for page in (1, 2)]
    yield "/feeds/network.ics", [Ask("/feeds/network.ics")]
    yield "/feeds/network.ics, not compressed", [Ask("/feeds/network.ics", "PLAIN")]
    yield "/feeds/network.ics?alarm=", [Ask(f"/feeds/network.ics?alarm={alarm}") for alarm in ALARMS]
    yield "/feeds/network.ics?alarm=, HEAD", [Ask(f"/feeds/network.ics?alarm={alarm}", "HEAD") for alarm in ALARMS]
    yield "/feeds/network.ics?alarm=PTnM", [Ask(f"/feeds/network.ics?alarm=PT{number}M") for number in range(7, 1000)]
    yield "/feeds/{city}.ics", [Ask(f"/feeds/{city}.ics") for city in cities]
    yield "/feeds/{city}.ics?alarm=&cancelled=", [
        Ask(f"/feeds/{city}.ics?alarm={alarm}&cancelled={shown}")
        for city in cities for alarm in ALARMS for shown in ("hide", "show")
    ]
    yield "/feeds/tour.ics?cities=", [
        Ask(f"/feeds/tour.ics?cities={','.join(cities[number % 7 :: 1 + number % 5] + [f'city-{number}'])}")
        for number in range(500)
    ]
    yield "/feeds/{city}.atom", [Ask(f"/feeds/{city}.atom") for city in cities]
    yield "/feeds/{city}/{series}.ics", [
        Ask(f"/feeds/{city}/series-{series}.ics?alarm={alarm}")
        for city in cities for series in range(12) for alarm in ALARMS
    ]
    yield "/feeds/{city}/venues/{venue}.ics", [
        Ask(f"/feeds/{city}/venues/la-cave-{series}.ics") for city in cities for series in range(12)
    ]
    yield "/feeds/{city}/venues/{made up}.ics", [Ask(f"/feeds/{one}/venues/cave-{n}.ics") for n in range(1000)]
    yield "/meetups/{id}.ics", [Ask(f"/meetups/{meetup}.ics") for meetup in many]
    yield "/api/v1/openapi.yaml", [Ask("/api/v1/openapi.yaml")]
    yield "/api/v1/cities", [Ask("/api/v1/cities")]
    yield "/api/v1/cities/{city}/meetups", [Ask(f"/api/v1/cities/{city}/meetups") for city in cities]
    yield "/api/v1/meetups/{id}", [Ask(f"/api/v1/meetups/{meetup}") for meetup in many]
    yield "/api/v1/dates", [
        Ask(f"/api/v1/dates?count=100&from={start}&rule={quote(rule)}")
        for rule in ["every day", "first and third thursday", "FREQ=DAILY;INTERVAL=2", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"]
        for start in ["2026-12-01", "2017-01-01", "0001-01-01"]
    ]
    yield "nothing there", [Ask(path) for path in ["/nope", "/en/nope", "/api/v1/nope", f"/{'x' * 4000}", "/en/city-0/nope"]]
    yield "an organiser's routes without a token", [
        value("/api/v1/meetups", "{}"), value("/api/v1/series", "{}"), Ask(f"/api/v1/meetups/{first}/guests")
    ]
    yield "forms with garbage", [
        form(path, "x=1&name=%00&email=" + "a" * 500)
        for path in [f"/en/{one}/followers", f"/en/meetups/{first}/rsvps", "/en/city-requests", "/en/data", "/nope"]
    ]
    yield "forms to made-up tokens", [
        form(path, "companions=1")
        for path in [
            f"/en/rsvps/{token}", f"/en/rsvps/{token}/cancel", f"/en/rsvps/confirm/{token}", f"/u/{token}",
            f"/en/followers/{token}", f"/en/city-requests/{token}", f"/en/data/{token}/erase", f"/en/rsvps/{token}/card",
            f"/en/meetups/confirm/{token}", f"/en/feeds/guest/{token}/revoke",
        ]
    ]
    yield "RSVPs in JSON with garbage", [
        value(f"/api/v1/meetups/{first}/rsvps", body)
        for body in ["{}", "[" * 500, '{"name":"x"}', '{"name":"' + "x" * 5000 + '","email":"x"}']
    ]
