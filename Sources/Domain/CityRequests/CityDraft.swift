/// The YAML that an administrator pastes under `cities:` in the configuration to start in a requested city.
package struct CityDraft: Sendable {
    private let wanted: RequestedCity
    /// A city of the network whose country, zone and language serve as defaults.
    private let neighbour: City?

    package init(_ wanted: RequestedCity, like neighbour: City?) {
        self.wanted = wanted
        self.neighbour = neighbour
    }

    /// The lines of YAML. The venue is left empty, so that nothing starts before an administrator fills it in.
    package var lines: [String] {
        let rule = "second \((wanted.bestWeekday ?? .thursday).name)"
        let (country, zone) = (neighbour?.country ?? "FR", neighbour?.timeZone.name ?? "Europe/Paris")
        let language = wanted.language ?? neighbour?.languages.first
        return [
            "- slug: \(slug)", "  name: \(Self.quoted(wanted.name.text))", "  country: \(country)  # ?",
            "  timezone: \(zone)  # ?", "  languages: [\(language?.code ?? "fr")]", "  series:",
            "  - slug: \(rule.split(separator: " ").joined(separator: "-"))",
            "    title: \(Self.quoted("Hopdrink \(wanted.name.text)"))", "    rule: \(rule)", "    time: \"19:00\"",
            "    capacity: 20", "    venue:", "      name:  # !", "      address:  # !",
        ]
    }

    private var slug: String {
        let plain = VenueSlug(naming: wanted.name.text)?.text ?? "city"
        // A name that is too short or reserved gets the prefix `city-`.
        return (try? Slug(parsing: plain))?.text ?? "city-\(plain)"
    }

    private static func quoted(_ text: String) -> String {
        "'\(text.unicodeScalars.map { $0 == "'" ? "''" : String($0) }.joined())'"
    }
}
