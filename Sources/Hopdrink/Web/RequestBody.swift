import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1

extension Request {
    /// Returns the whole body. Throws `Failure` if it has another media type, is larger than `maximum` or is cut off.
    func bytes(ofType mediaType: String, maximum: Int) async throws -> [UInt8] {
        guard isBody(ofType: mediaType) else { throw Failure.unsupportedMediaType(expected: mediaType) }
        let length = headers[.contentLength].flatMap { Int($0) } ?? 0
        guard length <= maximum else { throw Failure.tooLarge(maximum: maximum) }
        let bytes = try await wholeBody(maximum: maximum)
        guard bytes.count >= length else { throw Failure.cutOff }
        return bytes
    }

    /// Passes a parser error on, because the connection handler responds to it. Treats a client that disconnects as a
    /// body that is cut off.
    private func wholeBody(maximum: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            for try await buffer in body {
                guard bytes.count + buffer.readableBytes <= maximum else { throw Failure.tooLarge(maximum: maximum) }
                bytes.append(contentsOf: buffer.readableBytesView)
            }
        } catch let error as Failure {
            throw error
        } catch let error as HTTPParserError {
            throw error
        } catch {
            throw Failure.cutOff
        }
        return bytes
    }

    /// Whether Content-Type names this media type, in UTF-8 if it names a character set.
    private func isBody(ofType mediaType: String) -> Bool {
        let parts = (headers[.contentType] ?? "").lowercased().split(separator: ";").map { $0.filter { $0 != " " } }
        let others = parts.dropFirst().filter { $0.hasPrefix("charset=") }
        return parts.first == mediaType && others.allSatisfy { ["charset=utf-8", "charset=\"utf-8\""].contains($0) }
    }
}

extension Failure {
    fileprivate static let cutOff = Failure.malformed("The body is shorter than the request said.")
}
