"""When the disk is full."""

import os
import re
from pathlib import Path

from case import EndToEndTest
from databases import only_on_sqlite
from guests import Guest
from waiting import eventually


@only_on_sqlite
class FullDiskTest(EndToEndTest):
    def setUp(self):
        super().setUp()
        self.install()
        folder = self.database.folder
        self.start(prefix=small_disk(folder))
        self.meetup = self.visitor.meetups()[0]["id"]
        self.ballast = Path(f"/proc/{self.daemon.process.pid}/root{folder}/ballast")

    def test_when_the_disk_is_full_answers_are_refused_and_reading_goes_on(self):
        feed = self.visitor.get("/feeds/tours.ics").body
        self.fill(leaving=0)
        _, refused = self.answer_until_refused()
        self.assertEqual((refused.status, refused.headers["Retry-After"].isdigit()), (503, True))
        api = self.visitor.api("POST", f"/meetups/{self.meetup}/rsvps", {"name": "Anna", "email": "anna@example.net"})
        self.assertEqual((api.status, api.headers["Retry-After"].isdigit()), (503, True))
        for path in ("/fr/tours", f"/en/meetups/{self.meetup}", "/api/v1/cities"):
            self.assertEqual(self.visitor.get(path).status, 200, path)
        self.assertEqual(self.visitor.get("/feeds/tours.ics").body, feed)
        self.ballast.unlink()
        Guest("After").come(self.visitor, self.mail, self.meetup)
        self.assertEqual(self.mail.to("anna@example.net"), [])
        self.assertEqual(self.daemon.stop(), 0)

    def test_letters_that_met_the_full_disk_leave_once_when_there_is_room(self):
        self.fill(leaving=200_000)
        taken, _ = self.answer_until_refused()
        eventually(self.outbox_is_stuck, "the outbox meets the full disk too")
        self.ballast.unlink()
        for guest in taken:
            self.mail.wait(guest.address, "confirm")
        self.assertEqual(len(self.mail.letters), len(taken))

    def outbox_is_stuck(self):
        return re.search("claiming letters failed|a letter waits for the database", self.daemon.said())

    def fill(self, leaving):
        """Fills the disk but for so many bytes."""
        with open(self.ballast, "wb", buffering=0) as file:
            for size in (65536, 4096):
                write_until_full(file, bytes(size))
            file.truncate(file.tell() - leaving)

    def answer_until_refused(self):
        """The guests whose answers still found room, and the refusal of the first that did not."""
        taken = []
        for number in range(200):
            guest = Guest(f"Guest{number}")
            answer = guest.answer(self.visitor, self.meetup)
            if answer.status != 303:
                return taken, answer
            taken.append(guest)
        raise AssertionError("the disk is never full")


def small_disk(folder):
    """The start of a command whose process sees a disk of a few megabytes in this folder, and nobody else does."""
    alone = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--map-root-user"]
    return [*alone, "sh", "-c", f'mount -t tmpfs -o size=6m tmpfs "{folder}" && exec "$@"', "sh"]


def write_until_full(file, block):
    try:
        while True:
            file.write(block)
    except OSError:
        pass
