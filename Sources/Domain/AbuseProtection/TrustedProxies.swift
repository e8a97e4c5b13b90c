/// The proxies that may state a client's address.
package struct TrustedProxies: Equatable, Sendable {
    private let networks: [IPNetwork]

    package init(_ networks: [IPNetwork] = []) {
        self.networks = networks
    }

    package var isEmpty: Bool { networks.isEmpty }

    /// Returns the client's address, or nil if it is unknown. `peer` is the other end of the connection, nil for a Unix
    /// socket, which is trusted; `forwarded` are the X-Forwarded-For fields in their order.
    ///
    /// A client can write anything to the left of what our own proxies add. The fields are therefore read from the
    /// right, up to the first address that is not one of our proxies. If an entry cannot be read, no entry is trusted
    /// and the result is `peer`.
    package func client(peer: IPAddress?, forwarded: [String]) -> IPAddress? {
        guard peer.map(isTrusted) ?? true else { return peer }
        var last = peer
        for field in forwarded.reversed() {
            for hop in field.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).reversed() {
                guard let address = IPAddress(hop: hop) else { return peer }
                guard isTrusted(address) else { return address }
                last = address
            }
        }
        return last
    }

    private func isTrusted(_ address: IPAddress) -> Bool { networks.contains { $0.contains(address) } }
}

extension IPAddress {
    /// Reads an entry written by a proxy: an address, optionally in brackets, optionally with a port.
    fileprivate init?(hop: Substring.UTF8View) {
        let blank: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\t")]
        var text = hop.drop(while: blank.contains)
        while let last = text.last, blank.contains(last) { text.removeLast() }
        if text.first == UInt8(ascii: "[") {
            guard let end = text.firstIndex(of: UInt8(ascii: "]")), Self.isPort(text[text.index(after: end)...]) else {
                return nil
            }
            self.init(parsing: text[text.index(after: text.startIndex)..<end])
        } else if let colon = text.firstIndex(of: UInt8(ascii: ":")), text[..<colon].contains(UInt8(ascii: ".")) {
            guard Self.isPort(text[colon...]) else { return nil }
            self.init(parsing: text[..<colon])
        } else {
            self.init(parsing: text)
        }
    }

    /// Whether the text is empty, or a colon and a number.
    private static func isPort(_ text: Substring.UTF8View) -> Bool {
        guard let first = text.first else { return true }
        return first == UInt8(ascii: ":") && text.count <= 6 && digits(text.dropFirst()) != nil
    }
}
