import Domain
import Foundation
package import Logging
import ServiceLifecycle
package import Storage

/// Tells hosts who is coming, some time before the start.
package struct NotifyHostsService: Service {
    let database: any Database
    /// The number of minutes before the start.
    let before: Int
    let now: CurrentTime
    let logger: Logger

    package init(database: any Database, before: Int, now: @escaping CurrentTime, logger: Logger) {
        self.database = database
        self.before = before
        self.now = now
        self.logger = logger
    }

    package func run() async throws {
        try await periodically(every: .seconds(30), "telling hosts who is coming failed", logger) {
            try await queueDue()
        }
    }

    package func queueDue() async throws {
        let instant = now()
        let limit = instant.addingTimeInterval(TimeInterval(before * 60))
        for meetup in try await database.read({ try $0.meetupsToCount(startingUntil: limit, at: instant) }) {
            try await database.write { try $0.tellHosts(of: meetup, at: instant) }
        }
    }
}

extension Transaction {
    /// Returns the meetups that start soon and whose hosts did not get the head count for this start.
    func meetupsToCount(startingUntil limit: Date, at now: Date) throws -> [Meetup.ID] {
        try rows(
            """
            SELECT id FROM meetups
            WHERE starts_at > \(now) AND starts_at <= \(limit) AND state = 'scheduled' AND head_count_sent_for <> starts_at
            ORDER BY starts_at
            """
        ).compactMap { Meetup.ID(parsing: try $0.text("id")) }
    }

    /// Queues an email to every host with an address, once. It contains the facts at the time when it is sent.
    func tellHosts(of id: Meetup.ID, at now: Date) throws {
        guard let meetup = try lockMeetup(id), meetup.state == .scheduled else { return }
        for host in meetup.terms.hosts where host.address != nil {
            try queue(.headCount, to: host, about: meetup, at: now)
        }
        try execute("UPDATE meetups SET head_count_sent_for = starts_at WHERE id = \(id.text)")
    }
}
