import Domain
import Foundation
import Testing

@testable import Hopdrink

/// That what is remembered of strangers ends where `MemoryBounds` says.
struct MemoryBoundsTests {
    private let now = Date(timeIntervalSince1970: 1_793_000_000)

    private var table: RateLimiter {
        var limits = AbuseSettings.Limits()
        limits.addressPrefix = Rate(1, per: 3600)
        limits.mailAddress = Rate(1, per: 3600)
        limits.meetup = Rate(1, per: 3600)
        limits.letters = nil
        return RateLimiter(limits)
    }

    private func network(_ number: Int) -> IPAddress? {
        IPAddress(parsing: "10.\(number >> 16 & 255).\(number >> 8 & 255).\(number & 255)")
    }

    @Test func `so many networks are remembered and no more`() {
        let table = table
        for number in 0..<MemoryBounds.networks { #expect(table.countForm(from: network(number), at: now) == nil) }
        #expect(table.countForm(from: network(0), at: now) != nil)
        #expect(table.countForm(from: network(MemoryBounds.networks), at: now) == nil)
        #expect(table.countForm(from: network(0), at: now) == nil)
    }

    @Test func `so many forms that came back are remembered and no more`() {
        let table = table
        #expect(table.countFormToken("0", maximum: 1) && !table.countFormToken("0", maximum: 1))
        for number in 1...MemoryBounds.formTokens { #expect(table.countFormToken("\(number)", maximum: 1)) }
        #expect(table.countFormToken("0", maximum: 1))
    }

    @Test func `so many meetups and mailboxes are remembered and no more`() throws {
        let table = table
        let maximum = MemoryBounds.meetups
        let ids = (0...maximum).map { Meetup.ID(at: now, random: (UInt64($0), 0)) }
        let addresses = try (0...maximum).map { try EmailAddress(parsing: "guest-\($0)@example.org") }
        #expect(table.countLetter(to: addresses[0], about: ids[0], at: now) == nil)
        #expect(table.countLetter(to: addresses[1], about: ids[0], at: now)?.0 == .meetup)
        #expect(table.countLetter(to: addresses[0], about: ids[1], at: now)?.0 == .mailAddress)
        for number in 1...maximum {
            #expect(table.countLetter(to: addresses[number], about: ids[number], at: now) == nil)
        }
        #expect(table.countLetter(to: addresses[0], about: ids[0], at: now) == nil)
    }

    @Test func `a row of these tables takes no more than is said`() {
        let row = MemoryLayout<(IPAddress?, Date, Int, Int?, Int?)?>.stride + MemoryLayout<(IPAddress?, Int)>.stride * 2
        // Arrays grow to twice what they hold.
        #expect(row * 2 <= MemoryBounds.row + MemoryLayout<IPAddress?>.stride * 4)
        #expect(MemoryBounds.limits <= 48 << 20)
        #expect(MemoryBounds.feedParts.bytes + MemoryBounds.feedDocuments.bytes == 64 << 20)
        #expect(MemoryBounds.pages.bytes == 32 << 20)
    }
}
