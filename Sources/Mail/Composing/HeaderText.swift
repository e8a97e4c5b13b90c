/// Input made safe for a header: one line, no control characters, no invisible changes of direction.
struct HeaderText {
    let text: String

    init(_ raw: String) {
        var kept = String.UnicodeScalarView()
        var needsSpace = false
        for scalar in raw.unicodeScalars {
            if Self.isSpace(scalar) {
                needsSpace = !kept.isEmpty
            } else if !Self.isForbidden(scalar) {
                if needsSpace { kept.append(" ") }
                kept.append(scalar)
                needsSpace = false
            }
        }
        text = String(kept)
    }

    /// The tokens for unstructured fields such as Subject.
    var tokens: [String] {
        isPlain ? words : EncodedWords.encode(text)
    }

    /// The tokens for the name before an address: quoted, or encoded words, which are not allowed in quotes.
    var phraseTokens: [String] {
        guard isPlain, text.utf8.count <= EncodedWords.limit - 2 else { return EncodedWords.encode(text) }
        let escaped = text.unicodeScalars.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined()
        return ["\"\(escaped)\""]
    }

    private var words: [String] {
        text.unicodeScalars.split(separator: " ").map { String($0) }
    }

    private var isPlain: Bool {
        text.utf8.allSatisfy { $0 < 0x80 } && words.allSatisfy(Self.isPlain)
    }

    /// Whether a line with this word can be folded, and no reader takes the word for an encoded word.
    private static func isPlain(_ word: String) -> Bool {
        word.utf8.count <= EncodedWords.limit && !word.contains("=?")
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "\t"..."\r", "\u{85}", "\u{2028}", "\u{2029}": true
        default: false
        }
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        guard !scalar.isASCII else { return scalar.value < 0x20 || scalar.value == 0x7F }
        return scalar.properties.generalCategory == .control || scalar.properties.isBidiControl
    }
}
