"""RSVPs over HTTP, durable before the response, compared with SQLite alone and the same rows."""

from itertools import count
from pathlib import Path
from statistics import median

import programs
import wrk
from prepared import Prepared
from rounds import compare
from table import Row

CONNECTIONS = 64
SECONDS = 5
PLAIN_RSVPS = 64 * 300
SCRIPT = Path(__file__).with_name("guests.lua")
runs = count()


def measure(folder):
    prepared = Prepared(folder)
    latencies = []

    def ours():
        load = answer(prepared.copy(mail=no_relay()), prepared.meetups)
        latencies.append(load.p99)
        return load.per_second

    def limit():
        return prepared.write_rsvps(prepared.copy(), PLAIN_RSVPS)

    yield Row("RSVPs, durable, 64 connections", unit="/s", goal=(">=", 0.4), **compare(ours, limit))
    yield Row("… 99th percentile", ours=median(latencies), unit="ms", goal=("<", 100))
    load = answer(prepared.copy(mail=no_relay()), prepared.meetups[:1])
    yield Row("… all to one meetup", ours=load.per_second, unit="/s")
    load = answer(prepared.copy(), prepared.meetups)
    yield Row("… while emails are written to files", ours=load.per_second, unit="/s")


def answer(installation, meetups):
    with installation.running() as daemon:
        return load(daemon, meetups)


def load(daemon, meetups):
    """Measures new guests who send RSVPs to the meetups in turn."""
    ids = daemon.folder / "meetups"
    ids.write_text("\n".join(meetups) + "\n")
    arguments = [ids, f"r{next(runs)}"]
    return wrk.run(daemon.url("/"), CONNECTIONS, SECONDS, script=SCRIPT, arguments=arguments)


def no_relay():
    """Returns settings with which emails are stored and not sent, as in the program that we compare with."""
    return {"relay": {"host": "127.0.0.1", "port": programs.free_port(), "security": "none"}}
