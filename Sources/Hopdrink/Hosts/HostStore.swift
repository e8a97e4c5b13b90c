import Domain
import Foundation
import Storage

/// A meetup that no host has confirmed yet.
struct UnconfirmedMeetup: Sendable {
    let id: Meetup.ID
    let start: Date
    let confirmation: HostConfirmation
    /// The number of steps that were taken.
    let steps: Int
    /// The time of the first step.
    let hostsAsked: Date?
}

struct HostStore {
    let tx: Transaction

    /// Returns the coming meetups whose hosts should have been asked by now.
    func unconfirmedMeetups() throws -> [UnconfirmedMeetup] {
        try tx.rows(
            """
            SELECT m.id, m.starts_at, m.confirmation_steps, m.hosts_asked_at, s.confirm_before, s.cancels_unconfirmed
            FROM meetups m JOIN series s ON s.id = m.series_id
            WHERE m.is_tentative = 1 AND m.state = 'scheduled' AND m.starts_at > \(tx.now)
                AND s.confirm_before IS NOT NULL AND m.starts_at - s.confirm_before * 120 <= \(tx.now)
            ORDER BY m.starts_at
            """
        ).map(UnconfirmedMeetup.init(row:))
    }

    func markSteps(_ count: Int, of meetup: Meetup.ID) throws {
        try tx.execute(
            """
            UPDATE meetups SET confirmation_steps = \(count), hosts_asked_at = coalesce(hosts_asked_at, \(tx.now))
            WHERE id = \(meetup.text)
            """
        )
    }

    func meetup(openedBy token: Token) throws -> Meetup? {
        try tx.row("\(Meetup.select) JOIN host_tokens t ON t.meetup_id = m.id WHERE t.hash = \(token.hash)")
            .map(Meetup.init(row:))
    }

    /// Saves a token with which a host can confirm that the meetup takes place.
    func save(_ token: Token, opening meetup: Meetup.ID) throws {
        try tx.execute(
            """
            INSERT INTO host_tokens (hash, meetup_id) VALUES (\(token.hash), \(meetup.text))
            ON CONFLICT (hash) DO NOTHING
            """
        )
    }
}

extension Transaction {
    var hosts: HostStore { HostStore(tx: self) }
}

extension UnconfirmedMeetup {
    fileprivate init(row: SQLRow) throws {
        guard let id = Meetup.ID(parsing: try row.text("id")) else { throw StoreError.unreadable(column: "meetups.id") }
        self.init(
            id: id, start: try row.instant("starts_at"),
            confirmation: HostConfirmation(
                before: try row.integer("confirm_before"), cancelsUnconfirmed: try row.flag("cancels_unconfirmed")
            ),
            steps: try row.integer("confirmation_steps"), hostsAsked: try row.optionalInstant("hosts_asked_at")
        )
    }
}
