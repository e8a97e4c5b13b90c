/// A place where meetups happen, with its time zone and languages. The first language is the city's own.
package struct City: Equatable, Sendable {
    package let slug: Slug
    package let name: String
    package let country: String
    package let timeZone: Zone
    package let languages: [Language]
    package let representative: Contact?
    /// The position on the map; nil if unknown.
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
    /// Reads a country code of two letters (ISO 3166-1).
    package static func country(_ text: String) throws(FieldErrorReason) -> String {
        let bytes = Array(text.trimmed.utf8)
        guard bytes.count == 2, bytes.allSatisfy({ (0x41...0x5A).contains($0) }) else { throw .country }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension City {
    /// Whether guests can ask the representative by email.
    package var takesQuestions: Bool { representative?.address != nil }
}

extension City {
    /// The currency of the country (ISO 4217); the euro if the country is not in the list.
    package var currency: String { Self.currencies[country] ?? "EUR" }

    private static let currencies = [
        "AR": "ARS", "AU": "AUD", "BR": "BRL", "CA": "CAD", "CH": "CHF", "CL": "CLP", "CN": "CNY", "CO": "COP",
        "CZ": "CZK", "DK": "DKK", "GB": "GBP", "HU": "HUF", "IN": "INR", "IS": "ISK", "JP": "JPY", "LI": "CHF",
        "MA": "MAD", "MX": "MXN", "NO": "NOK", "NZ": "NZD", "PL": "PLN", "RO": "RON", "SE": "SEK", "SN": "XOF",
        "TN": "TND", "TR": "TRY", "UA": "UAH", "US": "USD", "ZA": "ZAR",
    ]
}
