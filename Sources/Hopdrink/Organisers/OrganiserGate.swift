import Domain
import Hummingbird
import Storage

/// Middleware that admits requests with an organiser's bearer token (RFC 6750).
struct OrganiserGate: RouterMiddleware {
    typealias Context = RequestContext

    let database: any Database

    func handle(
        _ request: Request, context: RequestContext, next: (Request, RequestContext) async throws -> Response
    ) async throws -> Response {
        guard try await admits(request) else { throw Failure.unauthorized }
        return try await next(request, context)
    }

    /// Returns whether a request has such a token.
    func admits(_ request: Request) async throws -> Bool {
        guard let token = bearer(request) else { return false }
        return try await database.read { try $0.organiserTokens.isOrganiser(token) }
    }

    private func bearer(_ request: Request) -> Token? {
        let words = (request.headers[.authorization] ?? "").split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "bearer" else { return nil }
        return Token(parsing: String(words[1]))
    }
}
