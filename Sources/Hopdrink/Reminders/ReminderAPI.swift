import Domain
import Foundation
import Hummingbird
import Storage

/// The API of the reminder ledger of a meetup, for organisers and operators.
struct ReminderAPI: Sendable {
    let database: any Database

    private struct Ledger: Encodable {
        let reminders: [ReminderView]
    }

    @Sendable func list(_ request: Request, context: RequestContext) async throws -> Response {
        let id = try context.identifier("id", of: Meetup.self)
        guard let entries = try await database.read({ try $0.reminders.ledger(of: id) }) else {
            throw Failure.notFound
        }
        return try .json(Ledger(reminders: entries.map(ReminderView.init)))
    }
}

/// One guest's reminder, without their address. Instants are RFC 3339 date-times.
private struct ReminderView: Encodable {
    let rsvp: String
    let name: String
    /// Minutes before the start.
    let offset: Int
    let due: String
    let outcome: String
    /// When it was sent, or is tried next.
    let at: String?
    /// Why there is no reminder, or why it did not arrive.
    let reason: String?

    init(_ entry: ReminderLedger.Entry) {
        rsvp = entry.rsvp.text
        name = entry.name
        offset = entry.offset
        due = entry.due.formatted(.iso8601)
        switch entry.outcome {
        case .sent(let instant): (outcome, at, reason) = ("sent", instant.formatted(.iso8601), nil)
        case .waits(let instant): (outcome, at, reason) = ("waits", instant.formatted(.iso8601), nil)
        case .uncertain: (outcome, at, reason) = ("uncertain", nil, nil)
        case .expired(let words): (outcome, at, reason) = ("expired", nil, words)
        case .withdrawn(let words): (outcome, at, reason) = ("withdrawn", nil, words)
        case .suppressed(let words): (outcome, at, reason) = ("suppressed", nil, words)
        case .dead(let words): (outcome, at, reason) = ("dead", nil, words)
        case .planned: (outcome, at, reason) = ("planned", nil, nil)
        case .none(let cause): (outcome, at, reason) = ("none", nil, cause.rawValue)
        }
    }
}
