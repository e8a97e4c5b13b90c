import Foundation

/// The network as a configuration file describes it.
package struct Network: Equatable, Sendable {
    package let cities: [CityPlan]

    package init(cities: [CityPlan]) {
        self.cities = cities
    }
}

/// A city with its planned series and meetups.
package struct CityPlan: Equatable, Sendable {
    package let city: City
    package let series: [SeriesPlan]
    package let meetups: [OneOffPlan]
}

extension Network {
    /// Reads the list `cities`; `fields` collects the field errors.
    package init(reading fields: inout InputDecoder, zones: Zones) {
        var plans: [CityPlan] = []
        var slugs: Set<Slug> = []
        for var group in fields.groups("cities") {
            if let plan = CityPlan(reading: &group, zones: zones) {
                if !slugs.insert(plan.city.slug).inserted { group.report("slug", .twice) }
                plans.append(plan)
            }
            fields.absorb(group.errors)
        }
        cities = plans
    }
}

extension CityPlan {
    fileprivate init?(reading fields: inout InputDecoder, zones: Zones) {
        let city = City(reading: &fields, zones: zones)
        let series = Self.all("series", in: &fields, slug: \.slug) { SeriesPlan(reading: &$0) }
        let meetups = Self.all("meetups", in: &fields, slug: \.slug) { OneOffPlan(reading: &$0) }
        fields.closeUnknown()
        guard let city else { return nil }
        self.init(city: city, series: series, meetups: meetups)
    }

    private static func all<Plan>(
        _ name: String, in fields: inout InputDecoder, slug: KeyPath<Plan, Slug>, read: (inout InputDecoder) -> Plan?
    ) -> [Plan] {
        var plans: [Plan] = []
        for var group in fields.groups(name) {
            if let plan = read(&group) {
                if plans.contains(where: { $0[keyPath: slug] == plan[keyPath: slug] }) { group.report("slug", .twice) }
                plans.append(plan)
            }
            group.closeUnknown()
            fields.absorb(group.errors)
        }
        return plans
    }
}

extension City {
    fileprivate init?(reading fields: inout InputDecoder, zones: Zones) {
        let slug = fields.required("slug", Slug.init(parsing:))
        let name = fields.required("name", TextParser.line(maximum: 80))
        let country = fields.required("country", City.country)
        let zone = fields.required("timezone", zones.zone(parsing:))
        let languages = fields.requiredList("languages", Language.init(parsing:))
        let representative = fields.optional("representative", Contact.init(parsing:))
        let coordinates = fields.optional("coordinates", Coordinates.init(parsing:))
        guard let slug, let name, let country, let zone, let languages else { return nil }
        self.init(
            slug: slug, name: name, country: country, timeZone: zone, languages: languages,
            representative: representative
        )
        self.coordinates = coordinates
    }
}
