import Domain
import Foundation
package import ICalendar
package import Storage

/// Recomputes the instants stored in the database when the rules of a time zone have changed. A meetup keeps its local
/// time, whatever a government decides in the meantime.
package struct FollowZoneData: Sendable {
    private let directory: ZoneDirectory

    package init(_ directory: ZoneDirectory = .system) {
        self.directory = directory
    }

    /// Moves the upcoming meetups of each zone whose rules have changed. Returns the number of moved meetups.
    package func perform(_ tx: Transaction) throws -> Int {
        try tx.excludeOthers()
        let known = try tx.zoneData.zoneRules()
        return try tx.zoneData.networkZones().reduce(0) { moved, zone in
            guard let rules = directory.fingerprint(of: zone)?.contentHash, rules != known[zone] else { return moved }
            let meetups = try tx.zoneData.meetupsOutOfPlace(in: try Zone(stored: zone), startingAfter: tx.now)
            for id in meetups {
                if let meetup = try tx.meetups.lock(id) { try move(meetup, tx) }
            }
            try tx.zoneData.save(zoneRules: rules, of: zone)
            return moved + meetups.count
        }
    }

    /// Records the rules of new zones, because all instants there were just computed by these rules.
    package func remember(_ tx: Transaction) throws {
        let known = try tx.zoneData.zoneRules()
        for zone in try tx.zoneData.networkZones() where known[zone] == nil {
            guard let rules = directory.fingerprint(of: zone)?.contentHash else { continue }
            try tx.zoneData.save(zoneRules: rules, of: zone)
        }
    }

    /// Sends no email, because the local time that guests read stays the same. Raises the revision, so that calendars
    /// update.
    private func move(_ former: Meetup, _ tx: Transaction) throws {
        var meetup = former
        meetup.revision = former.revision.next(at: tx.now)
        try tx.meetups.update(meetup)
        if let occurrence = meetup.occurrence { try tx.seriesHistory.touch(occurrence.series) }
        try tx.tokens.extend(ofGuestsOf: meetup)
    }
}
