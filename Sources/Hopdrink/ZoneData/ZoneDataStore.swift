import Domain
import Foundation
package import Storage

extension Transaction {
    /// The zones of all cities.
    package func networkZones() throws -> [String] {
        try rows("SELECT DISTINCT time_zone FROM cities ORDER BY time_zone").map { try $0.text("time_zone") }
    }

    /// How many meetups from then on would be at another instant by these clocks.
    func meetupsMoved(by zone: Zone, from start: Date) throws -> Int {
        let rows = try rows(
            """
            SELECT local_start, starts_at FROM meetups
            WHERE starts_at >= \(start.addingTimeInterval(-86_400)) AND time_zone = \(zone.name) AND state = 'scheduled'
            """
        )
        return try rows.count { row in
            try LocalDateTime(parsing: row.text("local_start")).instant(in: zone) != row.instant("starts_at")
        }
    }

    /// Meetups of a zone that have not started and whose stored start is not where the clocks put it now, held.
    func heldMeetupsMoved(in zone: String, startingAfter now: Date) throws -> [Meetup] {
        try rows(
            """
            \(Meetup.select) WHERE m.time_zone = \(zone) AND m.starts_at > \(now) ORDER BY m.starts_at \(holdingMeetups)
            """
        ).filter { try $0.instant("starts_at") != Meetup(row: $0).startsAt }.map(Meetup.init(row:))
    }

    /// The fingerprints of the rules by which instants were computed.
    func zoneRules() throws -> [String: String] {
        let rows = try rows("SELECT zone, fingerprint FROM zone_rules")
        return try rows.reduce(into: [:]) { $0[try $1.text("zone")] = try $1.text("fingerprint") }
    }

    func save(zoneRules fingerprint: String, of zone: String) throws {
        try execute(
            """
            INSERT INTO zone_rules (zone, fingerprint) VALUES (\(zone), \(fingerprint))
            ON CONFLICT (zone) DO UPDATE SET fingerprint = excluded.fingerprint
            """
        )
    }
}
