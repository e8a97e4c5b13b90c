import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Storage

/// Makes a repeated POST harmless: the first answer is kept for a day and given again.
///
/// After the field of the same name in draft-ietf-httpapi-idempotency-key-header.
struct IdempotencyKey: Sendable {
    private static let kept: TimeInterval = 24 * 3600

    /// Of the key, the address and who asks; nil when the request has no key.
    private let hash: String?
    private let requestHash: String

    /// The key of a request with this body, which must be the same when the key comes again.
    init(_ request: Request, body: [UInt8]) throws(Failure) {
        requestHash = String(decoding: body, as: UTF8.self).contentHash
        guard let key = request.headers[.idempotencyKey] else {
            hash = nil
            return
        }
        guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .malformed("Idempotency-Key must be 1 to 255 printable ASCII characters.")
        }
        let scope = [request.method.rawValue, request.uri.path, request.headers[.authorization] ?? ""]
        hash = (scope + [key]).joined(separator: "\n").contentHash
    }

    /// The kept answer, or that of `work`, which is then kept in the same transaction.
    func reply(
        _ transaction: Transaction, at now: Date, _ work: (Transaction) throws -> Reply
    ) throws -> Reply {
        guard let hash else { return try work(transaction) }
        try transaction.eraseReplies(before: now.addingTimeInterval(-Self.kept))
        guard try transaction.take(hash, requestHash, at: now) else {
            let kept = try transaction.keptReply(hash)
            guard kept.requestHash == requestHash else {
                throw Failure.unprocessable(ValidationErrors([FieldError("Idempotency-Key", .format(Self.reused))]))
            }
            return kept.reply
        }
        let reply = try work(transaction)
        try transaction.keep(reply, under: hash)
        return reply
    }

    /// Whether an answer is kept for the request.
    func isUsed(_ transaction: Transaction, at now: Date) throws -> Bool {
        guard let hash else { return false }
        let limit = now.addingTimeInterval(-Self.kept)
        return try transaction.row(
            "SELECT 1 AS one FROM idempotency_keys WHERE hash = \(hash) AND created_at >= \(limit)"
        ) != nil
    }

    private static let reused = "was used before with another body"
}

extension HTTPField.Name {
    static let idempotencyKey = constant("Idempotency-Key")
}

extension Transaction {
    /// False when the key was used before. Who uses it at the same moment waits for the other's reply.
    fileprivate func take(_ hash: String, _ requestHash: String, at now: Date) throws -> Bool {
        try execute(
            """
            INSERT INTO idempotency_keys (hash, request_hash, status, body, created_at)
            VALUES (\(hash), \(requestHash), 0, '', \(now)) ON CONFLICT (hash) DO NOTHING
            """
        ) == 1
    }

    fileprivate func keptReply(_ hash: String) throws -> (reply: Reply, requestHash: String) {
        guard let row = try row("SELECT status, body, request_hash FROM idempotency_keys WHERE hash = \(hash)") else {
            throw StoreError.missing(table: "idempotency_keys")
        }
        return (Reply(status: try row.integer("status"), body: try row.text("body")), try row.text("request_hash"))
    }

    fileprivate func keep(_ reply: Reply, under hash: String) throws {
        try execute(
            "UPDATE idempotency_keys SET status = \(reply.status), body = \(reply.body) WHERE hash = \(hash)"
        )
    }

    fileprivate func eraseReplies(before limit: Date) throws {
        try execute("DELETE FROM idempotency_keys WHERE created_at < \(limit)")
    }
}
