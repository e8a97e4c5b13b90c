import Domain
import Foundation
import Storage
import Testing

@testable import Hopdrink

/// Runs every statement about emails that no RSVP causes once, on a meetup with one guest.
struct LetterStatementTests {
    private let site: TestSite
    private let meetup: Meetup
    private let rsvp: RSVP

    init() async throws {
        site = try await TestSite()
        try await site.join("ada@example.org")
        meetup = try await site.firstMeetup()
        guard let rsvp = try await site.rsvp(of: "ada@example.org") else { throw TestSite.Missing(what: "an RSVP") }
        self.rsvp = rsvp
    }

    private func write(_ body: @escaping @Sendable (Transaction, Date) throws -> Void) async throws {
        let now = site.clock.now
        try await site.database.write { try body($0, now) }
    }

    @Test func `statements about followers run`() async throws {
        let (city, address) = (meetup.city, try EmailAddress(parsing: "Eve@example.org"))
        try await write { transaction, now in
            let follower = try transaction.follower(address, of: city, in: .english, at: now)
            #expect(try transaction.follower(address, of: city, in: .english, at: now) == follower)
            #expect(try transaction.follower(follower.id) == follower && follower.state == .pending)
            try transaction.queue(.follow, to: follower, at: now)
            #expect(try transaction.followLetters(to: follower.id, since: now - 1) == 1)
            #expect(try transaction.followLetters(to: follower.id, since: now) == 0)
            #expect(try transaction.move(follower.id, to: .following, at: now))
            #expect(try !transaction.move(.new(at: now), to: .following, at: now))
            #expect(try transaction.hasFollowers(of: city, toldBefore: now))
            #expect(try transaction.followers(of: city, toldBefore: now, maximum: 9).map(\.state) == [.following])
            try transaction.markTold(follower.id, until: now)
            #expect(try !transaction.hasFollowers(of: city, toldBefore: now))
            #expect(try transaction.erase(LeftFollowers(pendingSince: now + 1, stoppedSince: now + 1)) == 0)
            try transaction.move(follower.id, to: .stopped, at: now)
            #expect(try !transaction.has(LeftFollowers(pendingSince: now + 1, stoppedSince: now)))
            #expect(try transaction.has(LeftFollowers(pendingSince: now, stoppedSince: now + 1)))
            #expect(try transaction.erase(LeftFollowers(pendingSince: now, stoppedSince: now + 1)) == 1)
        }
    }

    @Test func `statements about emails before and after a meetup run`() async throws {
        let (rsvp, meetup) = (rsvp, meetup)
        let (before, after) = (meetup.startsAt - 60, meetup.endsAt + .day)
        try await write { transaction, _ in
            #expect(try transaction.meetupsToCount(startingUntil: meetup.startsAt, at: before) == [meetup.id])
            try transaction.tellHosts(of: meetup.id, at: before)
            #expect(try transaction.meetupsToCount(startingUntil: meetup.startsAt, at: before).isEmpty)
            #expect(try transaction.meetupsToThank(at: after) == [meetup.id])
            try transaction.thankGuests(of: meetup.id, at: after)
            #expect(try transaction.meetupsToThank(at: after).isEmpty)
            let row = try transaction.row("SELECT id FROM letters WHERE kind = 'thanks'")
            let letter = try #require(try row.flatMap { Letter.ID(parsing: try $0.text("id")) })
            let address = try #require(try transaction.guest(rsvp.guest)?.address)
            #expect(try transaction.reader(of: letter)?.language == rsvp.language)
            for _ in 1...2 { #expect(try Unsubscribe.perform(letter, transaction, at: after)) }
            #expect(try transaction.hasUnsubscribed(address))
            #expect(try Unsubscribe.undo(letter, transaction, at: after))
            #expect(try !transaction.hasUnsubscribed(address))
            #expect(try !Unsubscribe.perform(.new(at: after), transaction, at: after))
        }
    }
}
