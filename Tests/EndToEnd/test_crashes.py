"""The daemon is killed two hundred times while it sends emails; the relay and the database must agree afterwards.

HOPDRINK_TEST_SEED repeats the choices of a run, HOPDRINK_TEST_KILLS sets the number of kills."""

import http.client
import os
import random
import subprocess
import time
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from case import EndToEndTest
from crowds import together
from guests import Guest
from networks import NOON, city, one_off, series
from waiting import eventually
from witness import Moment, Trap, Witness

KILLS = int(os.environ.get("HOPDRINK_TEST_KILLS", 200))
ROUND = timedelta(minutes=20)
"""How far the clock moves from one daemon to the next: emails that may have been sent are due again by then."""
MEETUPS = 6
GUESTS = 4
AT_RANDOM = None

LETTERS = """
    SELECT letters.id, letters.kind, letters.state, letters.lease_owner, guests.address FROM letters
    JOIN rsvps ON rsvps.id = letters.owner_id JOIN guests ON guests.id = rsvps.guest_id
"""


DUE = """
    SELECT l.id FROM letters l WHERE l.settled_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM letters o WHERE o.conversation_key = l.conversation_key AND o.position < l.position AND o.settled_at IS NULL)
"""


class Meetups:
    """A few meetups that change all the time."""

    def __init__(self, test):
        self.test = test
        self.random = random.Random(test.random.random())
        self.ids = []
        self.guests = 0
        self.made = 0
        self.pressed = set()

    def begin(self):
        """Creates the meetups and their first guests."""
        self.ids = [self.make() for _ in range(MEETUPS)]
        mail, visitor = self.test.mail, self.test.visitor
        people = [(self.guest(), meetup) for meetup in self.ids for _ in range(GUESTS)]
        together(people, lambda each: each[0].come(visitor, mail, each[1]))
        self.pressed.update(guest.address for guest, _ in people)

    def guest(self):
        self.guests += 1
        return Guest(f"Guest{self.guests:04}")

    def happen(self, count):
        """Does `count` random things, or fewer if the daemon dies."""
        actions = [self.somebody_sends_an_rsvp, self.somebody_confirms, self.one_moves, self.one_is_cancelled]
        for action in self.random.choices(actions, weights=[4, 4, 5, 1], k=count):
            try:
                action()
            except (OSError, http.client.HTTPException):
                return

    def make(self):
        self.made += 1
        meetup = {**one_off(slug=f"soir-{self.made}", start=self.time(), capacity=200), "city": "tours"}
        answer = self.ask("POST", "/meetups", {**meetup, "reminders": ["72h", "48h", "24h", "2h"]})
        return answer.json["id"]

    def time(self):
        """Returns a random time in the next days, so that reminders fall due."""
        at = self.test.clock + timedelta(hours=self.random.randint(12, 96), minutes=self.random.randrange(60))
        return at.strftime("%Y-%m-%dT%H:%M")

    def somebody_sends_an_rsvp(self):
        self.guest().answer(self.test.visitor, self.random.choice(self.ids))

    def somebody_confirms(self):
        """Lets everybody confirm whose email asks for it. A kill may have hidden the success of an earlier attempt."""
        letters = [letter for letter in list(self.test.mail.letters) if letter.kind == "confirm"]
        for letter in letters:
            (address,) = letter.recipients
            if address not in self.pressed and self.test.visitor.post(letter.path).status == 303:
                self.pressed.add(address)

    def one_moves(self):
        self.ask("PATCH", f"/meetups/{self.random.choice(self.ids)}", {"start": self.time()})

    def one_is_cancelled(self):
        """Cancels a meetup, and replaces it by a new one with a guest."""
        place = self.random.randrange(MEETUPS)
        self.ask("POST", f"/meetups/{self.ids[place]}/cancel")
        self.ids[place] = self.make()
        self.guest().answer(self.test.visitor, self.ids[place])

    def ask(self, method, path, value=None):
        return self.test.visitor.api(method, path, value, token=self.test.token)


class CrashTest(EndToEndTest):
    mail_server = Witness

    def setUp(self):
        super().setUp()
        self.seed = os.environ.get("HOPDRINK_TEST_SEED", random.SystemRandom().randrange(2**32))
        self.random = random.Random(str(self.seed))
        self.mail.random = random.Random(self.random.random())
        self.clock = datetime.fromisoformat(NOON).replace(tzinfo=ZoneInfo("Europe/Paris"))
        self.install(city(series(), languages=["en"]))
        self.meetups = Meetups(self)
        self.kills = Counter()
        self.may_come_twice = Counter()
        """For each email, the number of kills during which it was being sent."""
        self.seen = set()
        """Emails that were being sent at the last kill, each with the daemon that sent it."""
        self.kinds = {}

    def test_emails_are_neither_lost_nor_duplicated_by_two_hundred_kills(self):
        begun = time.monotonic()
        self.next_daemon(ROUND * 0)
        self.token = self.installation.command("token", "create", "--name", "Anna").stdout.strip()
        self.meetups.begin()
        while self.kills.total() < KILLS:
            self.round()
        self.finish()
        with self.subTest(seed=self.seed):
            self.check()
        self.report(time.monotonic() - begun)

    def next_daemon(self, later=ROUND):
        self.clock += later
        self.mail.trap = None
        self.mail.asked.clear()
        self.start(self.clock.isoformat())

    def round(self):
        """Lets something happen, kills the daemon and starts another."""
        moment = self.random.choice([*Moment, AT_RANDOM])
        trap = Trap(self.daemon.process, moment, self.random.randint(1, 5))
        is_set_before = self.random.random() < 0.3
        if is_set_before:
            self.mail.trap = trap
        self.meetups.happen(2)
        self.mail.trap = trap
        try:
            patience = self.random.uniform(0, 0.7) if moment is AT_RANDOM else 1
            self.daemon.process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            moment = AT_RANDOM
        self.daemon.kill()
        self.kills[moment] += 1
        self.look_at_what_was_being_sent()
        self.next_daemon()

    def look_at_what_was_being_sent(self):
        letters = self.database.rows_as_left(LETTERS)
        self.kinds.update({letter: kind for letter, kind, *_ in letters})
        sending = [(letter, owner, reader) for letter, _, state, owner, reader in letters if state == "sending"]
        # A daemon that died too early to look leaves what the one before it was sending.
        new = [(letter, reader) for letter, owner, reader in sending if (letter, owner) not in self.seen]
        self.seen = {(letter, owner) for letter, owner, _ in sending}
        self.may_come_twice.update(letter for letter, _ in new)
        early = [reader for _, reader in new if reader not in self.mail.asked]
        self.assertEqual(early, [], f"emails are sending that the relay did not ask for, seed {self.seed}")

    def finish(self):
        """Runs daemons without killing them until no email waits."""
        while self.come_to_rest():
            self.next_daemon()

    def come_to_rest(self):
        """Stops the daemon once nothing is due, and returns how many emails wait for another."""
        eventually(lambda: not self.due(), f"nothing is due, seed {self.seed}", within=30)
        self.assertEqual(self.daemon.stop(), 0)
        return len(self.rows("SELECT id FROM letters WHERE settled_at IS NULL"))

    def due(self):
        """Returns emails that this daemon can send. Those behind a waiting one of their conversation wait too."""
        soon = int((self.clock + ROUND / 2).timestamp())
        return self.database.rows_as_left(f"{DUE} AND l.next_at < {soon}")

    def check(self):
        copies = defaultdict(list)
        for letter in self.mail.letters:
            copies[letter.id].append(letter.content)
        fates = {letter: rest for letter, *rest in self.rows("SELECT id, kind, state, reply FROM letters")}
        self.check_copies(copies)
        # An RSVP that nobody confirms is deleted after a day or two, with its email.
        gone = {self.kinds.get(letter) for letter in (set(copies) | set(self.kinds)) - set(fates)}
        self.assertLessEqual(gone, {"confirm"}, "emails that the database no longer has")
        for letter, (kind, state, reply) in fates.items():
            with self.subTest(letter=letter, kind=kind, state=state, reply=reply):
                self.check_fate(letter, state, reply, len(copies[letter]))
        self.check_calendars()
        self.fates = Counter(state for _, state, _ in fates.values())

    def check_copies(self, copies):
        doubled = {letter: contents for letter, contents in copies.items() if len(contents) > 1}
        self.doubled = len(doubled)
        self.assertEqual(set(doubled) - set(self.may_come_twice), set(), "came twice, and were not being sent at a kill")
        for letter, contents in doubled.items():
            self.assertEqual(len(set(contents)), 1, f"{letter} came again with other bytes")
            self.assertLessEqual(len(contents), 2)

    def check_fate(self, letter, state, reply, copies):
        if state == "sent":
            self.assertGreater(copies, 0, "lost")
        elif state == "uncertain":
            self.assertGreaterEqual(self.may_come_twice[letter], 2, "given up too early")
        else:
            self.assertIn(state, ("expired", "withdrawn"))
            self.assertTrue(reply, "no reason")
            # An email that may have arrived, and was no longer true at the next attempt, arrived at most once.
            self.assertLessEqual(copies, min(1, self.may_come_twice[letter]))

    def check_calendars(self):
        """Checks that a meetup's SEQUENCE grows in each guest's mailbox, and CANCEL comes after REQUEST."""
        told = defaultdict(list)
        for letter in self.mail.letters:
            if b"text/calendar" in letter.content:
                (event,) = letter.invitation.walk("VEVENT")
                told[str(event["UID"]), letter.recipients[0]].append((int(event["SEQUENCE"]), letter.method))
        self.cancelled = sum(story[-1][1] == "CANCEL" for story in told.values())
        for (uid, address), story in told.items():
            with self.subTest(uid=uid, address=address, story=story):
                self.assertEqual(story, sorted(story, key=lambda entry: entry[0]))
                # A guest who got no REQUEST may get a CANCEL, but nothing older after it.
                for before, after in pairwise(story):
                    self.assertTrue(before[1] == "REQUEST" or after == before or after[0] > before[0])

    def report(self, seconds):
        moments = ", ".join(f"{count} {moment.name if moment else 'AT_RANDOM'}" for moment, count in self.kills.items())
        print(
            f"\nseed {self.seed}: {self.kills.total()} kills in {seconds:.0f} s ({moments});"
            f" {len(self.mail.letters)} messages, {self.doubled} of them twice; {self.cancelled} guests were told that"
            f" their meetup is cancelled; {dict(self.fates)}",
            flush=True,
        )
