import Domain
import Foundation
import Hummingbird
import Storage

/// Which letters an operator wants sent once more.
struct RetrySelection: Equatable, Sendable {
    var states: [LetterState]
    var kind: LetterKind?
    /// Only those that have been so since then.
    var since: Date?
}

/// What became of them.
struct RetryReport: Encodable, Equatable, Sendable {
    /// How many are sent once more.
    var retried = 0
    /// How many are not because their time is over, or what they say is true no more.
    var outdated = 0
    /// How many are not because nobody may be written to there.
    var suppressed = 0
    /// How many are not because what they said is kept no longer.
    var lost = 0
}

/// Sends letters once more, in transactions of a bounded size.
struct RetryLetters: Sendable {
    static let batch = 100

    let database: any Database
    let now: CurrentTime

    func callAsFunction(_ selection: RetrySelection) async throws -> RetryReport {
        var (report, last) = (RetryReport(), String?.some(""))
        while let id = last {
            let instant = now()
            let (part, next) = try await database.write { transaction in
                try Self.retry(selection, after: id, transaction, at: instant)
            }
            report.add(part)
            last = next
        }
        return report
    }

    /// The last letter that was looked at; nil when there are no more.
    private static func retry(
        _ selection: RetrySelection, after last: String, _ transaction: Transaction, at now: Date
    ) throws -> (RetryReport, String?) {
        var report = RetryReport()
        let letters = try transaction.letters(toRetry: selection, after: last, limit: batch)
        for letter in letters where !letter.isOpen {
            report.count(try InterveneInOutbox.retry(letter.id, transaction, at: now))
        }
        report.retried += try transaction.hurry(letters.filter { $0.isOpen }.map { $0.id }, at: now)
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
        // Somebody else has just seen to it.
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
    /// What a request asks for: `{"state": "dead", "kind": "reminder", "since": "2h"}` or
    /// `{"all": true}`.
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
    /// Which words there are, `RetrySelection` says.
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

extension Transaction {
    /// Those whose way is over, and those that wait for their next try.
    fileprivate func letters(
        toRetry selection: RetrySelection, after last: String, limit: Int
    ) throws -> [(id: Letter.ID, isOpen: Bool)] {
        let kinds = (selection.kind.map { [$0] } ?? LetterKind.allCases).map(\.rawValue)
        let start = selection.since ?? .distantPast
        return try rows(
            """
            SELECT id, settled_at FROM letters
            WHERE id > \(last) AND state IN \(list: selection.states.map(\.rawValue)) AND kind IN \(list: kinds)
                AND (settled_at IS NOT NULL OR state = 'retry')
                AND coalesce(settled_at, created_at) >= \(start)
            ORDER BY id LIMIT \(limit) \(dialect.forUpdate)
            """
        ).compactMap { row in
            let isOpen = try row.optionalInstant("settled_at") == nil
            return Letter.ID(parsing: try row.text("id")).map { (id: $0, isOpen: isOpen) }
        }
    }

    /// Lets letters be tried now that were to be tried later.
    fileprivate func hurry(_ letters: [Letter.ID], at now: Date) throws -> Int {
        guard !letters.isEmpty else { return 0 }
        return try execute(
            """
            UPDATE letters SET next_at = \(now) WHERE id IN \(list: letters.map(\.text)) AND state = 'retry'
            """
        )
    }
}
