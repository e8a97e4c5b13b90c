import Domain
import Foundation
import Mail
import Storage
import Testing

@testable import Hopdrink

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
        let cities = try await write { transaction, now in
            try transaction.save(try transaction.cities(), at: now)
            try transaction.touch(tours, at: now)
            return try transaction.cities()
        }
        #expect(cities.map(\.slug) == [tours])
        #expect(cities.first?.languages.map(\.code) == ["en", "fr"])
        let revision = try await write { transaction, _ in
            #expect(try transaction.city(tours)?.name == "Tours")
            #expect(try transaction.lockCity(tours)?.name == "Tours")
            #expect(try transaction.city(of: tours).name == "Tours")
            return try transaction.feedState(of: .cities([tours]))?.revisions[tours]
        }
        #expect((revision ?? 0) > 1)
        try await write { transaction, now in try transaction.save([City](), at: now) }
        #expect(try await write { transaction, _ in try transaction.city(tours) } == nil)
        #expect(
            try await write { transaction, _ in try transaction.feedState(of: .cities([tours])) } == nil)
        #expect(try await write { transaction, _ in try transaction.city(of: tours).name } == "Tours")
    }

    @Test func `statements about series run`() async throws {
        let series = series
        try await write { transaction, now in
            try transaction.save(series, at: now)
            #expect(try transaction.history(of: series.id).anchor.description == "2026-12-01")
            #expect(try transaction.series(series.id) == series)
            #expect(try transaction.lockSeries(series.id) == series)
            #expect(try transaction.series(series.plan.slug, in: series.city) == series)
            #expect(try transaction.series(from: .configuration) == [series])
            #expect(try transaction.series(from: .organiser).isEmpty)
            let end = try LocalDate(parsing: "2027-01-01")
            #expect(try transaction.takeSeriesMade(before: end, limit: 9) == [series])
            #expect(try transaction.hasSeriesMade(before: end))
            try transaction.markMade(series, through: end)
            #expect(try transaction.takeSeriesMade(before: end, limit: 9).isEmpty)
            #expect(try transaction.hasRSVPs(toAnyOf: series.id))
            let occurrence = Meetup.Occurrence(series: series.id, date: end)
            try transaction.markDeleted(occurrence)
            try transaction.markDeleted(occurrence)
            #expect(try transaction.deletedDates(of: series.id) == [end])
        }
    }

    @Test func `deleting a series deletes its meetups and deleted dates`() async throws {
        let series = series
        try await write { transaction, now in
            try transaction.execute("DELETE FROM rsvps")
            let date = try LocalDate(parsing: "2027-01-01")
            try transaction.markDeleted(Meetup.Occurrence(series: series.id, date: date))
            try transaction.delete(series, at: now)
        }
        for table in ["series", "meetups", "deleted_dates"] { #expect(try await site.count(table) == 0) }
    }

    @Test func `statements about meetups run`() async throws {
        let (meetup, series) = (meetup, series)
        try await write { transaction, now in
            #expect(try transaction.meetup(meetup.id) == meetup)
            #expect(try transaction.lockMeetup(meetup.id) == meetup)
            #expect(try transaction.lockMeetup(.new(at: now)) == nil)
            #expect(try transaction.tryLockMeetup(meetup.id) == meetup)
            #expect(try transaction.meetups(in: meetup.city, endingAfter: now, limit: 1) == [meetup])
            #expect(try transaction.feedMeetups(in: .cities([meetup.city]), since: now).first == meetup)
            let batch = try transaction.feedBatch(of: meetup.city, since: now, after: nil, limit: 2)
            #expect(batch?.2.first == meetup && batch?.2.count == 2)
            let item = FeedPart.Item(start: meetup.startsAt, id: meetup.id, isCancelled: false, venue: nil)
            let next = try transaction.feedBatch(of: meetup.city, since: now, after: item, limit: 1)
            #expect(next?.2.first == batch?.2.last)
            #expect(try transaction.nextMeetups(at: now) == [meetup.city: meetup])
            #expect(try transaction.nextMeetups(at: meetup.endsAt)[meetup.city]?.id != meetup.id)
            let names = try transaction.meetupNames(in: meetup.city, startingAfter: now, limit: 1, offset: 1)
            #expect(names.map { $0.meetup } == [batch?.2.last?.id])
            let slugs = try transaction.seriesNames(in: meetup.city).map { $0.series }
            #expect(slugs == [series.plan.slug])
            #expect(try transaction.sitemapCounts(after: now)[meetup.city] ?? 0 > 2)
            #expect(try transaction.knownCities(7).changes == 7)
            let venue = try #require(VenueSlug(parsing: "la-cave"))
            #expect(try transaction.plannedVenueName(venue, in: meetup.city) == "La Cave")
            #expect(try transaction.lockMeetups(of: series.id, startingAfter: now).first == meetup)
            let first = try LocalDate(parsing: "2026-12-10")
            #expect(try transaction.occurrenceDates(of: series.id, from: first).contains(first))
            #expect(try transaction.lockOneOffs(startingAfter: now).isEmpty)
            #expect(try transaction.meetupsToRemind(at: meetup.startsAt.addingTimeInterval(-.day)) == [meetup])
            #expect(try transaction.meetupsToRemind(at: now).isEmpty)
            #expect(try transaction.hasRSVPs(meetup.id))
            #expect(try transaction.people(at: meetup.id) == 1)
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
        try await write { transaction, now in
            try transaction.update(written)
            #expect(try transaction.meetup(written.id) == written)
            let city = try transaction.city(of: written.city)
            let plan = OneOffPlan(slug: slug, terms: written.terms, start: written.start, isCancelled: false)
            let oneOff = site.generateMeetups.oneOff(plan, in: city, from: .configuration, at: now)
            try transaction.insert(oneOff, slug: slug)
            #expect(try transaction.lockMeetup(slug, in: written.city) == oneOff)
            #expect(try transaction.lockOneOffs(startingAfter: now).map(\.meetup) == [oneOff])
            try transaction.delete(oneOff, at: now)
            #expect(try transaction.meetup(oneOff.id) == nil)
        }
    }

    @Test func `statements about guests run`() async throws {
        let address = try EmailAddress(parsing: "ADA@Example.org")
        try await write { transaction, now in
            let guest = try transaction.guest(address, at: now)
            #expect(guest.address.text == "ada@example.org")
            #expect(try transaction.guest(guest.id) == guest)
            let suppression = Suppression(scope: .everything, cause: .bounced)
            for _ in 1...2 { try transaction.suppress(address, suppression, at: now) }
            #expect(try transaction.suppression(of: address, stopping: .going) == suppression)
            _ = try transaction.guest(address, at: now)
            #expect(try transaction.suppression(of: address, stopping: .going) == nil)
        }
        #expect(try await site.count("guests") == 1)
    }

    @Test func `statements about RSVPs run`() async throws {
        let (rsvp, meetup) = (rsvp, meetup)
        try await write { transaction, now in
            #expect(try transaction.rsvp(rsvp.id) == rsvp)
            #expect(try transaction.rsvp(of: rsvp.guest, to: meetup.id) == rsvp)
            #expect(try transaction.rsvps(to: meetup.id, in: .going) == [rsvp])
            #expect(try transaction.occupancy(of: meetup, at: now) == Occupancy(capacity: 20, taken: 1))
            #expect(try transaction.occupancy(of: meetup, without: rsvp.id, at: now).taken == 0)
            #expect(try transaction.nextArrival(at: meetup.id) == 2)
            let coming = try transaction.meetups(in: meetup.city, endingAfter: now, limit: 3)
            #expect(try transaction.shownOccupancies(of: coming.reversed(), at: now).map(\.taken) == [0, 0, 1])
            #expect(try transaction.waitingPlace(of: rsvp, at: meetup, at: now) == nil)
            #expect(try transaction.meetupsWithWaiting(at: now).isEmpty)
            var waiting = rsvp
            waiting.state = .waiting
            try transaction.update(waiting, at: now)
            #expect(try transaction.meetupsWithWaiting(at: now) == [meetup.id])
            #expect(try transaction.waitingPlace(of: waiting, at: meetup, at: now)?.position == 1)
            waiting.state = .pending
            try transaction.save(waiting, askedAt: now)
            #expect(try transaction.rsvp(rsvp.id)?.state == .pending)
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
            try transaction.insert(ask, from: "one")
            try transaction.insert(bare, from: "two")
            #expect(try transaction.ask(ask.id) == ask && transaction.asks(about: rsvp.id) == [ask])
            #expect(try transaction.nextArrival(at: meetup.id) == 11)
            #expect(try transaction.occupancy(of: meetup, at: now).taken == 3)
            #expect(try transaction.occupancy(of: meetup, without: rsvp.id, at: now).taken == 1)
            #expect(try transaction.occupancy(of: meetup, at: now + 1).taken == 0)
            #expect(try transaction.shownOccupancy(of: meetup, at: now).taken == 0)
            #expect(try transaction.shownOccupancies(of: [], at: now).isEmpty)
            let requests = try transaction.confirmRequests(about: rsvp.id, from: "two")
            #expect(requests.inAll == 1 && requests.fromClient == 0)
            let locked = ReservedSeats(inAll: 3, forClient: 2)
            #expect(try transaction.reservedSeats(at: meetup.id, client: "one", at: now) == locked)
            #expect(try transaction.rsvp(asking: waiting, at: now) == waiting)
            try transaction.markConfirmed(ask.id, of: rsvp.id)
            #expect(try transaction.confirmedAsk(of: rsvp.id) == ask.id)
            #expect(try transaction.hasLeftAsks(askedBefore: now, at: now + 1))
            #expect(try transaction.eraseAsks(askedBefore: now, at: now + 1) == 1)
            #expect(try !transaction.hasLeftAsks(askedBefore: now, at: now + 1))
            try transaction.release(asksAbout: rsvp.id)
            #expect(try transaction.occupancy(of: meetup, at: now).taken == 0)
            try transaction.erase(asksAbout: rsvp.id)
            #expect(try transaction.asks(about: rsvp.id).isEmpty)
            #expect(try !transaction.hasPending(askedBefore: now))
            #expect(try transaction.hasPending(askedBefore: now.addingTimeInterval(1)))
            #expect(try transaction.erasePending(askedBefore: now.addingTimeInterval(1)) == 1)
        }
    }

    @Test func `statements about tokens run`() async throws {
        let rsvp = rsvp
        let token = Token.new()
        try await write { transaction, now in
            try transaction.save(token, for: .manage, opening: rsvp.id, until: now.addingTimeInterval(60))
            #expect(try transaction.rsvp(openedBy: token, for: .manage, at: now) == rsvp)
            #expect(try transaction.rsvp(openedBy: token, for: .confirm, at: now) == nil)
            #expect(try transaction.rsvp(openedBy: token, for: .manage, at: now.addingTimeInterval(60)) == nil)
            #expect(try transaction.rsvp(openedBy: .new(), for: .manage, at: now) == nil)
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
        try await write { transaction, now in
            try transaction.execute("DELETE FROM letters")
            try transaction.queue(.known, about: rsvp, of: meetup, at: now)
            try transaction.queue(.known, about: rsvp, of: meetup, at: now)
            #expect(try transaction.hasLettersDue(at: now))
            let end = now.addingTimeInterval(60)
            let leased = try transaction.lease(9, to: "me", until: end, at: now)
            #expect(leased.map(\.kind) == [.known])
            #expect(try transaction.lease(9, to: "you", until: end, at: now).isEmpty)
            let letter = try #require(leased.first)
            let id = letter.id
            let composed = try Self.composed("b")
            #expect(try !transaction.markSending(id, composed, owner: "you", at: now))
            for _ in 1...2 { #expect(try transaction.markSending(id, composed, owner: "me", at: now)) }
            #expect(try !transaction.markSending(id, try Self.composed("c"), owner: "me", at: now))
            let later = AttemptResult(fate: .waits(.retry, until: end), reply: "later")
            #expect(try !transaction.record(later, of: letter, owner: "you", at: now))
            #expect(try transaction.record(later, of: letter, owner: "me", at: now))
            #expect(try transaction.letters(LetterSelection()).map(\.reason) == ["later"])
            #expect(try transaction.row("SELECT attempts FROM letters")?.integer("attempts") == 1)
        }
    }

    @Test func `statements about the outcomes of letters run`() async throws {
        let (rsvp, meetup) = (rsvp, meetup)
        try await write { transaction, now in
            try transaction.execute("DELETE FROM letters")
            try transaction.queue(.known, about: rsvp, of: meetup, at: now)
            let end = now.addingTimeInterval(60)
            let letter = try #require(try transaction.lease(9, to: "me", until: end, at: now).first)
            let lost = LostLeases(endedBefore: end + 1, ownersSilentSince: now)
            #expect(try transaction.recoverSending(lost, AmbiguityPolicy([.digest: .hold]), at: now) == 0)
            try transaction.recoverLeased(lost)
            _ = try transaction.lease(9, to: "me", until: end, at: now)
            let sent = AttemptResult(fate: .settled(.sent), reply: "250", queueID: "4X")
            #expect(try transaction.record(sent, of: letter, owner: "me", at: now))
            try transaction.settle(letter.id, as: .dead, because: "no", at: now)
            #expect(try transaction.row("SELECT state FROM letters")?.text("state") == "sent")
            try transaction.suppressReader(of: letter, at: now)
            let address = try #require(try transaction.guest(rsvp.guest)?.address)
            #expect(try transaction.suppression(of: address, stopping: .known)?.cause == .bounced)
            try transaction.liftSuppression(of: address)
            #expect(try transaction.suppression(of: address, stopping: .known) == nil)
            #expect(try transaction.signingKey().signature(of: "a", characters: 16).utf8.count == 16)
        }
    }

    @Test func `statements about reminders run`() async throws {
        let (rsvp, meetup) = (rsvp, meetup)
        let due = meetup.startsAt.addingTimeInterval(-.day)
        try await write { transaction, _ in
            let lacking = try transaction.meetupsLackingReminders(at: due)
            #expect(lacking == [meetup.id])
            #expect(try QueueReminders.perform(meetup.id, transaction, at: due) == 1)
            #expect(try transaction.meetupsLackingReminders(at: due).isEmpty)
            #expect(try transaction.rsvp(rsvp.id) == rsvp)
        }
    }

    @Test func `statements about guest feeds run`() async throws {
        let (rsvp, meetup, token) = (rsvp, meetup, Token.new())
        try await write { transaction, now in
            let feed = GuestFeed(guest: rsvp.guest, language: rsvp.language, created: now)
            try transaction.save(feed, openedBy: token)
            #expect(try transaction.guestFeed(openedBy: token) == feed)
            #expect(try transaction.guestFeed(openedBy: .new()) == nil)
            let answers = try transaction.answeredMeetups(of: rsvp.guest, since: now)
            #expect(answers.map(\.meetup) == [meetup] && answers.map(\.isGoing) == [true])
            #expect(try transaction.content(of: feed, on: now).changed > now)
            try transaction.deleteGuestFeed(openedBy: token)
            #expect(try transaction.guestFeed(openedBy: token) == nil)
        }
    }

    @Test func `statements about organisers run`() async throws {
        let token = Token.new()
        try await write { transaction, now in
            try transaction.save(token, named: "Claire", at: now)
            #expect(try transaction.isOrganiser(token))
            #expect(try !transaction.isOrganiser(.new()))
            let listed = try #require(try transaction.organiserTokens().first)
            #expect(listed.name == "Claire" && listed.created == "2026-12-01T12:00:00Z")
            let id = try #require(OrganiserToken.ID(parsing: listed.id))
            #expect(try transaction.deleteOrganiserToken(id))
            #expect(try !transaction.deleteOrganiserToken(id))
        }
    }
}
