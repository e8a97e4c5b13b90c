/// The tokens of organisers as the daemon lists them.
struct Tokens: Codable, Equatable {
    struct Entry: Codable, Equatable {
        let id: String
        let name: String
        let created: String
    }

    let tokens: [Entry]

    /// The entries that a person means by a name or an id.
    func named(_ text: String) -> [Entry] {
        let byIdentifier = tokens.filter { $0.id == text }
        return byIdentifier.isEmpty ? tokens.filter { $0.name == text } : byIdentifier
    }
}

/// What is asked for, and the only time a token is shown.
struct NewToken {
    struct Request: Codable {
        let name: String
    }

    struct Answer: Codable {
        let token: String
    }
}

/// Letters that are not sent.
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
