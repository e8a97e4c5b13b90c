import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// A calendar as it is served: rendered and compressed once, the same bytes to everybody.
struct FeedDocument: Sendable {
    private let plain: Representation
    private let compressed: Representation?
    /// As HTTP writes it.
    private let lastModified: String

    /// One form of the document, with a strong entity tag of its own (RFC 9110 §8.8.3.3).
    private struct Representation: Sendable {
        let bytes: ByteBuffer
        let entityTag: String
        let encoding: String?
    }

    init(_ text: String, lastModified: Date) {
        let hash = text.contentHash.prefix(32)
        plain = Representation(bytes: ByteBuffer(string: text), entityTag: "\"\(hash)\"", encoding: nil)
        compressed = Gzip.compress(Array(text.utf8)).map { bytes in
            Representation(bytes: ByteBuffer(bytes: bytes), entityTag: "\"\(hash)-gzip\"", encoding: "gzip")
        }
        self.lastModified = HTTPDate.text(lastModified)
    }

    /// 200 with the bytes, or 304 when the client has them (RFC 9110 §13.2.2).
    func response(to request: Request, disposition: String? = nil) -> Response {
        let form = request.takesGzip ? compressed ?? plain : plain
        var headers: HTTPFields = [
            .contentType: "text/calendar; charset=utf-8", .eTag: form.entityTag, .lastModified: lastModified,
            .cacheControl: "no-cache", .vary: "Accept-Encoding",
        ]
        if let disposition { headers[.contentDisposition] = disposition }
        guard !isKnown(to: request) else { return Response(status: .notModified, headers: headers) }
        if let encoding = form.encoding { headers[.contentEncoding] = encoding }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: form.bytes))
    }

    /// A client that has either form has the document.
    private func isKnown(to request: Request) -> Bool {
        // If-Modified-Since alone is not enough: a meetup that was removed leaves the date as it was.
        let asked = (request.headers[.ifNoneMatch] ?? "").split(separator: ",").map { String($0).trimmed }
        let known = [plain.entityTag, compressed?.entityTag ?? plain.entityTag]
        return asked.contains { $0 == "*" || known.contains($0) || known.contains(String($0.dropFirst(2))) }
    }
}

extension Request {
    /// Whether Accept-Encoding names gzip and does not refuse it.
    fileprivate var takesGzip: Bool {
        let codings = (headers[.acceptEncoding] ?? "").lowercased().split(separator: ",").map { String($0).trimmed }
        return codings.contains { coding in
            let parts = coding.split(separator: ";").map { String($0).trimmed }
            return parts.first == "gzip" && !["q=0", "q=0.0", "q=0.00", "q=0.000"].contains(parts.last)
        }
    }
}
