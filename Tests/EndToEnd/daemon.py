"""Starts and stops the built binary, in a folder of its own."""

import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

from waiting import eventually

REPOSITORY = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("HOPDRINK", REPOSITORY / ".build/debug/hopdrink")).resolve()
TEMPLATES = REPOSITORY / "templates"
BASE = "http://hopdrink.test"
NO_LIMITS = {"address_prefix": "no", "email_address": "no", "meetup": "no", "emails": "no"}
"""Tests send many requests quickly, all from one address."""

DIES_WITH_US = ["setpriv", "--pdeathsig", "KILL"]
"""No daemon outlives tests that are interrupted."""


class Installation:
    """A folder with a configuration, in which one daemon after another may run."""

    def __init__(self, clock, database):
        self.folder = Path(tempfile.mkdtemp(prefix="hopdrink-"))
        self.config = self.folder / "hopdrink.yaml"
        self.clock = clock
        self.daemons = []
        self.settings = {
            "listen": "127.0.0.1:0",
            "base_url": BASE,
            "database": database.setting,
            "control_socket": str(self.folder / "control.sock"),
            "templates": str(TEMPLATES),
            "guard": {"min_seconds": 0},
            "limits": NO_LIMITS,
        }

    def configure(self, **settings):
        """Changes these settings; others stay."""
        self.settings.update(settings)
        self.write(json.dumps(self.settings, ensure_ascii=False, indent=1))

    def write(self, text):
        """Makes this text the configuration; JSON is YAML too."""
        self.config.write_text(text, encoding="utf-8")

    def start(self, clock=None, **options):
        """Starts a daemon and waits until it listens. Without `clock`, its clock starts where the last one's did."""
        daemon = self.launch(clock, **options)
        daemon.wait_until_it_listens()
        return daemon

    def launch(self, clock=None, **options):
        """Starts a daemon and does not wait for it."""
        self.clock = clock or self.clock
        arguments = ["serve", "--config", str(self.config)]
        if self.clock:
            arguments += ["--clock", self.clock]
        daemon = Daemon(arguments, self.folder, log=self.folder / f"daemon{len(self.daemons)}.log", **options)
        self.daemons.append(daemon)
        return daemon

    def command(self, *arguments):
        """Runs a subcommand, and returns its output and exit code."""
        words = [str(BINARY), *arguments, "--config", str(self.config)]
        return subprocess.run(words, cwd=self.folder, capture_output=True, text=True, timeout=60)

    def unsent_letters(self):
        """Returns the emails that the running daemon lists for `hopdrink mail list`."""
        connection = http.client.HTTPConnection("localhost")
        connection.sock = eventually(self._control, "the daemon listens to commands")
        with contextlib.closing(connection):
            connection.request("GET", "/letters")
            return json.load(connection.getresponse())["letters"]

    def _control(self):
        """Returns a connection to the control socket, or None before the socket exists."""
        control = socket.socket(socket.AF_UNIX)
        try:
            control.connect(self.settings["control_socket"])
            return control
        except OSError:
            return control.close()

    def remove(self):
        for daemon in self.daemons:
            daemon.kill()
        shutil.rmtree(self.folder)

    def log(self):
        return "".join(f"--- {daemon.log.name}\n{daemon.said()}" for daemon in self.daemons)


class Daemon:
    """One run of `hopdrink serve`."""

    def __init__(self, arguments, folder, log, prefix=(), environment=None):
        self.log = log
        with open(log, "wb") as output:
            self.process = subprocess.Popen(
                [*DIES_WITH_US, *prefix, str(BINARY), *arguments],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**os.environ, "NO_COLOR": "1", **(environment or {})},
            )

    def said(self):
        return self.log.read_text(encoding="utf-8", errors="replace")

    def wait_until_it_listens(self):
        eventually(self._listens_or_ended, "the daemon listens", within=30)
        assert self.process.poll() is None, f"the daemon ended with {self.process.returncode}:\n{self.said()}"

    def _listens_or_ended(self):
        return self.port is not None or self.process.poll() is not None

    @property
    def port(self):
        found = re.search(r"Hopdrink listens\. address=http://127\.0\.0\.1:(\d+)", self.said())
        return int(found[1]) if found else None

    def stop(self):
        """Asks the daemon to stop, and returns its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.exit_code()

    def exit_code(self):
        return self.process.wait(timeout=40)

    def kill(self):
        """Ends the daemon at once, as a power cut would."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
