package import Foundation

extension LetterKind {
    /// The max number of confirmation emails for one RSVP from one client, however often somebody asks. A client that
    /// uses up its limit leaves the limits of other clients untouched, until `maxConfirmRequestsInAll` is reached.
    package static let maxConfirmRequests = 3
    package static let maxConfirmRequestsInAll = 6

    /// The time for which a confirmation email is of use, in seconds.
    private static let patienceForConfirming: TimeInterval = 72 * 3600
    /// The time after a meetup's end for which thanks are appropriate, in seconds.
    package static let patienceForThanks: TimeInterval = 3 * 86_400
    /// The time for which a question is worth a response, in seconds.
    private static let patienceForQuestions: TimeInterval = 7 * 86_400

    /// The time for which a requested link is of use, in seconds.
    private static let patienceForLinks: TimeInterval = 86_400
    /// The time for which the news that a city is requested or starts is of use, in seconds.
    package static let patienceForCities: TimeInterval = 7 * 86_400

    /// Returns the instant after which the letter is of no use: the meetup's start, or its end for an email that
    /// cancels it.
    package func deadline(about meetup: Meetup, queued: Date) -> Date {
        switch self {
        case .cancelled, .unreachable: meetup.endsAt
        case .confirm: min(meetup.startsAt, queued.addingTimeInterval(Self.patienceForConfirming))
        case .thanks: meetup.endsAt.addingTimeInterval(Self.patienceForThanks)
        case .question: queued.addingTimeInterval(Self.patienceForQuestions)
        default: meetup.startsAt
        }
    }

    /// Returns the deadline of an email to a follower of a city; a digest lasts until the next one.
    package func deadlineForFollower(queued: Date) -> Date {
        queued.addingTimeInterval(self == .digest ? Digest.interval : Self.patienceForConfirming)
    }

    /// The max number of emails with a link in a day to somebody who only gave an address.
    package static let maxPersonalPerDay = 3

    /// Returns the deadline of an email to a person that is not about a meetup.
    package func deadlineForPerson(queued: Date) -> Date {
        switch self {
        case .data: queued.addingTimeInterval(Self.patienceForLinks)
        case .cityRequest: queued.addingTimeInterval(Self.patienceForConfirming)
        default: queued.addingTimeInterval(Self.patienceForCities)
        }
    }

    /// Returns the key that makes the letter unique. A change is unique by its SEQUENCE, a repeated or unverified RSVP
    /// by the day, thanks by the RSVP, a request to reconfirm by the start, a confirmation email by its ask, and all
    /// other kinds by the second in which they were caused.
    package func idempotencyKey(
        about rsvp: RSVP, of meetup: Meetup, asking ask: Ask.ID? = nil, at now: Date
    ) -> String {
        switch self {
        case .changed, .cancelled, .restored: "\(rawValue):\(rsvp.id):\(meetup.revision.sequence)"
        case .known, .unverified: "\(rawValue):\(rsvp.id):\(now.wholeSeconds / 86_400)"
        case .thanks: "\(rawValue):\(rsvp.id)"
        case .reconfirm: "\(rawValue):\(rsvp.id):\(meetup.startsAt.wholeSeconds)"
        default: "\(rawValue):\(rsvp.id):\(ask?.text ?? String(now.wholeSeconds))"
        }
    }

    /// Returns the key of an email to a host or representative: one per person and start of the meetup, or per named
    /// cause.
    package func idempotencyKey(to contact: Contact, about meetup: Meetup, because cause: String? = nil) -> String {
        "\(rawValue):\(meetup.id):\(contact.address?.folded ?? ""):\(cause ?? String(meetup.startsAt.wholeSeconds))"
    }

    /// Returns the key of an email to a follower: one digest per due time, one confirmation email per second and
    /// language.
    package func idempotencyKey(to follower: Follower.ID, in language: Language? = nil, at now: Date) -> String {
        "\(rawValue):\(follower):\(now.wholeSeconds)" + (language.map { ":\($0.code)" } ?? "")
    }
}

extension LetterKind {
    /// Returns the key of an email to a person: one per named cause, otherwise one per second.
    package func idempotencyKey(to person: Correspondent, because cause: String? = nil, at now: Date) -> String {
        "\(rawValue):\(person.address.folded):\(cause ?? String(now.wholeSeconds))"
    }
}

extension ReminderPlan.Reminder {
    /// Returns the key of a reminder: one per RSVP, offset and start. A moved meetup is reminded of again; a meetup
    /// whose text changes is not.
    package func idempotencyKey(about rsvp: RSVP.ID, of meetup: Meetup) -> String {
        "reminder:\(rsvp):\(offset)m:\(meetup.startsAt.wholeSeconds)"
    }
}
