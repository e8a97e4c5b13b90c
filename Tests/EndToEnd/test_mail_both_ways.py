"""Emails go out, and replies and bounces come in, through a real mail server and a real mailbox."""

import shutil
import subprocess

from case import EndToEndTest
from daemon import BINARY, TEMPLATES
from databases import only_on_sqlite
from dovecot import PASSWORD, USER as MAILBOX, Dovecot
from guests import Guest
from networks import city, series
from postfix import ELSEWHERE, USER, Postfix
from replies import reply
from visitor import Visitor
from waiting import eventually

AS_USER = ["setpriv", "--reuid", USER, "--regid", "nogroup", "--clear-groups", "--pdeathsig", "KILL"]
LATER = "20261201T130000Z"


class Stranger(Guest):
    """A guest whose mailbox is on another server."""

    @property
    def address(self):
        return f"{self.name.lower()}@{ELSEWHERE}"


@only_on_sqlite
class MailBothWaysTest(EndToEndTest):
    def serve_behind(self, aliases, **inbound):
        """Starts a daemon that sends through Postfix, as the user for whom Postfix runs `mail-in`."""
        self.install(city(series(capacity=2, hosts=["Julien Petit <julien@example.net>"])))
        guests = ["anna", "ben", "mallory", "julien"]
        self.postfix = Postfix(aliases(self.hand_over()), guests, elsewhere_port=self.mail.port)
        self.addCleanup(self.postfix.remove)
        mail = {"from": "Hopdrink <hopdrink@example.org>", "relay": self.postfix.settings, "inbound": inbound}
        self.installation.configure(mail=mail)
        shutil.chown(self.installation.config, USER)
        self.start(prefix=AS_USER)
        self.meetup = self.visitor.meetups()[0]["id"]

    def hand_over(self):
        """Gives the folder to the user, and copies the program to where that user can run it."""
        folder = self.installation.folder
        program = folder / "hopdrink"
        shutil.copy2(BINARY, program)
        shutil.copytree(TEMPLATES, folder / "templates")
        self.installation.configure(templates=str(folder / "templates"))
        folder.chmod(0o755)
        for place in (folder, self.database.folder):
            subprocess.run(["chown", "-R", USER, str(place)], check=True)
        return f'"|{program} mail-in --config {self.installation.config}"'

    def serve_behind_pipe(self):
        self.serve_behind(lambda pipe: {"hopdrink": pipe})

    def come(self, guest, becomes="going"):
        return guest.come(self.visitor, self.postfix, self.meetup, becomes)

    def answer(self, letter, participation, **details):
        recipient, content = reply(letter, participation, **details)
        self.postfix.send("calendar@example.net", recipient, content)

    @property
    def places_free(self):
        return self.visitor.meetup(self.meetup)["places_free"]

    def wait_for_places(self, places):
        eventually(lambda: self.places_free == places, f"{places} places are free:\n{self.postfix.log()[-3000:]}")

    def test_reply_from_a_calendar_changes_the_rsvp(self):
        self.serve_behind_pipe()
        letter = self.come(Guest("Anna"))
        self.answer(letter, "declined")
        self.wait_for_places(2)
        self.answer(letter, "accepted", stamp=LATER)
        self.wait_for_places(1)

    def test_declining_reply_promotes_a_waiting_guest(self):
        self.serve_behind_pipe()
        letter = self.come(Guest("Anna", companions=1))
        self.come(Guest("Ben"), becomes="waiting")
        self.answer(letter, "declined")
        moved = self.postfix.wait("ben@example.net", "promoted")
        self.assertEqual(moved.method, "REQUEST")
        self.answer(letter, "accepted", stamp=LATER)
        self.assertFalse(self.postfix.wait("anna@example.net", "waiting").has_calendar)

    def test_reply_from_another_person_changes_nothing(self):
        self.serve_behind_pipe()
        letter = self.come(Guest("Anna"))
        self.answer(letter, "declined", by="mallory@example.net")
        self.postfix.wait("anna@example.net", "unverified")
        address, answer = reply(letter, "declined")
        made_up = f"hopdrink+r{'0' * 42}@example.org"
        self.postfix.send("mallory@example.net", made_up, answer.replace(address.encode(), made_up.encode()))
        self.come(Guest("Ben"))
        self.assertEqual(self.places_free, 0)

    def test_bounce_releases_the_seat_and_is_reported_to_the_host(self):
        self.serve_behind_pipe()
        gone = Stranger("Gone")
        gone.answer(self.visitor, self.meetup)
        gone.press_the_button(self.visitor, self.mail)
        self.mail.wait(gone.address, "going")
        self.assertEqual(self.places_free, 1)
        self.mail.refusals[gone.address] = f"550 5.1.1 <{gone.address}> no such user"
        gone.answer(self.visitor, self.meetup)
        self.wait_for_places(2)
        self.postfix.wait("julien@example.net", "unreachable")

    def test_replies_are_read_from_a_mailbox(self):
        mailbox = Dovecot()
        self.addCleanup(mailbox.remove)
        secret = mailbox.folder / "home/password"
        secret.write_text(PASSWORD)
        imap = {
            "host": "127.0.0.1", "port": mailbox.port, "security": "none", "user": MAILBOX,
            "password_file": str(secret), "interval": "10s", "done_folder": "Done",
        }
        self.serve_behind(lambda _: {"hopdrink": f"{mailbox.maildir}/"}, imap=imap)
        letter = self.come(Guest("Anna"))
        self.answer(letter, "declined")
        self.wait_for_places(2)
        eventually(lambda: len(mailbox.messages("Done")) == 1, "the reply is moved to the done folder")
