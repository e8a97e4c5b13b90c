import Crypto
import Foundation
import HTTPTypes
import Hummingbird

/// A static file that is the same for everybody.
struct SiteFile: Sendable {
    /// A hash of the contents.
    let version: String
    private let bytes: ByteBuffer
    private let mediaType: String

    /// `addition` is appended to the file's contents.
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

    /// Returns the file. Clients cache it for a year if the URL has its version, else they must revalidate it each
    /// time.
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
    /// The byte as two hexadecimal digits.
    fileprivate var hexadecimal: String { (self < 16 ? "0" : "") + String(self, radix: 16) }
}
