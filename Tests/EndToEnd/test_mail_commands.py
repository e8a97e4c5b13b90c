"""The commands `mail test` and `doctor`, and the fallback relay."""

import json
import socket
import subprocess
import sys
import time

from case import EndToEndTest
from daemon import REPOSITORY
from guests import Guest
from waiting import eventually

FAULT_SERVER = REPOSITORY / "Tests/MailTests/Support/fault_server.py"
SECRET = "correct horse"


class FaultServer:
    """A mail server that follows rules; see fault_server.py."""

    def __init__(self, test, **rules):
        script = {"connections": [rules], "certificate": None, "smtps": False}
        words = [sys.executable, str(FAULT_SERVER), json.dumps(script)]
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.log = None
        self.port = int(self.process.stdout.readline())
        test.addCleanup(self.remove)

    def said(self):
        """Ends the server and returns all lines that it printed."""
        self.log = self.log or self.process.communicate()[0]
        return self.log.splitlines()

    def remove(self):
        self.process.kill()
        self.said()


class MailCommandTest(EndToEndTest):
    def setUp(self):
        super().setUp()
        self.install()

    def relay(self, port, **settings):
        return {"host": "127.0.0.1", "port": port, "security": "none", **settings}

    def use(self, relay=None, fallback=None, sender="Hopdrink <events@hop.test>"):
        mail = {"from": sender, "relay": relay, "fallback": fallback}
        self.installation.configure(mail={name: value for name, value in mail.items() if value})

    def with_faults(self, login=False, **rules):
        server = FaultServer(self, **rules)
        settings = {}
        if login:
            (self.installation.folder / "password").write_text(SECRET + "\n")
            settings = {"user": "hop", "password_file": str(self.installation.folder / "password")}
        self.use(self.relay(server.port, **settings))
        return server

    def run_test(self, *words):
        return self.installation.command("mail", "test", "anna@example.net", *words)


class MailTestTest(MailCommandTest):
    def test_email_is_sent_and_every_step_is_shown(self):
        self.use(self.relay(self.mail.port, hello="events.hop.test"))
        tried = self.run_test()
        self.assertEqual((tried.returncode, tried.stderr), (0, ""))
        steps = "Connected to 127.0.0.1", "< 220 relay.test", "> EHLO events.hop.test", "> DATA", "accepted the email"
        for words in steps:
            self.assertIn(words, tried.stdout)
        (letter,) = self.mail.to("anna@example.net")
        self.assertEqual(letter.message["From"], "Hopdrink <events@hop.test>")
        self.assertIn("There is nothing to do.", letter.text)

    def test_queue_id_is_printed(self):
        self.with_faults()
        self.assertIn("its queue id is Q1", self.run_test().stdout)

    def test_fallback_can_be_tried_too(self):
        self.use(self.relay(1), self.relay(self.mail.port))
        self.assertEqual(self.run_test().returncode, 69)
        self.assertEqual(self.run_test("--relay", "fallback").returncode, 0)

    def test_each_failure_has_its_step_advice_and_exit_code(self):
        for rules, code, words in (
            ({"GREETING": "554 5.7.1 go away"}, 69, ("at the greeting", "554 5.7.1 go away", "log")),
            ({"EHLO": "502 no"}, 69, ("at EHLO", "502 no", "mail.relay.hello")),
            ({"MAIL": "550 5.7.1 not yours"}, 69, ("at the sender", "550 5.7.1 not yours", "mail.from")),
            ({"RCPT": "550 5.1.1 nobody"}, 67, ("at the recipient", "550 5.1.1 nobody", "Check the address")),
            ({"RCPT": "450 4.2.1 later"}, 75, ("at the recipient", "450 4.2.1 later", "try again later")),
            ({"END": "554 5.7.1 spam"}, 69, ("after the text", "554 5.7.1 spam", "log says why")),
            ({"END": "close"}, 75, ("after the text", "may have arrived")),
        ):
            with self.subTest(rules):
                self.with_faults(**rules)
                tried = self.run_test()
                self.assertEqual(tried.returncode, code, tried.stderr)
                for word in words:
                    self.assertIn(word, tried.stderr)

    def test_login_is_shown_without_the_password(self):
        for rules, code, words in (
            ({"EXTENSIONS": "AUTH PLAIN"}, 0, ""),
            ({"EXTENSIONS": "AUTH LOGIN"}, 0, ""),
            ({"EXTENSIONS": "AUTH PLAIN", "AUTH": f"535 5.7.8 not {SECRET}"}, 77, "at the login"),
            ({"EXTENSIONS": "SIZE 1000"}, 78, "offers no login"),
        ):
            with self.subTest(rules):
                self.with_faults(login=True, **rules)
                tried = self.run_test()
                self.assertEqual(tried.returncode, code, tried.stderr)
                self.assertIn(words, tried.stderr)
                self.assertNotIn(SECRET, tried.stdout + tried.stderr)
                self.assertNotIn("Y29ycmVjd", tried.stdout + tried.stderr)

    def test_nothing_is_tried_without_a_relay_or_a_valid_address(self):
        self.use()
        tried = self.run_test()
        self.assertEqual(tried.returncode, 78)
        self.assertIn("there is no `mail.relay`", tried.stderr)
        tried = self.installation.command("mail", "test", "anna")
        self.assertEqual(tried.returncode, 64)


class DoctorTest(MailCommandTest):
    def doctor(self):
        checked = self.installation.command("doctor")
        self.assertEqual(checked.stderr, "")
        return checked, dict(self.result(line) for line in checked.stdout.splitlines())

    def result(self, line):
        level, rest = line.split(maxsplit=1)
        return rest.split(":")[0], level

    def test_good_installation_has_no_problem(self):
        self.use(self.relay(self.mail.port))
        self.installation.configure(base_url="https://hop.test")
        self.start()
        checked, levels = self.doctor()
        self.assertEqual(checked.returncode, 0, checked.stdout)
        for subject in ("relay main", "sender", "bounces", "links", "one-click", "time zones", "daemon", "templates"):
            self.assertEqual(levels[subject], "ok", checked.stdout)
        self.assertEqual([levels[name] for name in ("DKIM", "SPF", "DMARC")], ["note"] * 3)
        self.assertEqual(self.mail.letters, [])

    def test_all_problems_are_found_at_once(self):
        refusing = FaultServer(self, GREETING="554 5.7.1 go away")
        self.use(self.relay(1), self.relay(refusing.port), sender="hopdrink@example.org")
        self.installation.configure(templates=str(self.installation.folder / "nowhere"))
        checked, levels = self.doctor()
        self.assertEqual(checked.returncode, 1)
        for subject in ("relay main", "relay fallback", "sender", "templates"):
            self.assertEqual(levels[subject], "problem", checked.stdout)
        for subject in ("links", "one-click", "daemon"):
            self.assertEqual(levels[subject], "warning", checked.stdout)

    def test_doctor_sends_no_email(self):
        server = self.with_faults(login=True, EXTENSIONS="AUTH PLAIN")
        _, levels = self.doctor()
        self.assertEqual(levels["relay main"], "ok")
        said = server.said()
        self.assertIn("command NOOP", said)
        self.assertFalse([line for line in said if line.startswith(("command MAIL", "message"))])

    def test_missing_relay_is_a_warning(self):
        self.use()
        checked, levels = self.doctor()
        self.assertEqual((checked.returncode, levels["relay"]), (0, "warning"))


class FallbackTest(MailCommandTest):
    def test_emails_go_through_the_fallback_while_the_relay_is_away(self):
        self.use(self.relay(1), self.relay(self.mail.port))
        self.start()
        anna = Guest("Anna")
        anna.answer(self.visitor, self.visitor.meetups()[0]["id"])
        self.mail.wait(anna.address, "confirm")

    def test_stopping_daemon_does_not_wait_for_a_relay_that_says_nothing(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            self.use(self.relay(silent.getsockname()[1]))
            self.start()
            Guest("Anna").answer(self.visitor, self.visitor.meetups()[0]["id"])
            silent.settimeout(20)
            connection, _ = silent.accept()
            asked = time.monotonic()
            self.assertEqual(self.daemon.stop(), 0)
            self.assertLess(time.monotonic() - asked, 5)
            connection.close()

    def test_stopping_daemon_sends_quit_to_the_relay(self):
        server = self.with_faults()
        self.start()
        Guest("Anna").answer(self.visitor, self.visitor.meetups()[0]["id"])
        eventually(lambda: self.installation.command("mail", "list").stdout.count("\n") == 1, "the email is sent")
        self.assertEqual(self.daemon.stop(), 0)
        self.assertIn("command QUIT", server.said())
