/// The organisers' tokens, as the daemon lists them.
struct Tokens: Codable, Equatable {
    struct Entry: Codable, Equatable {
        let id: String
        let name: String
        let created: String
    }

    let tokens: [Entry]

    /// Returns the entries with this id. If there are none, returns the entries with this name.
    func named(_ text: String) -> [Entry] {
        let byIdentifier = tokens.filter { $0.id == text }
        return byIdentifier.isEmpty ? tokens.filter { $0.name == text } : byIdentifier
    }
}

/// The request for a token and its response, the only one that contains the token.
struct NewToken {
    struct Request: Codable {
        let name: String
    }

    struct Answer: Codable {
        let token: String
    }
}

/// Letters as the daemon lists them.
struct Letters: Codable, Equatable {
    struct Entry: Codable, Equatable {
        let id: String
        let kind: String
        let meetup: String?
        let state: String
        let reason: String?
        let attempts: Int
        let next: String?
    }

    let letters: [Entry]
}

/// All facts that the daemon knows about one letter.
struct LetterDetail: Codable, Equatable {
    let id: String
    let kind: String
    let state: String
    let recipient: String?
    let meetup: String?
    let rsvp: String?
    let due: String
    let queued: String
    let deadline: String
    let attempts: Int
    let next: String?
    let leaseOwner: String?
    let leaseUntil: String?
    let settled: String?
    let mayHaveArrived: Bool
    let answer: String?
    let queueID: String?

    enum CodingKeys: String, CodingKey {
        case id, kind, state, recipient, meetup, rsvp, due, queued, deadline, attempts, next, settled, answer
        case leaseOwner = "lease_owner"
        case leaseUntil = "lease_until"
        case mayHaveArrived = "may_have_arrived"
        case queueID = "queue_id"
    }
}

/// The state of a meetup's reminders.
struct ReminderEntries: Codable, Equatable {
    struct Entry: Codable, Equatable {
        let name: String
        let offset: Int
        let due: String
        let outcome: String
        let at: String?
        let reason: String?
    }

    let reminders: [Entry]
}

/// The letters to send again.
struct RetryOrder: Codable, Equatable {
    let all: Bool
    let state: String?
    let kind: String?
    let since: String?
}

/// How many letters are sent again, and how many of the requested ones are not.
struct RetriedLetters: Codable, Equatable {
    let retried: Int
    let outdated: Int
    let suppressed: Int
    let lost: Int
}
