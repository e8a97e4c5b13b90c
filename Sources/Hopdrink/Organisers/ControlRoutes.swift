import Domain
import Foundation
import Hummingbird
import Storage

/// The token part of the control socket, for the daemon's own commands. Only the daemon's user can open the socket.
struct ControlRoutes: Sendable {
    let database: any Database

    private struct Secret: Encodable {
        let token: String
    }

    private struct TokenList: Encodable {
        let tokens: [OrganiserToken]
    }

    /// Creates a token. This is the only time that its secret is shown.
    @Sendable func createToken(_ request: Request, context: RequestContext) async throws -> Response {
        let name = try name(in: try await JSONBody.read(request, as: .newToken, maximum: 4096))
        let token = Token.new()
        try await database.write { try $0.organiserTokens.save(token, named: name) }
        return try Reply(.created, Secret(token: token.text)).response
    }

    @Sendable func listTokens(_ request: Request, context: RequestContext) async throws -> Response {
        try .json(TokenList(tokens: try await database.read { try $0.organiserTokens.all() }))
    }

    @Sendable func deleteToken(_ request: Request, context: RequestContext) async throws -> Response {
        let id = try context.identifier("token", of: OrganiserToken.self)
        guard try await database.write({ try $0.organiserTokens.delete(id) }) else { throw Failure.notFound }
        return Reply.noContent.response
    }

    private func name(in written: RawInput) throws(Failure) -> String {
        var fields = InputDecoder(written)
        let name = fields.required("name", TextParser.line(maximum: 80))
        guard let name, fields.allErrors == nil else { throw .unprocessable(ValidationErrors(fields.errors)) }
        return name
    }
}

extension JSONSchema {
    fileprivate static let newToken = JSONSchema.object([.required("name", .text(.line, length: 1...80))])
}
