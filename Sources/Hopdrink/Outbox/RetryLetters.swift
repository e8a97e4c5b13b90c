import Domain
import Foundation
import Hummingbird
import Storage

/// The letters that an operator wants to send again.
struct RetrySelection: Equatable, Sendable {
    var states: [LetterState]
    var kind: LetterKind?
    /// Only letters that have been in this state since then.
    var since: Date?
}

/// The numbers of selected letters, by result.
struct RetryReport: Encodable, Equatable, Sendable {
    /// The number of letters that are sent again.
    var retried = 0
    /// The number of those that are not, because their deadline has passed or what they say is no longer true.
    var outdated = 0
    /// The number of those that are not, because their address is suppressed.
    var suppressed = 0
    /// The number of those that are not, because their content is gone.
    var lost = 0
}

/// Queues letters again, in transactions of a limited size.
struct RetryLetters: Sendable {
    static let batch = 100

    let database: any Database

    func callAsFunction(_ selection: RetrySelection) async throws -> RetryReport {
        var (report, last) = (RetryReport(), String?.some(""))
        while let id = last {
            let (part, next) = try await database.write { tx in
                try Self.retry(selection, after: id, tx)
            }
            report.add(part)
            last = next
        }
        return report
    }

    /// Queues one batch again. Returns its report and the last letter that was looked at; nil instead if there are no
    /// more.
    private static func retry(
        _ selection: RetrySelection, after last: String, _ tx: Transaction
    ) throws -> (RetryReport, String?) {
        var report = RetryReport()
        let letters = try tx.letters.letters(toRetry: selection, after: last, limit: batch)
        for letter in letters where !letter.isOpen {
            report.count(try InterveneInOutbox.retry(letter.id, tx))
        }
        report.retried += try tx.letters.hurry(letters.filter { $0.isOpen }.map { $0.id })
        return (report, letters.count < batch ? nil : letters.last?.id.text)
    }
}

extension RetryReport {
    fileprivate mutating func count(_ outcome: InterveneInOutbox.Outcome) {
        switch outcome {
        case .done: retried += 1
        case .refused(_, because: .outdated): outdated += 1
        case .refused(_, because: .suppressed): suppressed += 1
        case .refused(_, because: .lost): lost += 1
        // Somebody else has just handled the letter.
        case .refused(_, because: .state), .unknown: break
        }
    }

    fileprivate mutating func add(_ other: RetryReport) {
        retried += other.retried
        outdated += other.outdated
        suppressed += other.suppressed
        lost += other.lost
    }
}

extension RetrySelection {
    /// Reads a request: `{"state": "dead", "kind": "reminder", "since": "2h"}` or `{"all": true}`.
    init(reading written: RawInput, at now: Date) throws(Failure) {
        var fields = InputDecoder(written)
        let all = fields.optional("all", TextParser.yesOrNo) ?? false
        let state = fields.optional("state", LetterState.init(retryable:))
        kind = fields.optional("kind", LetterKind.init(parsing:))
        since = fields.optional("since", PastInstant.init(parsing:))?.date(at: now)
        states = state.map { [$0] } ?? LetterIntervention.retryable
        fields.closeUnknown()
        if !all, state == nil, kind == nil, since == nil, fields.errors.isEmpty { fields.report("all", .missing) }
        if !fields.errors.isEmpty { throw .unprocessable(ValidationErrors(fields.errors)) }
    }
}

extension JSONSchema {
    /// `RetrySelection` checks which words are valid.
    static let retryOrder = JSONSchema.object([
        .optional("all", .flag), .optional("state", .text(.line, length: 1...32)),
        .optional("kind", .text(.line, length: 1...32)), .optional("since", .text(.line, length: 1...40)),
    ])
}

extension LetterState {
    fileprivate init(retryable text: String) throws(FieldErrorReason) {
        guard let state = LetterIntervention.retryable.first(where: { $0.rawValue == text.trimmed }) else {
            throw .oneOf(LetterIntervention.retryable.map(\.rawValue))
        }
        self = state
    }
}

extension LetterStore {
    /// Returns the selected letters that are settled, and those that wait for their next attempt.
    fileprivate func letters(
        toRetry selection: RetrySelection, after last: String, limit: Int
    ) throws -> [(id: Letter.ID, isOpen: Bool)] {
        let kinds = (selection.kind.map { [$0] } ?? LetterKind.allCases).map(\.rawValue)
        let start = selection.since ?? .distantPast
        return try tx.rows(
            """
            SELECT id, settled_at FROM letters
            WHERE id > \(last) AND state IN \(list: selection.states.map(\.rawValue)) AND kind IN \(list: kinds)
                AND (settled_at IS NOT NULL OR state = 'retry')
                AND coalesce(settled_at, created_at) >= \(start)
            ORDER BY id LIMIT \(limit) \(tx.dialect.forUpdate)
            """
        ).compactMap { row in
            let isOpen = try row.optionalInstant("settled_at") == nil
            return Letter.ID(parsing: try row.text("id")).map { (id: $0, isOpen: isOpen) }
        }
    }

    /// Makes letters due now that would be tried again later.
    fileprivate func hurry(_ letters: [Letter.ID]) throws -> Int {
        guard !letters.isEmpty else { return 0 }
        return try tx.execute(
            """
            UPDATE letters SET next_at = \(tx.now) WHERE id IN \(list: letters.map(\.text)) AND state = 'retry'
            """
        )
    }
}
