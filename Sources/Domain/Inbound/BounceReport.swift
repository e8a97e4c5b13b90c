/// A mail system's report on the delivery of one email (RFC 3464).
package struct BounceReport: Equatable, Sendable {
    package enum Outcome: Equatable, Sendable {
        /// Failed permanently; if `addressIsBad`, no email to this address will ever arrive.
        case failed(addressIsBad: Bool)
        /// Failed permanently, but another email may arrive: a full mailbox, or a host that was unreachable.
        case failedForNow
        case delayed
        /// Delivered or unknown.
        case none
    }

    package let outcome: Outcome
    /// The text of the system that refused the email.
    package let diagnostic: String
    /// The ID of the returned letter, if its Message-ID is one of ours.
    package var returned: String?

    package init(_ outcome: Outcome, diagnostic: String) {
        self.outcome = outcome
        self.diagnostic = diagnostic
    }
}

/// The effect of a report on its letter.
package enum BounceDecision: Equatable, Sendable {
    /// The letter is dead, and its reader gets no more email.
    case unreachable
    /// The letter is dead; the next one may arrive.
    case dead
    /// The report is recorded.
    case noted
    case nothing

    /// `letter` is the letter to whose address the report was sent.
    package static func decide(_ report: BounceReport, on letter: String) -> BounceDecision {
        // A report on one letter says nothing about another letter, whoever sent it to that address.
        if let returned = report.returned, returned != letter { return .nothing }
        return switch report.outcome {
        case .failed(addressIsBad: true): .unreachable
        case .failed(addressIsBad: false): .dead
        case .failedForNow, .delayed: .noted
        case .none: .nothing
        }
    }
}
