import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

/// A series whose host must confirm each meetup four days before it at the latest. Ada goes.
struct AskHostsTests {
    private let site: TestSite
    private let host = "claire@example.org"

    init() async throws {
        site = try await TestSite(Self.network(confirm: true))
        try await site.join("ada@example.org")
        site.relay.forget()
    }

    private static func network(confirm: Bool) -> TestNetwork {
        var series = TestSeries()
        series.terms.hosts = "Claire Petit <claire@example.org>, Hugo"
        if confirm { series.terms.more = ", confirm: 4d, unconfirmed: cancel" }
        return TestNetwork(series: [series], representative: "Camille Roy <camille@example.org>")
    }

    /// Lets `days` pass from noon on the first of December. The meetup is on the tenth at seven in the evening.
    private func pass(days: Double) async throws {
        site.clock.advance(by: days * .day)
        try await site.askHosts()
        try await site.deliver()
    }

    private func press() async throws -> Visitor.Answer {
        let letter = try #require(site.relay.letters(to: host).last)
        let link = try #require(
            letter.plain.split(whereSeparator: \.isWhitespace).first { $0.contains("/meetups/confirm/") })
        return try await site.visitor.post(String(link.dropFirst("https://hopdrink.test".count)), form: [:])
    }

    private func status() async throws -> String? {
        let id = try await site.firstMeetup().id
        return CalendarText(try await site.visitor.get("/meetups/\(id).ics").text).event?["STATUS"]
    }

    @Test func `meetup is tentative everywhere until its host confirms it`() async throws {
        #expect(try await status() == "TENTATIVE")
        let id = try await site.firstMeetup().id
        let page = try await site.visitor.get("/en/meetups/\(id)").text
        #expect(page.contains("The hosts haven’t confirmed this meetup yet"))
        #expect(try await site.visitor.get("/api/v1/meetups/\(id)").json["tentative"] == .flag(true))
    }

    @Test func `series that must be confirmed repeats as tentative, except for confirmed meetups`() async throws {
        let before = CalendarText(try await site.visitor.get("/feeds/tours/thursday.ics").text)
        #expect(before.event?["STATUS"] == "TENTATIVE" && before.event?["RRULE"] != nil)
        site.clock.advance(by: 1.5 * .day)
        try await site.askHosts()
        try await site.deliver()
        _ = try await press()
        let after = CalendarText(try await site.visitor.get("/feeds/tours/thursday.ics").text)
        #expect(after.events.map { $0["STATUS"] } == ["TENTATIVE", "CONFIRMED"])
    }

    @Test func `host is asked once, presses the button, and the meetup is confirmed`() async throws {
        try await pass(days: 1)
        #expect(site.relay.letters.isEmpty)
        try await pass(days: 0.5)
        try await pass(days: 0.1)
        #expect(site.relay.letters.map { "\($0.kind.rawValue) \($0.recipient)" } == ["host_confirm \(host)"])
        let before = try await site.firstMeetup()
        let answer = try await press()
        #expect(answer.status == .seeOther)
        let after = try await site.firstMeetup()
        #expect(!after.isTentative && after.revision.sequence == before.revision.sequence + 1)
        #expect(try await status() == "CONFIRMED")
        let page = try await site.visitor.get(try #require(answer.headers[.location]))
        #expect(page.status == .ok && page.text.contains("Thank you") && !page.text.contains("<form"))
        try await pass(days: 6)
        #expect(site.relay.letters(to: "camille@example.org").isEmpty)
        #expect(site.relay.kinds(to: "ada@example.org").isEmpty)
    }

    @Test func `opening the host's page confirms nothing`() async throws {
        try await pass(days: 1.5)
        let letter = try #require(site.relay.letters(to: host).last)
        let link = try #require(
            letter.plain.split(whereSeparator: \.isWhitespace).first { $0.contains("/meetups/confirm/") })
        let page = try await site.visitor.get(String(link.dropFirst("https://hopdrink.test".count)))
        #expect(page.status == .ok && page.text.contains("<form"))
        #expect(try await site.firstMeetup().isTentative)
    }

    @Test func `unconfirmed meetup is reported to the representative and cancelled with a reason`() async throws {
        try await pass(days: 5.5)
        #expect(
            site.relay.letters.map { "\($0.kind.rawValue) \($0.recipient)" }.sorted()
                == ["host_confirm \(host)", "host_silent camille@example.org"])
        try await pass(days: 2)
        let meetup = try await site.firstMeetup()
        #expect(meetup.state == .cancelled && meetup.reason == "Nobody could confirm that it would take place.")
        #expect(site.relay.kinds(to: "ada@example.org") == [.cancelled])
        let page = try await press()
        #expect(page.status == .seeOther)
        #expect(try await site.firstMeetup().state == .cancelled)
    }

    @Test func `meetup created late is not cancelled before its host has had a day to confirm`() async throws {
        try await pass(days: 8)
        #expect(try await site.firstMeetup().state == .scheduled)
        #expect(site.relay.kinds(to: host) == [.hostConfirm])
        try await pass(days: 0.9)
        #expect(try await site.firstMeetup().state == .scheduled)
        try await pass(days: 0.1)
        #expect(try await site.firstMeetup().state == .cancelled)
    }

    @Test func `outdated email to a host is not sent`() async throws {
        site.clock.advance(by: 1.5 * .day)
        try await site.askHosts()
        try await site.apply(Self.network(confirm: false))
        #expect(try await site.firstMeetup().isTentative == false)
        try await site.deliver()
        #expect(site.relay.letters.isEmpty)
        #expect(try await site.letterRows().map(\.state).last == "withdrawn")
    }

    @Test func `forged link gives 404`() async throws {
        let path = "/en/meetups/confirm/\(Token.new().text)"
        #expect(try await site.visitor.get(path).status == .notFound)
        #expect(try await site.visitor.post(path, form: [:]).status == .notFound)
    }

    @Test func `addresses of hosts and representatives are never public`() async throws {
        let id = try await site.firstMeetup().id
        for path in [
            "/en/tours", "/en/meetups/\(id)", "/feeds/tours.ics", "/feeds/tours.atom", "/api/v1/cities",
            "/api/v1/cities/tours/meetups", "/meetups/\(id).ics",
        ] {
            let text = try await site.visitor.get(path).text
            #expect(!text.contains("claire@") && !text.contains("camille@"), "\(path)")
        }
        #expect(try await site.visitor.get("/en/meetups/\(id)").text.contains("Claire Petit"))
    }
}
