import Glibc

/// A socket for messages to one address; it stays open as long as something holds it.
final class DatagramSocket: Sendable {
    private let descriptor: Int32
    private let address: UnixAddress

    init?(to address: UnixAddress) {
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        self.address = address
        guard descriptor >= 0 else { return nil }
    }

    deinit {
        close(descriptor)
    }

    /// Whether the message was taken; one that finds the receiver's queue full is not, for waiting would hold up the
    /// thread, and with it the daemon.
    func send(_ bytes: [UInt8]) -> Bool {
        let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
        return address.withPointer { address, size in
            sendto(descriptor, bytes, bytes.count, flags, address, size) == bytes.count
        }
    }
}
