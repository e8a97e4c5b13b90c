/// A place where meetups happen, with its own time zone and languages, the first of which is its own.
package struct City: Equatable, Sendable {
    package let slug: Slug
    package let name: String
    package let country: String
    package let timeZone: Zone
    package let languages: [Language]
    package let representative: Contact?
    /// Where it stands on the map; nil when nobody said.
    package var coordinates: Coordinates?

    package init(
        slug: Slug, name: String, country: String, timeZone: Zone, languages: [Language], representative: Contact?
    ) {
        self.slug = slug
        self.name = name
        self.country = country
        self.timeZone = timeZone
        self.languages = languages
        self.representative = representative
    }
}

extension City {
    /// Reads a country's two letters (ISO 3166-1).
    package static func country(_ text: String) throws(FieldErrorReason) -> String {
        let bytes = Array(text.trimmed.utf8)
        guard bytes.count == 2, bytes.allSatisfy({ (0x41...0x5A).contains($0) }) else { throw .country }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension City {
    /// Whether guests can ask the representative by mail.
    package var takesQuestions: Bool { representative?.address != nil }
}
