"""Emails from the outbox through SMTP, compared with smtp-source with messages of the same size, as many sessions and
the same relay: smtp-sink, which replies at once, and one that takes ten milliseconds for each message.

Both keep their connections for many messages."""

import os
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import programs
from prepared import Prepared
from programs import Failure
from rounds import compare
from table import Row

CONNECTIONS = [1, 4, 16]
GOAL_AT = 4
LETTERS = 3000
MILLISECONDS = 10
SAMPLE = 20
SLOW_RELAY = Path(__file__).with_name("slow_relay.c")


def measure(folder):
    prepared = Prepared(folder)
    size = letter_size(prepared)
    with sink() as port:
        yield from against(prepared, port, size, f"emails through SMTP, {size:,} bytes, {{}}", LETTERS)
    with slow_relay(folder) as port:
        yield from against(prepared, port, size, f"… {MILLISECONDS} ms for each dot, {{}}", LETTERS // 5)


def against(prepared, port, size, what, letters):
    for connections in CONNECTIONS:
        rates = compare(
            lambda: send(prepared, port, connections, letters),
            lambda: smtp_source(port, size, connections, letters),
        )
        goal = (">=", 0.8) if connections == GOAL_AT else None
        name = what.format(f"{connections} connection{'s' if connections > 1 else ''}")
        yield Row(name, unit="/s", goal=goal, **rates)


@contextmanager
def sink():
    port = programs.free_port()
    # smtp-sink needs a user when root starts it.
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    with programs.server("smtp-sink", *user, f"127.0.0.1:{port}", 256, port=port):
        yield port


@contextmanager
def slow_relay(folder):
    binary, port = programs.compiled(SLOW_RELAY, folder, "pthread"), programs.free_port()
    with programs.server(binary, port, MILLISECONDS, port=port):
        yield port


def smtp_source(port, size, connections, letters):
    words = ["-d", "-s", connections, "-m", letters, "-l", size, "-f", "a@example.org", "-t", "b@example.org"]
    command = [programs.path("smtp-source"), *map(str, words), f"127.0.0.1:{port}"]
    begun = time.monotonic()
    subprocess.run(command, check=True, timeout=120)
    return letters / (time.monotonic() - begun)


def letter_size(prepared):
    installation = prepared.copy()
    prepared.write_rsvps(installation, SAMPLE)
    with installation.running() as daemon:
        watch(daemon, SAMPLE)
    sizes = [file.stat().st_size for file in (installation.mail / "new").iterdir()]
    return sum(sizes) // len(sizes)


def send(prepared, port, connections, letters):
    relay = {"host": "127.0.0.1", "port": port, "security": "none", "connections": connections}
    installation = prepared.copy(mail={"relay": relay})
    prepared.write_rsvps(installation, letters)
    with installation.running() as daemon:
        return watch(daemon, letters)


def watch(daemon, letters):
    """Returns how many emails were sent each second, between the first and the last that the log names."""
    end = time.monotonic() + 120
    begun, before, sent = None, 0, 0
    with open(daemon.log, "rb") as log:
        while time.monotonic() < end:
            now, sent = time.monotonic(), sent + log.read().count(b"email sent")
            if sent and begun is None:
                begun, before = now, sent
            if sent >= letters:
                return (sent - before) / max(now - begun, 0.001)
            time.sleep(0.02)
    raise Failure(f"not all emails were sent:\n{daemon.said()[-2000:]}")
