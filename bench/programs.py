"""The programs with which Hopdrink is measured, and the Debian packages that have them."""

import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

PACKAGES = {
    "cc": "gcc",
    "initdb": "postgresql",
    "nginx": "nginx-light",
    "pgbench": "postgresql",
    "psql": "postgresql",
    "smtp-sink": "postfix",
    "smtp-source": "postfix",
    "wrk": "wrk",
}
# Debian keeps them outside PATH, in a folder for each version.
POSTGRES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))[-1:]
HEADERS = {
    Path("/usr/include/libical/ical.h"): "libical-dev",
    Path("/usr/include/sqlite3.h"): "libsqlite3-dev",
    Path("/usr/include/zlib.h"): "zlib1g-dev",
}


class Failure(Exception):
    """An error after which measuring makes no sense."""


def missing():
    """Returns a sentence for each program that must be installed first."""
    sentences = [f"{name} is missing: apt-get install {PACKAGES[name]}" for name in PACKAGES if not path(name)]
    headers = [header for header in HEADERS if not header.exists()]
    return sentences + [f"{header} is missing: apt-get install {HEADERS[header]}" for header in headers]


def path(name):
    folders = [*POSTGRES, os.environ.get("PATH", ""), "/usr/sbin", "/sbin"]
    return shutil.which(name, path=":".join(map(str, folders)))


def compiled(source, folder, *libraries):
    """Compiles a C file and returns the binary."""
    binary = folder / source.stem
    links = [f"-l{library}" for library in libraries]
    subprocess.run([path("cc"), "-O2", "-o", binary, source, *links], check=True)
    return binary


def output(binary, *arguments):
    """Runs a program and returns what it prints. Fails if the program ends with an error."""
    done = subprocess.run([binary, *map(str, arguments)], capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        raise Failure(f"{binary.name} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def server(name, *arguments, port):
    """Runs a program that listens on a port, as long as the block runs."""
    process = subprocess.Popen(
        [path(str(name)), *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    try:
        wait_until_open(port, process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=10)


def wait_until_open(port, process):
    end = time.monotonic() + 10
    while process.poll() is None and time.monotonic() < end:
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise Failure(f"{process.args[0]} does not listen on port {port}")
