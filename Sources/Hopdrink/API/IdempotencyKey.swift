import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Storage

/// Makes a POST idempotent: the first response is stored for a day and returned again for a repeated request.
///
/// Follows the header field of this name in draft-ietf-httpapi-idempotency-key-header.
struct IdempotencyKey: Sendable {
    private static let kept: TimeInterval = 24 * 3600

    /// A hash of the key, the method, the path and the client's authorization; nil if the request has no key.
    private let hash: String?
    private let requestHash: String

    /// Reads the key of a request with this body. A repeated key must come with the same body.
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

    /// Returns the stored response, or the response of `work`, which it stores in the same transaction.
    func reply(
        _ tx: Transaction, _ work: (Transaction) throws -> Reply
    ) throws -> Reply {
        guard let hash else { return try work(tx) }
        try tx.idempotencyKeys.erase(before: tx.now.addingTimeInterval(-Self.kept))
        guard try tx.idempotencyKeys.take(hash, requestHash) else {
            let kept = try tx.idempotencyKeys.reply(hash)
            guard kept.requestHash == requestHash else {
                throw Failure.unprocessable(ValidationErrors([FieldError("Idempotency-Key", .format(Self.reused))]))
            }
            return kept.reply
        }
        let reply = try work(tx)
        try tx.idempotencyKeys.keep(reply, under: hash)
        return reply
    }

    /// Whether a response is stored for the request.
    func isUsed(_ tx: Transaction) throws -> Bool {
        guard let hash else { return false }
        let limit = tx.now.addingTimeInterval(-Self.kept)
        return try tx.row(
            "SELECT 1 AS one FROM idempotency_keys WHERE hash = \(hash) AND created_at >= \(limit)"
        ) != nil
    }

    private static let reused = "was used before with another body"
}

extension HTTPField.Name {
    static let idempotencyKey = constant("Idempotency-Key")
}

struct IdempotencyStore {
    let tx: Transaction

    /// Returns false if the key was used before. Waits while another transaction uses the same key.
    fileprivate func take(_ hash: String, _ requestHash: String) throws -> Bool {
        try tx.execute(
            """
            INSERT INTO idempotency_keys (hash, request_hash, status, body, created_at)
            VALUES (\(hash), \(requestHash), 0, '', \(tx.now)) ON CONFLICT (hash) DO NOTHING
            """
        ) == 1
    }

    fileprivate func reply(_ hash: String) throws -> (reply: Reply, requestHash: String) {
        guard let row = try tx.row("SELECT status, body, request_hash FROM idempotency_keys WHERE hash = \(hash)")
        else {
            throw StoreError.missing(table: "idempotency_keys")
        }
        return (Reply(status: try row.integer("status"), body: try row.text("body")), try row.text("request_hash"))
    }

    fileprivate func keep(_ reply: Reply, under hash: String) throws {
        try tx.execute(
            "UPDATE idempotency_keys SET status = \(reply.status), body = \(reply.body) WHERE hash = \(hash)"
        )
    }

    fileprivate func erase(before limit: Date) throws {
        try tx.execute("DELETE FROM idempotency_keys WHERE created_at < \(limit)")
    }
}

extension Transaction {
    var idempotencyKeys: IdempotencyStore { IdempotencyStore(tx: self) }
}
