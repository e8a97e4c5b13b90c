import Crypto
import Domain
import Foundation
import Storage

struct VenueStore {
    let tx: Transaction

    /// Saves the venue and returns its id, which is a hash of its content. A venue never changes; a meetup gets another
    /// one.
    func save(_ venue: Venue) throws -> String {
        let id = venue.contentHash
        let record: SQLRecord = [
            "id": id,
            "name": venue.name,
            "address": venue.address,
            "latitude": venue.coordinates?.latitude,
            "longitude": venue.coordinates?.longitude,
            "room": venue.room,
            "access_notes": venue.access,
        ]
        try tx.execute("INSERT INTO venues (\(record.columns)) VALUES (\(record.values)) ON CONFLICT (id) DO NOTHING")
        return id
    }
}

extension Transaction {
    var venues: VenueStore { VenueStore(tx: self) }
}

extension Venue {
    /// The columns of a venue joined as `v`, under names of their own.
    static var columns: SQL {
        """
        v.name AS venue_name, v.address AS venue_address, v.latitude AS venue_latitude,
        v.longitude AS venue_longitude, v.room AS venue_room, v.access_notes AS venue_access_notes
        """
    }

    init(row: SQLRow) throws {
        self.init(
            name: try row.text("venue_name"), address: try row.text("venue_address"),
            coordinates: try Coordinates(row: row, prefix: "venue_"),
            room: try row.text("venue_room"), access: try row.text("venue_access_notes")
        )
    }

    fileprivate var contentHash: String {
        let place = coordinates.map { "\($0.latitude),\($0.longitude)" } ?? ""
        let content = [name, address, place, room, access].joined(separator: "\u{1F}")
        return SHA256.hash(data: Data(content.utf8)).prefix(16).map { Int($0).hexadecimal }.joined()
    }
}

extension Int {
    /// The two hexadecimal digits of a byte.
    var hexadecimal: String {
        let digits = String(self, radix: 16)
        return digits.utf8.count == 1 ? "0" + digits : digits
    }
}
