import Domain
import Foundation
package import Logging
import ServiceLifecycle
package import Storage

/// Queues thank-you emails to guests on the morning after a meetup.
package struct ThanksService: Service {
    let database: any Database
    let now: CurrentTime
    let logger: Logger

    package init(database: any Database, now: @escaping CurrentTime, logger: Logger) {
        self.database = database
        self.now = now
        self.logger = logger
    }

    package func run() async throws {
        try await periodically(every: .seconds(60), "thanking guests failed", logger) { try await queueDue() }
    }

    package func queueDue() async throws {
        let instant = now()
        for meetup in try await database.read({ try $0.meetupsToThank(at: instant) }) {
            try await database.write { try $0.thankGuests(of: meetup, at: instant) }
        }
    }
}

extension Transaction {
    /// Returns past meetups whose guests have not been thanked and should be by now.
    func meetupsToThank(at now: Date) throws -> [Meetup.ID] {
        let limit = now.addingTimeInterval(-LetterKind.patienceForThanks)
        return try rows(
            """
            SELECT id, ends_at, time_zone FROM meetups
            WHERE is_thanked = 0 AND state = 'scheduled' AND ends_at <= \(now) AND ends_at > \(limit)
            ORDER BY ends_at
            """
        ).filter { row in
            try Thanks.due(after: row.instant("ends_at"), in: Zone(stored: row.text("time_zone"))) <= now
        }.compactMap { Meetup.ID(parsing: try $0.text("id")) }
    }

    /// Queues an email to everybody who was going, once.
    func thankGuests(of id: Meetup.ID, at now: Date) throws {
        guard let meetup = try lockMeetup(id) else { return }
        for rsvp in try rsvps(to: id, in: .going) { try queue(.thanks, about: rsvp, of: meetup, at: now) }
        try execute("UPDATE meetups SET is_thanked = 1 WHERE id = \(id.text)")
    }
}
