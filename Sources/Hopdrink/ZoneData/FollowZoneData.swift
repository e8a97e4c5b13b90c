import Domain
package import Foundation
package import ICalendar
package import Storage

/// Brings what the database keeps of instants to the rules of time zones that are used now: an evening stays at its hour on
/// the wall, whatever a government decides meanwhile.
package struct FollowZoneData: Sendable {
    private let directory: ZoneDirectory

    package init(_ directory: ZoneDirectory = .system) {
        self.directory = directory
    }

    /// Moves the upcoming meetups of each zone whose rules are others than before; returns how many those are.
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

    /// Notes the rules of zones that are new: everything there was computed by them just now.
    package func remember(_ transaction: Transaction) throws {
        let known = try transaction.zoneRules()
        for zone in try transaction.networkZones() where known[zone] == nil {
            guard let rules = directory.fingerprint(of: zone)?.contentHash else { continue }
            try transaction.save(zoneRules: rules, of: zone)
        }
    }

    /// Guests read the same hour as before, so nobody is written to; calendars see that something changed.
    private func move(_ former: Meetup, _ transaction: Transaction, at now: Date) throws {
        var meetup = former
        meetup.revision = former.revision.next(at: now)
        try transaction.update(meetup)
        if let occurrence = meetup.occurrence { try transaction.touch(occurrence.series, at: now) }
        try transaction.keepTokens(ofGuestsOf: meetup)
    }
}
