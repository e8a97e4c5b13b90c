import Domain
import Foundation
import Mail
import Testing

@testable import Hopdrink
@testable import Storage

/// Runs every statement of every store once, on a meetup with one guest.
struct StatementTests {
    private let site: TestSite
    private let meetup: Meetup
    private let series: Series
    private let rsvp: RSVP

    init() async throws {
        site = try await TestSite()
        try await site.join("ada@example.org")
        meetup = try await site.firstMeetup()
        series = try await site.series()
        guard let rsvp = try await site.rsvp(of: "ada@example.org") else { throw TestSite.Missing(what: "an RSVP") }
        self.rsvp = rsvp
    }

    private func write<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction, Date) throws -> Value
    ) async throws -> Value {
        let now = site.clock.now
        return try await site.database.write { try body($0, now) }
    }

    @Test func `statements about cities run`() async throws {
        let tours = meetup.city
        let cities = try await write { tx, now in
            try tx.cities.save(try tx.cities.all())
            try tx.cities.touch(tours)
            return try tx.cities.all()
        }
        #expect(cities.map(\.slug) == [tours])
        #expect(cities.first?.languages.map(\.code) == ["en", "fr"])
        let revision = try await write { tx, _ in
            #expect(try tx.cities.find(tours)?.name == "Tours")
            #expect(try tx.cities.lock(tours)?.name == "Tours")
            #expect(try tx.cities.require(tours).name == "Tours")
            return try tx.feeds.state(of: .cities([tours]))?.revisions[tours]
        }
        #expect((revision ?? 0) > 1)
        try await write { tx, now in try tx.cities.save([City]()) }
        #expect(try await write { tx, _ in try tx.cities.find(tours) } == nil)
        #expect(
            try await write { tx, _ in try tx.feeds.state(of: .cities([tours])) } == nil)
        #expect(try await write { tx, _ in try tx.cities.require(tours).name } == "Tours")
    }

    @Test func `statements about series run`() async throws {
        let series = series
        try await write { tx, now in
            try tx.series.save(series)
            #expect(try tx.seriesHistory.find(of: series.id).anchor.description == "2026-12-01")
            #expect(try tx.series.find(series.id) == series)
            #expect(try tx.series.lock(series.id) == series)
            #expect(try tx.series.find(series.plan.slug, in: series.city) == series)
            #expect(try tx.series.all(from: .configuration) == [series])
            #expect(try tx.series.all(from: .organiser).isEmpty)
            let end = try LocalDate(parsing: "2027-01-01")
            #expect(try tx.series.takeMade(before: end, limit: 9) == [series])
            #expect(try tx.series.hasMade(before: end))
            try tx.series.markMade(series, through: end)
            #expect(try tx.series.takeMade(before: end, limit: 9).isEmpty)
            #expect(try tx.meetups.hasRSVPs(toAnyOf: series.id))
            let occurrence = Meetup.Occurrence(series: series.id, date: end)
            try tx.series.markDeleted(occurrence)
            try tx.series.markDeleted(occurrence)
            #expect(try tx.series.deletedDates(of: series.id) == [end])
        }
    }

    @Test func `deleting a series deletes its meetups and deleted dates`() async throws {
        let series = series
        try await write { tx, now in
            try tx.execute("DELETE FROM rsvps")
            let date = try LocalDate(parsing: "2027-01-01")
            try tx.series.markDeleted(Meetup.Occurrence(series: series.id, date: date))
            try tx.series.delete(series)
        }
        for table in ["series", "meetups", "deleted_dates"] { #expect(try await site.count(table) == 0) }
    }

    @Test func `statements about meetups run`() async throws {
        let (meetup, series) = (meetup, series)
        try await write { tx, now in
            #expect(try tx.meetups.find(meetup.id) == meetup)
            #expect(try tx.meetups.lock(meetup.id) == meetup)
            #expect(try tx.meetups.lock(.new(at: now)) == nil)
            #expect(try tx.meetups.tryLock(meetup.id) == meetup)
            #expect(try tx.meetups.all(in: meetup.city, endingAfter: now, limit: 1) == [meetup])
            #expect(try tx.feeds.meetups(in: .cities([meetup.city]), since: now).first == meetup)
            let batch = try tx.feeds.batch(of: meetup.city, since: now, after: nil, limit: 2)
            #expect(batch?.2.first == meetup && batch?.2.count == 2)
            let item = FeedPart.Item(start: meetup.startsAt, id: meetup.id, isCancelled: false, venue: nil)
            let next = try tx.feeds.batch(of: meetup.city, since: now, after: item, limit: 1)
            #expect(next?.2.first == batch?.2.last)
            #expect(try tx.cities.nextMeetups() == [meetup.city: meetup])
            tx.now = meetup.endsAt
            #expect(try tx.cities.nextMeetups()[meetup.city]?.id != meetup.id)
            tx.now = now
            let names = try tx.sitemap.meetupNames(in: meetup.city, startingAfter: now, limit: 1, offset: 1)
            #expect(names.map { $0.meetup } == [batch?.2.last?.id])
            let slugs = try tx.sitemap.seriesNames(in: meetup.city).map { $0.series }
            #expect(slugs == [series.plan.slug])
            #expect(try tx.sitemap.counts()[meetup.city] ?? 0 > 2)
            #expect(try tx.feeds.knownCities(7).changes == 7)
            let venue = try #require(VenueSlug(parsing: "la-cave"))
            #expect(try tx.feeds.plannedVenueName(venue, in: meetup.city) == "La Cave")
            #expect(try tx.meetups.lockAll(of: series.id, startingAfter: now).first == meetup)
            let first = try LocalDate(parsing: "2026-12-10")
            #expect(try tx.meetups.occurrenceDates(of: series.id, from: first).contains(first))
            #expect(try tx.meetups.lockOneOffs(startingAfter: now).isEmpty)
            tx.now = meetup.startsAt.addingTimeInterval(-.day)
            #expect(try tx.meetups.lackingReminders() == [meetup])
            tx.now = now
            #expect(try tx.meetups.lackingReminders().isEmpty)
            #expect(try tx.meetups.hasRSVPs(meetup.id))
            #expect(try tx.rsvps.people(at: meetup.id) == 1)
        }
    }

    @Test func `update writes every field of a meetup that can change`() async throws {
        let slug = try Slug(parsing: "walk")
        var changed = try await site.firstMeetup()
        changed.origin = .organiser
        changed.timeZone = try Zone(stored: "Asia/Kolkata")
        changed.start = try LocalDateTime(parsing: "2027-03-01T08:15")
        changed.state = .cancelled
        changed.isDetached = true
        changed.revision = changed.revision.next(at: site.clock.now)
        changed.terms = MeetupTerms(
            title: "Neu", text: "", duration: 5, capacity: 1,
            venue: Venue(name: "B", address: "C", coordinates: nil, room: "", access: "ring"),
            hosts: [Contact(name: "X"), Contact(name: "Y")],
            reminders: [2880, 60]
        )
        let written = changed
        try await write { tx, now in
            try tx.meetups.update(written)
            #expect(try tx.meetups.find(written.id) == written)
            let city = try tx.cities.require(written.city)
            let plan = OneOffPlan(slug: slug, terms: written.terms, start: written.start, isCancelled: false)
            let oneOff = site.generateMeetups.oneOff(plan, in: city, from: .configuration, at: now)
            try tx.meetups.insert(oneOff, slug: slug)
            #expect(try tx.meetups.lock(slug, in: written.city) == oneOff)
            #expect(try tx.meetups.lockOneOffs(startingAfter: now).map(\.meetup) == [oneOff])
            try tx.meetups.delete(oneOff)
            #expect(try tx.meetups.find(oneOff.id) == nil)
        }
    }

    @Test func `statements about guests run`() async throws {
        let address = try EmailAddress(parsing: "ADA@Example.org")
        try await write { tx, now in
            let guest = try tx.guests.findOrInsert(address)
            #expect(guest.address.text == "ada@example.org")
            #expect(try tx.guests.find(guest.id) == guest)
            let suppression = Suppression(scope: .everything, cause: .bounced)
            for _ in 1...2 { try tx.suppressions.suppress(address, suppression) }
            #expect(try tx.suppressions.find(of: address, stopping: GuestEmail.going) == suppression)
            _ = try tx.guests.findOrInsert(address)
            #expect(try tx.suppressions.find(of: address, stopping: GuestEmail.going) == nil)
        }
        #expect(try await site.count("guests") == 1)
    }

    @Test func `statements about RSVPs run`() async throws {
        let (rsvp, meetup) = (rsvp, meetup)
        try await write { tx, now in
            #expect(try tx.rsvps.find(rsvp.id) == rsvp)
            #expect(try tx.rsvps.find(of: rsvp.guest, to: meetup.id) == rsvp)
            #expect(try tx.rsvps.all(to: meetup.id, in: .going) == [rsvp])
            #expect(try tx.rsvps.occupancy(of: meetup) == Occupancy(capacity: 20, taken: 1))
            #expect(try tx.rsvps.occupancy(of: meetup, without: rsvp.id).taken == 0)
            #expect(try tx.rsvps.nextArrival(at: meetup.id) == 2)
            let coming = try tx.meetups.all(in: meetup.city, endingAfter: now, limit: 3)
            #expect(try tx.rsvps.shownOccupancies(of: coming.reversed()).map(\.taken) == [0, 0, 1])
            #expect(try tx.rsvps.waitingPlace(of: rsvp, at: meetup) == nil)
            #expect(try tx.rsvps.meetupsWithWaiting().isEmpty)
            var waiting = rsvp
            waiting.state = .waiting
            try tx.rsvps.update(waiting)
            #expect(try tx.rsvps.meetupsWithWaiting() == [meetup.id])
            #expect(try tx.rsvps.waitingPlace(of: waiting, at: meetup)?.position == 1)
            waiting.state = .pending
            try tx.rsvps.save(waiting, askedAt: now)
            #expect(try tx.rsvps.find(rsvp.id)?.state == .pending)
            let content = Ask.Content(
                name: "Ada", companions: 1, words: GuestWords(remark: "Hi"), acceptsFewer: true, language: .english
            )
            let ask = Ask(
                id: .new(at: now), meetup: meetup.id, rsvp: rsvp.id, content: content, people: 2,
                reservation: Ask.Reservation(place: .seat, until: now), arrival: 9, askedAt: now
            )
            let bare = Ask(
                id: .new(at: now), meetup: meetup.id, rsvp: nil, content: nil, people: 1,
                reservation: Ask.Reservation(place: .seat, until: now), arrival: 10, askedAt: now
            )
            try tx.asks.insert(ask, from: "one")
            try tx.asks.insert(bare, from: "two")
            #expect(try tx.asks.find(ask.id) == ask && tx.asks.all(about: rsvp.id) == [ask])
            #expect(try tx.rsvps.nextArrival(at: meetup.id) == 11)
            #expect(try tx.rsvps.occupancy(of: meetup).taken == 3)
            #expect(try tx.rsvps.occupancy(of: meetup, without: rsvp.id).taken == 1)
            tx.now = now + 1
            #expect(try tx.rsvps.occupancy(of: meetup).taken == 0)
            tx.now = now
            #expect(try tx.rsvps.shownOccupancy(of: meetup).taken == 0)
            #expect(try tx.rsvps.shownOccupancies(of: []).isEmpty)
            let requests = try tx.asks.confirmRequests(about: rsvp.id, from: "two")
            #expect(requests.inAll == 1 && requests.fromClient == 0)
            let locked = ReservedSeats(inAll: 3, forClient: 2)
            #expect(try tx.asks.reservedSeats(at: meetup.id, client: "one") == locked)
            #expect(try tx.rsvps.findOrInsert(asking: waiting) == waiting)
            try tx.asks.markConfirmed(ask.id, of: rsvp.id)
            #expect(try tx.asks.confirmed(of: rsvp.id) == ask.id)
            tx.now = now + 1
            #expect(try tx.asks.hasLeft(askedBefore: now))
            #expect(try tx.asks.erase(askedBefore: now) == 1)
            #expect(try !tx.asks.hasLeft(askedBefore: now))
            tx.now = now
            try tx.asks.release(about: rsvp.id)
            #expect(try tx.rsvps.occupancy(of: meetup).taken == 0)
            try tx.asks.erase(about: rsvp.id)
            #expect(try tx.asks.all(about: rsvp.id).isEmpty)
            #expect(try !tx.rsvps.hasPending(askedBefore: now))
            #expect(try tx.rsvps.hasPending(askedBefore: now.addingTimeInterval(1)))
            #expect(try tx.rsvps.erasePending(askedBefore: now.addingTimeInterval(1)) == 1)
        }
    }

    @Test func `statements about tokens run`() async throws {
        let rsvp = rsvp
        let token = Token.new()
        try await write { tx, now in
            try tx.tokens.save(token, for: .manage, opening: rsvp.id, until: now.addingTimeInterval(60))
            #expect(try tx.tokens.rsvp(openedBy: token, for: .manage) == rsvp)
            #expect(try tx.tokens.rsvp(openedBy: token, for: .confirm) == nil)
            tx.now = now.addingTimeInterval(60)
            #expect(try tx.tokens.rsvp(openedBy: token, for: .manage) == nil)
            #expect(try tx.tokens.rsvp(openedBy: .new(), for: .manage) == nil)
        }
    }

    private static func composed(_ text: String) throws -> ComposedLetter {
        ComposedLetter(
            message: try EncodedMessage("Subject: \(text)\r\n\r\n\(text)\r\n"),
            envelope: try Envelope(sender: "post@hopdrink.test", recipient: "ada@example.org"), token: nil,
            tokenExpiry: .distantFuture
        )
    }

    @Test func `statements about letters run`() async throws {
        let (rsvp, meetup) = (rsvp, meetup)
        try await write { tx, now in
            try tx.execute("DELETE FROM letters")
            try tx.letters.enqueue(.known, about: rsvp, of: meetup)
            try tx.letters.enqueue(.known, about: rsvp, of: meetup)
            #expect(try tx.letters.hasDue())
            let end = now.addingTimeInterval(60)
            let leased = try tx.letters.lease(9, to: "me", until: end)
            #expect(leased.map(\.kind) == [.known])
            #expect(try tx.letters.lease(9, to: "you", until: end).isEmpty)
            let letter = try #require(leased.first)
            let id = letter.id
            let composed = try Self.composed("b")
            #expect(try !tx.letters.markSending(id, composed, owner: "you"))
            for _ in 1...2 { #expect(try tx.letters.markSending(id, composed, owner: "me")) }
            #expect(try !tx.letters.markSending(id, try Self.composed("c"), owner: "me"))
            let later = AttemptResult(fate: .waits(.retry, until: end), reply: "later")
            #expect(try !tx.letters.record(later, of: letter, owner: "you"))
            #expect(try tx.letters.record(later, of: letter, owner: "me"))
            #expect(try tx.letters.list(LetterSelection()).map(\.reason) == ["later"])
            #expect(try tx.row("SELECT attempts FROM letters")?.integer("attempts") == 1)
        }
    }

    @Test func `statements about the outcomes of letters run`() async throws {
        let (rsvp, meetup) = (rsvp, meetup)
        try await write { tx, now in
            try tx.execute("DELETE FROM letters")
            try tx.letters.enqueue(.known, about: rsvp, of: meetup)
            let end = now.addingTimeInterval(60)
            let letter = try #require(try tx.letters.lease(9, to: "me", until: end).first)
            let lost = LostLeases(endedBefore: end + 1, ownersSilentSince: now)
            #expect(try tx.letters.recoverSending(lost, AmbiguityPolicy([.digest: .hold])) == 0)
            try tx.letters.recoverLeased(lost)
            _ = try tx.letters.lease(9, to: "me", until: end)
            let sent = AttemptResult(fate: .settled(.sent), reply: "250", queueID: "4X")
            #expect(try tx.letters.record(sent, of: letter, owner: "me"))
            try tx.letters.settle(letter.id, as: .dead, because: "no")
            #expect(try tx.row("SELECT state FROM letters")?.text("state") == "sent")
            try tx.letters.suppressReader(of: letter)
            let address = try #require(try tx.guests.find(rsvp.guest)?.address)
            #expect(try tx.suppressions.find(of: address, stopping: GuestEmail.known)?.cause == .bounced)
            try tx.suppressions.lift(of: address)
            #expect(try tx.suppressions.find(of: address, stopping: GuestEmail.known) == nil)
            #expect(try tx.signingKey().signature(of: "a", characters: 16).utf8.count == 16)
        }
    }

    @Test func `statements about reminders run`() async throws {
        let (rsvp, meetup) = (rsvp, meetup)
        site.clock.advance(by: meetup.startsAt.addingTimeInterval(-.day).timeIntervalSince(site.clock.now))
        try await write { tx, _ in
            let lacking = try tx.reminders.meetupsLackingReminders()
            #expect(lacking == [meetup.id])
            #expect(try QueueReminders.perform(meetup.id, tx) == 1)
            #expect(try tx.reminders.meetupsLackingReminders().isEmpty)
            #expect(try tx.rsvps.find(rsvp.id) == rsvp)
        }
    }

    @Test func `statements about guest feeds run`() async throws {
        let (rsvp, meetup, token) = (rsvp, meetup, Token.new())
        try await write { tx, now in
            let feed = GuestFeed(guest: rsvp.guest, language: rsvp.language, created: now)
            try tx.guestFeeds.save(feed, openedBy: token)
            #expect(try tx.guestFeeds.find(openedBy: token) == feed)
            #expect(try tx.guestFeeds.find(openedBy: .new()) == nil)
            let answers = try tx.guestFeeds.answeredMeetups(of: rsvp.guest, since: now)
            #expect(answers.map(\.meetup) == [meetup] && answers.map(\.isGoing) == [true])
            #expect(try tx.guestFeeds.content(of: feed, on: now).changed > now)
            try tx.guestFeeds.delete(openedBy: token)
            #expect(try tx.guestFeeds.find(openedBy: token) == nil)
        }
    }

    @Test func `statements about organisers run`() async throws {
        let token = Token.new()
        try await write { tx, now in
            try tx.organiserTokens.save(token, named: "Claire")
            #expect(try tx.organiserTokens.isOrganiser(token))
            #expect(try !tx.organiserTokens.isOrganiser(.new()))
            let listed = try #require(try tx.organiserTokens.all().first)
            #expect(listed.name == "Claire" && listed.created == "2026-12-01T12:00:00Z")
            let id = try #require(OrganiserToken.ID(parsing: listed.id))
            #expect(try tx.organiserTokens.delete(id))
            #expect(try !tx.organiserTokens.delete(id))
        }
    }
}
