import Domain
import Foundation
import HTTPTypes
import Storage
import Testing

@testable import Hopdrink

/// Guests and organisers who act at the same moment.
struct RaceTests {
    private let site: TestSite
    private let series: Series
    private let headers: HTTPFields
    private let meetup: Meetup.ID
    private static let guests = (1...24).map { "guest\($0)@example.org" }

    init() async throws {
        site = try await TestSite()
        headers = try await site.organiser()
        let series = try await site.organiseDaily(headers)
        meetup = try #require(try await site.meetups().first { $0.occurrence?.series == series.id }).id
        self.series = series
        try await setCapacity(6)
    }

    private func setCapacity(_ places: Int) async throws {
        let answer = try await site.visitor.ask(
            .patch, "/api/v1/series/\(series.id)", json: "{\"capacity\": \(places)}", headers: headers
        )
        #expect(answer.status == .ok)
    }

    /// Runs `deed` for every guest concurrently, and `other` beside it.
    private func together(
        _ deed: @escaping @Sendable (String) async throws -> Void,
        beside other: @escaping @Sendable () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for guest in Self.guests { group.addTask { try await deed(guest) } }
            group.addTask { try await other() }
            try await group.waitForAll()
        }
        try await site.deliver()
    }

    private func rsvps() async throws -> [RSVP] {
        try await site.database.read { [meetup] tx in
            try tx.rows("SELECT * FROM rsvps WHERE meetup_id = \(meetup.text) ORDER BY arrival")
                .map(RSVP.init(row:))
        }
    }

    @Test func `concurrent confirmations and capacity changes never overfill a meetup`() async throws {
        try await together {
            try await site.ask($0, to: meetup)
        } beside: {
            try await setCapacity(7)
        }
        try await together {
            try await site.press(.confirm, of: $0)
        } beside: {
            try await setCapacity(8)
        }
        let all = try await rsvps()
        #expect(all.count == 24 && all.map(\.arrival) == Array(1...24))
        #expect(all.map(\.state.isGoing) == Array(repeating: true, count: 8) + Array(repeating: false, count: 16))
    }

    @Test func `cancelling a series during confirmations emails every guest who got in once`() async throws {
        try await together {
            try await site.ask($0, to: meetup)
        } beside: {
        }
        try await together {
            try await site.press(.confirm, of: $0)
        } beside: {
            try await cancelSeries()
        }
        let going = try await rsvps().filter { $0.state.isGoing || $0.state == .waiting }
        let told = site.relay.letters.filter { $0.kind == .cancelled }.map(\.recipient)
        #expect(told.count == going.count && Set(told).count == told.count)
    }

    private func cancelSeries() async throws {
        let path = "/api/v1/series/\(series.id)/cancel"
        #expect(try await site.visitor.ask(.post, path, json: "{}", headers: headers).status == .ok)
    }
}
