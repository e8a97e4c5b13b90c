import Domain
import Foundation
import Storage

extension Transaction {
    /// Writes a changed meetup and queues what its guests must hear of it. Hold its row first.
    func replace(_ former: Meetup, with meetup: Meetup, at now: Date) throws {
        guard meetup != former else { return }
        try update(meetup)
        if let nominal = meetup.nominal, meetup.revision != former.revision { try touch(nominal.series, at: now) }
        if meetup.endsAt != former.endsAt { try keepTokens(ofGuestsOf: meetup) }
        if meetup.state == .cancelled, former.state == .scheduled {
            try tell(.cancelled, of: meetup, to: [.going, .waiting], at: now)
        } else if meetup.state == .scheduled, former.state == .cancelled {
            try tell(.restored, of: meetup, to: [.going, .waiting], at: now)
        } else if meetup.state == .scheduled, meetup.isNewsForGuests(from: former) {
            try tell(.changed, of: meetup, to: [.going], at: now)
        }
        try moveUp(in: meetup, at: now)
    }

    private func tell(_ kind: LetterKind, of meetup: Meetup, to states: [RSVP.StateName], at now: Date) throws {
        for state in states {
            for rsvp in try rsvps(to: meetup.id, in: state) { try queue(kind, about: rsvp, of: meetup, at: now) }
        }
    }

    /// How many people said they come to a meetup or wait for it.
    func people(at meetup: Meetup.ID) throws -> Int {
        let row = try row(
            """
            SELECT CAST(coalesce(sum(1 + companions), 0) AS BIGINT) AS people FROM rsvps
            WHERE meetup_id = \(meetup.text) AND state IN ('going', 'waiting')
            """
        )
        return try row?.integer("people") ?? 0
    }
}
