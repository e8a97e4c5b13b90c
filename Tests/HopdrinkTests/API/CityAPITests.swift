import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

struct CityAPITests {
    @Test func `cities are listed with the addresses of their feeds`() async throws {
        let site = try await TestSite(TestNetwork(hasBerlin: true))
        let answer = try await site.visitor.get("/api/v1/cities")
        #expect(answer.status == .ok && answer.headers[.contentType] == "application/json; charset=utf-8")
        let cities = try #require(try answer.json["cities"]?.list)
        #expect(cities.map { $0["slug"]?.text } == ["tours", "berlin"])
        #expect(cities[0].names == ["country", "feed", "languages", "name", "slug", "time_zone"])
        #expect(cities[0]["feed"]?.text == "https://hopdrink.test/feeds/tours.ics")
        #expect(cities[0]["languages"]?.list == [.text("en"), .text("fr")])
        #expect(cities[0]["time_zone"]?.text == "Europe/Paris")
    }

    @Test func `city's meetups that are not over are listed by start`() async throws {
        let site = try await TestSite(TestNetwork(oneOffs: [TestOneOff()]))
        try site.clock.move(to: "2026-12-10T19:00:00Z")
        let answer = try await site.visitor.get("/api/v1/cities/tours/meetups")
        let starts = try answer.json["meetups"]?.list?.compactMap { $0["start"]?.text }
        #expect(starts?.prefix(2) == ["2026-12-10T19:00:00+01:00", "2026-12-19T15:00:00+01:00"])
        #expect(starts?.last == "2027-05-13T19:00:00+02:00")
        try site.clock.move(to: "2026-12-10T20:00:00Z")
        let later = try await site.visitor.get("/api/v1/cities/tours/meetups").json["meetups"]?.list
        #expect(later?.first?["title"]?.text == "Walk")
    }

    @Test func `meetup view has every field that its page shows`() async throws {
        let site = try await TestSite()
        let meetup = try await site.firstMeetup()
        try await site.join("ada@example.org", bringing: 2)
        let view = try await site.visitor.get("/api/v1/meetups/\(meetup.id)").json
        #expect(
            view.names == [
                "calendar", "capacity", "city", "end", "hosts", "id", "modified", "places_free", "sequence", "series",
                "start", "state", "tentative", "text", "time_zone", "title", "uid", "url", "venue",
            ])
        #expect(view["places_free"]?.number == 17 && view["capacity"]?.number == 20)
        #expect(view["end"]?.text == "2026-12-10T21:00:00+01:00")
        #expect(view["state"]?.text == "scheduled" && view["sequence"]?.number == 0)
        #expect(view["calendar"]?.text == "https://hopdrink.test/meetups/\(meetup.id).ics")
        #expect(view["url"]?.text == "https://hopdrink.test/en/meetups/\(meetup.id)")
        #expect(view["venue"]?.names == ["address", "latitude", "longitude", "name", "room"])
        #expect(view["venue"]?["latitude"]?.number == 47.3925)
    }

    @Test(arguments: [
        "/api/v1/cities/nowhere/meetups", "/api/v1/cities/x/meetups", "/api/v1/meetups/nothing",
        "/api/v1/meetups/00000000000000000000000000", "/api/v1/nothing", "/api/v1", "/api/v2/cities",
    ])
    func `unknown path gives 404 as problem JSON`(path: String) async throws {
        let answer = try await TestSite().visitor.get(path)
        #expect(answer.status == .notFound)
        #expect(answer.headers[.contentType] == "application/problem+json")
        #expect(try answer.json["status"]?.number == 404)
    }
}
