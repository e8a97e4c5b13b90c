package import Foundation

/// What an attempt to hand a letter to a relay came to.
package enum DeliveryResult: Equatable, Sendable {
    case accepted
    /// Nothing is wrong with the letter: no relay was reachable.
    case relayUnavailable
    /// Not accepted this time.
    case deferred
    /// Refused permanently; if `addressIsBad`, nothing to this address will ever be accepted.
    case refused(addressIsBad: Bool)
    /// Handed over completely, but no reply came.
    case ambiguous
    /// Withdrawn by us before its first byte, because the lease was lost.
    case withdrawn
}

/// The decision on a letter after an attempt.
package enum RetryDecision: Equatable, Sendable {
    /// The letter is finished, in this state.
    case settled(LetterState)
    /// The letter waits in this state until the instant.
    case waits(LetterState, until: Date)
    /// Another daemon has the letter.
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

/// The facts about a letter when an attempt has ended.
package struct AttemptContext: Equatable, Sendable {
    /// The number of the attempt, from 1.
    package let attempt: Int
    /// Whether an earlier attempt ended without a reply.
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

/// The policy for letters that may or may not have arrived.
package struct AmbiguityPolicy: Equatable, Sendable {
    package enum Choice: String, CaseIterable, Sendable {
        /// Send the letter again, with the same bytes.
        case resend
        /// Leave the letter to an operator.
        case hold
    }

    private let choices: [LetterKind: Choice]

    /// Kinds that are not named are sent again: a missed email costs more than a duplicate.
    package init(_ choices: [LetterKind: Choice] = [:]) {
        self.choices = choices
    }

    package func choice(for kind: LetterKind) -> Choice { choices[kind] ?? .resend }
}
