import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// A feed as it is served: every client gets the same bytes.
struct FeedDocument: Sendable {
    private let plain: Representation
    private let compressed: Representation?
    private let mediaType: String
    private let validators: Validators
    /// In the HTTP date format.
    private let lastModified: String

    /// One representation of the document, with a strong entity tag of its own (RFC 9110 §8.8.3.3).
    private struct Representation: Sendable {
        let body: ResponseBody
        let entityTag: String
        let encoding: String?

        init(_ body: ResponseBody, _ hash: Substring, encoding: String? = nil) {
            self.body = body
            self.encoding = encoding
            entityTag = encoding.map { "\"\(hash)-\($0)\"" } ?? "\"\(hash)\""
        }
    }

    /// Compresses the text once. `changed` must be later after every change of the text.
    init(_ text: String, changed: Date, mediaType: String = calendar) {
        let bytes = ByteBuffer(string: text)
        let compressed = Gzip.compress(Array(text.utf8)).map { ByteBuffer(bytes: $0) }
        self.init(
            ResponseBody(byteBuffer: bytes), compressed, hash: text.contentHash, changed: changed, mediaType: mediaType
        )
    }

    /// A large document, whose bytes are assembled while they are sent. So a client that reads slowly occupies only
    /// the memory of the chunk that is being sent.
    init(_ text: FeedText, compressed: ByteBuffer?, changed: Date) {
        let body = ResponseBody(contentLength: text.layout.count) { writer in
            for chunk in text { try await writer.write(chunk) }
            try await writer.finish(nil)
        }
        self.init(body, compressed, hash: text.layout.hash, changed: changed, mediaType: Self.calendar)
    }

    private init(
        _ body: ResponseBody, _ compressed: ByteBuffer?, hash: String, changed: Date, mediaType: String
    ) {
        let hash = hash.prefix(32)
        plain = Representation(body, hash)
        self.compressed = compressed.map { Representation(ResponseBody(byteBuffer: $0), hash, encoding: "gzip") }
        self.mediaType = mediaType
        // Both entity tags count as known, even if only one representation exists.
        validators = Validators(entityTags: ["\"\(hash)\"", "\"\(hash)-gzip\""], changed: changed)
        lastModified = HTTPDate.text(changed)
    }

    static let calendar = "text/calendar; charset=utf-8"

    /// The memory that the document takes, in bytes, if it owns its text.
    var bytes: Int { (plain.body.contentLength ?? 0) + (compressed?.body.contentLength ?? 0) }

    /// Returns 200 with the bytes, or 304 if the client has them already (RFC 9110 §13.2.2).
    func response(to request: Request, at now: Date, disposition: String? = nil) -> Response {
        let form = request.takesGzip ? compressed ?? plain : plain
        var headers: HTTPFields = [
            .contentType: mediaType, .eTag: form.entityTag, .lastModified: lastModified(at: now),
            .cacheControl: "no-cache", .vary: "Accept-Encoding",
        ]
        if let disposition { headers[.contentDisposition] = disposition }
        guard !isKnown(to: request) else { return Response(status: .notModified, headers: headers) }
        if let encoding = form.encoding { headers[.contentEncoding] = encoding }
        return Response(status: .ok, headers: headers, body: form.body)
    }

    /// Never later than the response itself (RFC 9110 §8.8.2.1). Two changes within one second are reported one second
    /// apart.
    private func lastModified(at now: Date) -> String {
        validators.changed <= now ? lastModified : HTTPDate.text(now)
    }

    private func isKnown(to request: Request) -> Bool {
        validators.areKnown(
            ifNoneMatch: request.headers[.ifNoneMatch], ifModifiedSince: request.headers[.ifModifiedSince]
        )
    }
}
