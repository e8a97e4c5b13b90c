extension String {
    /// This text without what may not stand in a TEXT value: control characters but the line feed, and the separators
    /// that some programs take for line ends. Tabs become spaces.
    ///
    /// It looks at scalars: as a Character, CR LF is one thing that equals neither.
    var cleanText: String {
        guard unicodeScalars.contains(where: \.isForbidden) else { return self }
        let spaced = unicodeScalars.lazy.map { $0 == "\t" ? " " : $0 }
        return String(UnicodeScalarView(spaced.filter { !$0.isForbidden }))
    }

    /// The same on one line, for names: line feeds become spaces.
    var cleanLine: String {
        String(UnicodeScalarView(cleanText.unicodeScalars.map { $0 == "\n" ? " " : $0 }))
    }

    /// The TEXT form of RFC 5545 3.3.11.
    var escapedText: String {
        var escaped = UnicodeScalarView()
        for scalar in unicodeScalars {
            if ["\\", ";", ",", "\n"].contains(scalar) { escaped.append("\\") }
            escaped.append(scalar == "\n" ? "n" : scalar)
        }
        return String(escaped)
    }

    /// Whether this is ASCII without spaces and control characters, as identifiers and URIs must be.
    var isPrintableASCII: Bool {
        !isEmpty && utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}

extension Unicode.Scalar {
    /// C0 but the line feed, DEL, C1 with NEL, and the line and paragraph separators.
    fileprivate var isForbidden: Bool {
        (value < 0x20 && value != 0x0A) || (0x7F...0x9F).contains(value) || (0x2028...0x2029).contains(value)
    }
}
