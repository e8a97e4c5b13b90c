"""A city's feed, compared with nginx, which serves the same bytes from a file."""

import urllib.request

import networks
import wrk
from hopdrink import Installation
from nginx import nginx
from rounds import compare
from table import Row

CONNECTIONS = 32
SECONDS = 4


def measure(folder):
    with Installation(folder / "ours", networks.demo()).running() as daemon:
        url = daemon.url("/feeds/tours.ics")
        with urllib.request.urlopen(url, timeout=30) as feed:
            body, headers = feed.read(), feed.headers
        with nginx(folder, "feed.ics", body, headers) as other:
            rates = compare(lambda: rate(url), lambda: rate(other))
            yield Row("city feed, 200", unit="req/s", goal=(">=", 0.6), **rates)
            rates = compare(lambda: known_rate(url), lambda: known_rate(other))
            yield Row("city feed, 304", unit="req/s", **rates)


def known_rate(url):
    """Returns how many requests with a current ETag are answered each second."""
    with urllib.request.urlopen(url, timeout=30) as feed:
        return rate(url, f"If-None-Match: {feed.headers['ETag']}")


def rate(url, *headers):
    return wrk.run(url, CONNECTIONS, SECONDS, headers=headers).per_second
