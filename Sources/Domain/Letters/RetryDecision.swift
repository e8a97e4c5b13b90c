package import Foundation

/// What an attempt to hand a letter to a relay came to.
package enum DeliveryResult: Equatable, Sendable {
    case accepted
    /// Nothing is wrong with the letter: no relay could be spoken to.
    case relayUnavailable
    /// Not accepted this time.
    case deferred
    /// Never to be accepted; with `addressIsBad` nothing to this address will be.
    case refused(addressIsBad: Bool)
    /// Handed over whole, and no answer came.
    case ambiguous
    /// We took it back before its first byte, because the lease was lost.
    case withdrawn
}

/// What becomes of a letter after an attempt.
package enum RetryDecision: Equatable, Sendable {
    /// It is over.
    case settled(LetterState)
    /// It waits in this state for the instant.
    case waits(LetterState, until: Date)
    /// Somebody else has it.
    case lost

    /// `jitter`, from 0 to 1, spreads the wait.
    package static func decide(
        _ outcome: DeliveryResult, of letter: AttemptContext, at now: Date, jitter: Double
    ) -> RetryDecision {
        switch outcome {
        case .accepted: .settled(.sent)
        case .relayUnavailable: .waits(letter.stateUntried, until: now)
        case .deferred:
            .waits(
                letter.wasUncertain ? .uncertain : .retry,
                until: now.addingTimeInterval(RetryPlan.wait(afterAttempt: letter.attempt, jitter: jitter))
            )
        case .refused: .settled(.dead)
        case .ambiguous where letter.wasUncertain || letter.onAmbiguity == .hold: .settled(.uncertain)
        case .ambiguous: .waits(.uncertain, until: now.addingTimeInterval(RetryPlan.ambiguous))
        case .withdrawn: .lost
        }
    }
}

/// What counts of a letter when an attempt at it has ended.
package struct AttemptContext: Equatable, Sendable {
    /// Which one it was, from 1.
    package let attempt: Int
    /// Whether an earlier one ended without an answer.
    package let wasUncertain: Bool
    package let onAmbiguity: AmbiguityPolicy.Choice

    package init(attempt: Int, wasUncertain: Bool, onAmbiguity: AmbiguityPolicy.Choice) {
        self.attempt = attempt
        self.wasUncertain = wasUncertain
        self.onAmbiguity = onAmbiguity
    }

    fileprivate var stateUntried: LetterState {
        if wasUncertain { return .uncertain }
        return attempt > 1 ? .retry : .ready
    }
}

/// What is done with letters that may have arrived, or may not.
package struct AmbiguityPolicy: Equatable, Sendable {
    package enum Choice: String, CaseIterable, Sendable {
        /// Sent once more, with the same bytes.
        case resend
        /// Left to an operator.
        case hold
    }

    private let choices: [LetterKind: Choice]

    /// Kinds that are not named are sent once more: a missed letter costs more than a double one.
    package init(_ choices: [LetterKind: Choice] = [:]) {
        self.choices = choices
    }

    package func choice(for kind: LetterKind) -> Choice { choices[kind] ?? .resend }
}
