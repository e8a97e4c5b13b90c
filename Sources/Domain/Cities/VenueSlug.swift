import Foundation

/// A venue's name in addresses: `La Cave à Jules` is `la-cave-a-jules`. Only the name counts, so that it stays when the
/// room or the way in changes; names that differ in accents alone share it.
package struct VenueSlug: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    private static let longest = 40

    /// Nil for a name without a letter that ASCII knows, and without a digit.
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

    /// Reads a slug out of an address; nil unless a name could have it.
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

    /// Letters that Unicode does not take apart, as people write them without their sort of keyboard.
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
