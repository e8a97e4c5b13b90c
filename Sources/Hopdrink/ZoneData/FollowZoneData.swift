import Domain
package import Foundation
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
    package func perform(_ transaction: Transaction, at now: Date) throws -> Int {
        try transaction.excludeOthers()
        let known = try transaction.zoneRules()
        return try transaction.networkZones().reduce(0) { moved, zone in
            guard let rules = directory.fingerprint(of: zone)?.contentHash, rules != known[zone] else { return moved }
            let meetups = try transaction.meetupsOutOfPlace(in: try Zone(stored: zone), startingAfter: now)
            for id in meetups {
                if let meetup = try transaction.lockMeetup(id) { try move(meetup, transaction, at: now) }
            }
            try transaction.save(zoneRules: rules, of: zone)
            return moved + meetups.count
        }
    }

    /// Records the rules of new zones, because all instants there were just computed by these rules.
    package func remember(_ transaction: Transaction) throws {
        let known = try transaction.zoneRules()
        for zone in try transaction.networkZones() where known[zone] == nil {
            guard let rules = directory.fingerprint(of: zone)?.contentHash else { continue }
            try transaction.save(zoneRules: rules, of: zone)
        }
    }

    /// Sends no email, because the local time that guests read stays the same. Raises the revision, so that calendars
    /// update.
    private func move(_ former: Meetup, _ transaction: Transaction, at now: Date) throws {
        var meetup = former
        meetup.revision = former.revision.next(at: now)
        try transaction.update(meetup)
        if let occurrence = meetup.occurrence { try transaction.touch(occurrence.series, at: now) }
        try transaction.keepTokens(ofGuestsOf: meetup)
    }
}
