/// A message in the form for the wire and the outbox: 7-bit, CRLF lines of at most 998 octets. It never changes: a
/// retry sends the same bytes.
package struct EncodedMessage: Sendable, Equatable {
    package let bytes: [UInt8]

    /// Throws for text that a relay would alter, or could take for the end of the message and further commands.
    package init(_ text: String) throws(MailError) {
        bytes = Array(text.utf8)
        guard Self.isSafe(bytes) else { throw .notSafeForSMTP }
    }

    package var text: String {
        String(decoding: bytes, as: UTF8.self)
    }

    private static func isSafe(_ bytes: [UInt8]) -> Bool {
        var previous: UInt8 = 0
        var column = 0
        for byte in bytes {
            let endsLine = byte == UInt8(ascii: "\n")
            guard endsLine == (previous == UInt8(ascii: "\r")), (1..<0x80).contains(byte) else { return false }
            column = endsLine ? 0 : column + (byte == UInt8(ascii: "\r") ? 0 : 1)
            guard column <= 998 else { return false }
            previous = byte
        }
        return previous == UInt8(ascii: "\n")
    }
}
