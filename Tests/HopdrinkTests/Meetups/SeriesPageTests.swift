import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

/// The page of the series that meets every second Thursday at seven.
struct SeriesPageTests {
    private func site(_ series: TestSeries = TestSeries(), weeksAhead: Int = 26) async throws -> TestSite {
        try await TestSite(TestNetwork(series: [series]), weeksAhead: weeksAhead)
    }

    private func rows(_ site: TestSite) async throws -> [Markup.Element] {
        let answer = try await site.visitor.get("/en/tours/thursday")
        #expect(answer.status == .ok)
        return answer.markup.all("li").filter { $0.text.contains("19:00") || $0.text.contains("20:00") }
    }

    @Test func `page says when and where the series meets and who hosts it`() async throws {
        let main = try #require(try await site().visitor.get("/en/tours/thursday").markup.first("main")).text
        for part in [
            "Apero", "The second Thursday of every month at 19:00", "La Cave, le caveau", "4 place de Chateauneuf",
            "Your hosts: Claire", "A glass and some cheese.",
        ] {
            #expect(main.contains(part))
        }
    }

    @Test func `twelve dates are shown, with links to meetups that exist`() async throws {
        let site = try await site()
        let made = try await site.meetups().count
        let answer = try await site.visitor.get("/en/tours/thursday")
        #expect(try await rows(site).count == 12 && made < 12)
        let links = answer.markup.all("a").filter { $0["href"]?.hasPrefix("/en/meetups/") == true }
        #expect(links.count == made)
        #expect(links.first?.text == "Thursday 10 December 2026, 19:00")
    }

    @Test func `cancelled dates are marked, moved ones are shown at their new date, skipped ones are hidden`()
        async throws
    {
        let move = "{date: 2027-02-11, start: 2027-02-18T20:00}"
        let site = try await site(
            TestSeries(cancelled: ["2027-01-14", "2027-08-12"], skip: ["2027-03-11"], move: [move])
        )
        let rows = try await rows(site)
        #expect(rows.filter { $0["class"] == "cancelled" }.map { $0.text.hasSuffix("Cancelled") } == [true, true])
        #expect(rows.contains { $0.text == "Thursday 18 February 2027, 20:00" })
        #expect(!rows.contains { $0.text.contains("11 February") || $0.text.contains("11 March") })
    }

    @Test func `page names its other languages and the series' calendar for machines`() async throws {
        let markup = try await site().visitor.get("/fr/tours/thursday").markup
        let links = markup.all("link")
        #expect(links.first { $0["rel"] == "canonical" }?["href"] == "https://hopdrink.test/fr/tours/thursday")
        #expect(links.first { $0["hreflang"] == "x-default" }?["href"] == "https://hopdrink.test/en/tours/thursday")
        #expect(links.first { $0["type"] == "text/calendar" }?["href"] == "/feeds/tours/thursday.ics")
        #expect(markup.all("a").contains { $0["href"] == "webcal://hopdrink.test/feeds/tours/thursday.ics" })
    }

    @Test func `series is linked from its city and its meetups`() async throws {
        let site = try await site()
        let first = try await site.firstMeetup().id
        for path in ["/en/tours", "/en/meetups/\(first)"] {
            let links = try await site.visitor.get(path).markup.all("a")
            #expect(links.contains { $0["href"] == "/en/tours/thursday" }, "\(path)")
        }
    }

    @Test func `series that ended is shown until its last meetup is over`() async throws {
        let site = try await site(weeksAhead: 6)
        try await site.join("ada@example.org")
        try await site.apply(TestNetwork(series: []))
        #expect(try await rows(site).count == 1)
        try site.clock.move(to: "2026-12-10T21:00:00Z")
        #expect(try await site.visitor.get("/en/tours/thursday").status == .notFound)
    }
}
