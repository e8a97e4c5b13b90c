import Crypto
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// A calendar as it is served: rendered once, the same bytes to everybody.
struct FeedDocument: Sendable {
    let bytes: ByteBuffer
    let entityTag: String
    /// As HTTP writes it.
    let lastModified: String

    init(_ text: String, lastModified: Date) {
        bytes = ByteBuffer(string: text)
        entityTag = "\"\(text.contentHash.prefix(32))\""
        self.lastModified = HTTPDate.text(lastModified)
    }

    /// 200 with the bytes, or 304 when the client has them (RFC 9110 §13.2.2).
    func response(to request: Request, disposition: String? = nil) -> Response {
        var headers: HTTPFields = [
            .contentType: "text/calendar; charset=utf-8", .eTag: entityTag,
            .lastModified: lastModified, .cacheControl: "no-cache",
        ]
        if let disposition { headers[.contentDisposition] = disposition }
        guard !isKnown(to: request) else { return Response(status: .notModified, headers: headers) }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: bytes))
    }

    private func isKnown(to request: Request) -> Bool {
        if let tags = request.headers[.ifNoneMatch] {
            let asked = tags.split(separator: ",").map { String($0).trimmed }
            return asked.contains { $0 == "*" || $0 == entityTag || $0 == "W/\(entityTag)" }
        }
        // Clients send the date back as they got it; another one is answered in full.
        return request.headers[.ifModifiedSince] == lastModified
    }
}
