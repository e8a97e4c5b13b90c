/// The purpose of the address that a message was sent to, as our signature states it.
package enum InboundAddress: Equatable, Sendable {
    case reply, bounce, unsubscribe
}

/// The facts about a message that are known before its content is read.
package struct InboundFacts: Equatable, Sendable {
    /// Nil if the message was sent to an address that we did not sign.
    package var address: InboundAddress?
    /// Whether it contains a delivery report on an email (RFC 3464).
    package var hasReport = false
    /// Whether it contains a calendar's reply (RFC 5546 §3.2.3).
    package var hasAnswer = false
    /// Whether a program wrote it and wants no response.
    package var isAutomatic = false
    /// Whether it is one of our own emails that came back.
    package var isOurs = false

    package init(address: InboundAddress?) {
        self.address = address
    }
}

/// The kind of a message, which decides how it is handled.
package enum InboundKind: Equatable, Sendable {
    /// A calendar's reply; no email is sent because of an unverified one unless `allowsQuestion`.
    case answer(allowsQuestion: Bool)
    case bounce
    case unsubscribe
    case nothing(Reason)

    /// The reason why the message is ignored.
    package enum Reason: String, Sendable {
        /// The message was sent to an address that is not ours, or that somebody made up.
        case unsigned
        /// One of our own emails.
        case ownLetter = "own_letter"
        /// An out-of-office note or similar.
        case automatic
        /// A person wrote to an address that only programs read.
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

/// The signs by which mail from programs, which must not be answered, differs from mail from people (RFC 3834 §2, RFC
/// 5321 §6.1).
package struct AutomaticMail: Equatable, Sendable {
    /// The sender of the envelope; empty for mail that must not be answered, nil if unknown.
    package var sender: String?
    /// The first word of Auto-Submitted in lower case.
    package var autoSubmitted: String?
    package var isFromList = false
    /// The part of the Message-ID after the @.
    package var domain: String?

    package init() {}

    /// `ownDomain` is the domain of our own Message-IDs: answering our own email would start a loop.
    package func mustNotBeAnswered(ownDomain: String) -> Bool {
        sender == "" || isFromList || (autoSubmitted ?? "no") != "no" || domain?.lowercased() == ownDomain.lowercased()
    }
}
