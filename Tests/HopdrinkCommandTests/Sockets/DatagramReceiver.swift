import Foundation
import Glibc

@testable import HopdrinkCommand

/// The receiving end of a datagram socket, in the role of systemd or the journal.
final class DatagramReceiver: Sendable {
    let name: String
    private let descriptor: Int32

    private struct NoSocket: Error {}

    init(at name: String) throws {
        self.name = name
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var limit = timeval(tv_sec: 840, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let address = UnixAddress(name)
        let descriptor = descriptor
        guard address?.withPointer({ bind(descriptor, $0, $1) }) == 0 else { throw NoSocket() }
    }

    deinit {
        close(descriptor)
    }

    /// Returns the next message without blocking the calling thread.
    func next() async -> String {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: self.receive()) }
        }
    }

    /// The next message; empty when none comes in 14 minutes: all tests run side by side, and a machine may be busy with
    /// the others as long as they take.
    func receive() -> String {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }
}
