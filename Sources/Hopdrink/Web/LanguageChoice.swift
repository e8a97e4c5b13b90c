import Domain

/// Chooses the language that a visitor sees.
enum LanguageChoice {
    /// Returns the best of the site's languages: the one that the browser prefers (RFC 9110 §12.5.4), else the city's
    /// first, else English.
    static func choose(
        from available: [Language], acceptLanguage: String?, city: [Language] = []
    ) -> Language {
        let asked = ranges(acceptLanguage ?? "")
        let wanted = asked.lazy.compactMap { range in available.first { $0.code == range.code } }.first
        return wanted ?? city.first { available.contains($0) } ?? .english
    }

    private struct Asked {
        let code: Substring
        let quality: Double
    }

    /// The requested language ranges, best first. Only the primary language of a range counts: `fr-CH` asks for
    /// French.
    private static func ranges(_ header: String) -> [Asked] {
        let ranges = header.lowercased().split(separator: ",").prefix(32).compactMap(range)
        // The sort must be stable, and `sorted` does not promise that.
        return ranges.enumerated().sorted { left, right in
            (right.element.quality, left.offset) < (left.element.quality, right.offset)
        }.map(\.element)
    }

    private static func range(_ text: Substring) -> Asked? {
        let parts = text.split(separator: ";").map { String($0).trimmed }
        guard let tag = parts.first, let code = tag.split(separator: "-").first else { return nil }
        let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
        guard weight > 0, weight <= 1 else { return nil }
        return Asked(code: code, quality: weight)
    }
}

extension Language {
    /// The fallback when no other language fits; its file must exist.
    static let english = constant("en")

    private static func constant(_ code: String) -> Language {
        do throws(FieldErrorReason) {
            return try Language(parsing: code)
        } catch {
            preconditionFailure("\(code) is a language code")
        }
    }
}
