/// The state of a letter on its way from the outbox to the relay.
package enum LetterState: String, CaseIterable, Sendable {
    /// Not due yet.
    case scheduled
    case ready
    /// A daemon has claimed it and has sent nothing of it yet.
    case leased
    /// The relay has asked for the text and may accept it at any moment.
    case sending
    /// Not accepted; it is tried again.
    case retry
    /// Handed over completely, but no reply came. Open if it is to be sent again, otherwise kept for an operator.
    case uncertain
    case sent
    /// Refused permanently, or never to be written.
    case dead
    /// The deadline passed before it was sent.
    case expired
    /// Its content is no longer true, or somebody withdrew it.
    case withdrawn
    /// The reader wants no such email, or the address accepts none.
    case suppressed
}

extension LetterState {
    /// The states in which nothing of a letter was ever handed over, so that it may be withdrawn.
    package static let untouched: [LetterState] = [.scheduled, .ready, .retry]
}

extension LetterState {
    package init(parsing text: String) throws(FieldErrorReason) {
        guard let state = Self(rawValue: text) else { throw .oneOf(Self.allCases.map(\.rawValue)) }
        self = state
    }
}
