"""The state of an email after each fault of a relay, as it is in the database, not only as a session returned it."""

import contextlib
import http.client
import json
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

from case import EndToEndTest
from databases import only_on_postgres
from guests import Guest
from networks import city, series
from waiting import eventually

SCRIPT = Path(__file__).resolve().parents[1] / "MailTests/Support/fault_server.py"
LOGIN = {"EXTENSIONS": "AUTH PLAIN"}

UNTOUCHED = {
    "greeting 421": {"GREETING": "421 4.3.2 not now"},
    "greeting 450": {"GREETING": "450 4.3.2 not now"},
    "greeting 554": {"GREETING": "554 5.3.2 never"},
    "no greeting": {"GREETING": "close"},
    "EHLO and HELO refused": {"EHLO": "502 5.5.1 what?"},
    "EHLO without an answer": {"EHLO": "silence"},
    "MAIL 421": {"MAIL": "421 4.3.2 closing"},
    "MAIL 451": {"MAIL": "451 4.3.0 later"},
    "RCPT 421": {"RCPT": "421 4.3.2 closing"},
}
REFUSES_US = {
    "MAIL wants a login": {"MAIL": "530 5.7.0 authentication required"},
    "MAIL 550": {"MAIL": "550 5.7.1 not you"},
    "MAIL 553, sender": {"MAIL": "553 5.7.1 Sender address rejected: not owned by user hop"},
    "MAIL 571, without a status": {"MAIL": "571 no"},
    "RCPT, relaying": {"RCPT": "554 5.7.1 Relay access denied"},
    "RCPT, relaying in Exim's words": {"RCPT": "550 relay not permitted"},
    "RCPT, not logged in": {"RCPT": "554 5.7.1 not logged in"},
    "RCPT, sender": {"RCPT": "550 5.1.8 Sender address rejected: Domain not found"},
    "RCPT, blocklist": {"RCPT": "554 5.7.1 Client host [192.0.2.1] blocked using zen.example.org"},
    "DATA 554": {"DATA": "554 5.7.1 no"},
    "final dot, sender": {"END": "550 5.7.1 sender rejected"},
    "final dot, not verified": {"END": "554 Message rejected: Email address is not verified."},
    "final dot, quota": {"END": "550 5.4.5 Daily user sending limit exceeded"},
}
UNTOUCHED_WITH_LOGIN = {
    "AUTH 535": {**LOGIN, "AUTH": "535 5.7.8 wrong"},
    "AUTH 454": {**LOGIN, "AUTH": "454 4.7.0 later"},
    "no AUTH that we speak": {"EXTENSIONS": "AUTH GSSAPI"},
    "no AUTH at all": {},
}
UNTOUCHED_IN_CLEAR = {
    "STARTTLS not offered": {},
    "STARTTLS 454": {"EXTENSIONS": "STARTTLS", "STARTTLS": "454 4.7.0 later"},
}
TRIED_AGAIN = {
    "RCPT 450": {"RCPT": "450 4.2.1 busy"},
    "RCPT 451, greylisted": {"RCPT": "451 4.7.1 greylisted"},
    "DATA 451": {"DATA": "451 4.3.0 later"},
    "hung up at RCPT": {"RCPT": "close"},
    "hung up at DATA": {"DATA": "close"},
    "no answer to RCPT": {"RCPT": "silence"},
    "final dot 452": {"END": "452 4.3.1 disk full"},
}
DEAD = {
    "MAIL 552, size": {"MAIL": "552 5.3.4 message size exceeds limit"},
    "RCPT 550": {"RCPT": "550 5.1.1 no such user"},
    "RCPT 550, without a status": {"RCPT": "550 no"},
    "RCPT 552": {"RCPT": "552 5.2.2 mailbox full"},
    "final dot 554": {"END": "554 5.7.1 spam"},
}
UNCERTAIN = {
    # An email is smaller than what libcurl reads at once: all of it, and the final dot, may be on its way.
    "hung up in the text": {"DATA": "drop 100"},
    "final dot, hung up": {"END": "close"},
    "final dot, no answer": {"END": "silence"},
}
REFUSES_LATE = {"END": "hold 554 5.7.1 letter one refused"}


class FaultServer:
    """Runs `fault_server.py` and reads what it prints."""

    def __init__(self, *connections):
        self.process = subprocess.Popen(
            [sys.executable, str(SCRIPT), json.dumps({"connections": connections})],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        self.port = int(self.process.stdout.readline())

    def wait_for(self, pattern):
        """Reads until a line matches the pattern, and returns it."""
        for line in self.process.stdout:
            if re.match(pattern, line):
                return line
        raise AssertionError(f"the fault server ended before {pattern}")

    def remove(self):
        self.process.communicate()


class FaultyRelayTest(EndToEndTest):
    def serve_beside(self, *connections, **settings):
        """Starts a daemon whose relay has these faults, and replies within a second or not at all."""
        self.relay = FaultServer(*connections)
        self.addCleanup(self.relay.remove)
        return self.serve_with({"port": self.relay.port, **settings})

    def serve_with(self, settings):
        relay = {"host": "127.0.0.1", "security": "none", "connections": 1, "timeout": 1, **settings}
        self.install(city(series(reminders=[])))
        self.installation.configure(mail={"from": "hopdrink@example.org", "relay": relay})
        self.start()
        self.meetup = self.visitor.meetups()[0]["id"]

    def fate(self, server, settings):
        """Returns an email's state as the outbox lists it, and its state, attempts and bytes in the database."""
        self.serve_beside(server, **settings)
        self.assertEqual(Guest("Anna").answer(self.visitor, self.meetup).status, 303)
        letter = eventually(self.tried, "the email was tried", within=40)
        # A polite stop would look at the emails once more.
        self.daemon.kill()
        ((state, attempts, has_bytes),) = self.database.rows_as_left(
            "SELECT state, attempts, CASE WHEN body IS NULL THEN 0 ELSE 1 END FROM letters"
        )
        return letter["state"], state, attempts, has_bytes

    def tried(self):
        """Returns the email once it was tried, otherwise None."""
        (letter,) = self.installation.unsent_letters() or [{"state": "sent", "reason": "-"}]
        said = re.search(r"(relay|email).*(not available|refused|deferred|may have been sent|sent)", self.daemon.said())
        return letter if said and letter["state"] not in ("leased", "sending") else None

    def check(self, faults, expected, **settings):
        for name, server in faults.items():
            with self.subTest(name):
                self.assertEqual(self.fate(server, settings), expected)

    def test_accepted_email_is_sent(self):
        self.check({"as it should be": {}}, ("sent", "sent", 1, 0))

    def test_fault_of_the_relay_leaves_the_email_ready(self):
        self.check(UNTOUCHED, ("ready", "ready", 0, 0))

    def test_relay_that_refuses_us_leaves_the_email_ready(self):
        self.check(REFUSES_US, ("ready", "ready", 0, 0))

    def test_relay_that_refuses_our_login_leaves_the_email_ready(self):
        self.install(city())
        password = self.installation.folder / "password"
        password.write_text("secret")
        self.check(UNTOUCHED_WITH_LOGIN, ("ready", "ready", 0, 0), user="hopdrink", password_file=str(password))

    def test_relay_without_encryption_leaves_the_email_ready(self):
        self.check(UNTOUCHED_IN_CLEAR, ("ready", "ready", 0, 0), security="starttls")

    def test_relay_that_is_not_there_leaves_the_email_ready(self):
        self.mail.go_down()
        self.check({"refused": {}}, ("ready", "ready", 0, 0), port=self.mail.port)

    def test_temporarily_refused_email_is_retried(self):
        self.check(TRIED_AGAIN, ("retry", "retry", 1, 0))

    def test_permanently_refused_email_is_dead(self):
        self.check(DEAD, ("dead", "dead", 1, 0))

    def test_email_without_a_reply_is_uncertain_and_keeps_its_bytes(self):
        self.check(UNCERTAIN, ("uncertain", "uncertain", 1, 1))

    def test_late_reply_is_not_taken_for_that_to_the_next_email(self):
        self.serve_beside(REFUSES_LATE, {})
        for guest in (Guest("Anna"), Guest("Ben")):
            self.assertEqual(guest.answer(self.visitor, self.meetup).status, 303)
        eventually(lambda: "email sent" in self.daemon.said(), "the second email is sent", within=40)
        (letter,) = self.installation.unsent_letters()
        self.assertEqual(letter["state"], "uncertain")
        self.assertEqual(self.daemon.stop(), 0)
        self.assertEqual(self.rows("SELECT state FROM letters ORDER BY id"), [("uncertain",), ("sent",)])

    def test_daemon_stops_within_five_seconds_while_the_relay_sends_no_reply(self):
        for step in ("EHLO", "RCPT", "END"):
            with self.subTest(step):
                self.serve_beside({step: "silence"}, timeout=600)
                self.assertEqual(Guest("Anna").answer(self.visitor, self.meetup).status, 303)
                self.relay.wait_for("message" if step == "END" else f"command {step}")
                asked = time.monotonic()
                self.assertEqual(self.daemon.stop(), 0)
                self.assertLess(time.monotonic() - asked, 5)


class RefusedSenderTest(EndToEndTest):
    """A relay that refuses all our emails, without or with a fallback beside it."""

    def serve_with(self, rules, fallback=None, login=False):
        self.relay = FaultServer(*rules)
        self.addCleanup(self.relay.remove)
        self.install(city(series(reminders=[])))
        relay = {"host": "127.0.0.1", "port": self.relay.port, "security": "none", "connections": 1, "timeout": 5}
        if login:
            password = self.installation.folder / "password"
            password.write_text("secret")
            relay.update(user="hopdrink", password_file=str(password))
        mail = {"from": "hopdrink@example.org", "relay": relay}
        if fallback:
            mail["fallback"] = {"host": "127.0.0.1", "port": fallback, "security": "none"}
        self.installation.configure(mail=mail)
        self.start()
        self.meetup = self.visitor.meetups()[0]["id"]

    def relays(self):
        connection = http.client.HTTPConnection("localhost")
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.connect(self.installation.settings["control_socket"])
        with contextlib.closing(connection):
            connection.request("GET", "/status")
            return {relay["name"]: relay for relay in json.load(connection.getresponse())["relays"]}

    def doctor(self):
        return self.installation.command("doctor").stdout

    def test_emails_take_the_fallback_at_once_and_none_is_lost(self):
        faults = {**REFUSES_US, "AUTH 535": {**LOGIN, "AUTH": "535 5.7.8 wrong"}}
        for name, rules in faults.items():
            with self.subTest(name):
                self.serve_with([rules], fallback=self.mail.port, login="AUTH" in rules)
                guests = [Guest(f"{word}{len(self.mail.letters)}") for word in ("Anna", "Ben", "Carla")]
                for guest in guests:
                    self.assertEqual(guest.answer(self.visitor, self.meetup).status, 303)
                for guest in guests:
                    self.mail.wait(guest.address, "confirm")
                relays = self.relays()
                self.assertEqual((relays["main"]["state"], relays["fallback"]["state"]), ("paused", "healthy"))
                self.assertIn("it said", relays["main"]["reason"])
                doctor = self.doctor()
                self.assertRegex(doctor, r"problem +relay main in use: .*it said")
                self.assertRegex(doctor, r"ok +relay fallback in use")
                self.assertEqual(self.daemon.said().count("the mail relay is not available"), 1)
                self.assertNotIn("@example.net", self.daemon.said())
                self.assertNotIn("@", json.dumps(relays))
                self.daemon.stop()
                states = self.rows("SELECT DISTINCT state, attempts FROM letters")
                self.assertEqual(states, [("sent", 1)])

    def test_emails_without_a_fallback_wait_until_the_relay_works_again(self):
        for rules in ({"MAIL": "550 5.7.1 not you"}, {"RCPT": "554 5.7.1 Relay access denied"}, {"DATA": "554 no"},
                      {"END": "550 5.7.1 sender rejected"}, {"MAIL": "530 5.7.0 login first"}):
            with self.subTest(rules):
                self.serve_with([rules, rules, {}])
                for guest in (Guest("Anna"), Guest("Ben"), Guest("Carla")):
                    self.assertEqual(guest.answer(self.visitor, self.meetup).status, 303)
                eventually(lambda: self.relays()["main"]["state"] == "paused", "the relay is paused")
                eventually(lambda: not self.installation.unsent_letters(), "all are sent", within=60)
                self.assertEqual(self.relays()["main"], {"name": "main", "state": "healthy"})
                said = self.daemon.said()
                self.assertEqual(said.count("the mail relay is not available"), 1)
                self.assertEqual(said.count("the mail relay works again"), 1)
                self.assertRegex(self.doctor(), r"ok +relay main in use")

    @only_on_postgres
    def test_two_daemons_on_one_database_lose_no_email(self):
        self.serve_with([{"MAIL": "550 5.7.1 not you"}], fallback=self.mail.port)
        other = self.install_beside(city(series(reminders=[])))
        other.configure(mail=self.installation.settings["mail"])
        other.start()
        guests = [Guest(f"Guest{number}") for number in range(12)]
        for guest in guests:
            self.assertEqual(guest.answer(self.visitor, self.meetup).status, 303)
        for guest in guests:
            self.mail.wait(guest.address, "confirm")
        self.assertEqual(len(self.mail.letters), len(guests))

    def test_dead_emails_can_be_retried(self):
        self.serve_with([{"RCPT": "550 no"}] * 3 + [{}])
        for guest in (Guest("Anna"), Guest("Ben"), Guest("Carla")):
            self.assertEqual(guest.answer(self.visitor, self.meetup).status, 303)
        eventually(lambda: [letter["state"] for letter in self.installation.unsent_letters()] == ["dead"] * 3,
                   "all are dead", within=30)
        for words, count in ((("--since", "2020-01-01", "--kind", "reminder"), 0), (("--state", "expired"), 0),
                             (("--state", "dead", "--since", "1h"), 3), (("--all",), 0)):
            retried = self.installation.command("mail", "retry", *words)
            self.assertEqual((retried.returncode, retried.stderr), (0, ""))
            self.assertIn(f"sent again: {count}", retried.stdout)
        eventually(lambda: not self.installation.unsent_letters(), "all are sent", within=30)
        for words in ((), ("--state", "sent"), ("--since", "soon"), ("--all", "01" * 13)):
            self.assertEqual(self.installation.command("mail", "retry", *words).returncode, 64)
