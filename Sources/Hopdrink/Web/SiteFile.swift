import Crypto
import Foundation
import HTTPTypes
import Hummingbird

/// A file of the site that is the same for everybody.
struct SiteFile: Sendable {
    /// Changes with the contents.
    var version: String
    private let bytes: ByteBuffer
    private let mediaType: String

    /// `addition` is put after what the file holds.
    init(path: String, mediaType: String, addition: String = "") throws {
        guard let data = FileManager.default.contents(atPath: path) else { throw TemplateError(path, "cannot be read") }
        self.init(bytes: Array(data) + addition.utf8, mediaType: mediaType)
    }

    init(bytes: [UInt8], mediaType: String) {
        let hash = SHA256.hash(data: bytes)
        version = hash.prefix(8).map { $0.hexadecimal }.joined()
        self.bytes = ByteBuffer(bytes: bytes)
        self.mediaType = mediaType
    }

    /// Kept for ever under an address that carries the version, asked for again under any other.
    func response(to request: Request) -> Response {
        let entityTag = "\"\(version)\""
        let isVersioned = request.uri.query == "v=\(version)"
        let headers: HTTPFields = [
            .contentType: mediaType, .eTag: entityTag,
            .cacheControl: isVersioned ? "public, max-age=31536000, immutable" : "no-cache",
        ]
        guard request.headers[.ifNoneMatch]?.contains(entityTag) != true else {
            return Response(status: .notModified, headers: headers)
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: bytes))
    }
}

extension UInt8 {
    /// A byte as two digits.
    fileprivate var hexadecimal: String { (self < 16 ? "0" : "") + String(self, radix: 16) }
}
