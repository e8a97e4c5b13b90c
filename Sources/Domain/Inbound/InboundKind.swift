/// What the address is for that a message came to, by our signature.
package enum InboundAddress: Equatable, Sendable {
    case reply, bounce, unsubscribe
}

/// What counts of a message before anybody looks at what it says.
package struct InboundFacts: Equatable, Sendable {
    /// Nil when it came to no address that we signed.
    package var address: InboundAddress?
    /// Whether it reports what became of a letter (RFC 3464).
    package var hasReport = false
    /// Whether a calendar's answer is in it (RFC 5546 §3.2.3).
    package var hasAnswer = false
    /// Whether a program wrote it and wants no answer.
    package var isAutomatic = false
    /// Whether it is one of our own letters that came back.
    package var isOurs = false

    package init(address: InboundAddress?) {
        self.address = address
    }
}

/// What a message is, and so what is to be done with it.
package enum InboundKind: Equatable, Sendable {
    /// A calendar's answer; who sent it is never written to unless `allowsQuestion`.
    case answer(allowsQuestion: Bool)
    case bounce
    case unsubscribe
    case nothing(Reason)

    /// Why nothing is done.
    package enum Reason: String, Sendable {
        /// It came to no address of ours, or somebody made the address up.
        case unsigned
        /// One of our own letters.
        case ownLetter = "own_letter"
        /// An out-of-office note or the like.
        case automatic
        /// Somebody wrote where a program reads.
        case byHand = "by_hand"
    }

    package static func decide(_ facts: InboundFacts) -> InboundKind {
        guard let address = facts.address else { return .nothing(.unsigned) }
        if facts.isOurs, !facts.hasReport { return .nothing(.ownLetter) }
        switch address {
        case .bounce where facts.hasReport: return .bounce
        case .reply where facts.hasAnswer && !facts.hasReport: return .answer(allowsQuestion: !facts.isAutomatic)
        case .unsubscribe where !facts.hasReport: return .unsubscribe
        case .bounce, .reply, .unsubscribe: return .nothing(facts.isAutomatic || facts.hasReport ? .automatic : .byHand)
        }
    }
}

/// What tells mail of programs, which must not be answered, from mail of people (RFC 3834 §2, RFC 5321 §6.1).
package struct AutomaticMail: Equatable, Sendable {
    /// The sender of the envelope, empty for mail that must not be answered; nil if nothing tells it.
    package var sender: String?
    /// The first word of Auto-Submitted in small letters.
    package var autoSubmitted: String?
    package var isFromList = false
    /// What stands behind the @ of the Message-ID.
    package var domain: String?

    package init() {}

    /// `ownDomain` is the one of our own Message-IDs: a letter that leads back to us would go round in circles.
    package func mustNotBeAnswered(ownDomain: String) -> Bool {
        sender == "" || isFromList || (autoSubmitted ?? "no") != "no" || domain?.lowercased() == ownDomain.lowercased()
    }
}
