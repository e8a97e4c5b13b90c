"""A relay for crash tests: it stores each message before it replies, and kills the daemon at a given moment."""

import os
import random
import signal
import socket
import threading
import time
from enum import Enum
from functools import cached_property

from mailserver import Letter, Mailboxes


class Moment(Enum):
    """The moment at which a daemon is killed, as the relay sees it."""

    CLAIMED = "greeted, or told the sender, before the reply"
    ASKED = "asked for the text, up to 3 ms ago"
    WHOLE = "has the last byte, before the reply"
    ANSWERED = "just replied 250"


class Accepted(Letter):
    """A stored message, which is parsed only on demand."""

    def __init__(self, recipient, content):
        self.recipients = [recipient]
        self.content = content

    @cached_property
    def message(self):
        return Letter(self.recipients, self.content).message

    @cached_property
    def id(self):
        """The email's id, from its Message-ID: `<kind.id@host>`."""
        return self._id[1]

    @cached_property
    def kind(self):
        return self._id[0]

    @cached_property
    def _id(self):
        head = self.content.partition(b"\r\n\r\n")[0]
        text = next(line for line in head.split(b"\r\n") if line.lower().startswith(b"message-id:"))
        return text.partition(b"<")[2].partition(b"@")[0].decode().split(".", 1)


class Killed(Exception):
    """The daemon that we talk to is dead."""


class Trap:
    """Kills a process when the relay has reached a moment `count` times."""

    def __init__(self, process, moment, count):
        self.process = process
        self.moment = moment
        self.count = count

    def reaches(self, moment):
        self.count -= moment is self.moment
        return moment is self.moment and self.count == 0

    def spring(self):
        os.kill(self.process.pid, signal.SIGKILL)
        raise Killed


class Witness(Mailboxes):
    """The relay, on a port of its own, with a thread for each connection."""

    def __init__(self):
        self.letters = []
        self.asked = set()
        """The recipients of emails whose text was requested since this was cleared."""
        self.trap = None
        self.random = random.Random()
        self._lock = threading.Lock()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def settings(self):
        relay = {"host": "127.0.0.1", "port": self.port, "security": "none", "connections": 4}
        return {"mail": {"from": "Hopdrink <hopdrink@example.org>", "relay": relay}}

    def remove(self):
        self._socket.close()

    def _serve(self):
        while True:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._converse, args=[client], daemon=True).start()

    def _converse(self, client):
        with client, client.makefile("rb") as lines:
            try:
                client.sendall(b"220 witness.test ESMTP\r\n")
                recipient = None
                for line in lines:
                    recipient = self._answer(client, lines, line, recipient)
            except (Killed, OSError):
                return

    def _answer(self, client, lines, line, recipient):
        """Replies to a command, and returns the recipient of the current email."""
        word = line[:4].upper()
        if word in (b"EHLO", b"MAIL"):
            self._reach(Moment.CLAIMED)
        if word == b"RCPT":
            recipient = line.partition(b"<")[2].partition(b">")[0].decode()
        if word == b"DATA":
            self._take_text(client, lines, recipient)
        else:
            client.sendall(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
        return recipient

    def _take_text(self, client, lines, recipient):
        with self._lock:
            self.asked.add(recipient)
        client.sendall(b"354 go on\r\n")
        self._reach(Moment.ASKED, within=0.003)
        letter = Accepted(recipient, self._text(lines))
        # A relay may have stored a message before it could reply, or not.
        keeps = self.random.random() < 0.5
        if keeps:
            self._keep(letter)
        self._reach(Moment.WHOLE)
        if not keeps:
            self._keep(letter)
        client.sendall(b"250 2.0.0 kept\r\n")
        self._reach(Moment.ANSWERED)

    def _text(self, lines):
        text = []
        for line in lines:
            if line == b".\r\n":
                return b"".join(text)
            text.append(line[1:] if line.startswith(b".") else line)
        raise Killed

    def _keep(self, letter):
        with self._lock:
            self.letters.append(letter)

    def _reach(self, moment, within=0):
        with self._lock:
            springs = self.trap is not None and self.trap.reaches(moment)
            trap = self.trap
        if springs:
            time.sleep(self.random.uniform(0, within))
            trap.spring()
