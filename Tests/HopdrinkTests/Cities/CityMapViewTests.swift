import Domain
import Storage
import Testing

@testable import Hopdrink

struct CityMapViewTests {
    private func markup(_ positions: [String?]) throws -> Markup {
        let samples = try Samples()
        let cities = try positions.enumerated().map { number, position in
            var city = try Samples.city("city-\(number)", "City \(number)")
            city.coordinates = try position.map { try Coordinates(parsing: $0) }
            return NetworkPage.Next(city: city, meetup: position == nil && number == 0 ? samples.meetup : nil)
        }
        return Markup(samples.pages.html(NetworkPage(cities, in: samples.pages.site(.english))))
    }

    @Test func `each city is a dot that links to its page and is hidden from screen readers`() throws {
        let markup = try markup(["47.39, 0.69", "48.86, 2.35"])
        let map = try #require(markup.all(class: "map").first)
        #expect(map["aria-hidden"] == "true" && map["width"] != nil && map["height"] != nil)
        let links = markup.all("a").filter { $0["tabindex"] == "-1" }
        #expect(links.map { $0["href"] } == ["/en/city-0", "/en/city-1"])
        #expect(links.map { $0["aria-label"] } == ["City 0", "City 1"])
        #expect(markup.elements.filter { $0["style"] != nil }.isEmpty)
    }

    @Test func `city without a position is placed at its next meetup`() throws {
        #expect(try markup([nil, "48.86, 2.35"]).all("circle").count == 4)
    }

    @Test func `single dot is not shown as a map`() throws {
        #expect(try markup(["48.86, 2.35", nil]).all(class: "map").isEmpty)
    }

    @Test func `position of a city is saved and can be removed`() async throws {
        let site = try await TestSite()
        let tours = try Slug(parsing: "tours")
        var city = try #require(try await site.database.read { try $0.cities.find(tours) })
        for position in ["47.39, 0.69", "47.40, 0.69", nil] {
            city.coordinates = try position.map { try Coordinates(parsing: $0) }
            let saved = city
            try await site.database.write { try $0.cities.save([saved]) }
            #expect(try await site.database.read { try $0.cities.find(tours) } == city)
        }
    }
}
