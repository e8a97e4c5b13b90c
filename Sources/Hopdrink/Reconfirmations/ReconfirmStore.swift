import Domain
import Foundation
import Storage

struct ReconfirmStore {
    let tx: Transaction

    /// Returns the meetups with guests to ask, or with unresponsive guests whose seats must be released.
    func meetups() throws -> [Meetup.ID] {
        try tx.rows(
            """
            \(Meetup.select) WHERE m.reconfirm_before IS NOT NULL AND m.state = 'scheduled' AND m.starts_at > \(tx.now)
                AND m.starts_at - m.reconfirm_before * 60 <= \(tx.now)
            ORDER BY m.starts_at
            """
        ).map(Meetup.init(row:)).filter { meetup in
            guard let plan = ReconfirmPlan(of: meetup) else { return false }
            return try !guestsToAsk(of: meetup, plan, limit: 1).isEmpty
                || !unresponsiveGuests(of: meetup, plan, limit: 1).isEmpty
        }.map(\.id)
    }

    /// Returns guests who have been going for long, have not responded since, and were not asked for this start.
    func guestsToAsk(of meetup: Meetup, _ plan: ReconfirmPlan, limit: Int) throws -> [RSVP] {
        guard plan.asks(at: tx.now) else { return [] }
        return try tx.rows(
            """
            SELECT r.* FROM rsvps r
            WHERE r.meetup_id = \(meetup.id.text) AND r.state = 'going' AND r.going_since <= \(plan.asksFrom)
                AND r.replied_at <= \(plan.asksFrom)
                AND NOT EXISTS (\(Letter.reconfirming(meetup)))
            ORDER BY r.arrival LIMIT \(limit)
            """
        ).map(RSVP.init(row:))
    }

    /// Returns guests whose email was sent long enough ago, and who have not responded since the time to ask them.
    func unresponsiveGuests(of meetup: Meetup, _ plan: ReconfirmPlan, limit: Int) throws -> [RSVP] {
        guard let asked = plan.askedBefore(at: tx.now) else { return [] }
        return try tx.rows(
            """
            SELECT r.* FROM rsvps r
            WHERE r.meetup_id = \(meetup.id.text) AND r.state = 'going' AND r.going_since <= \(plan.asksFrom)
                AND r.replied_at <= \(plan.asksFrom)
                AND EXISTS (\(Letter.reconfirming(meetup)) AND l.state = 'sent' AND l.settled_at <= \(asked))
            ORDER BY r.arrival LIMIT \(limit)
            """
        ).map(RSVP.init(row:))
    }
}

extension Transaction {
    var reconfirmations: ReconfirmStore { ReconfirmStore(tx: self) }
}

extension Letter {
    /// For a condition on `rsvps r`: the letter `l` that asks whether they come, for this start.
    fileprivate static func reconfirming(_ meetup: Meetup) -> SQL {
        """
        SELECT 1 FROM letters l WHERE l.owner_kind = 'rsvp' AND l.owner_id = r.id AND l.kind = 'reconfirm'
            AND l.starts_at = \(meetup.startsAt)
        """
    }
}
