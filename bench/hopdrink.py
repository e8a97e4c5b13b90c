"""Starts and stops the daemon, in a folder of its own."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

from programs import Failure

REPOSITORY = Path(__file__).resolve().parents[1]
BINARY = Path(os.environ.get("HOPDRINK", REPOSITORY / ".build/release/hopdrink")).resolve()


class Installation:
    """A configuration and a SQLite file, unless a setting names another database.

    `network` is YAML that begins with `cities:`."""

    def __init__(self, folder, network, **settings):
        folder.mkdir()
        self.folder = folder
        self.config = folder / "hopdrink.yaml"
        self.database = folder / "hopdrink.sqlite"
        self.mail = folder / "mail"
        self.log = folder / "log"
        self._configure(network, settings)

    def _configure(self, network, settings):
        own = {
            "listen": "127.0.0.1:0",
            "base_url": "http://127.0.0.1",
            "database": str(self.database),
            "control_socket": str(self.folder / "control"),
            "templates": str(REPOSITORY / "templates"),
            "mail": {"maildir": str(self.mail)},
            # Thousands of guests send from one address.
            "limits": {"address_prefix": "no", "api_rsvps": "no", "email_address": "no", "meetup": "no", "emails": "no"},
        }
        lines = [f"{name}: {json.dumps(value)}\n" for name, value in {**own, **settings}.items()]
        self.config.write_text("".join(lines) + network, encoding="utf-8")

    def use(self, database):
        """Starts from a copy of another database file."""
        shutil.copyfile(database, self.database)
        return self

    @contextmanager
    def running(self, within=60):
        """Runs a daemon, which is ready, as long as the block runs."""
        daemon = Daemon(self)
        try:
            daemon.wait_until_ready(within)
            yield daemon
            daemon.stop()
        finally:
            daemon.kill()


class Daemon:
    """One run of `hopdrink serve`, which reports that it is ready as to systemd."""

    def __init__(self, installation):
        self.folder = installation.folder
        self.log = installation.log
        address = self.folder / "notify"
        address.unlink(missing_ok=True)
        self.notices = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.notices.bind(str(address))
        environment = {**os.environ, "NOTIFY_SOCKET": str(address), "LIBDISPATCH_LOG": "NO"}
        arguments = [str(BINARY), "serve", "--config", str(installation.config)]
        self.begun = time.monotonic()
        with open(self.log, "wb") as output:
            self.process = subprocess.Popen(
                arguments, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )

    def wait_until_ready(self, within):
        self.notices.settimeout(0.5)
        while "READY=1" not in (notice := self._notice()):
            if self.process.poll() is not None or time.monotonic() - self.begun > within:
                raise Failure(f"the daemon was not ready within {within} s:\n{self.said()[-2000:]}")
        self.seconds_to_ready = time.monotonic() - self.begun
        self.port = int(re.search(r":(\d+)\.", notice)[1])

    def _notice(self):
        try:
            return self.notices.recv(4096).decode()
        except TimeoutError:
            return ""

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def said(self):
        return self.log.read_text(encoding="utf-8", errors="replace")

    def megabytes(self, measure="VmRSS"):
        """Returns the daemon's memory from /proc: VmRSS is now, VmHWM is the maximum."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{measure}:\s+(\d+) kB", status)[1]) / 1024

    def cpu_seconds(self):
        """Returns the CPU time since the start, by the clock of clock_getcpuclockid(3)."""
        return time.clock_gettime(~self.process.pid << 3 | 2)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(timeout=40) != 0:
            raise Failure(f"the daemon ended with {self.process.returncode}:\n{self.said()[-2000:]}")

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.notices.close()
