import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// A feed as it is served: rendered and compressed once, the same bytes to everybody.
struct FeedDocument: Sendable {
    private let plain: Representation
    private let compressed: Representation?
    private let mediaType: String
    private let validators: Validators
    /// As HTTP writes it.
    private let lastModified: String

    /// One form of the document, with a strong entity tag of its own (RFC 9110 §8.8.3.3).
    private struct Representation: Sendable {
        let bytes: ByteBuffer
        let entityTag: String
        let encoding: String?
    }

    /// `changed` grows with every change of the text.
    init(_ text: String, changed: Date, mediaType: String = "text/calendar; charset=utf-8") {
        self.mediaType = mediaType
        let hash = text.contentHash.prefix(32)
        plain = Representation(bytes: ByteBuffer(string: text), entityTag: "\"\(hash)\"", encoding: nil)
        compressed = Gzip.compress(Array(text.utf8)).map { bytes in
            Representation(bytes: ByteBuffer(bytes: bytes), entityTag: "\"\(hash)-gzip\"", encoding: "gzip")
        }
        let tags = [plain.entityTag, compressed?.entityTag].compactMap(\.self)
        validators = Validators(entityTags: tags, changed: changed)
        lastModified = HTTPDate.text(changed)
    }

    /// 200 with the bytes, or 304 when the client has them (RFC 9110 §13.2.2).
    func response(to request: Request, at now: Date, disposition: String? = nil) -> Response {
        let form = request.takesGzip ? compressed ?? plain : plain
        var headers: HTTPFields = [
            .contentType: mediaType, .eTag: form.entityTag, .lastModified: lastModified(at: now),
            .cacheControl: "no-cache", .vary: "Accept-Encoding",
        ]
        if let disposition { headers[.contentDisposition] = disposition }
        guard !isKnown(to: request) else { return Response(status: .notModified, headers: headers) }
        if let encoding = form.encoding { headers[.contentEncoding] = encoding }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: form.bytes))
    }

    /// Never later than the answer itself (RFC 9110 §8.8.2.1): two changes in one second are said to be one second apart.
    private func lastModified(at now: Date) -> String {
        validators.changed <= now ? lastModified : HTTPDate.text(now)
    }

    private func isKnown(to request: Request) -> Bool {
        validators.areKnown(
            ifNoneMatch: request.headers[.ifNoneMatch], ifModifiedSince: request.headers[.ifModifiedSince]
        )
    }
}
