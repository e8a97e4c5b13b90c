import Domain
import Foundation
package import Storage

package struct ZoneDataStore {
    let tx: Transaction

    /// The time zones of all cities.
    package func networkZones() throws -> [String] {
        try tx.rows("SELECT DISTINCT time_zone FROM cities ORDER BY time_zone").map { try $0.text("time_zone") }
    }

    /// The number of meetups from `start` on whose instant would differ by the rules of this zone.
    func meetupsMoved(by zone: Zone, from start: Date) throws -> Int {
        let rows = try tx.rows(
            """
            SELECT local_start, starts_at FROM meetups
            WHERE starts_at >= \(start.addingTimeInterval(-86_400)) AND time_zone = \(zone.name) AND state = 'scheduled'
            """
        )
        return try rows.count { row in
            try LocalDateTime(parsing: row.text("local_start")).instant(in: zone) != row.instant("starts_at")
        }
    }

    /// Returns the meetups that have not started and whose stored start differs from the start by the zone's current
    /// rules. Reads the meetups in batches, because a network may have hundreds of thousands of them.
    func meetupsOutOfPlace(in zone: Zone, startingAfter now: Date, batch: Int = 1000) throws -> [Meetup.ID] {
        var found: [Meetup.ID] = []
        var last = (start: now, id: "")
        while true {
            let rows = try tx.rows(
                """
                SELECT id, local_start, starts_at FROM meetups WHERE time_zone = \(zone.name) AND starts_at > \(now)
                    AND (starts_at > \(last.start) OR (starts_at = \(last.start) AND id > \(last.id)))
                ORDER BY starts_at, id LIMIT \(batch)
                """
            )
            for row in rows {
                last = (try row.instant("starts_at"), try row.text("id"))
                guard try LocalDateTime(parsing: row.text("local_start")).instant(in: zone) != last.start,
                    let id = Meetup.ID(parsing: last.id)
                else { continue }
                found.append(id)
            }
            if rows.count < batch { return found }
        }
    }

    /// The fingerprints of the zone rules by which the stored instants were computed.
    func zoneRules() throws -> [String: String] {
        let rows = try tx.rows("SELECT zone, fingerprint FROM zone_rules")
        return try rows.reduce(into: [:]) { $0[try $1.text("zone")] = try $1.text("fingerprint") }
    }

    func save(zoneRules fingerprint: String, of zone: String) throws {
        try tx.execute(
            """
            INSERT INTO zone_rules (zone, fingerprint) VALUES (\(zone), \(fingerprint))
            ON CONFLICT (zone) DO UPDATE SET fingerprint = excluded.fingerprint
            """
        )
    }
}

extension Transaction {
    package var zoneData: ZoneDataStore { ZoneDataStore(tx: self) }
}
