import Domain
import Foundation
import HTTPTypes
import Storage
import Testing

@testable import Hopdrink

/// Changes to the database when the daemon starts with a configuration.
struct ApplyNetworkTests {
    private static let dates = ["2026-12-10", "2027-01-14", "2027-02-11", "2027-03-11", "2027-04-08", "2027-05-13"]

    @Test func `first start creates the city, its series and every meetup in the window`() async throws {
        let site = try await TestSite()
        let meetups = try await site.meetups()
        #expect(meetups.map { "\($0.start)" } == Self.dates.map { "\($0)T19:00" })
        #expect(meetups.map { $0.occurrence?.date.description } == Self.dates)
        #expect(Set(meetups.map(\.origin)) == [.configuration])
        #expect(Set(meetups.map(\.uid)).count == 6 && meetups.allSatisfy { $0.uid == "\($0.id)@hopdrink.test" })
        #expect(meetups.allSatisfy { $0.revision.sequence == 0 && !$0.isDetached && $0.state == .scheduled })
        #expect(try await site.series().origin == .configuration)
    }

    @Test func `second start with the same configuration has no visible effect`() async throws {
        let site = try await TestSite(TestNetwork(oneOffs: [TestOneOff()]))
        try await site.join("ada@example.org")
        let before = try await site.dump()
        let feed = try await site.visitor.get("/feeds/tours.ics")
        site.relay.forget()
        site.clock.advance(by: .hour)
        #expect(try await site.apply(TestNetwork(oneOffs: [TestOneOff()])).isEmpty)
        try await site.deliver()
        let after = try await site.dump()
        for table in ["series", "meetups", "venues", "rsvps", "letters"] { #expect(after[table] == before[table]) }
        let again = try await site.visitor.get("/feeds/tours.ics")
        #expect(again.bytes == feed.bytes)
        #expect(again.headers[.eTag] == feed.headers[.eTag])
        #expect(site.relay.letters.isEmpty)
    }

    @Test func `occurrences cancelled from the start are shown as cancelled`() async throws {
        let site = try await TestSite(TestNetwork(series: [TestSeries(cancelled: ["2027-01-14"])]))
        let meetups = try await site.meetups()
        #expect(meetups.map(\.state) == [.scheduled, .cancelled, .scheduled, .scheduled, .scheduled, .scheduled])
    }

    @Test func `meetups that are past or under way are not created`() async throws {
        let site = try await TestSite(
            TestNetwork(oneOffs: [TestOneOff(start: "2026-11-30T15:00")]), at: "2026-12-10T18:00:00Z"
        )
        #expect(try await site.firstMeetup().start.description == "2027-01-14T19:00")
    }

    @Test func `one-off keeps its id and follows the configuration`() async throws {
        let site = try await TestSite(TestNetwork(series: [], oneOffs: [TestOneOff()]))
        let before = try await site.firstMeetup()
        var oneOff = TestOneOff(start: "2026-12-20T16:00")
        oneOff.terms.capacity = 5
        try await site.apply(TestNetwork(series: [], oneOffs: [oneOff]))
        let after = try await site.firstMeetup()
        #expect(after.id == before.id && after.uid == before.uid)
        #expect(after.start.description == "2026-12-20T16:00")
        #expect(after.terms.capacity == 5)
        #expect(after.revision.sequence == 1)
    }

    @Test func `one-off is cancelled and restored by the configuration, and its guests are emailed`() async throws {
        let site = try await TestSite(TestNetwork(series: [], oneOffs: [TestOneOff()]))
        try await site.join("ada@example.org")
        for (sequence, isCancelled) in [(1, true), (1, true), (2, false)] {
            site.clock.advance(by: .hour)
            try await site.apply(TestNetwork(series: [], oneOffs: [TestOneOff(isCancelled: isCancelled)]))
            try await site.deliver()
            let walk = try await site.firstMeetup()
            #expect(walk.state == (isCancelled ? .cancelled : .scheduled) && walk.revision.sequence == sequence)
        }
        #expect(site.relay.kinds(to: "ada@example.org") == [.confirm, .going, .cancelled, .restored])
    }

    @Test func `city left out of the configuration is not shown, and returns unchanged`() async throws {
        let site = try await TestSite(TestNetwork(hasBerlin: true))
        try await site.apply(TestNetwork(hasBerlin: true, hasTours: false))
        #expect(try await site.visitor.get("/en/tours").status == .notFound)
        #expect(try await site.visitor.get("/feeds/tours.ics").status == .notFound)
        #expect(try await site.count("meetups") == 0)
        try await site.apply(TestNetwork(hasBerlin: true))
        #expect(try await site.meetups().count == 6)
    }

    @Test func `cities are listed in the order of the configuration`() async throws {
        let site = try await TestSite(TestNetwork(hasBerlin: true))
        #expect(try await site.database.read { try $0.cities.all().map(\.name) } == ["Tours", "Berlin"])
    }

    @Test func `new city name or language changes no meetup`() async throws {
        let site = try await TestSite()
        let before = try await site.meetups()
        try await site.apply(TestNetwork(name: "Tours-sur-Loire", languages: "fr"))
        #expect(try await site.meetups() == before)
        let feed = CalendarText(try await site.visitor.get("/feeds/tours.ics").text)
        #expect(feed.lines.contains { $0.hasPrefix("NAME:Tours-sur-Loire") })
    }
}
