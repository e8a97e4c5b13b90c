/// The place in a city where people meet. `room` and `access` may be empty.
package struct Venue: Hashable, Sendable {
    package let name: String
    package let address: String
    package let coordinates: Coordinates?
    package let room: String
    package let access: String

    package init(name: String, address: String, coordinates: Coordinates?, room: String, access: String) {
        self.name = name
        self.address = address
        self.coordinates = coordinates
        self.room = room
        self.access = access
    }

    /// Name and room as one line.
    package var place: String {
        [name, room].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// Room, name and address as one line.
    package var line: String {
        [room, name, address].filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

/// Latitude and longitude (WGS 84) in millionths of a degree, the precision of GEO in RFC 5545.
package struct Coordinates: Hashable, Sendable {
    package let latitude: Int
    package let longitude: Int

    package init(latitude: Int, longitude: Int) {
        self.latitude = latitude
        self.longitude = longitude
    }

    /// Reads degrees: `47.394, 0.685`.
    package init(parsing text: String) throws(FieldErrorReason) {
        let parts = text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        let degrees = parts.compactMap { String($0).flatMap { Self.degrees($0.trimmed) } }
        guard parts.count == 2, degrees.count == 2, abs(degrees[0]) <= 90, abs(degrees[1]) <= 180 else {
            throw .coordinates
        }
        latitude = Int((degrees[0] * 1_000_000).rounded())
        longitude = Int((degrees[1] * 1_000_000).rounded())
    }

    /// `Double` alone would also read `0x2F`, `1e1` and `nan`.
    private static func degrees(_ text: String) -> Double? {
        text.utf8.allSatisfy("+-.0123456789".utf8.contains) ? Double(text) : nil
    }

    package var degrees: (latitude: Double, longitude: Double) {
        (Double(latitude) / 1_000_000, Double(longitude) / 1_000_000)
    }
}
