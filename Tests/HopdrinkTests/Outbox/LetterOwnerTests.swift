import Domain
import Foundation
import Storage
import Testing

@testable import Hopdrink

/// Every letter belongs to an owner and is deleted with it.
struct LetterOwnerTests {
    private let site: TestSite
    private let meetup: Meetup
    private let host: Contact
    private let eve: EmailAddress

    init() async throws {
        site = try await TestSite()
        meetup = try await site.firstMeetup()
        host = Contact(name: "Claire", address: try EmailAddress(parsing: "Claire@example.org"))
        eve = try EmailAddress(parsing: "Eve@example.org")
    }

    private func write(_ body: @escaping @Sendable (Transaction, Date) throws -> Void) async throws {
        let now = site.clock.now
        try await site.database.write { try body($0, now) }
    }

    private func join() async throws -> RSVP {
        try await site.join("ada@example.org")
        guard let rsvp = try await site.rsvp(of: "ada@example.org") else { throw TestSite.Missing(what: "an RSVP") }
        try await site.execute("DELETE FROM letters")
        return rsvp
    }

    private func cityRequestDraft() throws -> CityRequestDraft {
        CityRequestDraft(city: try CityName(parsing: "Graz"), address: eve, weekdays: [])
    }

    /// Queues one letter for each kind of owner.
    private func fill() async throws {
        let (rsvp, meetup, host, eve, draft) = (try await join(), meetup, host, eve, try cityRequestDraft())
        try await write { tx, now in
            try tx.letters.enqueue(.known, about: rsvp, of: meetup)
            try tx.letters.enqueue(.headCount, to: host, about: meetup)
            let follower = try tx.followers.findOrInsert(eve, of: meetup.city, in: .english)
            try tx.letters.enqueue(.follow, to: follower)
            let cityRequest = try tx.cityRequests.findOrInsert(draft, in: .english)
            try tx.letters.enqueue(.cityRequest, to: cityRequest.correspondent, about: cityRequest.id)
            try tx.letters.enqueue(.data, to: Correspondent(address: eve, language: .english))
        }
    }

    @Test(arguments: LetterOwner.allCases)
    func `letter of every kind of owner is read back as queued`(owner: LetterOwner) async throws {
        try await fill()
        #expect(try await site.letters(of: owner) == TestSite.OwnedLetters(all: 1))
        let letter = try await site.database.read { tx in
            try tx.row("SELECT * FROM letters WHERE owner_kind = \(owner.rawValue)").map(Letter.init(row:))
        }
        let subject = try #require(letter?.subject)
        #expect(subject.owner.kind == owner)
        let recipients: [LetterOwner: String] = [
            .meetup: "claire@example.org", .cityRequest: "eve@example.org", .person: "eve@example.org",
        ]
        #expect(subject.recipient?.address?.folded == recipients[owner])
        let isAboutMeetup = owner == .rsvp || owner == .meetup
        #expect(letter?.startsAt == (isAboutMeetup ? meetup.startsAt : nil))
    }

    @Test func `letters of an unconfirmed RSVP are erased with it`() async throws {
        try await site.ask("bob@example.org")
        #expect(try await site.letters(of: .rsvp) == TestSite.OwnedLetters(all: 1))
        try await write { tx, now in
            let erased = try tx.rsvps.erasePending(askedBefore: now + 1)
            #expect(erased == 1)
        }
        #expect(try await site.letters(of: .rsvp) == TestSite.OwnedLetters())
    }

    @Test func `letters to hosts are deleted with their meetup`() async throws {
        let (meetup, host) = (meetup, host)
        try await write { tx, now in
            try tx.letters.enqueue(.headCount, to: host, about: meetup)
            try tx.meetups.delete(meetup)
        }
        #expect(try await site.letters(of: .meetup) == TestSite.OwnedLetters())
    }

    @Test func `letters to hosts are deleted with the series of their meetup`() async throws {
        let (meetup, host, series) = (meetup, host, try await site.series())
        try await write { tx, now in
            try tx.letters.enqueue(.headCount, to: host, about: meetup)
            try tx.series.delete(series)
        }
        #expect(try await site.letters(of: .meetup) == TestSite.OwnedLetters())
        #expect(try await site.count("meetups") == 0)
    }

    @Test func `letters to hosts about a guest are deleted with the RSVP`() async throws {
        let (rsvp, meetup, host) = (try await join(), meetup, host)
        try await write { tx, now in
            try tx.letters.enqueue(.question, to: host, about: meetup, tellingOf: rsvp.id, because: "lift")
            try tx.letters.enqueue(.headCount, to: host, about: meetup)
            try tx.letters.deleteOwners(.rsvp, where: "id = \(rsvp.id.text)")
        }
        #expect(try await site.letterRows().map(\.kind) == [LetterKind.headCount.rawValue])
    }

    @Test func `letters of an unconfirmed follower are erased with them`() async throws {
        try await fill()
        try await write { tx, now in
            let erased = try tx.followers.erase(LeftFollowers(pendingSince: now + 1, stoppedSince: now + 1))
            #expect(erased == 1)
        }
        #expect(try await site.letters(of: .follower) == TestSite.OwnedLetters())
        #expect(try await site.count("letters") == 4)
    }

    @Test func `letters of a city request are deleted with it, withdrawn or abandoned`() async throws {
        let draft = try cityRequestDraft()
        for isWithdrawn in [true, false] {
            try await write { tx, now in
                let cityRequest = try tx.cityRequests.findOrInsert(draft, in: .english)
                try tx.letters.enqueue(
                    .cityRequest, to: cityRequest.correspondent, about: cityRequest.id, because: "\(isWithdrawn)")
                if isWithdrawn { return try tx.cityRequests.withdraw(cityRequest.id) }
                let left = AbandonedCityRequests(pendingSince: now + 1, doneSince: now, confirmedSince: now)
                #expect(try tx.cityRequests.erase(left) == 1)
            }
            #expect(try await site.letters(of: .cityRequest) == TestSite.OwnedLetters())
        }
    }

    @Test(arguments: ["eve@example.org", "claire@example.org", "ada@example.org"])
    func `erasing a person deletes their letters and no others`(person: String) async throws {
        try await fill()
        let address = try EmailAddress(parsing: person)
        try await write { tx, now in _ = try ForgetPerson.perform(address, tx) }
        var left: Set<LetterOwner> = []
        for owner in LetterOwner.allCases {
            let letters = try await site.letters(of: owner)
            #expect(letters.orphaned == 0)
            if letters.all > 0 { left.insert(owner) }
        }
        let gone: [String: Set<LetterOwner>] = [
            "eve@example.org": [.follower, .cityRequest, .person], "claire@example.org": [.meetup],
            "ada@example.org": [.rsvp],
        ]
        #expect(left == Set(LetterOwner.allCases).subtracting(gone[person] ?? []))
    }
}
