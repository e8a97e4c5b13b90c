import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

/// One-offs and single meetups of a series, as organisers create and change them.
struct MeetupAPITests {
    private let site: TestSite
    private let headers: HTTPFields

    init() async throws {
        site = try await TestSite(TestNetwork(series: [TestSeries(cancelled: ["2027-01-14"])]))
        headers = try await site.organiser()
    }

    private func send(_ method: HTTPRequest.Method, _ path: String, _ json: String = "{}") async throws
        -> Visitor.Answer
    {
        try await site.visitor.ask(method, "/api/v1/meetups\(path)", json: json, headers: headers)
    }

    private func detail(_ answer: Visitor.Answer) throws -> String? { try answer.json["detail"]?.text }

    @Test func `one-off is created, shown and served to calendars`() async throws {
        let answer = try await send(.post, "", TestSite.walk())
        #expect(answer.status == .created)
        let view = try answer.json
        #expect(view["start"]?.text == "2026-12-19T15:00:00+01:00" && view["end"]?.text == "2026-12-19T17:00:00+01:00")
        #expect(view["series"] == nil && view["sequence"]?.number == 0 && view["places_free"]?.number == 5)
        let id = try #require(view["id"]?.text)
        #expect(try await site.visitor.get("/api/v1/meetups/\(id)").json == view)
        #expect(try await site.visitor.get("/en/meetups/\(id)").status == .ok)
        let feed = CalendarText(try await site.visitor.get("/feeds/tours.ics").text)
        #expect(feed.uids.contains("\(id)@hopdrink.test"))
    }

    @Test func `all field errors of a one-off are reported at once`() async throws {
        let body = """
            {"city": "atlantis", "slug": "X", "start": "2020-01-01T10:00", "capacity": 0, "duration": "3y", "title": "",
            "venue": {"name": "A", "coordinates": "north"}, "reminders": ["24h", "soon"], "color": "red"}
            """
        let answer = try await send(.post, "", body)
        #expect(answer.status == .unprocessableContent)
        #expect(
            try answer.faultyFields.sorted() == [
                "capacity", "city", "color", "duration", "reminders[1]", "slug", "title", "venue.address",
                "venue.coordinates",
            ])
        let past = try await send(.post, "", TestSite.walk(start: "2020-01-01T10:00"))
        #expect(try past.faultyFields == ["start"])
    }

    @Test func `slug is unique in a city`() async throws {
        _ = try await site.organiseWalk(headers)
        let answer = try await send(.post, "", TestSite.walk(start: "2026-12-20T15:00"))
        #expect(try answer.faultyFields == ["slug"])
        #expect(try await site.meetups().count { $0.occurrence == nil } == 1)
    }

    @Test func `one of ten concurrent requests for a slug gets it`() async throws {
        let answers = try await withThrowingTaskGroup(of: HTTPResponse.Status.self) { group in
            for _ in 1...10 { group.addTask { try await send(.post, "", TestSite.walk()).status } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count { $0 == .created } == 1)
        #expect(answers.count { $0 == .unprocessableContent } == 9)
    }

    @Test func `change of time and room is emailed to guests and shown in calendars`() async throws {
        let walk = try await site.organiseWalk(headers)
        try await site.join("ada@example.org", to: walk.id)
        site.clock.advance(by: .hour)
        let body = #"{"start": "2026-12-19T16:30", "room": "hall", "text": "Boots on.", "duration": "90m"}"#
        let answer = try await send(.patch, "/\(walk.id)", body)
        #expect(answer.status == .ok)
        let view = try answer.json
        #expect(view["start"]?.text == "2026-12-19T16:30:00+01:00" && view["end"]?.text == "2026-12-19T18:00:00+01:00")
        #expect(view["venue"]?["room"]?.text == "hall" && view["venue"]?["name"]?.text == "La Gare")
        #expect(view["sequence"]?.number == 1 && view["modified"]?.text == "2026-12-01T13:00:00Z")
        try await site.deliver()
        #expect(site.relay.kinds(to: "ada@example.org") == [.confirm, .going, .changed])
        #expect(
            site.relay.letters.last?.calendar?.event?.line("DTSTART") == "DTSTART;TZID=Europe/Paris:20261219T163000")
    }

    @Test func `change without effect leaves the meetup as it is`() async throws {
        let walk = try await site.organiseWalk(headers)
        for body in ["{}", #"{"title": "Walk"}"#, #"{"start": "2026-12-19T15:00", "room": ""}"#] {
            #expect(try await send(.patch, "/\(walk.id)", body).status == .ok)
        }
        #expect(try await site.meetup(walk.id) == walk)
    }

    @Test func `larger capacity promotes a guest from the waiting list`() async throws {
        let walk = try await site.organiseWalk(headers)
        try await site.join("ada@example.org", bringing: 4, to: walk.id)
        try await site.join("bob@example.org", to: walk.id)
        _ = try await send(.patch, "/\(walk.id)", #"{"capacity": 6}"#)
        try await site.deliver()
        #expect(site.relay.kinds(to: "bob@example.org") == [.confirm, .waiting, .promoted])
    }

    @Test func `all field errors of a change are reported at once and nothing changes`() async throws {
        let walk = try await site.organiseWalk(headers)
        let body =
            #"{"start": "2020-01-01T10:00", "title": "", "capacity": "no", "time": "19:00", "venue": {"name": "A"}}"#
        let answer = try await send(.patch, "/\(walk.id)", body)
        #expect(answer.status == .unprocessableContent)
        #expect(try answer.faultyFields.sorted() == ["capacity", "start", "time", "title", "venue.address"])
        #expect(try await site.meetup(walk.id) == walk)
    }

    @Test func `cancelled meetup can be restored, and guests are emailed both times`() async throws {
        let walk = try await site.organiseWalk(headers)
        try await site.join("ada@example.org", to: walk.id)
        let cancelled = try await send(.post, "/\(walk.id)/cancel", #"{"reason": "Snow, <deep>"}"#)
        #expect(try cancelled.json["reason"]?.text == "Snow, <deep>")
        #expect(try await site.visitor.get("/en/meetups/\(walk.id)").text.contains("Reason: Snow, &lt;deep&gt;"))
        let calendar = CalendarText(try await site.visitor.get("/meetups/\(walk.id).ics").text)
        #expect(calendar.event?["DESCRIPTION"]?.hasPrefix(#"Reason: Snow\, <deep>"#) == true)
        try await site.deliver()
        #expect(site.relay.letters.last?.plain.contains("Reason: Snow, <deep>") == true)
        let restored = try await send(.post, "/\(walk.id)/restore")
        #expect(restored.status == .ok)
        #expect(try restored.json["state"]?.text == "scheduled" && restored.json["sequence"]?.number == 2)
        try await site.deliver()
        #expect(site.relay.kinds(to: "ada@example.org") == [.confirm, .going, .cancelled, .restored])
        #expect(site.relay.letters.last?.calendarType.contains("REQUEST") == true)
        let again = try await send(.post, "/\(walk.id)/restore")
        #expect(again.status == .conflict)
        #expect(try detail(again) == "This is not cancelled.")
    }

    @Test func `cancellation is emailed and shown, and cannot be repeated`() async throws {
        let walk = try await site.organiseWalk(headers)
        try await site.join("ada@example.org", to: walk.id)
        let answer = try await site.visitor.ask(.post, "/api/v1/meetups/\(walk.id)/cancel", headers: headers)
        #expect(answer.status == .ok)
        #expect(try answer.json["state"]?.text == "cancelled" && answer.json["sequence"]?.number == 1)
        try await site.deliver()
        #expect(site.relay.kinds(to: "ada@example.org") == [.confirm, .going, .cancelled])
        for (method, path) in [(HTTPRequest.Method.post, "/cancel"), (.patch, "")] {
            let again = try await send(method, "/\(walk.id)\(path)")
            #expect(again.status == .conflict)
            #expect(try detail(again) == "This is cancelled.")
        }
    }

    @Test func `meetup without RSVPs can be deleted, one with RSVPs cannot`() async throws {
        let walk = try await site.organiseWalk(headers)
        try await site.ask("ada@example.org", to: walk.id)
        let refused = try await send(.delete, "/\(walk.id)")
        #expect(refused.status == .conflict)
        #expect(try detail(refused)?.contains("Guests have answered") == true)
        site.clock.advance(by: 3 * .day)
        try await site.tidyRSVPs.erasePending()
        #expect(try await send(.delete, "/\(walk.id)").status == .noContent)
        #expect(try await send(.delete, "/\(walk.id)").status == .notFound)
        #expect(try await site.visitor.get("/en/meetups/\(walk.id)").status == .gone)
    }

    @Test func `meetup from the configuration cannot be changed over HTTP, and the response says so`() async throws {
        let meetup = try await site.firstMeetup()
        let before = try await site.dump()
        for (method, path) in [(HTTPRequest.Method.patch, ""), (.post, "/cancel"), (.delete, "")] {
            let answer = try await send(method, "/\(meetup.id)\(path)", #"{"title": "Mine"}"#)
            #expect(answer.status == .conflict)
            #expect(try detail(answer)?.contains("configuration file") == true)
        }
        #expect(try await site.dump() == before)
    }

    @Test func `meetup that is over cannot be changed`() async throws {
        let walk = try await site.organiseWalk(headers)
        try site.clock.move(to: "2026-12-19T15:00:00Z")
        #expect(try await send(.patch, "/\(walk.id)", #"{"title": "Walking"}"#).status == .ok)
        try site.clock.move(to: "2026-12-19T16:00:00Z")
        let answer = try await send(.patch, "/\(walk.id)", #"{"title": "Walked"}"#)
        #expect(answer.status == .conflict)
        #expect(try detail(answer) == "This meetup is over.")
    }

    @Test func `meetup of a series that was changed separately keeps its change`() async throws {
        let series = try await site.organiseDaily(headers)
        let occurrence = try #require(try await site.meetups().first { $0.occurrence?.series == series.id })
        _ = try await send(.patch, "/\(occurrence.id)", #"{"title": "Special"}"#)
        _ = try await site.visitor.ask(
            .patch, "/api/v1/series/\(series.id)", json: #"{"title": "Every day", "time": "18:00"}"#, headers: headers
        )
        let meetups = try await site.meetups().filter { $0.occurrence?.series == series.id }
        #expect(meetups.first { $0.id == occurrence.id }?.terms.title == "Special")
        #expect(meetups.first { $0.id == occurrence.id }?.start.time.hour == 19)
        #expect(
            meetups.filter { $0.id != occurrence.id }.allSatisfy {
                $0.terms.title == "Every day" && $0.start.time.hour == 18
            })
    }
}
