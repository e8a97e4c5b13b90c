import Domain
import Foundation
import HTTPTypes
import Storage
import Testing

@testable import Hopdrink

/// Promotions from the waiting list of a meetup for four, and their records. The meetup begins at 18:00 UTC.
struct WaitingListRoundTests {
    private let site: TestSite

    init() async throws {
        site = try await Self.site()
    }

    private static func site(_ more: String = "") async throws -> TestSite {
        var series = TestSeries()
        series.terms.capacity = 4
        series.terms.more = more
        let site = try await TestSite(TestNetwork(series: [series]))
        try await site.join("ada@example.org", bringing: 1)
        try await site.join("bob@example.org")
        return site
    }

    /// Returns the waiting list's records as `what name party free`, in order.
    private func log(_ site: TestSite) async throws -> [String] {
        let meetup = try await site.firstMeetup().id
        return try await site.database.read { try $0.waitingDecisions.all(of: meetup) }.map {
            "\($0.what.rawValue) \($0.name?.replacing("Guest ", with: "") ?? "-") \($0.party) \($0.free)"
        }
    }

    private func wait(_ address: String, bringing companions: Int, fewer: Bool, at site: TestSite) async throws {
        _ = try await site.visitor.post(
            "/en/meetups/\(try await site.firstMeetup().id)/rsvps",
            form: [
                "name": "Guest \(address.prefix { $0 != "@" })", "email": address, "companions": "\(companions)",
                "accepts_fewer": fewer ? "yes" : "no",
            ]
        )
        try await site.deliver()
        try await site.press(.confirm, of: address)
        try await site.deliver()
    }

    @Test func `newcomer gets no seat before a larger waiting party`() async throws {
        try await site.join("cleo@example.org", bringing: 1)
        #expect(
            try await site.visitor.get("/en/meetups/\(try await site.firstMeetup().id)").text.contains("Full, waiting"))
        try await site.join("dora@example.org")
        #expect(try await site.state(of: "cleo@example.org") == .waiting)
        #expect(try await site.state(of: "dora@example.org") == .waiting)
        let grown = try await site.change("bob@example.org", bringing: 1)
        #expect(grown.status == .unprocessableContent && grown.text.contains("There are no more places."))
        let page = try await site.visitor.get(try site.manageLink(of: "dora@example.org")).text
        #expect(page.contains("number 2 on the waiting list") && page.contains("A larger group is ahead of you"))
        let other = try await site.visitor.get(try site.manageLink(of: "cleo@example.org")).text
        #expect(other.contains("A group of 2 doesn’t fit into the 1 free place."))
        try await site.cancel("bob@example.org")
        #expect(try await site.state(of: "cleo@example.org") == .going)
        #expect(try await site.state(of: "dora@example.org") == .waiting)
        #expect(try await log(site) == ["joined cleo 2 1", "joined dora 1 1", "promoted cleo 2 2"])
    }

    @Test func `skipped party is recorded once if smaller parties may pass`() async throws {
        let site = try await Self.site(", waiting_list: {smaller_may_pass: yes}")
        try await site.join("cleo@example.org", bringing: 1)
        try await site.join("dora@example.org")
        #expect(try await site.state(of: "dora@example.org") == .going)
        try await site.join("eve@example.org")
        try await site.cancel("bob@example.org")
        try await site.join("fay@example.org")
        try await site.cancel("dora@example.org")
        #expect(try await site.state(of: "cleo@example.org") == .waiting)
        #expect(
            try await log(site) == [
                "joined cleo 2 1", "skipped cleo 2 1", "joined eve 1 0", "promoted eve 1 1", "joined fay 1 0",
                "promoted fay 1 1",
            ])
    }

    @Test func `party that accepts fewer seats is promoted with fewer, and emailed`() async throws {
        try await wait("cleo@example.org", bringing: 2, fewer: true, at: site)
        let rsvp = try #require(try await site.rsvp(of: "cleo@example.org"))
        #expect(rsvp.state.isGoing && rsvp.companions == 0)
        let letter = try #require(site.relay.letters(to: "cleo@example.org").last)
        #expect(
            letter.kind == .promoted && letter.plain.contains("there is room for you, but not for all 3 of you")
                && letter.calendarType.contains("method=REQUEST"))
        #expect(try await log(site) == ["joined cleo 3 1", "promoted_with_fewer cleo 1 1"])
    }

    @Test func `free seat goes to the first who asks once the list is closed`() async throws {
        let meetup = try await site.firstMeetup().id
        try await site.join("cleo@example.org", bringing: 1)
        try await site.join("dora@example.org")
        let take = try site.manageLink(of: "dora@example.org") + "/take"
        _ = try await site.visitor.post(take, form: [:])
        #expect(try await site.state(of: "dora@example.org") == .waiting)
        try site.clock.move(to: "2026-12-10T16:00:00Z")
        try await site.tidyRSVPs.releaseReservations()
        try await site.tidyRSVPs.releaseReservations()
        #expect(try await site.state(of: "dora@example.org", at: meetup) == .waiting)
        let page = try await site.visitor.get(try site.manageLink(of: "dora@example.org"))
        #expect(
            page.text.contains("The waiting list has been closed since 17:00")
                && page.markup.all("form").contains { $0["action"] == take })
        #expect(try await site.visitor.post(take, form: [:]).status == .seeOther)
        try await site.deliver()
        #expect(try await site.state(of: "dora@example.org", at: meetup) == .going)
        #expect(site.relay.letters(to: "dora@example.org").last?.kind == .going)
        let full = try site.manageLink(of: "cleo@example.org")
        #expect(try await !site.visitor.get(full).markup.all("form").contains { $0["action"] == "\(full)/take" })
        _ = try await site.visitor.post("\(full)/take", form: [:])
        #expect(try await site.state(of: "cleo@example.org", at: meetup) == .waiting)
        try await site.cancel("bob@example.org")
        try await site.join("eve@example.org")
        #expect(try await site.state(of: "eve@example.org", at: meetup) == .going)
        #expect(try await log(site).suffix(3) == ["closed - 3 1", "took_place dora 1 1", "took_place eve 1 1"])
        #expect(try await site.visitor.post("/en/rsvps/\(Token.new().text)/take", form: [:]).status == .notFound)
    }

    @Test func `leaving the list is recorded, and the record loses the name with the RSVP`() async throws {
        try await site.join("cleo@example.org", bringing: 1)
        try await site.cancel("cleo@example.org")
        #expect(try await log(site) == ["joined cleo 2 1", "left cleo 2 1"])
        try await site.execute("DELETE FROM rsvps WHERE state = 'cancelled'")
        #expect(try await log(site) == ["joined - 2 1", "left - 2 1"])
    }
}
