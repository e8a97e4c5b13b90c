/// What a mail system says became of one letter (RFC 3464).
package struct BounceReport: Equatable, Sendable {
    package enum Outcome: Equatable, Sendable {
        /// Given up for good; with `addressIsBad` nothing to this address will ever arrive.
        case failed(addressIsBad: Bool)
        /// Given up, and yet another letter may arrive: a full mailbox, a host that was away.
        case failedForNow
        case delayed
        /// Arrived, or nobody knows.
        case none
    }

    package let outcome: Outcome
    /// What the system said that refused the letter.
    package let diagnostic: String
    /// The letter that is returned, if it is one of ours by its Message-ID.
    package var returned: String?

    package init(_ outcome: Outcome, diagnostic: String) {
        self.outcome = outcome
        self.diagnostic = diagnostic
    }
}

/// What becomes of a letter that is reported on.
package enum BounceDecision: Equatable, Sendable {
    /// It is dead, and its reader gets no more mail.
    case unreachable
    /// It is dead; the next one may arrive.
    case dead
    /// What was said is written down.
    case noted
    case nothing

    /// `letter` is the one whose address the report came to.
    package static func decide(_ report: BounceReport, on letter: String) -> BounceDecision {
        // A report on one letter says nothing about another, whoever sent it there.
        if let returned = report.returned, returned != letter { return .nothing }
        return switch report.outcome {
        case .failed(addressIsBad: true): .unreachable
        case .failed(addressIsBad: false): .dead
        case .failedForNow, .delayed: .noted
        case .none: .nothing
        }
    }
}
