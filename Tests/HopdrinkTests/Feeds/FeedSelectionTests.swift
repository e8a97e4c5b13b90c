import Domain
import HTTPTypes
import Testing

@testable import Hopdrink

/// Feeds of several cities or of one series, and the options of every feed.
struct FeedSelectionTests {
    private let site: TestSite
    private let headers: HTTPFields

    init() async throws {
        var network = TestNetwork(series: [TestSeries(), TestSeries(slug: "friday", rule: "first and third friday")])
        network.hasBerlin = true
        site = try await TestSite(network)
        headers = try await site.organiser()
        let walk = TestSite.walk(in: "berlin")
        let answer = try await site.visitor.post("/api/v1/meetups", json: walk, headers: headers)
        #expect(answer.status == .created)
    }

    private func calendar(_ path: String) async throws -> CalendarText {
        let answer = try await site.visitor.get("/feeds/\(path)")
        #expect(answer.status == .ok, "\(path)")
        return CalendarText(answer.text)
    }

    private func name(_ calendar: CalendarText) -> String? {
        calendar.lines.first { $0.hasPrefix("X-WR-CALNAME:") }.map { String($0.dropFirst(13)) }
    }

    @Test func `feeds of the network and of a tour are sorted by start`() async throws {
        let (tours, berlin) = (try await site.meetups(), try await site.meetups(in: "berlin"))
        let uids = (tours + berlin).sorted { $0.startsAt < $1.startsAt }.map(\.uid)
        let network = try await calendar("network.ics")
        #expect(network.uids == uids && name(network) == "Meetups in all cities")
        let tour = try await calendar("tour.ics?cities=berlin,tours,berlin")
        #expect(tour.uids == uids && name(tour) == "Meetups in Tours and Berlin")
        #expect(try await calendar("tour.ics?cities=berlin").uids == berlin.map(\.uid))
    }

    @Test func `meetup is the same event in every feed`() async throws {
        let meetup = try await site.firstMeetup()
        var events: Set<[String]> = []
        for path in ["tours.ics", "network.ics", "tour.ics?cities=tours", "tours/friday.ics"] {
            let event = try await calendar(path).events.first { $0["UID"] == meetup.uid }
            events.insert(try #require(event).lines.map { "\($0.name):\($0.value)" })
        }
        #expect(events.count == 1)
    }

    @Test func `feed of a series has its meetups and no others`() async throws {
        let series = try await site.series("friday")
        let meetups = try await site.meetups().filter { $0.occurrence?.series == series.id }
        let calendar = try await calendar("tours/friday.ics")
        #expect(calendar.uids == meetups.map(\.uid) && name(calendar) == "Apero – Tours")
    }

    @Test(arguments: [
        "nowhere.ics", "tours/nothing.ics", "berlin/thursday.ics", "tour.ics?cities=nowhere", "tour.ics?cities=X",
    ])
    func `unknown city or series has no feed`(path: String) async throws {
        #expect(try await site.visitor.get("/feeds/\(path)").status == .notFound)
    }

    @Test(arguments: [
        "tour.ics", "tour.ics?cities=", "tours.ics?alarm=2h", "tours.ics?alarm=PT0M", "tours.ics?alarm=P29D",
        "tours.ics?alarm=-PT5M", "tours.ics?cancelled=maybe",
    ])
    func `invalid parameter gives 400`(path: String) async throws {
        #expect(try await site.visitor.get("/feeds/\(path)").status == .badRequest)
    }

    @Test func `cancelled meetups are left out on request`() async throws {
        let meetup = try #require(try await site.meetups(in: "berlin").first)
        _ = try await site.visitor.post("/api/v1/meetups/\(meetup.id)/cancel", json: "{}", headers: headers)
        #expect(try await calendar("berlin.ics").uids == [meetup.uid])
        #expect(try await calendar("berlin.ics?cancelled=show").uids == [meetup.uid])
        #expect(try await calendar("berlin.ics?cancelled=hide").uids.isEmpty)
    }

    @Test(arguments: [("PT30M", "-PT30M"), ("PT2H", "-PT2H"), ("P1D", "-P1D"), ("P2W", "-P2W")])
    func `alarm is added to each meetup on request`(asked: String, trigger: String) async throws {
        let calendar = try await calendar("tours.ics?alarm=\(asked)")
        let count = calendar.events.count
        #expect(count > 1 && calendar.lines.count { $0 == "BEGIN:VALARM" } == count)
        #expect(calendar.lines.count { $0 == "TRIGGER:\(trigger)" } == count)
        #expect(calendar.lines.count { $0 == "ACTION:DISPLAY" } == count)
    }

    @Test func `each selection has its own entity tag, which changes only with its cities`() async throws {
        let paths = ["tours.ics", "berlin.ics", "network.ics", "tours.ics?alarm=PT1H"]
        let before = try await tags(paths)
        #expect(Set(before).count == paths.count)
        let meetup = try #require(try await site.meetups(in: "berlin").first)
        _ = try await site.visitor.ask(
            .patch, "/api/v1/meetups/\(meetup.id)", json: #"{"title": "Lauf"}"#, headers: headers
        )
        let after = try await tags(paths)
        #expect(zip(before, after).map { $0 == $1 } == [true, false, false, true])
    }

    private func tags(_ paths: [String]) async throws -> [String?] {
        var tags: [String?] = []
        for path in paths { tags.append(try await site.visitor.get("/feeds/\(path)").headers[.eTag]) }
        return tags
    }
}
