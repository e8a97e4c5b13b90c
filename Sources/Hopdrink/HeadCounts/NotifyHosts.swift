import Domain
import Foundation
import Storage

/// Tells hosts who is coming, some time before the start.
struct NotifyHosts: Sendable {
    let database: any Database
    /// The number of minutes before the start.
    let before: Int

    func callAsFunction() async throws {
        let instant = database.now
        let limit = instant.addingTimeInterval(TimeInterval(before * 60))
        for meetup in try await database.read({ try $0.meetups.lackingHeadCount(startingUntil: limit) }) {
            try await database.write { try $0.meetups.tellHosts(of: meetup) }
        }
    }
}

extension MeetupStore {
    /// Returns the meetups that start soon and whose hosts did not get the head count for this start.
    func lackingHeadCount(startingUntil limit: Date) throws -> [Meetup.ID] {
        try tx.rows(
            """
            SELECT id FROM meetups
            WHERE starts_at > \(tx.now) AND starts_at <= \(limit) AND state = 'scheduled' AND head_count_sent_for <> starts_at
            ORDER BY starts_at
            """
        ).compactMap { Meetup.ID(parsing: try $0.text("id")) }
    }

    /// Queues an email to every host with an address, once. It contains the facts at the time when it is sent.
    func tellHosts(of id: Meetup.ID) throws {
        guard let meetup = try lock(id), meetup.state == .scheduled else { return }
        for host in meetup.terms.hosts where host.address != nil {
            try tx.letters.enqueue(.headCount, to: host, about: meetup)
        }
        try tx.execute("UPDATE meetups SET head_count_sent_for = starts_at WHERE id = \(id.text)")
    }
}
