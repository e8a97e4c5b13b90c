import Domain
import Foundation
import Storage

/// Queues thank-you emails to guests on the morning after a meetup.
struct ThankGuests: Sendable {
    let database: any Database

    func callAsFunction() async throws {
        for meetup in try await database.read({ try $0.meetups.lackingThanks() }) {
            try await database.write { try $0.meetups.thankGuests(of: meetup) }
        }
    }
}

extension MeetupStore {
    /// Returns past meetups whose guests have not been thanked and should be by now.
    func lackingThanks() throws -> [Meetup.ID] {
        let limit = tx.now.addingTimeInterval(-Thanks.patience)
        return try tx.rows(
            """
            SELECT id, ends_at, time_zone FROM meetups
            WHERE is_thanked = 0 AND state = 'scheduled' AND ends_at <= \(tx.now) AND ends_at > \(limit)
            ORDER BY ends_at
            """
        ).filter { row in
            try Thanks.due(after: row.instant("ends_at"), in: Zone(stored: row.text("time_zone"))) <= tx.now
        }.compactMap { Meetup.ID(parsing: try $0.text("id")) }
    }

    /// Queues an email to everybody who was going, once.
    func thankGuests(of id: Meetup.ID) throws {
        guard let meetup = try lock(id) else { return }
        for rsvp in try tx.rsvps.all(to: id, in: .going) { try tx.letters.enqueue(.thanks, about: rsvp, of: meetup) }
        try tx.execute("UPDATE meetups SET is_thanked = 1 WHERE id = \(id.text)")
    }
}
