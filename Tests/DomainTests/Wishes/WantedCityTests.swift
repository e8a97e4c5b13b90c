import Domain
import Foundation
import Testing

struct WantedCityTests {
    private func wish(_ days: [Weekday], _ language: String = "de", city: String = "Graz") throws -> Wish {
        let address = try EmailAddress(parsing: "ada@example.org")
        let draft = WishDraft(city: try CityName(parsing: city), address: address, weekdays: days)
        let id = Wish.ID(at: Date(timeIntervalSince1970: 0), random: (1, 1))
        return Wish(
            id: id, draft: draft, language: try Language(parsing: language), state: .confirmed, since: .distantPast
        )
    }

    @Test func `people, days and languages are counted`() throws {
        let wishes = [
            try wish([.tuesday, .thursday]), try wish([.thursday], "en", city: "GRAZ"), try wish([.friday, .tuesday]),
        ]
        let city = try #require(WantedCity(wishes))
        #expect(city.name.text == "Graz" && city.people == 3 && city.language?.code == "de")
        #expect(city.weekdays.map(\.value) == [.tuesday, .thursday, .friday])
        #expect(city.weekdays.map(\.count) == [2, 2, 1])
        #expect(city.bestWeekday == .tuesday)
        #expect(WantedCity([]) == nil)
        #expect(WantedCity([try wish([])])?.bestWeekday == nil)
    }

    @Test(arguments: [
        ("Graz", "- slug: graz"), ("Saint-Malo", "- slug: saint-malo"), ("Au", "- slug: city-au"),
        ("Tour", "- slug: city-tour"), ("東京", "- slug: city-city"), ("L'Aquila", "- slug: l-aquila"),
    ])
    func `the draft names the city in a way that an address may have`(name: String, line: String) throws {
        let wanted = try #require(WantedCity([try wish([.friday], city: name)]))
        let lines = CityDraft(wanted, like: nil).lines
        #expect(lines.first == line || lines.first == "- slug: city" && name == "東京")
        #expect(lines.contains("    rule: second friday"))
        #expect(lines.contains("  name: '\(name.replacing("'", with: "''"))'"))
    }
}
