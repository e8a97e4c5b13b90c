import Foundation

/// A venue's name in URLs: `La Cave à Jules` becomes `la-cave-a-jules`. Only the name counts, so the slug stays when
/// the room or the way in changes. Names that differ only in accents share a slug.
package struct VenueSlug: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    private static let longest = 40

    /// Returns nil if the name has no digit and no letter that can be written in ASCII.
    package init?(naming name: String) {
        var words: [String] = [""]
        for scalar in name.lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars {
            if let plain = Self.plain(scalar) {
                words[words.count - 1] += plain
            } else if !scalar.properties.isMark, words.last != "" {
                words.append("")
            }
        }
        let text = words.filter { !$0.isEmpty }.joined(separator: "-").prefix(Self.longest)
        guard !text.isEmpty else { return nil }
        self.text = String(text.last == "-" ? text.dropLast() : text)
    }

    /// Reads a slug from a URL. Returns nil if no venue name can have this slug.
    package init?(parsing text: String) {
        guard VenueSlug(naming: text)?.text == text else { return nil }
        self.text = text
    }

    package var description: String { text }

    private static func plain(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "a"..."z", "0"..."9": String(scalar)
        default: undecomposed[scalar]
        }
    }

    /// Letters that Unicode does not decompose, with their usual ASCII spelling.
    static let undecomposed: [Unicode.Scalar: String] = [
        "ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h",
        "ŧ": "t",
    ]
}

extension Unicode.Scalar.Properties {
    fileprivate var isMark: Bool {
        [.nonspacingMark, .spacingMark, .enclosingMark, .format].contains(generalCategory)
    }
}
