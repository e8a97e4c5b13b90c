import Domain
import Testing

struct VenueTests {
    @Test func `line of a venue leaves out empty parts`() {
        #expect(Venue.sample.line == "Cellar, La Cave, 1 place de Châteauneuf")
        let bare = Venue(name: "La Cave", address: "Tours", coordinates: nil, room: "", access: "")
        #expect(bare.line == "La Cave, Tours")
    }
}

struct CoordinatesTests {
    @Test(arguments: [
        ("47.394, 0.685", 47_394_000, 685_000), ("47.394,0.685", 47_394_000, 685_000),
        (" -33.8688 , +151.2093 ", -33_868_800, 151_209_300), ("90,-180", 90_000_000, -180_000_000),
        ("0,0", 0, 0), ("47.3940004,0.6849996", 47_394_000, 685_000), ("-0.0000006, 0.0000006", -1, 1),
    ])
    func `degrees are read as millionths`(text: String, latitude: Int, longitude: Int) throws {
        #expect(try Coordinates(parsing: text) == Coordinates(latitude: latitude, longitude: longitude))
    }

    @Test(arguments: [
        "", "47.394", "47.394,", ",", "47.394, 0.685, 3", "47,394, 0,685", "90.1, 0", "0, 180.1", "nan, 0", "inf, 0",
        "0x10, 0", "1e1, 0", "47.394; 0.685", "47.394N, 0.685E", "47°23′, 0°41′", "٤٧, 0", "47.394\u{301}, 0",
        "4 7, 0", "--4, 0",
    ])
    func `text of another form is not coordinates`(text: String) {
        #expect(throws: FieldErrorReason.coordinates) { try Coordinates(parsing: text) }
    }

    @Test func `millionths are converted back to degrees`() {
        #expect(Coordinates(latitude: 47_394_000, longitude: -685_000).degrees == (47.394, -0.685))
    }
}
