import Domain
import Testing

struct CityMapTests {
    private func place(_ name: String, _ coordinates: String) throws -> CityMap.Place {
        CityMap.Place(name: name, coordinates: try Coordinates(parsing: coordinates))
    }

    private var france: [CityMap.Place] {
        get throws {
            [
                try place("Tours", "47.39, 0.69"), try place("Paris", "48.86, 2.35"), try place("Lyon", "45.76, 4.84"),
                try place("Nantes", "47.22, -1.55"), try place("Lille", "50.63, 3.06"),
            ]
        }
    }

    @Test func `fewer than two positions make no map`() throws {
        #expect(CityMap([]) == nil)
        #expect(CityMap([try place("Tours", "47.39, 0.69")]) == nil)
        #expect(CityMap([try place("Tours", "47.39, 0.69"), try place("Saint-Pierre", "47.39, 0.69")]) == nil)
    }

    @Test func `north is up and east is right, within the frame`() throws {
        let map = try #require(CityMap(try france))
        let (tours, paris, lyon, nantes, lille) = (map.spots[0], map.spots[1], map.spots[2], map.spots[3], map.spots[4])
        #expect(nantes.x < tours.x && tours.x < paris.x && paris.x < lille.x && lille.x < lyon.x)
        #expect(lille.y < paris.y && paris.y < tours.y && tours.y < nantes.y && nantes.y < lyon.y)
        #expect(map.spots.allSatisfy { (40...360).contains($0.x) && (40...map.height - 40).contains($0.y) })
    }

    @Test func `distances keep their proportions as in the Mercator projection`() throws {
        // At the equator a degree is as long to the north as to the east; at 60 degrees north it is twice as long to
        // the north.
        let equator = try #require(CityMap([try place("a", "-1, -1"), try place("b", "1, 1")]))
        let (a, b) = (equator.spots[0], equator.spots[1])
        #expect(abs((b.x - a.x) - (a.y - b.y)) <= 1)
        let north = try #require(CityMap([try place("a", "59, -1"), try place("b", "61, 1")]))
        let ratio = Double(north.spots[0].y - north.spots[1].y) / Double(north.spots[1].x - north.spots[0].x)
        #expect((1.95...2.05).contains(ratio))
    }

    @Test func `neighbours across the date line are neighbours on the map`() throws {
        let map = try #require(
            CityMap([
                try place("Suva", "-18.1, 178.4"), try place("Apia", "-13.8, -171.8"),
                try place("Auckland", "-36.9, 174.8"),
            ])
        )
        #expect(map.spots[2].x < map.spots[0].x && map.spots[0].x < map.spots[1].x)
    }

    @Test func `poles have a position`() throws {
        let map = try #require(CityMap([try place("North", "90, 0"), try place("South", "-90, 0")]))
        #expect(map.spots[0].y < map.spots[1].y && map.spots[0].x == map.spots[1].x)
    }

    /// Returns the left and right end and the baseline of each name that is shown.
    private func boxes(_ places: [CityMap.Place], _ map: CityMap) -> [(left: Int, right: Int, baseline: Int)] {
        zip(places, map.spots).compactMap { place, spot in
            spot.label.map { label in
                let width = place.name.count * CityMap.fontSize * 2 / 3
                let shift = [CityMap.Label.Anchor.start: 0, .middle: width / 2, .end: width][label.anchor] ?? 0
                let left = label.x - shift
                return (left, left + width, label.y)
            }
        }
    }

    @Test func `no name covers another or leaves the frame`() throws {
        let crowd = try (0..<40).map { number in
            try place("City number \(number)", "\(45 + Double(number % 7) * 0.7), \(Double(number / 7) * 0.9)")
        }
        for places in [try france, crowd] {
            let map = try #require(CityMap(places))
            let shown = boxes(places, map)
            #expect(!shown.isEmpty)
            for (index, box) in shown.enumerated() {
                #expect(box.left >= 0 && box.right <= CityMap.width && (0...map.height).contains(box.baseline))
                for other in shown.dropFirst(index + 1) {
                    let isApart =
                        box.right <= other.left || other.right <= box.left
                        || abs(box.baseline - other.baseline) >= CityMap.fontSize
                    #expect(isApart)
                }
            }
        }
    }

    @Test func `name is to the right of its dot, else to the left, above or below`() throws {
        let wide = String(repeating: "w", count: 25)
        func label(of name: String, at longitude: Double, _ others: String...) throws -> [Int]? {
            let places = [try place(name, "0, \(longitude)")] + (try others.map { try place("", $0) })
            let spot = try #require(CityMap(places)?.spots.first)
            let anchors = [CityMap.Label.Anchor.start: -1, .middle: 0, .end: 1]
            return spot.label.flatMap { label in anchors[label.anchor].map { [label.x - spot.x, label.y - spot.y, $0] }
            }
        }
        #expect(try label(of: "Tours", at: 0, "0, 10") == [11, 5, -1])
        #expect(try label(of: "Saint-Étienne", at: 10, "0, 0") == [-11, 5, 1])
        #expect(try label(of: wide, at: 5, "0, 0", "0, 10") == [0, -11, 0])
        #expect(try label(of: wide, at: 5, "0, 0", "0, 10", "0.5, 5") == [0, 23, 0])
        #expect(try label(of: wide + wide, at: 5, "0, 0", "0, 10") == nil)
    }

    @Test func `every name is shown if there is room for all`() throws {
        let map = try #require(CityMap(try france))
        #expect(map.spots.allSatisfy { $0.label != nil })
    }
}

struct CityCurrencyTests {
    @Test(arguments: [("FR", "EUR"), ("CH", "CHF"), ("CA", "CAD"), ("XX", "EUR")])
    func `country has its currency, and the euro is the default`(country: String, currency: String) throws {
        let sample = try City.sample()
        let city = City(
            slug: sample.slug, name: sample.name, country: country, timeZone: sample.timeZone,
            languages: sample.languages, representative: nil
        )
        #expect(city.currency == currency)
    }
}
