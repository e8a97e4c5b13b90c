import Foundation
import Testing

/// A port that accepts connections and never replies: the kernel accepts them, and nobody reads.
final class SilentServer: Sendable {
    let port: Int
    private let descriptor: Int32

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listening = withUnsafeMutablePointer(to: &address) { [descriptor] pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
                bind(descriptor, general, length) == 0 && listen(descriptor, 8) == 0
                    && getsockname(descriptor, general, &length) == 0
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        try #require(listening)
    }

    deinit {
        close(descriptor)
    }

    /// Returns once a client has connected.
    func isReached() async throws {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { [descriptor] in
                let connection = accept(descriptor, nil, nil)
                continuation.resume(with: Result { try #require(connection >= 0) })
            }
        }
    }
}
