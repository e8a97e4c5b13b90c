import Foundation

/// A guest's visiting card. Nobody sees it until the guest gives it to somebody.
package struct Card: Equatable, Sendable, Encodable {
    package var name: String
    package var trade: String
    package var firm: String?
    package var city: String?
    package var site: WebAddress?
    package var phone: String?
    package var languages: String?
    /// The services that the guest offers; `seek` is what they look for.
    package var offer: String?
    package var seek: String?

    package init(name: String, trade: String) {
        self.name = name
        self.trade = trade
    }

    /// The key under which trades are equal: without accents and capitals, with single spaces.
    package var foldedTrade: String {
        let folded = trade.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
        return folded.unicodeScalars.split(whereSeparator: \.properties.isWhitespace).map { String($0) }
            .joined(separator: " ")
    }
}

extension Card {
    /// Returns the number of trades to show on a meetup's page, or nil if the number could identify a guest.
    package static func tradesShown(of count: Int) -> Int? { count >= 2 ? count : nil }

    /// Whether the guest's page for an RSVP in this state opens their card. A guest who has confirmed their address
    /// once can edit the card, even after cancelling.
    package static func isOpen(to state: RSVP.State) -> Bool {
        !state.isPending
    }
}

/// The address of a website that a link may open: only http or https.
package struct WebAddress: Hashable, Sendable, Encodable {
    package let text: String

    /// Reads `https://example.org/me`; adds https if there is no scheme.
    package init(parsing text: String) throws(FieldErrorReason) {
        let trimmed = text.trimmed
        guard trimmed.utf8.count <= Self.maximum else { throw .tooLong(maximum: Self.maximum) }
        let scheme = ["https://", "http://"].first { trimmed.lowercased().hasPrefix($0) }
        let rest = Array(trimmed.utf8.dropFirst(scheme?.utf8.count ?? 0))
        let authority = rest.prefix { !"/?#".utf8.contains($0) }
        guard Self.isAuthority(authority), rest.dropFirst(authority.count).allSatisfy(Self.mayStand) else {
            throw .site
        }
        let host = String(decoding: authority, as: UTF8.self).lowercased()
        self.text = (scheme ?? "https://") + host + String(decoding: rest.dropFirst(authority.count), as: UTF8.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    package static let maximum = 200

    /// Whether this is a host name with a dot and optionally a port; user names and passwords are not allowed in links.
    private static func isAuthority(_ bytes: ArraySlice<UInt8>) -> Bool {
        let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        let labels = parts.first?.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) ?? []
        let hasPort = parts.count == 2 && parts[1].count <= 5 && digits(parts[1]) != nil
        return (parts.count == 1 || hasPort) && labels.count >= 2
            && labels.allSatisfy { (1...63).contains($0.count) && $0.first != 0x2D && $0.last != 0x2D }
            && labels.joined().allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == 0x2D
            }
    }

    /// Whether the character needs no escaping in a URL (RFC 3986).
    private static func mayStand(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !"\"<>\\^`{|}".utf8.contains(byte)
    }
}
