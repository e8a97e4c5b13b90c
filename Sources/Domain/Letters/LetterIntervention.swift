/// What an operator may do about a letter.
package enum LetterIntervention {
    /// In which many letters may be sent once more at once: their way is over, or they wait for their next try.
    package static let retryable: [LetterState] = [.dead, .uncertain, .suppressed, .expired, .retry]

    /// Why it can't be sent once more, as a sentence; nil when it can.
    package static func refusalToRetry(_ state: LetterState, isOpen: Bool) -> String? {
        if isOpen { return "The email is already on its way." }
        return switch state {
        case .dead, .uncertain, .suppressed, .expired: nil
        case .sent: "The email was sent."
        case .withdrawn: "The email was withdrawn: what it says is no longer true, or somebody withdrew it."
        case .scheduled, .ready, .leased, .sending, .retry: "The email is already on its way."
        }
    }

    /// Why it can't be taken back; nil when it can.
    package static func refusalToDrop(_ state: LetterState, isOpen: Bool) -> String? {
        switch state {
        case .leased, .sending: "The email is being sent right now; try again in a minute."
        case .uncertain: nil
        default: isOpen ? nil : "Nothing more happens to the email: it is \(state.rawValue)."
        }
    }
}
