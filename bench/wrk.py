"""Runs wrk and reads what it prints."""

import re
import subprocess
from dataclasses import dataclass

import programs
from programs import Failure

UNITS = {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}


@dataclass
class Load:
    per_second: float
    # The 99th percentile of the latency, in milliseconds.
    p99: float


def run(url, connections, seconds, *, headers=(), script=None, arguments=()):
    """One thread of requests, as many at a time as there are connections. Fails if an answer is an error."""
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
    return Load(float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), _milliseconds(said))


def _milliseconds(said):
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s|m)\b", said).groups()
    return float(number) * UNITS[unit]
