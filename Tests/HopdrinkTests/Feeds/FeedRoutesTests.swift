import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

/// A city's feed as calendar clients fetch it.
struct FeedRoutesTests {
    private let site: TestSite

    init() async throws {
        site = try await TestSite()
    }

    private func feed(_ headers: HTTPFields = [:]) async throws -> Visitor.Answer {
        try await site.visitor.get("/feeds/tours.ics", headers: headers)
    }

    private func calendar() async throws -> CalendarText { CalendarText(try await feed().text) }

    private func apply(_ change: (inout TestSeries) -> Void) async throws {
        var series = TestSeries()
        change(&series)
        try await site.apply(TestNetwork(series: [series]))
    }

    @Test func `feed has every meetup of the city, each with its own UID`() async throws {
        let meetups = try await site.meetups()
        let calendar = try await calendar()
        #expect(calendar.uids == meetups.map(\.uid))
        #expect(calendar.lines.first == "BEGIN:VCALENDAR" && calendar.lines.last == "END:VCALENDAR")
        #expect(!calendar.lines.contains { $0.hasPrefix("METHOD") })
        #expect(calendar.lines.contains { $0.hasSuffix("PT1H") && $0.hasPrefix("REFRESH-INTERVAL") })
        #expect(calendar.lines.contains("X-PUBLISHED-TTL:PT1H"))
        let event = try #require(calendar.events.first)
        #expect(event.line("DTSTART") == "DTSTART;TZID=Europe/Paris:20261210T190000")
        #expect(event["SUMMARY"] == "Apero" && event["STATUS"] == "CONFIRMED" && event["SEQUENCE"] == "0")
        #expect(event["LOCATION"]?.contains("La Cave") == true)
        #expect(event["GEO"] == "47.392500;0.682600")
        #expect(event["URL"]?.contains("/meetups/\(meetups[0].id)") == true)
        #expect(event["DESCRIPTION"]?.contains(meetups[0].id.text) == true)
        #expect(event["ORGANIZER"] == "mailto:post@hopdrink.test")
    }

    @Test func `feed contains no guest data and does not change with RSVPs`() async throws {
        let before = try await feed()
        try await site.join("ada@example.org", bringing: 3)
        let after = try await feed()
        #expect(after.bytes == before.bytes)
        let calendar = CalendarText(after.text)
        #expect(!calendar.lines.contains { $0.hasPrefix("ATTENDEE") || $0.hasPrefix("BEGIN:VALARM") })
    }

    @Test func `feed has the same bytes for everyone until something changes`() async throws {
        let first = try await feed()
        site.clock.advance(by: 5 * .hour)
        let second = try await feed([.acceptLanguage: "de"])
        #expect(second.bytes == first.bytes && second.headers[.eTag] == first.headers[.eTag])
        #expect(first.headers[.contentType] == "text/calendar; charset=utf-8")
        #expect(first.headers[.cacheControl] == "no-cache")
        #expect(first.headers[.lastModified] == "Tue, 01 Dec 2026 12:00:00 GMT")
    }

    @Test func `client with the current tag gets 304`() async throws {
        let tag = try #require(try await feed().headers[.eTag])
        #expect(tag.hasPrefix("\"") && tag.hasSuffix("\""))
        for known in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
            let answer = try await feed([.ifNoneMatch: known])
            #expect(answer.status == .notModified && answer.bytes.isEmpty)
            #expect(answer.headers[.eTag] == tag)
        }
        #expect(try await feed([.ifNoneMatch: "\"other\""]).status == .ok)
    }

    @Test func `gzip is sent on request with its own tag, and either tag gives 304`() async throws {
        let plain = try await feed()
        let packed = try await feed([.acceptEncoding: "br, gzip"])
        #expect(packed.headers[.contentEncoding] == "gzip" && packed.headers[.vary] == "Accept-Encoding")
        #expect(packed.bytes.starts(with: [0x1F, 0x8B]) && packed.bytes.count < plain.bytes.count)
        let size = packed.bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        #expect(size == plain.bytes.count)
        let tags = [plain, packed].compactMap { $0.headers[.eTag] }
        #expect(Set(tags).count == 2)
        for tag in tags {
            #expect(try await feed([.acceptEncoding: "gzip", .ifNoneMatch: tag]).status == .notModified)
            #expect(try await feed([.ifNoneMatch: tag]).status == .notModified)
        }
        #expect(try await feed([.acceptEncoding: "gzip;q=0"]).bytes == plain.bytes)
    }

    @Test func `tag takes precedence over the date`() async throws {
        let date = try #require(try await feed().headers[.lastModified])
        #expect(try await feed([.ifNoneMatch: "\"other\"", .ifModifiedSince: date]).status == .ok)
    }

    @Test func `HEAD has the same headers as GET and no body`() async throws {
        let got = try await feed()
        let asked = try await site.visitor.head("/feeds/tours.ics")
        #expect(asked.status == .ok && asked.bytes.isEmpty)
        #expect(asked.headers[.eTag] == got.headers[.eTag])
        #expect(asked.headers[.contentLength] == "\(got.bytes.count)")
        let tag = try #require(got.headers[.eTag])
        #expect(try await site.visitor.head("/feeds/tours.ics", headers: [.ifNoneMatch: tag]).status == .notModified)
    }

    @Test func `change shows at once, with a higher SEQUENCE and a later LAST-MODIFIED`() async throws {
        let before = try await feed()
        site.clock.advance(by: .hour)
        try await apply { $0.terms.title = "Apero de Noel" }
        let after = try await feed([.ifNoneMatch: before.headers[.eTag] ?? ""])
        #expect(after.status == .ok)
        #expect(after.headers[.lastModified] == "Tue, 01 Dec 2026 13:00:00 GMT")
        let event = try #require(CalendarText(after.text).events.first)
        #expect(event["SEQUENCE"] == "1" && event["LAST-MODIFIED"] == "20261201T130000Z")
        #expect(event["UID"] == CalendarText(before.text).events.first?["UID"])
    }

    @Test func `LAST-MODIFIED grows even if the clock stands still`() async throws {
        try await apply { $0.terms.title = "Apero de Noel" }
        let event = try #require(try await calendar().events.first)
        #expect(event["LAST-MODIFIED"] == "20261201T120001Z" && event["CREATED"] == "20261201T120000Z")
    }

    @Test func `client with only a date is sent the removal of a meetup`() async throws {
        let headers = try await site.organiser()
        let walk = try await site.organiseWalk(headers)
        site.clock.advance(by: .hour)
        _ = try await site.visitor.ask(
            .patch, "/api/v1/meetups/\(walk.id)", json: #"{"title": "Long walk"}"#, headers: headers
        )
        site.clock.advance(by: .hour)
        let other = try await site.visitor.post(
            "/api/v1/meetups", json: TestSite.walk().replacing("\"walk\"", with: "\"stroll\""), headers: headers
        )
        let id = try #require(try other.json["id"]?.text)
        try await apply { $0.terms.title = "Newer" }
        let date = try #require(try await feed().headers[.lastModified])
        #expect(try await site.visitor.ask(.delete, "/api/v1/meetups/\(id)", headers: headers).status == .noContent)
        #expect(try await feed([.ifModifiedSince: date]).status == .ok)
    }

    @Test func `cancelled meetup stays for thirty days, marked as cancelled`() async throws {
        let uid = try await site.firstMeetup().uid
        try await apply { $0.cancelled = ["2026-12-10"] }
        let event = try #require(try await calendar().events.first)
        #expect(event["UID"] == uid && event["STATUS"] == "CANCELLED" && event["SEQUENCE"] == "1")
        #expect(event["SUMMARY"] == "CANCELLED: Apero")
        try site.clock.move(to: "2026-12-31T11:00:00Z")
        #expect(try await calendar().uids.contains(uid))
        try site.clock.move(to: "2027-01-02T12:00:00Z")
        #expect(try await !calendar().uids.contains(uid))
    }

    @Test func `meetup that is over stays for thirty days`() async throws {
        let uid = try await site.firstMeetup().uid
        try site.clock.move(to: "2027-01-09T19:00:00Z")
        #expect(try await calendar().uids.contains(uid))
        try site.clock.move(to: "2027-01-10T20:30:00Z")
        #expect(try await !calendar().uids.contains(uid))
    }

    @Test func `unknown city has no feed`() async throws {
        for path in ["/feeds/nowhere.ics", "/feeds/TOURS.ics", "/feeds/tours", "/feeds/.ics", "/feeds/a%00b.ics"] {
            #expect(try await site.visitor.get(path).status == .notFound, "\(path)")
        }
    }

    @Test func `feed of a city without meetups is a valid calendar`() async throws {
        let site = try await TestSite(TestNetwork(hasBerlin: true))
        let answer = try await site.visitor.get("/feeds/berlin.ics")
        #expect(answer.status == .ok)
        #expect(CalendarText(answer.text).events.isEmpty)
    }
}
