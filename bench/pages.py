"""The pages of a city and of a meetup in a network of 10,000 meetups, compared with nginx and the same bytes."""

import urllib.request

import networks
import wrk
from hopdrink import Installation
from nginx import nginx
from rounds import compare
from table import Row

CITIES, SERIES = 35, 11
CONNECTIONS = 32
SECONDS = 4


def measure(folder):
    network = networks.weekly(CITIES, SERIES, capacity=20)
    with Installation(folder / "ours", network).running() as daemon:
        meetup = networks.first_meetup(daemon, "city-7")
        for what, name in (("city page", "city-7"), ("meetup page", f"meetups/{meetup}")):
            yield from _page(folder, what, daemon.url(f"/en/{name}"))


def _page(folder, what, url):
    """Yields the rate of a page and the 99th percentile of its latency."""
    with urllib.request.urlopen(url, timeout=30) as page:
        body, headers = page.read(), page.headers
    with nginx(folder, f"{what.split()[0]}.html", body, headers) as other:
        yield Row(what, unit="req/s", **compare(lambda: _load(url).per_second, lambda: _load(other).per_second))
        yield Row("… 99th percentile", unit="ms", ours=_load(url).p99, limit=_load(other).p99)


def _load(url):
    return wrk.run(url, CONNECTIONS, SECONDS)
