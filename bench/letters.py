"""Letters from the outbox through SMTP, against smtp-source with messages of the same size and the same sink.

Both keep their connections for many messages."""

import os
import subprocess
import time
from contextlib import contextmanager

import programs
from prepared import Prepared
from programs import Failure
from rounds import compare
from table import Row

CONNECTIONS = 4
LETTERS = 3000
SAMPLE = 20


def measure(folder):
    prepared = Prepared(folder)
    size = letter_size(prepared)
    with sink() as port:
        rates = compare(lambda: send(prepared, port), lambda: smtp_source(port, size))
    yield Row(f"letters through SMTP, {size:,} bytes each", unit="/s", goal=(">=", 0.8), **rates)


@contextmanager
def sink():
    port = programs.free_port()
    # It insists on a user when it is started by root.
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    with programs.server("smtp-sink", *user, f"127.0.0.1:{port}", 256, port=port):
        yield port


def smtp_source(port, size):
    words = ["-d", "-s", CONNECTIONS, "-m", LETTERS, "-l", size, "-f", "a@example.org", "-t", "b@example.org"]
    command = [programs.path("smtp-source"), *map(str, words), f"127.0.0.1:{port}"]
    begun = time.monotonic()
    subprocess.run(command, check=True, timeout=60)
    return LETTERS / (time.monotonic() - begun)


def letter_size(prepared):
    installation = prepared.copy()
    prepared.write_rsvps(installation, SAMPLE)
    with installation.running() as daemon:
        watch(daemon, SAMPLE)
    sizes = [file.stat().st_size for file in (installation.mail / "new").iterdir()]
    return sum(sizes) // len(sizes)


def send(prepared, port):
    relay = {"host": "127.0.0.1", "port": port, "security": "none", "connections": CONNECTIONS}
    installation = prepared.copy(mail={"relay": relay})
    prepared.write_rsvps(installation, LETTERS)
    with installation.running() as daemon:
        return watch(daemon, LETTERS)


def watch(daemon, letters):
    """How many letters left each second, from the first that the log tells of to the last."""
    end = time.monotonic() + 60
    begun, before = None, 0
    while time.monotonic() < end:
        now, sent = time.monotonic(), daemon.said().count("letter sent")
        if sent and begun is None:
            begun, before = now, sent
        if sent >= letters:
            return (sent - before) / max(now - begun, 0.001)
        time.sleep(0.02)
    raise Failure(f"not all letters were sent:\n{daemon.said()[-2000:]}")
