import Domain
import Foundation

/// The time of a meetup elsewhere: a menu of time zones, and the local time in the chosen one.
struct ZoneMenu: Sendable {
    /// A city of the network, and the name of its time zone.
    struct City: Sendable {
        let name: String
        let zone: String
    }

    struct Group: Sendable {
        let title: String
        let zones: [Choice]
    }

    struct Choice: Sendable {
        let name: String
        let place: String
        let isChosen: Bool
    }

    let action: String
    let groups: [Group]
    /// Nil as long as no time zone is chosen.
    let answer: String?

    init(_ meetup: Meetup, cities: [City], chosen: Zone?, in site: LocalizedSite) {
        let texts = site.texts
        let named = Dictionary(grouping: cities, by: \.zone).mapValues { cities in
            cities.prefix(2).map(\.name).joined(separator: ", ")
        }
        let own = named.keys.filter { $0 != meetup.timeZone.name }
        var world = Self.world.filter { named[$0] == nil }
        if let chosen, named[chosen.name] == nil, !world.contains(chosen.name) { world.append(chosen.name) }
        let choices = { (zones: [String]) in
            zones.map { Choice(name: $0, place: named[$0] ?? Zone.place($0), isChosen: $0 == chosen?.name) }
                .sorted { $0.place < $1.place }
        }
        action = Address.meetup(meetup.id, in: site.language).path
        groups = [
            Group(title: texts(.zoneCities), zones: choices(own)),
            Group(title: texts(.zoneWorld), zones: choices(world)),
        ].filter { !$0.zones.isEmpty }
        answer = chosen.map { texts.when(meetup, in: $0, called: named[$0.name] ?? Zone.place($0.name)) }
    }

    /// Time zones where many people live, or many who speak the site's languages.
    private static let world = [
        "America/Los_Angeles", "America/Mexico_City", "America/New_York", "America/Montreal", "America/Sao_Paulo",
        "America/Guadeloupe", "Europe/London", "Europe/Paris", "Europe/Athens", "Africa/Casablanca", "Africa/Dakar",
        "Africa/Johannesburg", "Indian/Reunion", "Asia/Dubai", "Asia/Kolkata", "Asia/Shanghai", "Asia/Tokyo",
        "Australia/Sydney", "Pacific/Noumea",
    ]

    private static let regions: Set<Substring> = [
        "Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
    ]

    /// Returns the time zone that a URL asks for; nil if the text is not one. Names outside the regions stand for laws
    /// or for tables of leap seconds, not for places.
    static func zone(asked text: Substring?) -> Zone? {
        guard let text, let region = text.split(separator: "/").first, regions.contains(region) else { return nil }
        return try? Zones.system.zone(parsing: String(text))  // the reason for an error makes no difference
    }
}

extension Zone {
    /// Returns the place in a time zone's name: `America/New_York` is New York.
    fileprivate static func place(_ name: String) -> String {
        (name.split(separator: "/").last ?? "").split(separator: "_").joined(separator: " ")
    }
}

extension Translations {
    /// Returns the local time of the meetup in another time zone, and whether that is another day.
    fileprivate func when(_ meetup: Meetup, in zone: Zone, called place: String) -> String {
        let start = LocalDateTime(meetup.startsAt, in: zone)
        guard start != meetup.wallStart else { return self(.zoneSame, ["place": place]) }
        let when = words(from: start, to: LocalDateTime(meetup.endsAt, in: zone))
        let day = meetup.wallStart.date
        let key: TranslationKey = start.date == day ? .placeAndTime : start.date > day ? .zoneNextDay : .zoneDayBefore
        return self(key, ["place": place, "when": when])
    }
}
