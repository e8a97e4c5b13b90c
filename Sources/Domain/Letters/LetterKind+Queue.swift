package import Foundation

extension LetterKind {
    /// How many letters ask for the confirmation of one RSVP at the most, however often somebody asks for them from one
    /// client. Who uses up another's leaves theirs, as long as there are not too many in all.
    package static let maxConfirmRequests = 3
    package static let maxConfirmRequestsInAll = 6

    /// For how long a letter is of use that asks to confirm an address, in seconds.
    private static let patienceForConfirming: TimeInterval = 72 * 3600
    /// For how long thanks are in place, in seconds after the end.
    package static let patienceForThanks: TimeInterval = 3 * 86_400
    /// For how long a question is worth an answer, in seconds.
    private static let patienceForQuestions: TimeInterval = 7 * 86_400

    /// For how long somebody waits for a link they asked for, in seconds.
    private static let patienceForLinks: TimeInterval = 86_400
    /// For how long it is worth hearing that a city is asked for, or begins, in seconds.
    package static let patienceForCities: TimeInterval = 7 * 86_400

    /// After this the letter is of no use: once the evening has begun, or is over for one that calls it off.
    package func deadline(about meetup: Meetup, queued: Date) -> Date {
        switch self {
        case .cancelled, .unreachable: meetup.endsAt
        case .confirm: min(meetup.startsAt, queued.addingTimeInterval(Self.patienceForConfirming))
        case .thanks: meetup.endsAt.addingTimeInterval(Self.patienceForThanks)
        case .question: queued.addingTimeInterval(Self.patienceForQuestions)
        default: meetup.startsAt
        }
    }

    /// The same for a letter to somebody who follows a city: a digest until the next one.
    package func deadlineForFollower(queued: Date) -> Date {
        queued.addingTimeInterval(self == .digest ? Digest.interval : Self.patienceForConfirming)
    }

    /// How many letters with a link somebody who only gave an address is sent in a day.
    package static let maxPersonalPerDay = 3

    /// The same for a letter to somebody by themselves.
    package func deadlineForPerson(queued: Date) -> Date {
        switch self {
        case .data: queued.addingTimeInterval(Self.patienceForLinks)
        case .cityRequest: queued.addingTimeInterval(Self.patienceForConfirming)
        default: queued.addingTimeInterval(Self.patienceForCities)
        }
    }

    /// What makes the letter the only one of its sort: a change by its SEQUENCE, an answer that was given twice or is
    /// doubtful by the day, thanks by the meetup, a question whether they come by the start,
    /// a request to confirm by what was asked, the rest by the moment that caused it.
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

    /// One to each person, for each time at which the meetup may begin, or for each cause that is named.
    package func idempotencyKey(to contact: Contact, about meetup: Meetup, because cause: String? = nil) -> String {
        "\(rawValue):\(meetup.id):\(contact.address?.folded ?? ""):\(cause ?? String(meetup.startsAt.wholeSeconds))"
    }

    /// One digest for each time at which one is made, one request to confirm a second in each language.
    package func idempotencyKey(to follower: Follower.ID, in language: Language? = nil, at now: Date) -> String {
        "\(rawValue):\(follower):\(now.wholeSeconds)" + (language.map { ":\($0.code)" } ?? "")
    }
}

extension LetterKind {
    /// One to a person for each cause that is named, else one a second.
    package func idempotencyKey(to person: Correspondent, because cause: String? = nil, at now: Date) -> String {
        "\(rawValue):\(person.address.folded):\(cause ?? String(now.wholeSeconds))"
    }
}

extension ReminderPlan.Reminder {
    /// One for each RSVP, offset and start: a meetup that moves is reminded of anew, one whose text changes is not.
    package func idempotencyKey(about rsvp: RSVP.ID, of meetup: Meetup) -> String {
        "reminder:\(rsvp):\(offset)m:\(meetup.startsAt.wholeSeconds)"
    }
}
