"""A mail server that stores what it gets, and that can be told to misbehave."""

import asyncio
import email
import email.policy
import re
import threading
from urllib.parse import urlsplit

import icalendar
from aiosmtpd.smtp import SMTP

from daemon import BASE
from waiting import eventually

SITE = "https?" + re.escape(BASE.removeprefix("http"))

CALENDAR_TYPES = ("text/calendar", "application/ics")


class Letter:
    """An email as it arrived."""

    def __init__(self, recipients, content):
        self.recipients = recipients
        self.content = content
        self.message = email.message_from_bytes(content, policy=email.policy.default)

    @property
    def kind(self):
        """Returns the kind of email, with which its Message-ID begins."""
        return self.message["Message-ID"].lstrip("<").split(".")[0]

    @property
    def subject(self):
        return self.message["Subject"]

    @property
    def text(self):
        return self.message.get_body(("plain",)).get_content()

    @property
    def html(self):
        return self.message.get_body(("html",)).get_content()

    @property
    def paths(self):
        """Returns the paths of the links to our site, the most important first."""
        return [urlsplit(link).path for link in re.findall(SITE + r"/\S+", self.text)]

    @property
    def path(self):
        return self.paths[0]

    @property
    def invitation(self):
        """Returns the attached calendar."""
        return icalendar.Calendar.from_ical(self._part("attachment").get_payload(decode=True))

    @property
    def invitation_name(self):
        return self._part("attachment").get_filename()

    @property
    def method(self):
        """Returns the METHOD that mail programs look for: the parameter of the calendar inside the email."""
        return self._part(None).get_param("method")

    @property
    def has_calendar(self):
        return any(part.get_content_type() in CALENDAR_TYPES for part in self.message.walk())

    def _part(self, disposition):
        for part in self.message.walk():
            is_calendar = part.get_content_type() in CALENDAR_TYPES
            if is_calendar and part.get_content_disposition() == disposition:
                return part
        raise AssertionError(f"no calendar with disposition {disposition} in {self.subject!r}")


class Mailboxes:
    """Emails by recipient and kind. Subclasses say what `letters` are."""

    def to(self, address, kind=None):
        return [
            letter
            for letter in list(self.letters)
            if address in letter.recipients and kind in (None, letter.kind)
        ]

    def wait(self, address, kind, count=1):
        """Waits for `count` emails and returns the latest."""
        found = eventually(
            lambda: len(self.to(address, kind)) >= count and self.to(address, kind),
            f"{count} emails of the kind {kind} to {address}",
        )
        return found[-1]


class MailServer(Mailboxes):
    """A real SMTP server on a port of its own."""

    def __init__(self):
        self.letters = []
        self.refusals = {}
        """Replies to RCPT, by address."""
        self.refusal_of_data = None
        self.seconds_to_answer = 0
        self.answers_owed = 0
        self.silent_after = None
        """So many emails get a reply; those after them get none, as long as this is set."""
        self.disconnects_after_data = False
        self.port = 0
        self._server = None
        self._conversations = []
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self.go_up()

    @property
    def settings(self):
        relay = {"host": "127.0.0.1", "port": self.port, "security": "none", "connections": 4}
        return {"mail": {"from": "Hopdrink <hopdrink@example.org>", "relay": relay}}

    def go_up(self):
        self._run(self._listen())

    def go_down(self):
        self._run(self._close())

    def remove(self):
        self.go_down()
        self._loop.call_soon_threadsafe(self._loop.stop)

    def _run(self, work):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=10)

    async def _listen(self):
        self._server = await self._loop.create_server(self._conversation, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    def _conversation(self):
        conversation = SMTP(self, hostname="relay.test", loop=self._loop)
        self._conversations.append(conversation)
        return conversation

    async def _close(self):
        self._server.close()
        for conversation in self._conversations:
            if conversation.transport:
                conversation.transport.abort()
        self._conversations.clear()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server, session, envelope):
        self.answers_owed += 1
        try:
            return await self._take(server, Letter(envelope.rcpt_tos, envelope.content))
        finally:
            self.answers_owed -= 1

    async def _take(self, server, letter):
        await asyncio.sleep(self.seconds_to_answer)
        if self.refusal_of_data:
            return self.refusal_of_data
        self.letters.append(letter)
        number = len(self.letters)
        while self.silent_after is not None and number > self.silent_after:
            await asyncio.sleep(0.02)
        if self.disconnects_after_data:
            server.transport.abort()
        return "250 2.0.0 taken"


class Maildir(Mailboxes):
    """The folder in which a daemon without a relay stores its emails."""

    def __init__(self, folder):
        self.folder = folder

    @property
    def letters(self):
        return [self._letter(path.read_bytes()) for path in sorted(self.folder.glob("new/*.eml"))]

    def _letter(self, content):
        letter = Letter([], content)
        letter.recipients = [address.addr_spec for address in letter.message["To"].addresses]
        return letter
