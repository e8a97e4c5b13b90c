import Domain
import Foundation
import Hummingbird
import Storage

/// A write request of the API: reads the body, respects the idempotency key and does the work in one transaction.
struct APIWrite: Sendable {
    let database: any Database

    typealias Work<View> = @Sendable (RawInput, Transaction) throws -> View

    /// Handles a request with a JSON body and responds with the result of `work`.
    func callAsFunction<View: Encodable & SendableMetatype>(
        _ request: Request, as schema: JSONSchema, _ status: HTTPResponse.Status = .ok, _ work: @escaping Work<View>
    ) async throws -> Response {
        let body = try await request.bytes(ofType: JSONBody.mediaType, maximum: JSONBody.maxBytes)
        return try await answer(request, body, schema.read(try JSONParser.parse(body))) {
            try Reply(status, try work($0, $1))
        }
    }

    /// Handles a request with a JSON body. Calls `first` once before `work`, which may run several times; `first` is
    /// for steps such as counting. It is not called for a repeated request.
    func callAsFunction<Facts: Sendable, View: Encodable & SendableMetatype>(
        _ request: Request, as schema: JSONSchema, _ status: HTTPResponse.Status,
        first: (RawInput) async throws -> Facts,
        _ work: @escaping @Sendable (Facts, Transaction) throws -> View
    ) async throws -> Response {
        let body = try await request.bytes(ofType: JSONBody.mediaType, maximum: JSONBody.maxBytes)
        let written = schema.read(try JSONParser.parse(body))
        let key = try IdempotencyKey(request, body: body)
        let isRepeated = try await database.read { try key.isUsed($0) }
        let facts = isRepeated ? nil : try await first(written)
        return try await answer(request, body, written) { _, tx in
            // The stored response was deleted a moment ago, after `isRepeated` was read.
            guard let facts else { throw Failure.unavailable(retryAfter: 1) }
            return try Reply(status, try work(facts, tx))
        }
    }

    /// Handles a request whose JSON body is optional. Without a body, `work` gets the value `null`.
    func withOptionalBody<View: Encodable & SendableMetatype>(
        _ request: Request, as schema: JSONSchema, _ work: @escaping Work<View>
    ) async throws -> Response {
        let hasBody =
            request.headers[.contentType] != nil || request.headers[.transferEncoding] != nil
            || (request.headers[.contentLength] ?? "0") != "0"
        guard hasBody else { return try await withoutBody(request) { try work(RawInput(.null), $0) } }
        return try await self(request, as: schema, .ok, work)
    }

    /// Handles a request without a body.
    func withoutBody<View: Encodable & SendableMetatype>(
        _ request: Request, _ work: @escaping @Sendable (Transaction) throws -> View
    ) async throws -> Response {
        try await answer(request, [], RawInput(.null)) { try Reply(.ok, try work($1)) }
    }

    /// Responds with 204 after the work is done.
    func withoutAnswer(_ work: @escaping @Sendable (Transaction) throws -> Void) async throws -> Response {
        try await database.write(work)
        return Reply.noContent.response
    }

    private func answer(
        _ request: Request, _ body: [UInt8], _ written: RawInput, _ work: @escaping Work<Reply>
    ) async throws -> Response {
        let key = try IdempotencyKey(request, body: body)
        return try await database.write { tx in
            try key.reply(tx) { try work(written, $0) }
        }.response
    }
}
