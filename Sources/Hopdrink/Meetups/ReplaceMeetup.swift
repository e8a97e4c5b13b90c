import Domain
import Foundation
import Storage

/// Updates a changed meetup and queues the emails that its guests need.
enum ReplaceMeetup {
    /// Lock the meetup's row first.
    static func perform(_ former: Meetup, with meetup: Meetup, _ tx: Transaction) throws {
        guard meetup != former else { return }
        try tx.meetups.update(meetup)
        if let occurrence = meetup.occurrence, meetup.revision != former.revision {
            try tx.seriesHistory.touch(occurrence.series)
        }
        if meetup.endsAt != former.endsAt { try tx.tokens.extend(ofGuestsOf: meetup) }
        if meetup.state == .cancelled, former.state == .scheduled {
            try notify(.cancelled, of: meetup, to: [.going, .waiting], tx)
        } else if meetup.state == .scheduled, former.state == .cancelled {
            try notify(.restored, of: meetup, to: [.going, .waiting], tx)
        } else if meetup.state == .scheduled, meetup.isNewsForGuests(from: former) {
            try notify(.changed, of: meetup, to: [.going], remembering: LetterDetails(former: former), tx)
        }
        try PromoteGuests.perform(in: meetup, tx)
    }

    private static func notify(
        _ email: GuestEmail, of meetup: Meetup, to states: [RSVP.StateName],
        remembering details: LetterDetails = LetterDetails(), _ tx: Transaction
    ) throws {
        for rsvp in try states.flatMap({ try tx.rsvps.all(to: meetup.id, in: $0) }) {
            try tx.letters.enqueue(email, about: rsvp, of: meetup, remembering: details)
        }
    }
}
