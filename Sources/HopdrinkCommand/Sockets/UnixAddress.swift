import Glibc

/// The address of a Unix socket: a path, or an abstract name outside the file system if it begins with `@`.
struct UnixAddress: Equatable, Sendable {
    static let maxBytes = 107
    let name: String

    /// Returns nil if the name is empty, longer than the kernel allows, or contains a NUL.
    init?(_ name: String) {
        guard (1...Self.maxBytes).contains(name.utf8.count), !name.utf8.contains(0) else { return nil }
        self.name = name
    }

    func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        var bytes = Array(name.utf8)
        if bytes.first == UInt8(ascii: "@") { bytes[0] = 0 }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let size = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
        return withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, size) }
        }
    }
}
