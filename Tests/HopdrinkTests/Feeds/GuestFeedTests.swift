import Domain
import Foundation
import HTTPTypes
import Storage
import Testing

@testable import Hopdrink

/// Content of a guest's own feed.
struct GuestFeedTests {
    private static let ada = "ada@example.org"

    private let site: TestSite
    private let meetup: Meetup
    private let path: String

    /// Ada goes with one companion to a meetup for two.
    init() async throws {
        var series = TestSeries()
        series.terms.capacity = 2
        site = try await TestSite(TestNetwork(series: [series]))
        meetup = try await site.firstMeetup()
        try await site.join(Self.ada, bringing: 1)
        path = "\(try await site.guestFeed(of: Self.ada).dropFirst(3)).ics"
    }

    private func calendar(_ path: String? = nil) async throws -> CalendarText {
        let answer = try await site.visitor.get(path ?? self.path)
        #expect(answer.status == .ok)
        return CalendarText(answer.text)
    }

    private func event() async throws -> CalendarText.Event { try #require(try await calendar().event) }

    private func cancelMeetup() async throws {
        var series = TestSeries()
        series.cancelled = ["2026-12-10"]
        series.terms.capacity = 2
        try await site.apply(TestNetwork(series: [series]))
    }

    @Test func `feed has the meetups that its guest goes to, and no others`() async throws {
        let calendar = try await calendar()
        let event = try #require(calendar.event)
        #expect(event["UID"] == meetup.uid && event["STATUS"] == "CONFIRMED" && event["TRANSP"] != "TRANSPARENT")
        #expect(event["SUMMARY"] == "Apero")
        #expect(event["DESCRIPTION"]?.hasPrefix("You’re coming\\, 2 people.\\n\\n") == true)
        #expect(event["URL"] == "https://hopdrink.test/en/meetups/\(meetup.id)")
        #expect(event["ATTENDEE"] == nil && event["ORGANIZER"] == "mailto:post@hopdrink.test")
        #expect(calendar.lines.contains("NAME:My meetups\\, Hopdrink"))
        let shared = CalendarText(try await site.visitor.get("/feeds/tours.ics").text).events.first
        #expect(event.line("DTSTART") == shared?.line("DTSTART") && event["LOCATION"] == shared?["LOCATION"])
    }

    @Test func `waiting list shows as tentative and free time`() async throws {
        try await site.join("bob@example.org")
        let bob = "\(try await site.guestFeed(of: "bob@example.org").dropFirst(3)).ics"
        let waiting = try #require(try await calendar(bob).event)
        #expect(waiting["STATUS"] == "TENTATIVE" && waiting["TRANSP"] == "TRANSPARENT")
        #expect(waiting["SUMMARY"] == "Waiting list: Apero" && waiting["UID"] == meetup.uid)
        #expect(waiting["DESCRIPTION"]?.hasPrefix("You’re on the waiting list.\\n\\n") == true)
        site.clock.advance(by: .hour)
        try await site.cancel(Self.ada)
        let moved = try #require(try await calendar(bob).event)
        #expect(moved["STATUS"] == "CONFIRMED" && moved["DESCRIPTION"]?.hasPrefix("You’re coming.") == true)
        #expect(moved["LAST-MODIFIED"] == "20261201T130000Z" && moved["DTSTAMP"] == moved["LAST-MODIFIED"])
        let numbers = [waiting, moved].compactMap { $0["SEQUENCE"].flatMap { Int($0) } }
        #expect(numbers.count == 2 && numbers[0] < numbers[1])
        #expect(try await calendar().events.isEmpty)
    }

    @Test func `event is updated with the guest's RSVP and with the meetup`() async throws {
        var seen: [(sequence: Int, modified: String)] = []
        func look() async throws {
            let event = try await event()
            seen.append((Int(event["SEQUENCE"] ?? "") ?? -1, event["LAST-MODIFIED"] ?? ""))
        }
        try await look()
        for companions in [0, 1] {
            try await site.change(Self.ada, bringing: companions)
            try await look()
        }
        site.clock.advance(by: .hour)
        try await cancelMeetup()
        try await look()
        #expect(seen.map(\.sequence) == seen.map(\.sequence).sorted() && Set(seen.map(\.sequence)).count == 4)
        #expect(seen.map(\.modified) == seen.map(\.modified).sorted() && Set(seen.map(\.modified)).count == 4)
        let shared = CalendarText(try await site.visitor.get("/feeds/tours.ics").text).events.first
        #expect((shared?["SEQUENCE"].flatMap { Int($0) } ?? 0) <= (seen.last?.sequence ?? 0))
    }

    @Test func `cancelled meetup is marked as in other feeds and stays for thirty days`() async throws {
        try await cancelMeetup()
        let event = try await event()
        #expect(event["STATUS"] == "CANCELLED" && event["SUMMARY"] == "CANCELLED: Apero")
        #expect(event["TRANSP"] == "TRANSPARENT" && event["DESCRIPTION"]?.contains("coming") == false)
        try site.clock.move(to: "2027-01-02T12:00:00Z")
        #expect(try await calendar().events.isEmpty)
    }

    @Test func `meetup that is over stays for thirty days`() async throws {
        try site.clock.move(to: "2027-01-09T19:00:00Z")
        #expect(try await calendar().uids == [meetup.uid])
        try site.clock.move(to: "2027-01-10T20:30:00Z")
        #expect(try await calendar().events.isEmpty)
    }

    @Test func `unconfirmed RSVP is not in the feed`() async throws {
        let second = try await site.meetups()[1]
        try await site.ask(Self.ada, to: second.id)
        #expect(try await calendar().uids == [meetup.uid])
        try await site.deliver()
        try await site.press(.confirm, of: Self.ada)
        #expect(try await calendar().uids == [meetup.uid, second.uid])
    }

    @Test func `feed is in the language of the page that created it`() async throws {
        let manage = try site.manageLink(of: Self.ada).replacing("/en/", with: "/fr/")
        let page = try #require(try await site.visitor.post("\(manage)/feed", form: [:]).location)
        let event = try #require(try await calendar("\(page.dropFirst(3)).ics").event)
        #expect(page.hasPrefix("/fr/") && event["DESCRIPTION"]?.hasPrefix("Vous venez à 2.") == true)
        #expect(event["URL"]?.hasPrefix("https://hopdrink.test/fr/") == true)
    }

    @Test func `feed contains no other secret`() async throws {
        let manage = try site.manageLink(of: Self.ada)
        let text = try await calendar().lines.joined()
        #expect(!text.contains("rsvps/") && !text.contains(manage.suffix(22)) && !text.contains("ada"))
    }

    @Test func `feed is served like other feeds, but privately`() async throws {
        let first = try await site.visitor.get(path)
        #expect(first.headers[.cacheControl] == "private, no-cache")
        #expect(first.headers[.constant("X-Robots-Tag")] == "noindex" && first.headers[.contentDisposition] == nil)
        let tag = try #require(first.headers[.eTag])
        #expect(try await site.visitor.get(path, headers: [.ifNoneMatch: tag]).status == .notModified)
        #expect(
            try await site.visitor.get(path, headers: [.acceptEncoding: "gzip"]).headers[.contentEncoding] == "gzip")
        #expect(try await site.visitor.head(path).headers[.contentLength] == "\(first.bytes.count)")
        try await site.change(Self.ada, bringing: 0)
        #expect(try await site.visitor.get(path, headers: [.ifNoneMatch: tag]).status == .ok)
    }

    @Test func `client with only a date is sent every change, also a cancellation`() async throws {
        site.clock.advance(by: .minute)
        for change in [{ try await site.change(Self.ada, bringing: 0) }, { try await site.cancel(Self.ada) }] {
            let date = try #require(try await site.visitor.get(path).headers[.lastModified])
            #expect(try await site.visitor.get(path, headers: [.ifModifiedSince: date]).status == .notModified)
            _ = try await change()
            #expect(try await site.visitor.get(path, headers: [.ifModifiedSince: date]).status == .ok)
            site.clock.advance(by: .minute)
        }
    }
}
