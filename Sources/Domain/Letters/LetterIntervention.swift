/// The actions that an operator may take on a letter.
package enum LetterIntervention {
    /// The states from which many letters may be sent again at once: they are finished, or wait for their next attempt.
    package static let retryable: [LetterState] = [.dead, .uncertain, .suppressed, .expired, .retry]

    /// Returns as a sentence why the letter cannot be sent again, or nil if it can.
    package static func refusalToRetry(_ state: LetterState, isOpen: Bool) -> String? {
        if isOpen { return "The email is already on its way." }
        return switch state {
        case .dead, .uncertain, .suppressed, .expired: nil
        case .sent: "The email was sent."
        case .withdrawn: "The email was withdrawn: what it says is no longer true, or somebody withdrew it."
        case .scheduled, .ready, .leased, .sending, .retry: "The email is already on its way."
        }
    }

    /// Returns as a sentence why the letter cannot be withdrawn, or nil if it can.
    package static func refusalToDrop(_ state: LetterState, isOpen: Bool) -> String? {
        switch state {
        case .leased, .sending: "The email is being sent right now; try again in a minute."
        case .uncertain: nil
        default: isOpen ? nil : "Nothing more happens to the email: it is \(state.rawValue)."
        }
    }
}
