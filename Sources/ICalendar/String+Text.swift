extension String {
    /// This text without the characters that a TEXT value must not contain: control characters except the line feed,
    /// and the separators that some programs read as line ends. Tabs become spaces.
    ///
    /// It works on Unicode scalars: as a Character, CR LF is one character that equals neither CR nor LF.
    var cleanText: String {
        guard unicodeScalars.contains(where: \.isForbidden) else { return self }
        let spaced = unicodeScalars.lazy.map { $0 == "\t" ? " " : $0 }
        return String(UnicodeScalarView(spaced.filter { !$0.isForbidden }))
    }

    /// `cleanText` on one line, for names: line feeds become spaces.
    var cleanLine: String {
        String(UnicodeScalarView(cleanText.unicodeScalars.map { $0 == "\n" ? " " : $0 }))
    }

    /// The text escaped as a TEXT value (RFC 5545 §3.3.11).
    var escapedText: String {
        var escaped = UnicodeScalarView()
        for scalar in unicodeScalars {
            if ["\\", ";", ",", "\n"].contains(scalar) { escaped.append("\\") }
            escaped.append(scalar == "\n" ? "n" : scalar)
        }
        return String(escaped)
    }

    /// Whether the text is ASCII without spaces and control characters, as identifiers and URIs must be.
    var isPrintableASCII: Bool {
        !isEmpty && utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}

extension Unicode.Scalar {
    /// C0 except the line feed, DEL, C1 with NEL, and the line and paragraph separators.
    fileprivate var isForbidden: Bool {
        (value < 0x20 && value != 0x0A) || (0x7F...0x9F).contains(value) || (0x2028...0x2029).contains(value)
    }
}
