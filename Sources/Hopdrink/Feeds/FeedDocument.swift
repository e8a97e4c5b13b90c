import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// A feed as it is served: the same bytes to everybody.
struct FeedDocument: Sendable {
    private let plain: Representation
    private let compressed: Representation?
    private let mediaType: String
    private let validators: Validators
    /// As HTTP writes it.
    private let lastModified: String

    /// One form of the document, with a strong entity tag of its own (RFC 9110 §8.8.3.3).
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

    /// Compressed once. `changed` grows with every change of the text.
    init(_ text: String, changed: Date, mediaType: String = calendar) {
        let bytes = ByteBuffer(string: text)
        let compressed = Gzip.compress(Array(text.utf8)).map { ByteBuffer(bytes: $0) }
        self.init(
            ResponseBody(byteBuffer: bytes), compressed, hash: text.contentHash, changed: changed, mediaType: mediaType
        )
    }

    /// A large one, whose bytes are put together as they are sent: a client that reads slowly holds no more of them than
    /// what is under way.
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
        // Both are known, also where only one of them is at hand.
        validators = Validators(entityTags: ["\"\(hash)\"", "\"\(hash)-gzip\""], changed: changed)
        lastModified = HTTPDate.text(changed)
    }

    static let calendar = "text/calendar; charset=utf-8"

    /// What it takes of memory, if its bytes are its own.
    var bytes: Int { (plain.body.contentLength ?? 0) + (compressed?.body.contentLength ?? 0) }

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
        return Response(status: .ok, headers: headers, body: form.body)
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
