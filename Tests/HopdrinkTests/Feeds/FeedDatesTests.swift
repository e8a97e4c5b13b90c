import Domain
import Foundation
import HTTPTypes
import Storage
import Testing

@testable import Hopdrink

/// Clients that send no entity tag, only the date of their copy.
struct FeedDatesTests {
    private static let feeds = ["/feeds/tours.ics", "/feeds/network.ics", "/feeds/tour.ics?cities=tours,berlin"]

    private let site: TestSite
    private let headers: HTTPFields

    init() async throws {
        site = try await TestSite(TestNetwork(hasBerlin: true))
        headers = try await site.organiser()
    }

    private func date(_ path: String) async throws -> String {
        try #require(try await site.visitor.get(path).headers[.lastModified])
    }

    private func status(_ path: String, since date: String) async throws -> HTTPResponse.Status {
        try await site.visitor.get(path, headers: [.ifModifiedSince: date]).status
    }

    /// Says for each feed whether a client with its date is sent it again after `change`.
    private func areSentAgain(_ paths: [String] = feeds, after change: () async throws -> Void) async throws -> [Bool] {
        var dates: [String] = []
        for path in paths { dates.append(try await date(path)) }
        try await change()
        var answers: [Bool] = []
        for (path, date) in zip(paths, dates) { answers.append(try await status(path, since: date) == .ok) }
        return answers
    }

    @Test func `client with the current date gets 304 until something changes`() async throws {
        let meetup = try await site.firstMeetup()
        let paths = Self.feeds + ["/feeds/tours/thursday.ics", "/meetups/\(meetup.id).ics"]
        #expect(try await areSentAgain(paths) {} == paths.map { _ in false })
        #expect(try await areSentAgain(paths) { site.clock.advance(by: 11 * .hour) } == paths.map { _ in false })
        let walk = try await areSentAgain(paths) { _ = try await site.organiseWalk(headers) }
        #expect(walk == paths.map { _ in true })
        #expect(try await site.visitor.get("/feeds/tours.ics", headers: [.ifModifiedSince: "soon"]).status == .ok)
    }

    @Test func `change in one city affects only the feeds that contain that city`() async throws {
        let again = try await areSentAgain {
            _ = try await site.visitor.post("/api/v1/meetups", json: TestSite.walk(in: "berlin"), headers: headers)
        }
        #expect(again == [false, true, true])
    }

    @Test func `changes within one second are all sent, and no date is in the future`() async throws {
        let walk = try await site.organiseWalk(headers)
        let path = "/api/v1/meetups/\(walk.id)"
        for title in ["Short walk", "Long walk"] {
            let again = try await areSentAgain {
                _ = try await site.visitor.ask(.patch, path, json: #"{"title": "\#(title)"}"#, headers: headers)
            }
            #expect(again == [true, true, true])
            for feed in Self.feeds { #expect(try await date(feed) == "Tue, 01 Dec 2026 12:00:00 GMT") }
        }
        site.clock.advance(by: 3)
        #expect(try await areSentAgain {} == [false, false, false])
    }

    @Test func `removing a city changes every feed that contained it`() async throws {
        let again = try await areSentAgain(Array(Self.feeds.dropFirst())) {
            try await site.apply(TestNetwork(hasBerlin: true, hasTours: false))
        }
        #expect(again == [true, true])
    }

    @Test func `date changes at midnight together with the window`() async throws {
        #expect(try await areSentAgain { try site.clock.move(to: "2026-12-02T00:00:00Z") } == [true, true, true])
        #expect(try await date("/feeds/tours.ics") == "Wed, 02 Dec 2026 00:00:00 GMT")
    }

    @Test func `restart with the same configuration changes no date, another one does`() async throws {
        let before = try await site.dump()["cities"]
        site.clock.advance(by: .hour)
        #expect(try await areSentAgain { try await site.apply(TestNetwork(hasBerlin: true)) } == [false, false, false])
        #expect(try await site.dump()["cities"] == before)
        var network = TestNetwork(name: "Tours-sur-Loire")
        network.hasBerlin = true
        #expect(try await areSentAgain { try await site.apply(network) } == [true, true, true])
        #expect(try await date("/feeds/berlin.ics") == "Tue, 01 Dec 2026 12:00:00 GMT")
    }

    @Test func `start gives a city without a change date the current time`() async throws {
        try await site.execute("UPDATE cities SET changed_at = 0")
        site.clock.advance(by: .hour)
        try await site.apply(TestNetwork(hasBerlin: true))
        for feed in Self.feeds { #expect(try await date(feed) == "Tue, 01 Dec 2026 13:00:00 GMT") }
    }
}
