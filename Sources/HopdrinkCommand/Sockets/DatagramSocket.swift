import Glibc

/// A socket for messages to one address. It stays open as long as a reference to it exists.
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

    /// Sends a message. Returns false if it was not accepted, for example because the receiver's queue is full: waiting
    /// for it would block the thread, and the daemon with it.
    func send(_ bytes: [UInt8]) -> Bool {
        let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
        return address.withPointer { address, size in
            sendto(descriptor, bytes, bytes.count, flags, address, size) == bytes.count
        }
    }
}
