import Domain
import Foundation
import Testing

@testable import Hopdrink

/// A meetup that moved or was cancelled, on its page and in its structured data.
struct MovedMeetupPageTests {
    private struct Event: Decodable {
        let eventStatus: String
        let startDate: String
        let previousStartDate: String?
        let offers: Offer?
        let image: [String]
    }

    private struct Offer: Decodable {
        let price: Int
        let priceCurrency: String
        let availability: String
        let url: String
    }

    private func event(_ site: TestSite, _ id: Meetup.ID) async throws -> Event {
        let script = try #require(try await site.visitor.get("/en/meetups/\(id)").markup.first("script")).text
        return try #require(try JSONDecoder().decode([Event].self, from: Data(script.utf8)).first)
    }

    @Test func `moved meetup shows its former start until it moves back`() async throws {
        let site = try await TestSite()
        let id = try await site.firstMeetup().id
        let move = "{date: 2026-12-10, start: 2026-12-11T20:00}"
        try await site.apply(TestNetwork(series: [TestSeries(move: [move])]))
        let page = try await site.visitor.get("/en/meetups/\(id)").markup
        #expect(page.all(class: "state").contains { $0.text == "Moved from Thursday 10 December, 19:00" })
        let event = try await event(site, id)
        #expect(event.eventStatus == "https://schema.org/EventRescheduled")
        #expect(event.startDate == "2026-12-11T20:00:00+01:00")
        #expect(event.previousStartDate == "2026-12-10T19:00:00+01:00")
        try await site.apply(TestNetwork())
        let back = try await self.event(site, id)
        #expect(back.eventStatus == "https://schema.org/EventScheduled" && back.previousStartDate == nil)
    }

    @Test func `structured data says that a meetup is free and whether seats are left`() async throws {
        var series = TestSeries()
        series.terms.capacity = 1
        let site = try await TestSite(TestNetwork(series: [series]))
        let id = try await site.firstMeetup().id
        let open = try #require(try await event(site, id).offers)
        #expect(open.price == 0 && open.priceCurrency == "EUR" && open.url == "https://hopdrink.test/en/meetups/\(id)")
        #expect(open.availability == "https://schema.org/InStock")
        try await site.join("ada@example.org")
        #expect(try await event(site, id).offers?.availability == "https://schema.org/SoldOut")
        #expect(try await event(site, id).image.first?.hasPrefix("https://hopdrink.test/picture.png?v=") == true)
    }

    @Test func `cancelled meetup has no offer in its structured data and no calendar links`() async throws {
        let site = try await TestSite()
        let id = try await site.firstMeetup().id
        try await site.apply(TestNetwork(series: [TestSeries(cancelled: ["2026-12-10 The cellar is flooded"])]))
        let event = try await event(site, id)
        #expect(event.eventStatus == "https://schema.org/EventCancelled" && event.offers == nil)
        let page = try await site.visitor.get("/en/meetups/\(id)")
        #expect(page.text.contains("The cellar is flooded") && !page.text.contains("calendar.google.com"))
    }
}
