"""How long an RSVP takes when very many are stored, compared with few."""

import os
import sqlite3
from contextlib import closing, contextmanager

from prepared import Prepared
from rounds import medians, turns
from rsvps import answer, no_relay
from table import Row

FEW = 10_000
MANY = 10_000_000
STEP = 10_000
# A crash may destroy the file at this stage.
HASTY = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; BEGIN"
INDEXES = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
COUNTED = """\
WITH RECURSIVE counted (n) AS (VALUES (:first) UNION ALL SELECT n + 1 FROM counted WHERE n + 1 < :end)
"""
# Past meetups, one every fifty minutes: a hundred guests at each, ten meetups for each guest.
MEETUPS = """\
INSERT INTO meetups (id, uid, city_slug, slug, origin, local_start, time_zone, starts_at, ends_at, reminds_from,
    state, is_detached, revision_number, created_at, modified_at, title, summary, duration, capacity, venue_id,
    hosts, reminders)
SELECT printf('%026d', n), n, city_slug, 'meetup-' || n, 'http', local_start, time_zone,
    unixepoch() - 86400 - 3000 * n, unixepoch() - 79200 - 3000 * n, unixepoch() - 86400 - 3000 * n,
    state, 0, 0, 0, 0, title, summary, duration, capacity, venue_id, hosts, reminders
FROM counted, (SELECT * FROM meetups LIMIT 1)
"""
# The addresses of new guests have their places in the index among these.
GUESTS = """\
INSERT INTO guests (id, address, folded_address)
SELECT printf('%026d', n), 'camille.dupont.' || n || '@example.org', 'camille.dupont.' || n || '@example.org'
FROM counted
"""
RSVPS = """\
INSERT INTO rsvps (id, meetup_id, guest_id, name, language, companions, state, going_since, arrival, created_at,
    asked_at)
SELECT printf('%026d', n), printf('%026d', n / 100), printf('%026d', n % :guests), 'Camille Dupont', 'fr', 0,
    'going', 0, n % 100 + 1, 0, 0
FROM counted
"""
LETTERS = """\
INSERT INTO letters (id, kind, idempotency_key, owner_kind, owner_id, conversation_key, position, due_at, deadline, state,
    next_at, attempts, is_uncertain, reply, created_at, settled_at)
SELECT printf('%026d', n), 'going', printf('going:%026d:1700000000', n), 'rsvp', printf('%026d', n),
    printf('%026d', n), 1, 0, 0, 'sent', 0, 1, 0, '250 2.0.0 Ok', 0, 0
FROM counted
"""
# The number of RSVPs for which there is one row.
ROWS = [(MEETUPS, 100), (GUESTS, 10), (RSVPS, 1), (LETTERS, 1)]


def measure(folder):
    prepared = Prepared(folder)
    few, many = [filled(prepared, rsvps) for rsvps in (FEW, MANY)]
    loads = turns(lambda: answer(many, prepared.meetups), lambda: answer(few, prepared.meetups))
    for name, what in [("p50", f"RSVP, {MANY:,} stored, compared with {FEW:,}"), ("p99", "… 99th percentile")]:
        pairs = [(getattr(before, name), getattr(after, name)) for before, after in loads]
        yield Row(what, unit="ms", goal=("<=", 1.2), **medians(pairs))


def filled(prepared, rsvps):
    """Returns an installation with so many RSVPs to past meetups."""
    installation = prepared.copy(mail=no_relay())
    with closing(sqlite3.connect(installation.database, isolation_level=None)) as connection:
        connection.executescript(HASTY)
        with without_indexes(connection):
            for first in range(0, rsvps, STEP):
                insert(connection, range(first, first + STEP), guests=rsvps // 10)
        connection.execute("COMMIT")
    with open(installation.database, "rb") as file:
        os.fsync(file.fileno())
    return installation


@contextmanager
def without_indexes(connection):
    """Drops indexes during the block, because building them afterwards is quicker. Unique ones stay."""
    indexes = connection.execute(INDEXES).fetchall()
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    yield
    for _, statement in indexes:
        connection.execute(statement)


def insert(connection, numbers, guests):
    for statement, each in ROWS:
        values = {"first": numbers.start // each, "end": numbers.stop // each, "guests": guests}
        connection.execute(COUNTED + statement, values)
