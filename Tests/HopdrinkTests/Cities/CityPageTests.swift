import Domain
import Foundation
import Testing

@testable import Hopdrink

struct CityPageTests {
    private func markup(_ entries: [CityPage.Entry], _ samples: Samples, language: String = "fr") throws -> Markup {
        let site = try samples.pages.site(named: language)
        let contents = CityPage.Contents(coming: entries)
        return Markup(samples.pages.html(CityPage(samples.city, contents, in: site, at: samples.now)))
    }

    @Test func `page shows each meetup and how to subscribe`() throws {
        let samples = try Samples()
        let cancelled = try Samples.meetup(in: samples.city, start: "2027-01-14T19:00", state: .cancelled)
        let markup = try markup(
            [
                CityPage.Entry(meetup: samples.meetup, occupancy: samples.occupancy(taken: 15)),
                CityPage.Entry(meetup: cancelled, occupancy: samples.occupancy(taken: 0)),
            ], samples)
        #expect(markup.first("h1")?.text == "Tours")
        #expect(markup.all(class: "state").map(\.text) == ["Il reste 5 places", "Annulée"])
        #expect(markup.all("a").contains { $0["href"] == "webcal://hopdrink.test/feeds/tours.ics" })
        #expect(markup.all("a").contains { $0.text == "https://hopdrink.test/feeds/tours.ics" })
        #expect(markup.all("a").contains { $0["href"] == "/fr/meetups/\(samples.meetup.id)" })
    }

    @Test func `page names its feeds, canonical URL, other languages and sharing data for machines`() throws {
        let samples = try Samples()
        let links = try markup([], samples, language: "en").all("link")
        #expect(links.contains { $0["rel"] == "canonical" && $0["href"] == "https://hopdrink.test/en/tours" })
        #expect(links.contains { $0["type"] == "text/calendar" && $0["href"] == "/feeds/tours.ics" })
        #expect(links.contains { $0["type"] == "application/atom+xml" && $0["href"] == "/feeds/tours.atom" })
        #expect(
            links.filter { $0["hreflang"] != nil }.map { $0["href"] }
                == Samples.languages.map { "https://hopdrink.test/\($0)/tours" } + ["https://hopdrink.test/tours"])
        let properties = try markup([], samples).all("meta").compactMap { $0["property"] }
        #expect(Set(properties).isSuperset(of: ["og:title", "og:url", "og:description", "og:type", "og:locale"]))
    }

    @Test func `city without a date says so and has no structured data`() throws {
        let samples = try Samples()
        let markup = try markup([], samples)
        #expect(markup.first("script") == nil)
        #expect(markup.all(class: "muted").contains { $0.text.hasPrefix("Aucune date") })
    }
}
