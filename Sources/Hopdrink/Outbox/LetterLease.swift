import Domain
import Foundation
import Storage

extension LetterStore {
    func hasDue() throws -> Bool {
        try tx.row(
            """
            SELECT 1 AS one FROM letters
            WHERE settled_at IS NULL AND next_at <= \(tx.now) AND \(Letter.waits) LIMIT 1
            """
        ) != nil
    }

    /// Leases due letters, oldest first, but none that must wait for an earlier open letter of the same conversation.
    func lease(_ limit: Int, to owner: String, until end: Date) throws -> [Letter] {
        try tx.rows(
            """
            WITH claimed AS MATERIALIZED (
                SELECT id FROM letters l
                WHERE \(Letter.isClaimable(at: tx.now))
                ORDER BY next_at, id LIMIT \(limit) \(tx.dialect.forUpdate) \(tx.dialect.skipLocked))
            UPDATE letters SET state = 'leased', lease_owner = \(owner), lease_until = \(end)
            WHERE id IN (SELECT id FROM claimed)
            RETURNING *
            """
        ).map(Letter.init(row:)).sorted { $0.id.text < $1.id.text }
    }

    /// Freezes the letter's bytes when the relay asks for them. Returns false if the lease was lost meanwhile.
    /// Idempotent, because the response to the first call may have been lost.
    func markSending(_ letter: Letter.ID, _ composed: ComposedLetter, owner: String) throws -> Bool {
        try tx.execute(
            """
            UPDATE letters SET state = 'sending', sender = \(composed.sender), body = \(composed.body),
                sending_since = \(tx.now)
            WHERE id = \(letter.text) AND lease_owner = \(owner)
                AND (state = 'leased' OR (state = 'sending' AND body = \(composed.body)))
            """
        ) == 1
    }

    /// Records the result of an attempt. Returns false if the letter belongs to another daemon by now.
    func record(_ result: AttemptResult, of letter: Letter, owner: String) throws -> Bool {
        let isOurs: SQL = """
            id = \(letter.id.text) AND settled_at IS NULL
                AND (lease_owner = \(owner) OR (lease_owner IS NULL AND state = 'uncertain'))
            """
        switch result.fate {
        case .lost: return true
        case .settled(let state):
            return try tx.execute(
                """
                UPDATE letters SET \(Letter.ended(state, result, at: tx.now)),
                    attempts = attempts + 1 WHERE \(isOurs)
                """
            ) == 1
        case .waits(let state, let next):
            return try tx.execute(
                """
                UPDATE letters SET state = \(state.rawValue), next_at = \(next), lease_owner = NULL, lease_until = NULL,
                    sending_since = NULL, reply = \(result.reply), attempts = attempts + \(result.counts ? 1 : 0),
                    is_uncertain = \(state == .uncertain), body = CASE WHEN \(state == .uncertain) = 1 THEN body END
                WHERE \(isOurs)
                """
            ) == 1
        }
    }

    /// Settles a letter for good. Deletes its bytes and keeps the reason.
    func settle(_ letter: Letter.ID, as state: LetterState, because reason: String) throws {
        try tx.execute(
            """
            UPDATE letters SET state = \(state.rawValue), reply = \(reason), settled_at = \(tx.now), lease_owner = NULL,
                lease_until = NULL, sending_since = NULL, body = NULL, details = NULL
            WHERE id = \(letter.text) AND settled_at IS NULL
            """
        )
    }

    /// Takes back lost leases of letters that were only leased: their emails were never sent.
    func recoverLeased(_ lost: LostLeases) throws {
        try tx.execute(
            """
            UPDATE letters SET lease_owner = NULL, lease_until = NULL,
                state = CASE WHEN is_uncertain = 1 THEN 'uncertain' WHEN attempts > 0 THEN 'retry' ELSE 'ready' END
            WHERE state = 'leased' AND \(lost.condition)
            """
        )
    }

    /// Takes back lost leases of letters that were being sent. These emails may have arrived, so each is tried once
    /// more after a while, or left to an operator. Returns their number.
    func recoverSending(_ lost: LostLeases, _ policy: AmbiguityPolicy) throws -> Int {
        let locked = LetterKind.allCases.filter { policy.choice(for: $0) == .hold }.map(\.rawValue)
        return try tx.execute(
            """
            UPDATE letters SET state = 'uncertain', lease_owner = NULL, lease_until = NULL, sending_since = NULL,
                next_at = \(tx.now.addingTimeInterval(RetryPlan.ambiguous)), attempts = attempts + 1,
                reply = 'nobody knows what the relay answered',
                settled_at = CASE WHEN is_uncertain = 1 OR kind IN \(list: locked) THEN CAST(\(tx.now) AS BIGINT) END,
                is_uncertain = 1
            WHERE state = 'sending' AND \(lost.condition)
            """
        )
    }
}

/// The result of an attempt, for the letter's row.
struct AttemptResult: Sendable {
    let fate: RetryDecision
    let reply: String
    var queueID: String?
    /// Whether the attempt tested the email, and not only the relay; otherwise it is not counted.
    var counts = true
}

/// Leases that their owners will not finish.
struct LostLeases: Sendable {
    let endedBefore: Date
    let ownersSilentSince: Date

    fileprivate var condition: SQL {
        """
        settled_at IS NULL AND (lease_until < \(endedBefore)
            OR lease_owner NOT IN (SELECT id FROM daemons WHERE seen_at >= \(ownersSilentSince)))
        """
    }
}

extension Letter {
    /// A condition: the letter waits to be leased.
    fileprivate static let waits: SQL = "state IN ('scheduled', 'ready', 'retry', 'uncertain')"

    /// A condition on `letters l`: the letter is due, and no earlier letter of the same conversation is open.
    static func isClaimable(at now: Date) -> SQL {
        """
        settled_at IS NULL AND next_at <= \(now) AND \(waits)
            AND NOT EXISTS (
                SELECT 1 FROM letters older
                WHERE older.conversation_key = l.conversation_key AND older.position < l.position AND older.settled_at IS NULL)
        """
    }

    /// Returns the assignments that settle a letter. An email that may have arrived keeps its bytes, so that an
    /// operator can send them again.
    fileprivate static func ended(_ state: LetterState, _ result: AttemptResult, at now: Date) -> SQL {
        let keeps = state == .uncertain
        return """
            state = \(state.rawValue), settled_at = \(now), lease_owner = NULL, lease_until = NULL,
            sending_since = NULL, reply = \(result.reply), queue_id = \(result.queueID),
            is_uncertain = CASE WHEN \(keeps) = 1 THEN 1 ELSE is_uncertain END,
            body = CASE WHEN \(keeps) = 1 THEN body END, details = CASE WHEN \(keeps) = 1 THEN details END
            """
    }
}
