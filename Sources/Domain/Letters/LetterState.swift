/// Where a letter is on its way from the outbox to the relay.
package enum LetterState: String, CaseIterable, Sendable {
    /// Its time is still to come.
    case scheduled
    case ready
    /// A daemon has claimed it, and has sent nothing of it.
    case leased
    /// The relay has asked for the text; it may accept it at any moment.
    case sending
    /// It was not accepted, and is tried again.
    case retry
    /// It was handed over whole and no answer came. Open while it is to be sent once more, else held for an operator.
    case uncertain
    case sent
    /// Refused for good, or never to be written.
    case dead
    /// Its deadline passed first.
    case expired
    /// What it was to say is no longer true, or somebody took it back.
    case withdrawn
    /// Its reader wants no such mail, or their address takes none.
    case suppressed
}

extension LetterState {
    /// In which nothing of a letter has ever been handed over, so that it may be taken back.
    package static let untouched: [LetterState] = [.scheduled, .ready, .retry]
}
