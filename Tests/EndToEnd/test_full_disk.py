"""The daemon on a full disk."""

import os
import re
from pathlib import Path

from case import EndToEndTest
from databases import only_on_sqlite
from guests import Guest
from networks import city, series
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

    def test_full_disk_refuses_rsvps_and_still_serves_pages(self):
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

    def test_emails_stuck_on_a_full_disk_are_sent_exactly_once_when_there_is_room(self):
        self.fill(leaving=200_000)
        taken, _ = self.answer_until_refused()
        eventually(self.outbox_is_stuck, "the outbox meets the full disk too")
        self.ballast.unlink()
        for guest in taken:
            self.mail.wait(guest.address, "confirm")
        self.assertEqual(len(self.mail.letters), len(taken))

    def outbox_is_stuck(self):
        return re.search("claiming emails failed|an email waits for the database", self.daemon.said())

    def fill(self, leaving):
        """Fills the disk except for so many bytes."""
        with open(self.ballast, "wb", buffering=0) as file:
            for size in (65536, 4096):
                write_until_full(file, bytes(size))
            file.truncate(file.tell() - leaving)

    def answer_until_refused(self):
        """Returns the guests whose RSVPs still found room, and the response to the first that did not."""
        taken = []
        for number in range(200):
            guest = Guest(f"Guest{number}")
            answer = guest.answer(self.visitor, self.meetup)
            if answer.status != 303:
                return taken, answer
            taken.append(guest)
        raise AssertionError("the disk is never full")


@only_on_sqlite
class StartOnFullDiskTest(EndToEndTest):
    def setUp(self):
        super().setUp()
        self.serve()
        self.meetup = self.visitor.meetups()[0]["id"]
        self.feed = self.visitor.get("/feeds/tours.ics").body
        self.anna = Guest("Anna")
        self.link = self.anna.come(self.visitor, self.mail, self.meetup).path

    def start_full(self):
        """Starts a daemon on a disk with no room beside the database as the last daemon left it."""
        folder = self.database.folder
        self.start(prefix=full_disk(folder))
        self.ballast = Path(f"/proc/{self.daemon.process.pid}/root{folder}/ballast")

    def check_reading_goes_on_until_there_is_room(self):
        self.assertIn("The disk is full: pages are served", self.daemon.said())
        for path in ("/fr/tours", f"/en/meetups/{self.meetup}", "/api/v1/cities", self.link):
            self.assertEqual(self.visitor.get(path).status, 200, path)
        self.assertEqual(self.visitor.get("/feeds/tours.ics").body, self.feed)
        refused = Guest("Ben").answer(self.visitor, self.meetup)
        self.assertEqual((refused.status, refused.headers["Retry-After"].isdigit()), (503, True))
        self.assertEqual(self.installation.command("mail", "list").returncode, 0)
        self.ballast.unlink()
        Guest("After").come(self.visitor, self.mail, self.meetup)
        eventually(lambda: "What the start left undone is done." in self.daemon.said(), "the start is completed")
        self.anna.cancel(self.visitor, self.mail)
        self.assertEqual(self.daemon.stop(), 0)

    def test_start_after_a_stop_serves_pages_until_there_is_room(self):
        self.assertEqual(self.daemon.stop(), 0)
        self.start_full()
        self.check_reading_goes_on_until_there_is_room()

    def test_start_after_a_crash_serves_pages_until_there_is_room(self):
        self.daemon.kill()
        self.start_full()
        self.check_reading_goes_on_until_there_is_room()

    def test_start_with_a_new_city_adds_it_once_there_is_room(self):
        self.assertEqual(self.daemon.stop(), 0)
        self.installation.configure(cities=[city(series()), city(series(), slug="lyon", name="Lyon")])
        self.start_full()
        self.assertEqual(len(self.visitor.api("GET", "/cities").json["cities"]), 1)
        self.ballast.unlink()
        eventually(lambda: len(self.visitor.api("GET", "/cities").json["cities"]) == 2, "the second city is there")
        self.assertEqual(self.daemon.stop(), 0)

    def test_first_start_says_what_is_wrong_and_ends(self):
        self.assertEqual(self.daemon.stop(), 0)
        self.database.path.unlink()
        daemon = self.installation.launch(prefix=full_disk(self.database.folder))
        self.assertEqual(daemon.exit_code(), 74)
        self.assertIn("The disk is full", daemon.said())


def small_disk(folder):
    """Returns a command prefix whose process alone sees a disk of a few megabytes in this folder."""
    alone = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--map-root-user"]
    return [*alone, "sh", "-c", f'mount -t tmpfs -o size=6m tmpfs "{folder}" && exec "$@"', "sh"]


def full_disk(folder):
    """Returns a command prefix whose process sees a disk with the folder's files and no room for more."""
    alone = small_disk(folder)[:-4]
    script = (
        f'kept=$(mktemp -d) && cp -a "{folder}/." "$kept" && mount -t tmpfs -o size=6m tmpfs "{folder}" '
        f'&& cp -a "$kept/." "{folder}" && rm -r "$kept"; dd if=/dev/zero of="{folder}/ballast" bs=4096 2>/dev/null; '
        'exec "$@"'
    )
    return [*alone, "sh", "-c", script, "sh"]


def write_until_full(file, block):
    try:
        while True:
            file.write(block)
    except OSError:
        pass
