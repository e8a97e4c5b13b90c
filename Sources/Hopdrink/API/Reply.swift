import Domain
import Foundation
import Hummingbird
import NIOCore

/// A response of the API, in the form that is also stored for repeated requests.
struct Reply: Equatable, Sendable {
    let status: Int
    let body: String

    init(status: Int, body: String) {
        self.status = status
        self.body = body
    }

    /// - Throws: an encoding error, if the value cannot be encoded as JSON.
    init(_ status: HTTPResponse.Status = .ok, _ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        self.init(status: status.code, body: String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    static let noContent = Reply(status: 204, body: "")

    var response: Response {
        guard !body.isEmpty else { return Response(status: .init(code: status)) }
        return Response(
            status: .init(code: status),
            headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-cache"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: body))
        )
    }
}

extension Response {
    /// A response with status 200 and the value as JSON.
    static func json(_ value: some Encodable) throws -> Response { try Reply(.ok, value).response }
}
