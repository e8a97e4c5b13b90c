import Domain
import Foundation
import Hummingbird
import Storage

/// A write request of the API: reads the body, respects the idempotency key and does the work in one transaction.
struct APIWrite: Sendable {
    let database: any Database
    let now: CurrentTime

    typealias Work<View> = @Sendable (RawInput, Transaction, Date) throws -> View

    /// Handles a request with a JSON body and responds with the result of `work`.
    func callAsFunction<View: Encodable & SendableMetatype>(
        _ request: Request, as schema: JSONSchema, _ status: HTTPResponse.Status = .ok, _ work: @escaping Work<View>
    ) async throws -> Response {
        let body = try await request.bytes(ofType: JSONBody.mediaType, maximum: JSONBody.maxBytes)
        return try await answer(request, body, schema.read(try JSONParser.parse(body))) {
            try Reply(status, try work($0, $1, $2))
        }
    }

    /// Handles a request with a JSON body. Calls `first` once before `work`, which may run several times; `first` is
    /// for steps such as counting. It is not called for a repeated request.
    func callAsFunction<Facts: Sendable, View: Encodable & SendableMetatype>(
        _ request: Request, as schema: JSONSchema, _ status: HTTPResponse.Status,
        first: (RawInput) async throws -> Facts,
        _ work: @escaping @Sendable (Facts, Transaction, Date) throws -> View
    ) async throws -> Response {
        let body = try await request.bytes(ofType: JSONBody.mediaType, maximum: JSONBody.maxBytes)
        let written = schema.read(try JSONParser.parse(body))
        let key = try IdempotencyKey(request, body: body)
        let instant = now()
        let isRepeated = try await database.read { try key.isUsed($0, at: instant) }
        let facts = isRepeated ? nil : try await first(written)
        return try await answer(request, body, written) { _, transaction, now in
            // The stored response was deleted a moment ago, after `isRepeated` was read.
            guard let facts else { throw Failure.unavailable(retryAfter: 1) }
            return try Reply(status, try work(facts, transaction, now))
        }
    }

    /// Handles a request whose JSON body is optional. Without a body, `work` gets the value `null`.
    func withOptionalBody<View: Encodable & SendableMetatype>(
        _ request: Request, as schema: JSONSchema, _ work: @escaping Work<View>
    ) async throws -> Response {
        let hasBody =
            request.headers[.contentType] != nil || request.headers[.transferEncoding] != nil
            || (request.headers[.contentLength] ?? "0") != "0"
        guard hasBody else { return try await withoutBody(request) { try work(RawInput(.null), $0, $1) } }
        return try await self(request, as: schema, .ok, work)
    }

    /// Handles a request without a body.
    func withoutBody<View: Encodable & SendableMetatype>(
        _ request: Request, _ work: @escaping @Sendable (Transaction, Date) throws -> View
    ) async throws -> Response {
        try await answer(request, [], RawInput(.null)) { try Reply(.ok, try work($1, $2)) }
    }

    /// Responds with 204 after the work is done.
    func withoutAnswer(_ work: @escaping @Sendable (Transaction, Date) throws -> Void) async throws -> Response {
        let instant = now()
        try await database.write { try work($0, instant) }
        return Reply.noContent.response
    }

    private func answer(
        _ request: Request, _ body: [UInt8], _ written: RawInput, _ work: @escaping Work<Reply>
    ) async throws -> Response {
        let key = try IdempotencyKey(request, body: body)
        let instant = now()
        return try await database.write { transaction in
            try key.reply(transaction, at: instant) { try work(written, $0, instant) }
        }.response
    }
}
