import Glibc

/// A connection to a Unix socket. Its calls block, up to a time limit: use it in commands, not in the daemon.
final class StreamSocket {
    private let descriptor: Int32

    init(connectedTo address: UnixAddress, timeoutInSeconds: Int = 30) throws(SystemError) {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var limit = timeval(tv_sec: timeoutInSeconds, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        let result = address.withPointer { connect(descriptor, $0, $1) }
        guard result == 0 else { throw SystemError() }
    }

    deinit {
        close(descriptor)
    }

    func write(_ bytes: [UInt8]) throws(SystemError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw SystemError() }
            rest = rest.dropFirst(count)
        }
    }

    /// Reads until the other side closes the connection. Throws if that is more than `maximum` bytes.
    func readToEnd(maximum: Int) throws(SystemError) -> [UInt8] {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while all.count <= maximum {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count >= 0 else { throw SystemError() }
            guard count > 0 else { return all }
            all += buffer[..<count]
        }
        throw SystemError(code: EMSGSIZE)
    }
}

/// The system's error number of the last call.
struct SystemError: Error, Equatable {
    let code: Int32

    init(code: Int32 = errno) {
        self.code = code
    }

    var sentence: String { String(cString: strerror(code)) }
}
