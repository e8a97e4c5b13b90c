import Domain
import Foundation
import Storage

extension Transaction {
    /// Updates a changed meetup and queues the emails that its guests need. Lock its row first.
    func replace(_ former: Meetup, with meetup: Meetup, at now: Date) throws {
        guard meetup != former else { return }
        try update(meetup)
        if let occurrence = meetup.occurrence, meetup.revision != former.revision {
            try touch(occurrence.series, at: now)
        }
        if meetup.endsAt != former.endsAt { try keepTokens(ofGuestsOf: meetup) }
        if meetup.state == .cancelled, former.state == .scheduled {
            try tell(.cancelled, of: meetup, to: [.going, .waiting], at: now)
        } else if meetup.state == .scheduled, former.state == .cancelled {
            try tell(.restored, of: meetup, to: [.going, .waiting], at: now)
        } else if meetup.state == .scheduled, meetup.isNewsForGuests(from: former) {
            try tell(.changed, of: meetup, to: [.going], remembering: LetterDetails(former: former), at: now)
        }
        try promote(in: meetup, at: now)
    }

    private func tell(
        _ kind: LetterKind, of meetup: Meetup, to states: [RSVP.StateName],
        remembering details: LetterDetails = LetterDetails(), at now: Date
    ) throws {
        for rsvp in try states.flatMap({ try rsvps(to: meetup.id, in: $0) }) {
            try queue(kind, about: rsvp, of: meetup, remembering: details, at: now)
        }
    }

    /// Returns how many people are going to a meetup or waiting for it.
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
