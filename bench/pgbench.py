"""Runs pgbench and reads what it prints."""

import re
import subprocess

import programs
from programs import Failure


def run(url, script, connections, seconds, **variables):
    """Returns the transactions for each second. The variables are those of the script."""
    words = ["--no-vacuum", "--protocol=prepared", f"--client={connections}", f"--time={seconds}", f"--file={script}"]
    words += [f"--define={name}={value}" for name, value in variables.items()]
    done = subprocess.run(
        [programs.path("pgbench"), *words, url], capture_output=True, text=True, timeout=seconds + 30
    )
    if done.returncode != 0 or "failed transactions: 0 " not in done.stdout:
        raise Failure(f"pgbench met errors:\n{done.stderr[-2000:]}")
    return float(re.search(r"^tps = ([\d.]+)", done.stdout, re.MULTILINE)[1])
