"""Runs wrk and reads what it prints."""

import re
import subprocess
from dataclasses import dataclass

import programs
from programs import Failure

UNITS = {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}


@dataclass
class Load:
    """The result of a run. Percentiles are of the latency, in milliseconds."""

    per_second: float
    p50: float
    p99: float


def run(url, connections, seconds, *, headers=(), script=None, arguments=()):
    """Runs wrk with one thread, and one request at a time on each connection. Fails if a response is an error."""
    words = [programs.path("wrk"), "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout=10s", "--latency"]
    for header in headers:
        words += ["-H", header]
    if script:
        words += ["-s", str(script)]
    said = subprocess.run(
        [*words, url, "--", *map(str, arguments)], capture_output=True, text=True, timeout=seconds + 30
    ).stdout
    if "Non-2xx" in said or "Socket errors" in said or "Requests/sec" not in said:
        raise Failure(f"wrk met errors at {url}:\n{said}")
    return Load(
        float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), _percentile(said, 50), _percentile(said, 99)
    )


def answers(url, connections, seconds, *, script, arguments):
    """Returns how many responses of any status came in this time."""
    words = [programs.path("wrk"), "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout=10s", "-s", str(script)]
    said = subprocess.run(
        [*words, url, "--", *map(str, arguments)], capture_output=True, text=True, timeout=seconds + 30
    ).stdout
    if not (found := re.search(r"(\d+) requests in", said)):
        raise Failure(f"wrk met errors at {url}:\n{said}")
    return int(found[1])


def together(loads):
    """Adds up runs that were made at the same time, with the worst of each percentile."""
    return Load(
        sum(load.per_second for load in loads), max(load.p50 for load in loads), max(load.p99 for load in loads)
    )


def _percentile(said, percent):
    number, unit = re.search(rf"\b{percent}%\s+([\d.]+)(us|ms|s|m)\b", said).groups()
    return float(number) * UNITS[unit]
