package import Foundation

extension LetterKind {
    /// How many letters ask for the confirmation of one RSVP at the most, however often somebody asks for them.
    package static let mostConfirmRequests = 3

    /// After this the letter is of no use: once the evening has begun, or is over for one that calls it off.
    package func deadline(of meetup: Meetup) -> Date {
        self == .cancelled ? meetup.endsAt : meetup.startsAt
    }

    /// What makes the letter the only one of its sort: a change by its SEQUENCE, a second answer by the day, the rest by
    /// the moment that caused it.
    package func idempotencyKey(about rsvp: RSVP, of meetup: Meetup, at now: Date) -> String {
        let seconds = Int(now.timeIntervalSince1970)
        return switch self {
        case .changed, .cancelled, .restored: "\(rawValue):\(rsvp.id):\(meetup.revision.sequence)"
        case .known: "\(rawValue):\(rsvp.id):\(seconds / 86_400)"
        default: "\(rawValue):\(rsvp.id):\(seconds)"
        }
    }

    /// One to each person, for each time at which the meetup may begin.
    package func idempotencyKey(to contact: Contact, about meetup: Meetup) -> String {
        "\(rawValue):\(meetup.id):\(contact.address?.folded ?? ""):\(meetup.startsAt.wholeSeconds)"
    }
}

extension ReminderPlan.Reminder {
    /// One for each RSVP, offset and start: a meetup that moves is reminded of anew, one whose text changes is not.
    package func idempotencyKey(about rsvp: RSVP.ID, of meetup: Meetup) -> String {
        "reminder:\(rsvp)\(keySuffix(of: meetup))"
    }

    /// The part of the key that all guests of the meetup share.
    package func keySuffix(of meetup: Meetup) -> String {
        ":\(offset)m:\(Int(meetup.startsAt.timeIntervalSince1970))"
    }
}
