"""Several daemons on one database; each may serve requests, send emails and die."""

import itertools
from collections import Counter

from case import EndToEndTest
from crowds import ORDER_OF_ARRIVAL, overtaken, together, witnessed
from databases import SERVER, only_on_postgres
from guests import Guest
from networks import NOON, city, one_off, series
from visitor import Visitor
from waiting import eventually

TWENTY_MINUTES_LATER = "2026-12-01T12:20:00+01:00"
JUST_BEFORE_REMINDER = "2026-12-09T18:59:57+01:00"
A_MINUTE_AFTER_REMINDER = "2026-12-09T19:01:05+01:00"

ONE_OFF = {**one_off(), "city": "tours"}
DISAGREEMENT = "Daemons on the database have different networks in their configurations"

LETTERS_OF = """
    SELECT guests.address
    FROM letters JOIN rsvps ON rsvps.id = letters.owner_id JOIN guests ON guests.id = rsvps.guest_id
    WHERE letters.lease_owner = '{owner}' AND letters.state = '{state}'
"""


def crowd(size):
    return [Guest(f"Guest{number:03}") for number in range(size)]


class SeveralDaemonsTest(EndToEndTest):
    def serve_thrice(self, *cities):
        self.install(*cities)
        self.installations = [self.installation, *(self.install_beside(*cities) for _ in range(2))]
        self.start_all(NOON)

    def start_all(self, clock):
        """Starts all daemons at the same moment, with the same clock."""
        self.daemons = [installation.launch(clock) for installation in self.installations]
        for daemon in self.daemons:
            daemon.wait_until_it_listens()
        self.visitors = [Visitor(daemon) for daemon in self.daemons]
        self.turns = itertools.cycle(self.visitors)

    def stop_all(self):
        self.assertEqual([daemon.stop() for daemon in self.daemons], [0, 0, 0])

    def anyone(self):
        """Returns a visitor of each daemon in turn."""
        return next(self.turns)

    def first_meetup(self):
        return self.anyone().meetups()[0]["id"]

    def wait_for_letters(self, guests, kind="confirm"):
        eventually(
            lambda: all(self.mail.to(guest.address, kind) for guest in guests), f"all have an email: {kind}", within=90
        )


@only_on_postgres
class CrowdAtSeveralDaemonsTest(SeveralDaemonsTest):
    def test_twenty_of_two_hundred_get_seats_and_the_others_wait_in_order(self):
        # Five seats are reserved, as for one client; the others are given out in the order of confirmation.
        self.serve_thrice()
        people, meetup = crowd(200), self.first_meetup()
        answers = together(people, lambda guest: witnessed(lambda: guest.answer(self.anyone(), meetup)))
        self.assertEqual({each.answer.status for each in answers}, {303})
        self.wait_for_letters(people)
        pressed = together(people, lambda guest: witnessed(lambda: guest.press_the_button(self.anyone(), self.mail)))
        self.assertEqual({each.answer.status for each in pressed}, {303})
        order = self.rows(ORDER_OF_ARRIVAL)
        self.assertEqual([state for _, state in order], ["going"] * 20 + ["waiting"] * 180)
        arrivals = [arrival for arrival, in self.rows("SELECT arrival FROM rsvps ORDER BY 1")]
        self.assertEqual(len(set(arrivals)), 200)
        self.assertEqual(sum(arrival <= 200 for arrival in arrivals), 5)
        addresses = [address for address, _ in order]
        self.assertEqual(overtaken(addresses[:5], people, answers), [])
        self.assertEqual(overtaken(addresses[5:], people, pressed), [])
        self.check_told(people, order)

    def check_told(self, people, order):
        """Checks that everybody got one email about the outcome, and that those who wait see their place in line."""
        by_address = {guest.address: guest for guest in people}
        going = [by_address[address] for address, _ in order[:20]]
        waiting = [by_address[address] for address, _ in order[20:]]
        self.wait_for_letters(going, "going")
        self.wait_for_letters(waiting, "waiting")
        self.assertEqual([guest.rank(self.anyone(), self.mail) for guest in waiting], list(range(1, 181)))
        self.assertEqual(len(self.mail.letters), 400)


@only_on_postgres
class EmailsOfSeveralDaemonsTest(SeveralDaemonsTest):
    def test_every_reminder_comes_once(self):
        after = one_off(slug="juste-apres", start="2026-12-10T20:00", reminders=["24h59m"])
        self.serve_thrice(city(series(capacity=40, reminders=["24h"]), meetups=[after]))
        meetup, later = (meetup["id"] for meetup in self.anyone().meetups()[:2])
        people, witness = crowd(40), Guest("Witness")
        together(people, lambda guest: guest.come(self.anyone(), self.mail, meetup))
        witness.come(self.anyone(), self.mail, later)
        self.stop_all()
        self.start_all(JUST_BEFORE_REMINDER)
        self.wait_for_letters(people, "reminder")
        self.stop_all()
        # The witness's reminder falls due after the others: those that are still due come before it.
        self.start_all(A_MINUTE_AFTER_REMINDER)
        self.wait_for_letters([witness], "reminder")
        self.stop_all()
        reminded = Counter(letter.recipients[0] for letter in self.mail.letters if letter.kind == "reminder")
        self.assertEqual(reminded, {guest.address: 1 for guest in (*people, witness)})
        self.assertEqual(self.rows("SELECT DISTINCT state, attempts FROM letters"), [("sent", 1)])

    def test_other_daemons_finish_the_emails_of_a_daemon_that_dies_while_it_sends(self):
        people = crowd(40)
        owner = self.start_one_that_is_stuck_with_emails_to(people)
        others = [self.install_beside().start() for _ in range(2)]
        self.daemon.kill()
        in_flight = {address for (address,) in self.rows(LETTERS_OF.format(owner=owner, state="sending"))}
        self.assertEqual(len(in_flight), 4)
        self.assertGreater(len(self.rows(LETTERS_OF.format(owner=owner, state="leased"))), 0)
        self.mail.silent_after = None
        self.wait_for_letters(people)
        eventually(lambda: any("emails may have been sent before" in daemon.said() for daemon in others), "it is told")
        self.assertEqual([daemon.stop() for daemon in others], [0, 0])

        self.install_beside().start(TWENTY_MINUTES_LATER)
        for address in in_flight:
            self.mail.wait(address, "confirm", count=2)
            first, second = self.mail.to(address)
            self.assertEqual(first.content, second.content)
        eventually(lambda: self.rows("SELECT DISTINCT state FROM letters") == [("sent",)], "all emails are sent")
        self.assertEqual(len(self.mail.letters), len(people) + len(in_flight))

    def start_one_that_is_stuck_with_emails_to(self, people):
        """Starts a daemon with many emails to send, to which the relay replies six times; returns the daemon's id."""
        self.serve()
        meetup = self.visitor.meetups()[0]["id"]
        self.mail.go_down()
        for guest in people:
            self.assertEqual(guest.answer(self.visitor, meetup).status, 303)
        self.mail.silent_after = 6
        self.mail.go_up()
        eventually(lambda: self.mail.answers_owed == 4, "all connections to the relay wait for an answer")
        ((owner,),) = self.rows("SELECT id FROM daemons")
        return owner


@only_on_postgres
class ServerGoneTest(SeveralDaemonsTest):
    def setUp(self):
        super().setUp()
        self.serve_thrice()
        self.meetup = self.first_meetup()
        self.addCleanup(SERVER.start)

    def test_daemons_refuse_requests_while_the_server_is_away_and_recover_afterwards(self):
        SERVER.stop()
        for visitor in self.visitors:
            self.check_unavailable(visitor)
        self.assertEqual([daemon.process.poll() for daemon in self.daemons], [None, None, None])
        SERVER.start()
        for number, visitor in enumerate(self.visitors):
            guest = Guest(f"After{number}")
            eventually(lambda: guest.answer(visitor, self.meetup).status == 303, "RSVPs are accepted again")
            self.assertEqual(guest.press_the_button(visitor, self.mail).status, 303)
            self.mail.wait(guest.address, "going")
        self.stop_all()

    def check_unavailable(self, visitor):
        answers = [
            visitor.get(f"/en/meetups/{self.meetup}"),
            Guest("Meanwhile").answer(visitor, self.meetup),
            visitor.api("POST", f"/meetups/{self.meetup}/rsvps", {"name": "Anna", "email": "anna@example.net"}),
        ]
        self.assertEqual([answer.status for answer in answers], [503] * 3)
        self.assertTrue(all(answer.headers["Retry-After"].isdigit() for answer in answers))

    def test_emails_in_flight_when_the_server_stops_arrive_once(self):
        people = crowd(40)
        self.mail.silent_after = 6
        together(people, lambda guest: guest.answer(self.anyone(), self.meetup))
        eventually(lambda: self.mail.answers_owed >= 4, "a daemon waits for the relay")
        SERVER.stop()
        self.mail.silent_after = None
        eventually(lambda: self.mail.answers_owed == 0, "the relay has answered")
        SERVER.start()
        self.wait_for_letters(people)
        eventually(lambda: self.rows("SELECT DISTINCT state FROM letters") == [("sent",)], "all emails are sent")
        self.assertEqual(len(self.mail.letters), len(people))

    def test_emails_that_wait_while_the_server_restarts_are_sent_once(self):
        people = crowd(100)
        together(people, lambda guest: guest.answer(self.anyone(), self.meetup))
        for many in (20, 40, 60):
            eventually(lambda: len(self.mail.letters) >= many, f"{many} emails are sent")
            SERVER.stop()
            self.check_unavailable(self.anyone())
            SERVER.start()
        self.wait_for_letters(people)
        self.assertEqual(len(self.mail.letters), len(people))


@only_on_postgres
class OneNetworkTest(SeveralDaemonsTest):
    def token(self):
        return self.installation.command("token", "create", "--name", "Anna").stdout.strip()

    def test_daemons_with_different_networks_say_so_until_one_stops(self):
        self.serve()
        other = self.install_beside(city(series(capacity=30))).start()
        for daemon in (self.daemon, other):
            eventually(lambda: DISAGREEMENT in daemon.said(), "the daemon says that it disagrees")
        self.assertEqual(self.daemon.stop(), 0)
        eventually(lambda: "agree about the network again" in other.said(), "the other says that all agree")

    def test_daemons_with_the_same_network_say_nothing(self):
        self.serve_thrice()
        self.stop_all()
        self.assertNotIn(DISAGREEMENT, "".join(daemon.said() for daemon in self.daemons))

    def test_request_sent_to_several_daemons_at_once_with_one_key_is_carried_out_once(self):
        self.serve_thrice()
        token = self.token()
        for number in range(20):
            key, meetup = f"key{number}", {**ONE_OFF, "slug": f"soir-{number}"}
            answers = together(
                self.visitors,
                lambda visitor: visitor.api("POST", "/meetups", meetup, token=token, Idempotency_Key=key),
            )
            self.assertEqual([answer.status for answer in answers], [201] * 3)
            self.assertEqual(len({answer.body for answer in answers}), 1)
        self.assertEqual(self.rows("SELECT count(*) FROM meetups WHERE origin = 'http'"), [(20,)])

    def test_change_at_one_daemon_shows_in_the_feeds_of_the_others_within_a_second(self):
        self.serve_thrice()
        token, (here, *others) = self.token(), self.visitors
        meetup = here.api("POST", "/meetups", ONE_OFF, token=token).json
        for other in others:
            eventually(lambda: meetup["uid"] in other.get("/feeds/tours.ics").text, "the meetup is in the feed")
        changed = here.api("PATCH", f"/meetups/{meetup['id']}", {"title": "Le très grand soir"}, token=token)
        self.assertEqual(changed.status, 200)
        for other in others:
            eventually(lambda: "Le très grand soir" in other.get("/feeds/tours.ics").text, "it shows", within=1)
