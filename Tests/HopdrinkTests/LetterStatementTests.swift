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
        try await write { tx, now in
            let follower = try tx.followers.findOrInsert(address, of: city, in: .english)
            #expect(try tx.followers.findOrInsert(address, of: city, in: .english) == follower)
            #expect(try tx.followers.find(follower.id) == follower && follower.state == .pending)
            try tx.letters.enqueue(.follow, to: follower)
            #expect(try tx.followers.confirmRequests(to: follower.id, since: now - 1) == 1)
            #expect(try tx.followers.confirmRequests(to: follower.id, since: now) == 0)
            #expect(try tx.followers.move(follower.id, to: .following))
            #expect(try !tx.followers.move(.new(at: now), to: .following))
            #expect(try tx.followers.hasAny(of: city, notifiedBefore: now))
            #expect(try tx.followers.all(of: city, notifiedBefore: now, maximum: 9).map(\.state) == [.following])
            try tx.followers.markNotified(follower.id, until: now)
            #expect(try !tx.followers.hasAny(of: city, notifiedBefore: now))
            #expect(try tx.followers.erase(LeftFollowers(pendingSince: now + 1, stoppedSince: now + 1)) == 0)
            try tx.followers.move(follower.id, to: .stopped)
            #expect(try !tx.followers.has(LeftFollowers(pendingSince: now + 1, stoppedSince: now)))
            #expect(try tx.followers.has(LeftFollowers(pendingSince: now, stoppedSince: now + 1)))
            #expect(try tx.followers.erase(LeftFollowers(pendingSince: now, stoppedSince: now + 1)) == 1)
        }
    }

    @Test func `statements about emails before and after a meetup run`() async throws {
        let (rsvp, meetup) = (rsvp, meetup)
        site.clock.advance(by: (meetup.startsAt - 60).timeIntervalSince(site.clock.now))
        try await write { tx, _ in
            #expect(try tx.meetups.lackingHeadCount(startingUntil: meetup.startsAt) == [meetup.id])
            try tx.meetups.tellHosts(of: meetup.id)
            #expect(try tx.meetups.lackingHeadCount(startingUntil: meetup.startsAt).isEmpty)
        }
        site.clock.advance(by: (meetup.endsAt + .day).timeIntervalSince(site.clock.now))
        try await write { tx, _ in
            #expect(try tx.meetups.lackingThanks() == [meetup.id])
            try tx.meetups.thankGuests(of: meetup.id)
            #expect(try tx.meetups.lackingThanks().isEmpty)
            let row = try tx.row("SELECT id FROM letters WHERE kind = 'thanks'")
            let letter = try #require(try row.flatMap { Letter.ID(parsing: try $0.text("id")) })
            let address = try #require(try tx.guests.find(rsvp.guest)?.address)
            #expect(try tx.letters.reader(of: letter)?.language == rsvp.language)
            for _ in 1...2 { #expect(try Unsubscribe.perform(letter, tx)) }
            #expect(try tx.suppressions.hasUnsubscribed(address))
            #expect(try Unsubscribe.undo(letter, tx))
            #expect(try !tx.suppressions.hasUnsubscribed(address))
            #expect(try !Unsubscribe.perform(.new(at: tx.now), tx))
        }
    }
}
