"""A guest's feed from its creation to its end, and feeds for feed readers."""

from urllib.parse import urlsplit
from xml.etree import ElementTree

import icalendar

from case import EndToEndTest
from guests import Guest
from networks import city, series

ATOM = "{http://www.w3.org/2005/Atom}"


class GuestFeedTest(EndToEndTest):
    def test_guest_feed_lists_the_guests_meetups_until_it_is_revoked(self):
        self.serve(city(series(capacity=2)), log_level="debug")
        first, second = self.visitor.meetups()[:2]
        anna, ben = Guest("Anna", companions=1), Guest("Ben")
        manage = anna.come(self.visitor, self.mail, first["id"]).path
        ben_page = self.make_feed(ben.come(self.visitor, self.mail, first["id"], becomes="waiting").path)
        page = self.make_feed(manage)
        feed = self.feed_on(page)

        (event,) = self.events(feed)
        self.assertEqual((event["UID"], event["STATUS"], event["SUMMARY"]), (first["uid"], "CONFIRMED", first["title"]))
        self.assertTrue(event["DESCRIPTION"].startswith("You’re coming, 2 people."))
        self.assertNotIn("rsvps", event.to_ical().decode())
        (waiting,) = self.events(self.feed_on(ben_page))
        self.assertEqual((waiting["UID"], waiting["STATUS"]), (first["uid"], "TENTATIVE"))
        self.assertEqual(waiting["TRANSP"], "TRANSPARENT")

        anna.answer(self.visitor, second["id"])
        self.mail.wait(anna.address, "confirm", count=2)
        anna.press_the_button(self.visitor, self.mail)
        self.assertEqual([event["UID"] for event in self.events(feed)], [first["uid"], second["uid"]])
        self.assertEqual(self.visitor.post(f"{manage}/cancel").status, 303)
        self.assertEqual([event["UID"] for event in self.events(feed)], [second["uid"]])
        (moved,) = self.events(self.feed_on(ben_page))
        self.assertEqual(moved["STATUS"], "CONFIRMED")
        self.assertGreater(moved["SEQUENCE"], waiting["SEQUENCE"])
        self.assertGreater(moved["LAST-MODIFIED"].dt, waiting["LAST-MODIFIED"].dt)

        self.check_subscription(feed)
        (revoke,) = self.visitor.get(page).page.actions
        answer = self.visitor.post(revoke)
        self.assertEqual((answer.status, self.visitor.get(answer.location).status), (303, 200))
        self.assertEqual((self.visitor.get(feed).status, self.visitor.get(page).status), (404, 404))
        self.assertEqual(len(self.events(self.feed_on(ben_page))), 1)
        self.assertEqual(self.daemon.stop(), 0)
        self.assertIn("/feeds/guest/{token}.ics", self.daemon.said())
        for secret in (page, ben_page, manage):
            self.assertNotIn(secret.rsplit("/", 1)[1], self.daemon.said())

    def make_feed(self, manage):
        """Presses the button on the guest's page, and returns the page with the address."""
        (action,) = [action for action in self.visitor.get(manage).page.actions if action.endswith("/feed")]
        return self.visitor.post(action).location

    def feed_on(self, page):
        """Returns the path of the feed on the page, which links it both as webcal and as http."""
        links = self.visitor.get(page).page.links
        (webcal,) = {urlsplit(link).path for link in links if link.startswith("webcal://")}
        self.assertIn(f"http://hopdrink.test{webcal}", links)
        return webcal

    def events(self, feed):
        return icalendar.Calendar.from_ical(self.visitor.get(feed).body).walk("VEVENT")

    def check_subscription(self, feed):
        """Checks the headers on which a subscribed calendar relies."""
        first = self.visitor.get(feed)
        again = self.visitor.get(feed, **{"If-None-Match": first.headers["ETag"]})
        self.assertEqual((again.status, again.body), (304, b""))
        self.assertEqual(first.headers["Cache-Control"], "private, no-cache")
        self.assertEqual(first.headers["X-Robots-Tag"], "noindex")
        self.assertEqual(self.visitor.head(feed).headers["Content-Length"], str(len(first.body)))


class FeedReaderTest(EndToEndTest):
    def test_atom_feed_lists_the_upcoming_meetups(self):
        self.serve(city(series(title="Vin & fromage <chez Rita>")))
        links = self.visitor.get("/en/tours").page.elements_named("link")
        (path,) = [link["href"] for link in links if link.get("type") == "application/atom+xml"]
        feed = ElementTree.fromstring(self.visitor.get(path).body)
        meetups = self.visitor.meetups()
        titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
        self.assertEqual(titles, [meetup["title"] for meetup in meetups])
        ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
        self.assertEqual([id.rsplit(":", 1)[1] for id in ids], [meetup["id"] for meetup in meetups])

    def test_venue_has_a_feed_under_its_name(self):
        self.serve()
        answer = self.visitor.get("/feeds/tours/venues/la-cave-de-chateauneuf.ics")
        events = icalendar.Calendar.from_ical(answer.body).walk("VEVENT")
        self.assertEqual([event["UID"] for event in events], [meetup["uid"] for meetup in self.visitor.meetups()])

    def test_request_with_only_a_date_gets_304_until_the_next_day_even_after_a_restart(self):
        self.serve()
        first = self.visitor.get("/feeds/tours.ics")
        since = {"If-Modified-Since": first.headers["Last-Modified"]}
        self.assertEqual(self.visitor.get("/feeds/tours.ics", **since).status, 304)
        self.restart("2026-12-01T18:00:00+01:00")
        self.assertEqual(self.visitor.get("/feeds/tours.ics", **since).status, 304)
        self.restart("2026-12-02T18:00:00+01:00")
        self.assertEqual(self.visitor.get("/feeds/tours.ics", **since).status, 200)
