import CZlib
import Domain
import HTTPTypes
import Hummingbird
import NIOCore

/// The gzip format (RFC 1952), without a time in its header: the same input always gives the same output.
enum Gzip {
    /// Returns nil if memory runs out.
    static func compress(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        guard hopdrink_gzip_start(&stream) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        let result = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                return deflate(&stream, Z_FINISH)
            }
        }
        guard result == Z_STREAM_END else { return nil }
        return Array(output.prefix(Int(stream.total_out)))
    }

    /// Compresses large data that comes in chunks, and yields to other tasks between them. Returns nil if memory runs
    /// out.
    static func compress(_ chunks: some Sequence<ByteBuffer>) async throws -> ByteBuffer? {
        guard let stream = GzipStream() else { return nil }
        var output = ByteBuffer()
        for chunk in chunks {
            guard stream.append(chunk, to: &output) else { return nil }
            await Task.yield()
            try Task.checkCancellation()
        }
        return stream.finish(&output) ? output : nil
    }
}

/// Owns a zlib stream. zlib stores the stream's address, so the stream must not move.
private final class GzipStream {
    private let stream: UnsafeMutablePointer<z_stream>

    init?() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard hopdrink_gzip_start(stream) == Z_OK else {
            stream.deallocate()
            return nil
        }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    func append(_ chunk: ByteBuffer, to output: inout ByteBuffer) -> Bool {
        chunk.withUnsafeReadableBytes { bytes in
            // zlib only reads from this memory.
            stream.pointee.next_in = UnsafeMutablePointer(
                mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
            )
            stream.pointee.avail_in = UInt32(bytes.count)
            return run(Z_NO_FLUSH, &output)
        }
    }

    func finish(_ output: inout ByteBuffer) -> Bool { run(Z_FINISH, &output) }

    /// Appends all the output that zlib has ready.
    private func run(_ flush: Int32, _ output: inout ByteBuffer) -> Bool {
        var (result, isFull) = (Z_OK, true)
        while isFull {
            output.writeWithUnsafeMutableBytes(minimumWritableBytes: 16 * 1024) { space in
                stream.pointee.next_out = space.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.pointee.avail_out = UInt32(clamping: space.count)
                result = deflate(stream, flush)
                isFull = stream.pointee.avail_out == 0
                return space.count - Int(stream.pointee.avail_out)
            }
        }
        // Z_BUF_ERROR only means that there was nothing left to do.
        return flush == Z_FINISH ? result == Z_STREAM_END : result == Z_OK || result == Z_BUF_ERROR
    }
}

extension Request {
    /// Whether Accept-Encoding names gzip and does not refuse it.
    var takesGzip: Bool {
        let codings = (headers[.acceptEncoding] ?? "").lowercased().split(separator: ",").map { String($0).trimmed }
        return codings.contains { coding in
            let parts = coding.split(separator: ";").map { String($0).trimmed }
            return parts.first == "gzip" && !["q=0", "q=0.0", "q=0.00", "q=0.000"].contains(parts.last)
        }
    }
}
