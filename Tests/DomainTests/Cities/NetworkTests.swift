import Domain
import Foundation
import Testing

struct NetworkTests {
    private let series: RawInput = [
        "slug": "apero", "title": "Apéro", "rule": "second thursday", "time": "19:00", "capacity": "20",
        "venue": ["name": "La Cave", "address": "Tours"],
    ]
    private let meetup: RawInput = [
        "slug": "new-year", "title": "New year", "start": "2026-12-31T21:00", "capacity": "20",
        "venue": ["name": "La Cave", "address": "Tours"],
    ]
    private let city: RawInput = [
        "slug": "tours", "name": "Tours", "country": "FR", "timezone": "Europe/Paris", "languages": ["fr", "en"],
        "representative": "Ada",
    ]

    @Test func `network has cities, which have series and meetups`() throws {
        let result = read([city.setting("series", [series]).setting("meetups", [meetup])])
        #expect(result.errors.isEmpty)
        let plan = try #require(result.network.cities.first)
        #expect(plan.city.slug.text == "tours" && plan.city.timeZone.name == "Europe/Paris")
        #expect(plan.city.languages.map(\.code) == ["fr", "en"])
        #expect(plan.series.map(\.slug.text) == ["apero"] && plan.meetups.map(\.slug.text) == ["new-year"])
    }

    @Test(arguments: ["slug", "name", "country", "timezone", "languages"])
    func `required field of a city is reported as missing`(name: String) {
        #expect(read([city.without(name)]).errors == [FieldError("cities[0].\(name)", .missing)])
    }

    @Test func `every field error has its path`() {
        let faulty: RawInput = [
            "slug": "api", "name": "", "country": "fr", "timezone": "Europe/Tours", "languages": ["french"],
            "mayor": "Eve",
            "series": [
                series.setting("colour", "red"),
                series.setting("slug", "brunch").setting("rule", "fifth thursday").setting("venue", ["name": "Cave"]),
            ],
            "meetups": [meetup.setting("start", "soon")],
        ]
        #expect(
            read([city.setting("slug", "paris"), faulty]).errors.map { "\($0.field) \($0.problem.sentence)" } == [
                "cities[1].slug is a word that this site keeps for its own addresses", "cities[1].name is missing",
                "cities[1].country must be a country code of two letters such as FR",
                "cities[1].timezone is not an IANA time zone such as Europe/Paris",
                "cities[1].languages[0] must be a language code such as fr",
                "cities[1].series[0].colour is not a setting that exists here",
                "cities[1].series[1].venue.address is missing",
                "cities[1].series[1].rule is not a rule that Hopdrink understands: not every month has a fifth"
                    + " thursday; say `last thursday`",
                "cities[1].meetups[0].start must be a date and a time such as 2026-12-10T19:00",
                "cities[1].mayor is not a setting that exists here",
            ]
        )
    }

    @Test func `slug is unique in the network, among a city's series and among its meetups`() {
        let twice = city.setting("series", [series, series]).setting("meetups", [meetup, meetup])
        #expect(
            read([twice, city]).errors == [
                FieldError("cities[0].series[1].slug", .twice), FieldError("cities[0].meetups[1].slug", .twice),
                FieldError("cities[1].slug", .twice),
            ]
        )
    }

    @Test func `two cities may have a series with the same slug`() {
        let paris = city.setting("slug", "paris").setting("series", [series])
        #expect(read([city.setting("series", [series]), paris]).errors.isEmpty)
    }

    @Test(arguments: ["Tours", ["slug": "tours"]] as [RawInput])
    func `cities must be a list`(written: RawInput) {
        #expect(read(written).errors == [FieldError("cities", .notList)])
    }

    @Test func `city must be a group`() {
        #expect(read([["tours"], city]).errors == [FieldError("cities[0]", .notFields)])
    }

    private func read(_ cities: RawInput) -> (network: Network, errors: [FieldError]) {
        var fields = InputDecoder(["cities": cities])
        let network = Network(reading: &fields, zones: .written)
        return (network, fields.errors)
    }
}
