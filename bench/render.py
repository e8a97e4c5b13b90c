"""The CPU time of rendering a feed, compared with `render.c`: libical alone with the same components.

The daemon's time includes reading the meetups, building the calendar, compressing and sending it."""

import urllib.request
from itertools import count
from pathlib import Path
from statistics import median

import networks
import programs
from hopdrink import Installation
from rounds import compare
from table import Row

SOURCE = Path(__file__).with_suffix(".c")
MEETUPS_PER_SERIES = 26
# The number of renderings in one round, by the size of the feed.
RENDERINGS = {1_000: 20, 10_000: 5}


def measure(folder):
    binary = programs.compiled(SOURCE, folder, "ical", "z")
    for meetups, renderings in RENDERINGS.items():
        yield from against(binary, folder / f"{meetups}", meetups, renderings)


def against(binary, folder, meetups, renderings):
    network = networks.weekly(cities=1, series=round(meetups / MEETUPS_PER_SERIES), capacity=20)
    with Installation(folder, network).running() as daemon:
        feed = Feed(daemon)
        plain = Plain(binary, folder, feed.render())
        # The number of meetups depends on the day.
        scale = 1000 * meetups / plain.meetups
        times = compare(
            lambda: scale * median(feed.cpu_seconds() for _ in range(renderings)),
            lambda: scale * plain.cpu_seconds(renderings),
        )
    yield Row(f"feed of {meetups:,} meetups rendered, CPU time", unit="ms", goal=("<=", 1.5), **times)
    yield Row("… gzip alone, of the same bytes", ours=scale * median(plain.compressing), unit="ms")


class Feed:
    """A feed that is rendered at each request, because each request has another alarm."""

    def __init__(self, daemon):
        self.daemon = daemon
        self.alarms = count(1)

    def render(self):
        url = self.daemon.url(f"/feeds/city-0.ics?alarm=PT{next(self.alarms)}M")
        with urllib.request.urlopen(url, timeout=30) as response:
            return response.read()

    def cpu_seconds(self):
        begun = self.daemon.cpu_seconds()
        self.render()
        return self.daemon.cpu_seconds() - begun


class Plain:
    """`render.c` with the calendar that the daemon served."""

    def __init__(self, binary, folder, calendar):
        self.binary = binary
        self.calendar = folder / "calendar.ics"
        self.calendar.write_bytes(calendar)
        self.meetups = calendar.count(b"BEGIN:VEVENT")
        self.compressing = []

    def cpu_seconds(self, renderings):
        lines = programs.output(self.binary, self.calendar, renderings).splitlines()
        rendering, compressing = zip(*(map(float, line.split()) for line in lines))
        self.compressing += compressing
        return median(rendering)
