import Domain
import Foundation
import Testing

struct RequestedCityTests {
    private func cityRequest(_ days: [Weekday], _ language: String = "de", city: String = "Graz") throws -> CityRequest
    {
        let address = try EmailAddress(parsing: "ada@example.org")
        let draft = CityRequestDraft(city: try CityName(parsing: city), address: address, weekdays: days)
        let id = CityRequest.ID(at: Date(timeIntervalSince1970: 0), random: (1, 1))
        return CityRequest(
            id: id, draft: draft, language: try Language(parsing: language), state: .confirmed, since: .distantPast
        )
    }

    @Test func `people, weekdays and languages are counted`() throws {
        let cityRequests = [
            try cityRequest([.tuesday, .thursday]), try cityRequest([.thursday], "en", city: "GRAZ"),
            try cityRequest([.friday, .tuesday]),
        ]
        let city = try #require(RequestedCity(cityRequests))
        #expect(city.name.text == "Graz" && city.people == 3 && city.language?.code == "de")
        #expect(city.weekdays.map(\.value) == [.tuesday, .thursday, .friday])
        #expect(city.weekdays.map(\.count) == [2, 2, 1])
        #expect(city.bestWeekday == .tuesday)
        #expect(RequestedCity([]) == nil)
        #expect(RequestedCity([try cityRequest([])])?.bestWeekday == nil)
    }

    @Test(arguments: [
        ("Graz", "- slug: graz"), ("Saint-Malo", "- slug: saint-malo"), ("Au", "- slug: city-au"),
        ("Tour", "- slug: city-tour"), ("東京", "- slug: city-city"), ("L'Aquila", "- slug: l-aquila"),
    ])
    func `draft gives the city a valid slug`(name: String, line: String) throws {
        let wanted = try #require(RequestedCity([try cityRequest([.friday], city: name)]))
        let lines = CityDraft(wanted, like: nil).lines
        #expect(lines.first == line || lines.first == "- slug: city" && name == "東京")
        #expect(lines.contains("    rule: second friday"))
        #expect(lines.contains("  name: '\(name.replacing("'", with: "''"))'"))
    }
}
