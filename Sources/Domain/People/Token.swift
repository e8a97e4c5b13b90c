/// A secret of 128 bits that opens one thing for one purpose, as 22 characters of base64url. Only its hash is stored.
package struct Token: Hashable, Sendable {
    package let text: String

    /// Reads a token. Returns nil if the text is not a token.
    package init?(parsing text: String) {
        guard text.utf8.count == 22, text.utf8.allSatisfy(Self.isBase64URL) else { return nil }
        self.text = text
    }

    private static func isBase64URL(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }
}

/// The only action that a token allows.
package enum TokenPurpose: String, Sendable {
    case confirm
    case manage
}
