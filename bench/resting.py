"""The memory of the demo network without requests, before and after visitors."""

import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import networks
from hopdrink import Installation
from table import Row

REQUESTS = 1000
REST = 5
PATHS = ["/fr/tours", "/en/paris", "/fr/berlin", "/en/wien", "/feeds/tours.ics", "/api/v1/cities"]


def measure(folder):
    with Installation(folder / "demo", networks.demo()).running() as daemon:
        time.sleep(REST)
        yield Row("at rest, demo network", ours=daemon.megabytes(), unit="MB", goal=("<", 48))
        visit(daemon)
        time.sleep(REST)
        yield Row(f"… after {REQUESTS:,} requests for pages", ours=daemon.megabytes(), unit="MB", goal=("<", 48))


def visit(daemon):
    """Lets eight visitors at a time request all kinds of pages."""
    paths = PATHS + [f"/fr/meetups/{meetup}" for meetup in networks.meetups(daemon)]
    urls = [daemon.url(paths[number % len(paths)]) for number in range(REQUESTS)]
    with ThreadPoolExecutor(8) as visitors:
        list(visitors.map(fetch, urls))


def fetch(url):
    with urllib.request.urlopen(url, timeout=30) as response:
        response.read()
