import Foundation

/// The name of a city as a person writes it: letters, spaces, hyphens, apostrophes and dots.
package struct CityName: Hashable, Sendable {
    private static let maximum = 60

    /// The name in composed form, with single spaces.
    package let text: String

    package init(parsing text: String) throws(FieldErrorReason) {
        let line = try TextParser.line(text, maximum: Self.maximum)
        guard line.unicodeScalars.allSatisfy(Self.isAllowed), line.unicodeScalars.contains(where: \.isLetter) else {
            throw .cityName
        }
        self.text = line.unicodeScalars.split(separator: " ").map { String($0) }.joined(separator: " ")
    }

    /// The key under which names are the same city: without accents, in lower case.
    package var folded: String { Self.fold(text) }

    /// Returns the key under which names are the same city. Accepts the name of an existing city with any characters.
    package static func fold(_ name: String) -> String {
        var words = [""]
        for scalar in name.lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars {
            if let plain = VenueSlug.undecomposed[scalar] {
                words[words.count - 1] += plain
            } else if scalar.isLetter || scalar.properties.numericType != nil {
                words[words.count - 1].unicodeScalars.append(scalar)
            } else if !scalar.isMark, words.last != "" {
                words.append("")
            }
        }
        return words.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isLetter || scalar.isMark || [" ", "-", "'", "’", "."].contains(scalar)
    }
}

extension Unicode.Scalar {
    fileprivate var isLetter: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        default: false
        }
    }

    fileprivate var isMark: Bool {
        [.nonspacingMark, .spacingMark].contains(properties.generalCategory)
    }
}
