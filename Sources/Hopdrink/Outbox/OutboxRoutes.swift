import Domain
import Foundation
import Hummingbird
import Storage

/// The outbox's part of the control socket, for `hopdrink mail`.
struct OutboxRoutes: Sendable {
    let database: any Database

    private struct LetterList: Encodable {
        let letters: [ListedLetter]
    }

    @Sendable func list(_ request: Request, context: RequestContext) async throws -> Response {
        let selection = try LetterSelection(request)
        return try .json(LetterList(letters: try await database.read { try $0.letters.list(selection) }))
    }

    @Sendable func show(_ request: Request, context: RequestContext) async throws -> Response {
        let id = try context.identifier("letter", of: Letter.self)
        guard let record = try await database.read({ try $0.letters.record(of: id) }) else { throw Failure.notFound }
        return try .json(record)
    }

    @Sendable func retry(_ request: Request, context: RequestContext) async throws -> Response {
        let id = try context.identifier("letter", of: Letter.self)
        return try answer(try await database.write { try InterveneInOutbox.retry(id, $0) })
    }

    /// Queues all selected letters again.
    @Sendable func retryAll(_ request: Request, context: RequestContext) async throws -> Response {
        let order = try await JSONBody.read(request, as: .retryOrder, maximum: 4096)
        let selection = try RetrySelection(reading: order, at: database.now)
        return try .json(try await RetryLetters(database: database)(selection))
    }

    @Sendable func drop(_ request: Request, context: RequestContext) async throws -> Response {
        let id = try context.identifier("letter", of: Letter.self)
        return try answer(try await database.write { try InterveneInOutbox.drop(id, $0) })
    }

    private func answer(_ outcome: InterveneInOutbox.Outcome) throws(Failure) -> Response {
        switch outcome {
        case .done: return Reply.noContent.response
        case .unknown: throw .notFound
        case .refused(let sentence, _): throw .conflict(sentence)
        }
    }
}
