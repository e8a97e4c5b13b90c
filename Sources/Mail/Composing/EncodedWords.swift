import Foundation

/// Encodes non-ASCII text in a header as RFC 2047 words. A word never ends inside a Character that fits into one word,
/// and never inside a scalar.
enum EncodedWords {
    /// The max length of one word. With the longest of our field names before the word, a line stays within 76 octets.
    static let limit = 64

    static func encode(_ text: String) -> [String] {
        let encoding = Encoding.shorter(for: text.utf8)
        var words: [[UInt8]] = []
        for piece in pieces(of: text, encoding) {
            if let last = words.last, encoding.width(last + piece) <= limit {
                words[words.count - 1] = last + piece
            } else {
                words.append(piece)
            }
        }
        return words.map(encoding.word)
    }

    private static func pieces(of text: String, _ encoding: Encoding) -> [[UInt8]] {
        text.flatMap { character in
            let whole = Array(character.utf8)
            return encoding.width(whole) <= limit ? [whole] : character.unicodeScalars.map { Array(String($0).utf8) }
        }
    }

    private enum Encoding: String {
        case base64 = "B"
        case quoted = "Q"

        static func shorter(for bytes: some Collection<UInt8>) -> Encoding {
            quoted.width(bytes) <= base64.width(bytes) ? .quoted : .base64
        }

        func width(_ bytes: some Collection<UInt8>) -> Int {
            let layout = "=?UTF-8?B??=".utf8.count
            return switch self {
            case .base64: layout + (bytes.count + 2) / 3 * 4
            case .quoted: layout + bytes.reduce(0) { $0 + (Self.isLiteral($1) ? 1 : 3) }
            }
        }

        func word(_ bytes: [UInt8]) -> String {
            "=?UTF-8?\(rawValue)?\(self == .base64 ? Data(bytes).base64EncodedString() : Self.quotedText(bytes))?="
        }

        private static func quotedText(_ bytes: [UInt8]) -> String {
            bytes.map { byte in
                switch byte {
                case UInt8(ascii: " "): "_"
                case _ where isLiteral(byte): String(UnicodeScalar(byte))
                default: Hexadecimal.escaped(byte, mark: UInt8(ascii: "="))
                }
            }.joined()
        }

        /// Whether the character is allowed in every place, also in the name before an address. A space becomes `_`.
        private static func isLiteral(_ byte: UInt8) -> Bool {
            MailAddress.isAlphanumeric(byte) || " !*+-/".utf8.contains(byte)
        }
    }
}
