"""How long a start takes and how much memory it needs, with a very large network whose meetups exist already."""

import sqlite3

import networks
from hopdrink import Installation
from rounds import COUNT
from table import Row

CITIES = 400
SERIES = 25


def measure(folder):
    installation = Installation(folder / "large", networks.weekly(CITIES, SERIES, capacity=20))
    with installation.running(within=200) as daemon:
        first = daemon.seconds_to_ready
    starts = [start(installation) for _ in range(COUNT)]
    seconds, resident, maximum = sorted(starts)[len(starts) // 2]
    what = f"start, {CITIES * SERIES:,} series, {meetups(installation.database):,} meetups"
    yield Row(what, ours=seconds, unit="s", goal=("<", 1))
    yield Row("… resident when ready", ours=resident, unit="MB", goal=("<", 150))
    yield Row("… maximum until then", ours=maximum, unit="MB")
    yield Row("… the first start, which creates them", ours=first, unit="s")


def start(installation):
    with installation.running() as daemon:
        return daemon.seconds_to_ready, daemon.megabytes(), daemon.megabytes("VmHWM")


def meetups(database):
    connection = sqlite3.connect(database)
    try:
        return connection.execute("SELECT count(*) FROM meetups").fetchone()[0]
    finally:
        connection.close()
