import Domain
import Foundation

/// The address of the whole site, without a slash at its end: `https://meet.example.org`.
struct SiteAddress: Equatable, Sendable, CustomStringConvertible {
    let text: String

    init(of listen: ListenAddress) {
        text = "http://\(listen)"
    }

    /// Reads an http or https address that names a host and nothing within it.
    init(parsing text: String) throws(Problem) {
        let words = try Text.line(text, most: 255)
        let slash = words.utf8.last == UInt8(ascii: "/")
        let address = slash ? String(words.dropLast()) : words
        guard let parts = URLComponents(string: address), ["http", "https"].contains(parts.scheme),
            let host = parts.encodedHost, !host.isEmpty, parts.path.isEmpty, parts.query == nil, parts.fragment == nil,
            parts.user == nil, parts.password == nil, (1...65_535).contains(parts.port ?? 80)
        else { throw .format("must be an address without a path, such as https://meet.example.org") }
        self.text = address
    }

    var description: String { text }
}
