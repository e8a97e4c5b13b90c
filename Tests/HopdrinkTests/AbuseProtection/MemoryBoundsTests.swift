import Domain
import Foundation
import Testing

@testable import Hopdrink

/// Tests that the memory used for strangers' requests ends where `MemoryBounds` says.
struct MemoryBoundsTests {
    private let now = Date(timeIntervalSince1970: 1_793_000_000)

    private var table: RateLimiter {
        var limits = AbuseSettings.Limits()
        limits.addressPrefix = Rate(1, per: 3600)
        limits.emailAddress = Rate(1, per: 3600)
        limits.meetup = Rate(1, per: 3600)
        limits.emails = nil
        return RateLimiter(limits)
    }

    private func network(_ number: Int) -> IPAddress? {
        IPAddress(parsing: "10.\(number >> 16 & 255).\(number >> 8 & 255).\(number & 255)")
    }

    @Test func `number of remembered networks is limited`() {
        let table = table
        for number in 0..<MemoryBounds.networks { #expect(table.countForm(from: network(number), at: now) == nil) }
        #expect(table.countForm(from: network(0), at: now) != nil)
        #expect(table.countForm(from: network(MemoryBounds.networks), at: now) == nil)
        #expect(table.countForm(from: network(0), at: now) == nil)
    }

    @Test func `number of remembered form tokens is limited`() {
        let table = table
        #expect(table.countFormToken("0", maximum: 1) && !table.countFormToken("0", maximum: 1))
        for number in 1...MemoryBounds.formTokens { #expect(table.countFormToken("\(number)", maximum: 1)) }
        #expect(table.countFormToken("0", maximum: 1))
    }

    @Test func `number of remembered meetups and mailboxes is limited`() throws {
        let table = table
        let maximum = MemoryBounds.meetups
        let ids = (0...maximum).map { Meetup.ID(at: now, random: (UInt64($0), 0)) }
        let addresses = try (0...maximum).map { try EmailAddress(parsing: "guest-\($0)@example.org") }
        #expect(table.countLetter(to: addresses[0], about: ids[0], at: now) == nil)
        #expect(table.countLetter(to: addresses[1], about: ids[0], at: now)?.0 == .meetup)
        #expect(table.countLetter(to: addresses[0], about: ids[1], at: now)?.0 == .emailAddress)
        for number in 1...maximum {
            #expect(table.countLetter(to: addresses[number], about: ids[number], at: now) == nil)
        }
        #expect(table.countLetter(to: addresses[0], about: ids[0], at: now) == nil)
    }

    @Test func `row of these tables stays within the stated size`() {
        let row = MemoryLayout<(IPAddress?, Date, Int, Int?, Int?)?>.stride + MemoryLayout<(IPAddress?, Int)>.stride * 2
        // Arrays may reserve twice the memory that they need.
        #expect(row * 2 <= MemoryBounds.row + MemoryLayout<IPAddress?>.stride * 4)
        #expect(MemoryBounds.limits <= 48 << 20)
        #expect(MemoryBounds.feedParts.bytes + MemoryBounds.feedDocuments.bytes == 64 << 20)
        #expect(MemoryBounds.pages.bytes == 32 << 20)
    }
}
