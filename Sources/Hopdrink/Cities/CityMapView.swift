import Domain

/// A small map of the cities. It repeats the list of cities, only for the eye.
struct CityMapView: Sendable {
    struct Spot: Sendable {
        let path: String
        let name: String
        /// The city, and when its next meetup is.
        let title: String
        let x: Int
        let y: Int
        let label: Label?
    }

    struct Label: Sendable {
        let x: Int
        let y: Int
        let anchor: String
    }

    let width = CityMap.width
    let height: Int
    let spots: [Spot]

    /// Nil with fewer than two positions. A city without coordinates is at the venue of its next meetup.
    init?(_ entries: [NetworkPage.Next], in site: LocalizedSite) {
        let placed = entries.compactMap { entry in
            let venue = entry.meetup?.terms.venue
            return (entry.city.coordinates ?? venue?.coordinates).map { (entry, $0) }
        }
        guard let map = CityMap(placed.map { CityMap.Place(name: $0.city.name, coordinates: $1) }) else { return nil }
        height = map.height
        spots = zip(placed.map(\.0), map.spots).map { Spot($0, $1, in: site) }
    }
}

extension CityMapView.Spot {
    fileprivate init(_ entry: NetworkPage.Next, _ spot: CityMap.Spot, in site: LocalizedSite) {
        path = Address.city(entry.city.slug, in: site.language).path
        name = entry.city.name
        let texts = site.texts
        title = entry.meetup.map { texts(.placeAndTime, ["place": entry.city.name, "when": texts.when($0)]) } ?? name
        x = spot.x
        y = spot.y
        label = spot.label.map { CityMapView.Label(x: $0.x, y: $0.y, anchor: $0.anchor.rawValue) }
    }
}
