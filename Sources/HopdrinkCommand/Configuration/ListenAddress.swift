import Domain

/// The address at which the daemon listens.
struct ListenAddress: Equatable, Sendable, CustomStringConvertible {
    /// A host name or an IP address; IPv6 without brackets.
    let host: String
    /// With 0 the system chooses the port.
    let port: Int

    static let standard = ListenAddress(host: "127.0.0.1", port: 8080)

    var isWildcard: Bool { host == "0.0.0.0" || host == "::" }

    var description: String { host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

extension ListenAddress {
    /// Parses `127.0.0.1:8080` or `[::1]:8080`.
    init(parsing text: String) throws(FieldErrorReason) {
        let form = FieldErrorReason.format("must be a host and a port such as 127.0.0.1:8080 or [::1]:8080")
        let words = text.trimmed
        guard let colon = words.utf8.lastIndex(of: UInt8(ascii: ":")) else { throw form }
        guard let port = digits(words.utf8[colon...].dropFirst()), port <= 65_535 else { throw form }
        var host = words[..<colon]
        if host.utf8.first == UInt8(ascii: "["), host.utf8.last == UInt8(ascii: "]") {
            host = host.dropFirst().dropLast()
        } else {
            guard !host.utf8.contains(UInt8(ascii: ":")) else { throw form }
        }
        self.init(host: try TextParser.host(String(host)), port: port)
    }
}
