import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

/// The feed of one series: an event that repeats every second Thursday from 10 December 2026 on, and its exceptions.
struct SeriesFeedTests {
    private let site: TestSite
    private let headers: HTTPFields

    init() async throws {
        site = try await TestSite(TestNetwork(series: []))
        headers = try await site.organiser()
        let body = TestSite.dailySeries().replacing("every day", with: "second thursday")
        let answer = try await site.visitor.post("/api/v1/series", json: body, headers: headers)
        #expect(answer.status == .created)
    }

    private func calendar(_ query: String = "") async throws -> CalendarText {
        let answer = try await site.visitor.get("/feeds/tours/daily.ics\(query)")
        #expect(answer.status == .ok)
        return CalendarText(answer.text)
    }

    private func send(_ method: HTTPRequest.Method, _ path: String, _ json: String = "{}") async throws {
        let answer = try await site.visitor.ask(method, "/api/v1/\(path)", json: json, headers: headers)
        #expect([.ok, .noContent].contains(answer.status), "\(path)")
    }

    private func lines(_ calendar: CalendarText, _ name: String) -> [String] {
        calendar.lines.filter { $0.hasPrefix(name) }
    }

    @Test func `feed has one event with the series' own UID and a link to the city page`() async throws {
        let calendar = try await calendar()
        let event = try #require(calendar.event)
        let id = try await site.series("daily").id
        #expect(event["UID"] == "\(id)@hopdrink.test" && event["SUMMARY"] == "Daily")
        #expect(event.line("DTSTART") == "DTSTART;TZID=Europe/Paris:20261210T190000")
        #expect(event["RRULE"] == "FREQ=MONTHLY;BYDAY=2TH" && event["SEQUENCE"] == "0")
        #expect(event["URL"] == "https://hopdrink.test/en/tours" && event["TRANSP"] == "TRANSPARENT")
        #expect(event["EXDATE"] == nil && event["RECURRENCE-ID"] == nil)
        #expect(event["CREATED"] == "20261201T120000Z" && event["DTSTAMP"] == "20261201T120000Z")
        #expect(calendar.lines.contains("X-WR-CALNAME:Daily – Tours"))
    }

    @Test func `moved or cancelled meetup replaces its own occurrence, and a deleted one leaves no event`() async throws
    {
        let meetups = try await site.meetups()
        try await send(.patch, "meetups/\(meetups[1].id)", #"{"start": "2027-01-15T20:00"}"#)
        try await send(.post, "meetups/\(meetups[2].id)/cancel")
        try await send(.delete, "meetups/\(meetups[4].id)")
        let calendar = try await calendar()
        #expect(Set(calendar.uids).count == 1 && calendar.events.count == 3)
        #expect(lines(calendar, "EXDATE") == ["EXDATE;TZID=Europe/Paris:20270408T190000"])
        #expect(
            lines(calendar, "RECURRENCE-ID") == [
                "RECURRENCE-ID;TZID=Europe/Paris:20270114T190000", "RECURRENCE-ID;TZID=Europe/Paris:20270211T190000",
            ])
        let (moved, cancelled) = (calendar.events[1], calendar.events[2])
        #expect(moved.line("DTSTART") == "DTSTART;TZID=Europe/Paris:20270115T200000" && moved["SEQUENCE"] == "1")
        #expect(moved["URL"]?.contains("/meetups/\(meetups[1].id)") == true && moved["RRULE"] == nil)
        #expect(cancelled["STATUS"] == "CANCELLED" && cancelled["SUMMARY"] == "CANCELLED: Daily")
        #expect(calendar.events[0]["SEQUENCE"] == "3" && calendar.events[0]["LAST-MODIFIED"] == "20261201T120003Z")
    }

    @Test func `cancelled meetup is left out on request, and for everyone after thirty days`() async throws {
        try await send(.post, "meetups/\(try await site.meetups()[4].id)/cancel")
        let exception = ["EXDATE;TZID=Europe/Paris:20270408T190000"]
        let hidden = try await calendar("?cancelled=hide")
        #expect(hidden.events.count == 1 && lines(hidden, "EXDATE") == exception)
        #expect(try await calendar().events.count == 2)
        site.clock.advance(by: 32 * .day)
        let late = try await calendar()
        #expect(late.events.count == 1 && lines(late, "EXDATE") == exception)
    }

    @Test func `reverting a change gives the series a later LAST-MODIFIED`() async throws {
        let id = try await site.meetups()[1].id
        try await send(.patch, "meetups/\(id)", #"{"title": "Other"}"#)
        let changed = try #require(try await calendar().events.last?["LAST-MODIFIED"])
        try await send(.patch, "meetups/\(id)", #"{"title": "Daily"}"#)
        let event = try #require(try await calendar().event)
        #expect(try #require(event["LAST-MODIFIED"]) > changed && event["SEQUENCE"] == "2")
    }

    @Test func `new time of day starts a new event from the day of the change`() async throws {
        try site.clock.move(to: "2026-12-20T12:00:00Z")
        try await send(.patch, "series/\(try await site.series("daily").id)", #"{"time": "20:00"}"#)
        let calendar = try await calendar()
        #expect(calendar.events.count == 2)
        #expect(calendar.events[0].line("DTSTART") == "DTSTART;TZID=Europe/Paris:20270114T200000")
        let former = calendar.events[1]
        #expect(former.line("DTSTART") == "DTSTART;TZID=Europe/Paris:20261210T190000" && former["RECURRENCE-ID"] == nil)
        #expect(former["UID"] != calendar.events[0]["UID"])
    }

    @Test func `meetup that is over keeps its former title for thirty days`() async throws {
        try site.clock.move(to: "2026-12-20T12:00:00Z")
        try await send(.patch, "series/\(try await site.series("daily").id)", #"{"title": "New"}"#)
        let calendar = try await calendar()
        #expect(calendar.events.map { $0["SUMMARY"] } == ["New", "Daily"])
        #expect(calendar.events[0].line("DTSTART") == "DTSTART;TZID=Europe/Paris:20270114T190000")
        #expect(calendar.events[1].line("DTSTART") == "DTSTART;TZID=Europe/Paris:20261210T190000")
        site.clock.advance(by: 30 * .day)
        #expect(try await self.calendar().events.count == 1)
    }

    @Test func `series that ended keeps its past meetups and repeats no further`() async throws {
        let path = "series/\(try await site.series("daily").id)"
        try site.clock.move(to: "2027-01-20T12:00:00Z")
        try await send(.post, "\(path)/cancel")
        let event = try #require(try await calendar("?cancelled=hide").event)
        #expect(event["RRULE"] == "FREQ=MONTHLY;UNTIL=20270114T225959Z;BYDAY=2TH" && event["EXDATE"] == nil)
        #expect(try await calendar().events.count == 5)
    }

    @Test func `series without remaining meetups is an empty calendar`() async throws {
        try await send(.post, "series/\(try await site.series("daily").id)/cancel")
        #expect(try await calendar("?cancelled=hide").events.isEmpty)
        site.clock.advance(by: 32 * .day)
        #expect(try await calendar().events.isEmpty)
    }

    @Test func `feed stays the same while days pass without a change`() async throws {
        try await send(.post, "meetups/\(try await site.meetups()[1].id)/cancel")
        let first = try await site.visitor.get("/feeds/tours/daily.ics")
        for _ in 0..<9 {
            site.clock.advance(by: 3 * .day)
            try await site.generateDueMeetups()
            let next = try await site.visitor.get("/feeds/tours/daily.ics")
            #expect(next.headers[.eTag] == first.headers[.eTag])
        }
    }

    @Test func `alarm is added to each event on request`() async throws {
        try await send(.post, "meetups/\(try await site.meetups()[1].id)/cancel")
        #expect(lines(try await calendar("?alarm=PT2H"), "TRIGGER").count == 2)
    }

    @Test(arguments: [
        ("Europe/Paris", "first and third thursday", "19:00"), ("Europe/Paris", "day 31", "19:00"),
        ("America/Santiago", "second thursday", "19:00"), ("Europe/Paris", "last sunday", "02:30"),
    ])
    func `rule that calendar programs may repeat differently is written out as single events`(
        zone: String, rule: String, time: String
    ) async throws {
        var network = TestNetwork(series: [TestSeries(slug: "friday", rule: rule, time: time)])
        network.timeZone = zone
        let site = try await TestSite(network)
        let calendar = CalendarText(try await site.visitor.get("/feeds/tours/friday.ics").text)
        #expect(calendar.uids == (try await site.meetups().map(\.uid)))
        #expect(!calendar.events.contains { $0["RRULE"] != nil })
    }

    @Test func `rule with a count ends at the same meetup even after a change of time`() async throws {
        let series = TestSeries(slug: "four", rule: "every thursday 4 times", from: "2026-12-03")
        try await site.apply(TestNetwork(series: [series]))
        site.clock.advance(by: 10 * .day)
        var later = series
        later.time = "20:00"
        try await site.apply(TestNetwork(series: [later]))
        let calendar = CalendarText(try await site.visitor.get("/feeds/tours/four.ics").text)
        let master = try #require(calendar.events.first)
        #expect(master.line("DTSTART") == "DTSTART;TZID=Europe/Paris:20261217T200000")
        #expect(master["RRULE"] == "FREQ=WEEKLY;UNTIL=20261224T225959Z;BYDAY=TH")
        #expect(calendar.events.count == 3)
    }
}
