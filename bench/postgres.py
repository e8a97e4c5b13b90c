"""RSVPs over HTTP with PostgreSQL, durable before the response, compared with pgbench and the same statements."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from statistics import median

import cluster
import pgbench
import wrk
from prepared import PreparedPostgres
from rounds import medians, turns
from rsvps import SECONDS, load, no_relay
from table import Row

STATEMENTS = Path(__file__).with_name("rsvp.sql")
# A daemon's default.
CONNECTIONS = 8
NUMBERED_MEETUPS = """\
CREATE TABLE numbered_meetups AS SELECT row_number() OVER (ORDER BY id) AS number, id FROM meetups;
ALTER TABLE numbered_meetups ADD PRIMARY KEY (number)"""


def measure(folder):
    with cluster.running(folder) as server:
        prepared = PreparedPostgres(folder, server)
        yield from against(prepared, 1, "RSVPs, PostgreSQL, 64 connections")
        crowd = answer(prepared, 1, prepared.meetups[:1])
        yield Row("… all to one meetup", ours=crowd.per_second, unit="/s")
        yield from against(prepared, 3, "RSVPs, PostgreSQL, three daemons, 64 to each")


def against(prepared, daemons, what):
    pairs = turns(
        lambda: answer(prepared, daemons, prepared.meetups), lambda: plainly(prepared, daemons * CONNECTIONS)
    )
    yield Row(what, unit="/s", **medians([(limit, ours.per_second) for limit, ours in pairs]))
    yield Row("… 99th percentile", ours=median(ours.p99 for _, ours in pairs), unit="ms")


def answer(prepared, count, meetups):
    """Sends RSVPs to so many daemons at once, to each those of its own guests."""
    with ExitStack() as stack:
        installations = prepared.installations(count, mail=no_relay())
        daemons = [stack.enter_context(installation.running()) for installation in installations]
        with ThreadPoolExecutor(count) as crowds:
            return wrk.together(list(crowds.map(lambda daemon: load(daemon, meetups), daemons)))


def plainly(prepared, connections):
    """Writes RSVPs without the daemon; returns how many were written each second."""
    database, server = prepared.copy(), prepared.cluster
    server.run(database, NUMBERED_MEETUPS)
    variables = {"now": int(time.time()), "meetups": len(prepared.meetups), "turn": 10**12}
    return pgbench.run(server.url(database), STATEMENTS, connections, SECONDS, **variables)
