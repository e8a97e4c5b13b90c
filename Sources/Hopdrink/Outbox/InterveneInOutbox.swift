import Domain
import Foundation
import Storage

/// An operator puts a letter back into the outbox, or takes it out.
enum InterveneInOutbox {
    enum Outcome: Equatable, Sendable {
        case done
        case unknown
        /// Nothing changes, for this reason.
        case refused(String, because: Cause = .state)
    }

    enum Cause: Equatable, Sendable {
        /// The email is being sent, or has arrived.
        case state
        /// The email's deadline has passed, or what it says is no longer true.
        case outdated
        /// Email to this address is suppressed.
        case suppressed
        /// The content of the email is gone.
        case lost
    }

    /// Queues a settled letter again. If its address bounced, that suppression is lifted: the operator knows better.
    static func retry(_ id: Letter.ID, _ tx: Transaction) throws -> Outcome {
        guard let letter = try tx.letters.find(id), let standing = try tx.letters.standing(of: id) else {
            return .unknown
        }
        if let refusal = LetterIntervention.refusalToRetry(standing.state, isOpen: standing.isOpen) {
            return .refused(refusal)
        }
        if letter.kind.email.needsDetails, letter.body == nil, letter.details == LetterDetails() {
            return .refused("The text of the email is no longer stored.", because: .lost)
        }
        guard let facts = try tx.letters.facts(of: letter) else {
            return .refused("What the email is about no longer exists.", because: .outdated)
        }
        if let objection = facts.objection(to: letter, at: tx.now), objection.state != .suppressed {
            return .refused("The email would not be sent: \(objection.reason).", because: .outdated)
        }
        if facts.suppression?.cause == .bounced { try tx.suppressions.lift(of: facts.reader.address) }
        if let suppression = facts.suppression, suppression.cause != .bounced {
            return .refused("The email would not be sent: \(suppression.reason).", because: .suppressed)
        }
        try tx.letters.reopen(id)
        return .done
    }

    /// Withdraws a letter, unless it is being sent at this moment.
    static func drop(_ id: Letter.ID, _ tx: Transaction) throws -> Outcome {
        guard let standing = try tx.letters.standing(of: id) else { return .unknown }
        if let refusal = LetterIntervention.refusalToDrop(standing.state, isOpen: standing.isOpen) {
            return .refused(refusal)
        }
        return try tx.letters.drop(id) ? .done : .refused("The email is being sent right now.")
    }
}

extension LetterStore {
    fileprivate func standing(of letter: Letter.ID) throws -> (state: LetterState, isOpen: Bool)? {
        guard let row = try tx.row("SELECT state, settled_at FROM letters WHERE id = \(letter.text)") else {
            return nil
        }
        guard let state = LetterState(rawValue: try row.text("state")) else {
            throw StoreError.unreadable(column: "letters.state")
        }
        return (state, try row.optionalInstant("settled_at") == nil)
    }

    /// Reopens a letter. An email that may have arrived is sent with the same bytes.
    fileprivate func reopen(_ letter: Letter.ID) throws {
        try tx.execute(
            """
            UPDATE letters SET settled_at = NULL, next_at = \(tx.now), queue_id = NULL,
                state = CASE WHEN is_uncertain = 1 AND body IS NOT NULL THEN 'uncertain' ELSE 'ready' END,
                is_uncertain = CASE WHEN body IS NOT NULL THEN is_uncertain ELSE 0 END
            WHERE id = \(letter.text) AND settled_at IS NOT NULL
            """
        )
    }

    fileprivate func drop(_ letter: Letter.ID) throws -> Bool {
        try tx.execute(
            """
            UPDATE letters SET state = 'withdrawn', reply = 'an operator took it back', settled_at = \(tx.now),
                body = NULL, details = NULL
            WHERE id = \(letter.text) AND lease_owner IS NULL
            """
        ) == 1
    }
}
