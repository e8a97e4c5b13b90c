import Domain
import Foundation
import HTTPTypes
import Storage
import Testing

@testable import Hopdrink

/// A removed meetup gives 410, an unknown one 404.
struct GoneMeetupTests {
    @Test func `removed meetup gives 410`() async throws {
        let site = try await TestSite(TestNetwork(oneOffs: [TestOneOff()]))
        let walk = try #require(try await site.meetups().first { $0.terms.title == "Walk" })
        try await site.apply(TestNetwork())
        let answer = try await site.visitor.get("/en/meetups/\(walk.id)")
        #expect(answer.status == .gone && answer.markup.first("h1")?.text == "This is over")
        #expect(try await site.visitor.get("/en/meetups/00000000000000000000000000").status == .notFound)
    }

    @Test func `meetups of a removed series give 410`() async throws {
        let site = try await TestSite()
        let (id, series) = (try await site.firstMeetup().id, try await site.series())
        try await site.database.write { try $0.series.delete(series) }
        #expect(try await site.visitor.get("/en/meetups/\(id)").status == .gone)
    }

    @Test func `guest's link gives 410 long after the meetup`() async throws {
        let site = try await TestSite()
        try await site.join("ada@example.org")
        let link = try site.manageLink(of: "ada@example.org")
        #expect(try await site.visitor.get(link).status == .ok)
        site.clock.advance(by: 400 * .day)
        #expect(try await site.visitor.get(link).status == .gone)
        #expect(try await site.visitor.get("/en/rsvps/abcdefghijklmnopqrst-_").status == .notFound)
    }
}
