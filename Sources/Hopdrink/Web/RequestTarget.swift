/// The request target: the part between method and version in a request's first line (RFC 9112 §3.2).
enum RequestTarget: Equatable {
    /// A path and an optional query: the form that all clients but proxies send.
    case origin(String)
    /// A path after a scheme and an authority. This authority counts, whatever the Host field says.
    case absolute(scheme: String, authority: String, path: String)
    /// `*`: the server as a whole.
    case asterisk
    /// The target of a tunnel (CONNECT), or an invalid target.
    case other

    init(_ text: String) {
        if text.utf8.first == UInt8(ascii: "/") {
            self = .origin(text)
        } else if text == "*" {
            self = .asterisk
        } else {
            self = Self.absolute(text) ?? .other
        }
    }

    private static func absolute(_ text: String) -> RequestTarget? {
        let bytes = text.utf8
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes[colon...].starts(with: "://".utf8) else {
            return nil
        }
        let rest = bytes[colon...].dropFirst(3)
        let delimiters: [UInt8] = [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")]
        let end = rest.firstIndex(where: delimiters.contains) ?? rest.endIndex
        let path = String(text[end...])
        return .absolute(
            scheme: text[..<colon].lowercased(), authority: String(text[rest.startIndex..<end]),
            path: path.utf8.first == UInt8(ascii: "/") ? path : "/\(path)"
        )
    }
}

/// The host and port of a Host field (RFC 9110 §7.2), with nothing before the host and only a port after it.
struct Authority: Equatable {
    /// In lower case; an IPv6 address keeps its brackets.
    let host: String

    init?(parsing field: String) {
        let text = field.withoutBlanks
        let bytes = text.utf8
        var end = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
        if bytes.first == UInt8(ascii: "[") {
            guard let bracket = bytes.firstIndex(of: UInt8(ascii: "]")) else { return nil }
            end = bytes.index(after: bracket)
        }
        guard end != bytes.startIndex, Self.isPort(bytes[end...]) else { return nil }
        host = text[..<end].lowercased()
    }

    /// Whether the text is empty, or a colon and a port number, which may be missing.
    private static func isPort(_ text: Substring.UTF8View) -> Bool {
        guard let first = text.first else { return true }
        let number = text.dropFirst()
        guard first == UInt8(ascii: ":"), number.count <= 5 else { return false }
        guard number.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) else { return false }
        let port = number.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return port <= 65_535
    }
}

extension String {
    /// The field value without surrounding whitespace (RFC 9110 §5.5).
    var withoutBlanks: String {
        let isBlank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        var bytes = utf8.drop(while: isBlank)
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        return String(Substring(bytes))
    }
}
