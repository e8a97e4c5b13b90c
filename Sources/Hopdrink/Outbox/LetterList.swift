import Domain
import Foundation
import Hummingbird
import Storage

/// The letters that an operator wants to see.
struct LetterSelection: Sendable {
    /// Whether sent and withdrawn letters are included.
    var includesAll = false
    var kind: LetterKind?
    var state: LetterState?
}

extension LetterSelection {
    /// Reads the query of a request: `?all=true&kind=reminder&state=dead`.
    init(_ request: Request) throws(Failure) {
        let parameters = request.uri.queryParameters.map { (String($0.key), String($0.value)) }
        var fields = InputDecoder(RawInput(Dictionary(parameters) { first, _ in first }))
        includesAll = fields.optional("all", TextParser.yesOrNo) ?? false
        kind = fields.optional("kind", LetterKind.init(parsing:))
        state = fields.optional("state", LetterState.init(parsing:))
        fields.closeUnknown()
        if !fields.errors.isEmpty { throw .unprocessable(ValidationErrors(fields.errors)) }
    }

    fileprivate var kinds: [String] { (kind.map { [$0] } ?? LetterKind.allCases).map(\.rawValue) }

    fileprivate var states: [String] {
        if let state { return [state.rawValue] }
        return LetterState.allCases.filter { includesAll || ($0 != .sent && $0 != .withdrawn) }.map(\.rawValue)
    }
}

extension LetterStore {
    /// Returns the newest letters, the newest first.
    func list(_ selection: LetterSelection, limit: Int = 1000) throws -> [ListedLetter] {
        try tx.rows(
            """
            SELECT l.id, l.kind, l.state, l.reply, l.attempts, l.next_at, l.settled_at,
                CASE WHEN l.owner_kind = 'meetup' THEN l.owner_id ELSE r.meetup_id END AS meetup
            FROM letters l LEFT JOIN rsvps r ON l.owner_kind = 'rsvp' AND r.id = l.owner_id
            WHERE l.state IN \(list: selection.states) AND l.kind IN \(list: selection.kinds)
            ORDER BY l.id DESC LIMIT \(limit)
            """
        ).map(ListedLetter.init(row:))
    }
}

/// A letter in an operator's list. It has nothing that identifies the recipient.
struct ListedLetter: Sendable, Encodable {
    let id: String
    let kind: String
    let meetup: String?
    let state: String
    let reason: String?
    let attempts: Int
    /// When the next attempt is, as an RFC 3339 date-time; nil if there is none.
    let next: String?

    fileprivate init(row: SQLRow) throws {
        id = try row.text("id")
        kind = try row.text("kind")
        meetup = try row.optionalText("meetup")
        state = try row.text("state")
        reason = try row.optionalText("reply").map(\.withoutAddresses)
        attempts = try row.integer("attempts")
        let isSettled = try row.optionalInstant("settled_at") != nil
        next = isSettled ? nil : try row.instant("next_at").formatted(.iso8601)
    }
}

extension String {
    /// The text without words that contain an address. Relays often repeat the guest's address in their replies.
    var withoutAddresses: String {
        split(separator: " ").map { word in
            let bytes = Array(word.utf8)
            return ["@", "%40", "=40"].contains { bytes.firstRange(of: Array($0.utf8)) != nil } ? "…" : word
        }.joined(separator: " ")
    }
}
