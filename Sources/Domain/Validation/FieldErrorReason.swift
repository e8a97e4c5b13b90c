/// The reasons why a text that a person wrote is invalid. `key` names the translation; `sentence` is the English text.
package enum FieldErrorReason: Error, Equatable, Sendable {
    case missing
    case unknown
    case twice
    case notText
    case notList
    case notFields
    /// A JSON value of the wrong type; the text names the expected type.
    case notType(String)
    case tooMany(maximum: Int)
    case tooShort(minimum: Int)
    case tooLong(maximum: Int)
    case notNumber(from: Int, to: Int)
    case control
    case address
    case slug
    case reservedSlug
    case timeZone
    case language
    case country
    case date
    case time
    case localDateTime
    case duration
    case coordinates
    case yesOrNo
    case oneOf([String])
    case rule(String)
    case ruleNeverOccurs
    case ruleNeedsStart
    case dateNotInRule
    case dateInRule
    case party(maximum: Int)
    case places(free: Int)
    case past
    case noZoneRules
    case cityName
    case hasty
    case stale
    case site
    case format(String)
}

extension FieldErrorReason {
    package var sentence: String {
        switch self {
        case .missing: "is missing"
        case .unknown: "is not a setting that exists here"
        case .twice: "stands here twice"
        case .notText: "must be a single value"
        case .notList: "must be a list"
        case .notFields: "must be a group of named values"
        case .notType(let type): "must be \(type)"
        case .tooMany(let maximum): "must not have more than \(maximum) items"
        case .tooShort(let minimum): "must have at least \(minimum) characters"
        case .tooLong(let maximum): "must not be longer than \(maximum) characters"
        case .notNumber(let from, let to): "must be a whole number from \(from) to \(to)"
        case .control: "contains control characters"
        case .address: "is not an email address such as ada@example.org"
        case .slug: "must be 3 to 40 lowercase letters, digits and hyphens, such as saint-malo"
        case .reservedSlug: "is a word that this site keeps for its own addresses"
        case .timeZone: "is not an IANA time zone such as Europe/Paris"
        case .language: "must be a language code such as fr"
        case .country: "must be a country code of two letters such as FR"
        case .date: "must be a date such as 2026-12-10"
        case .time: "must be a time of day such as 19:00"
        case .localDateTime: "must be a date and a time such as 2026-12-10T19:00"
        case .duration: "must be a length of time such as 30m, 2h30m or 1d"
        case .coordinates: "must be latitude and longitude in degrees such as 47.394, 0.685"
        case .yesOrNo: "must be true or false"
        case .oneOf(let words): "must be one of \(words.joined(separator: ", "))"
        case .rule(let why): "is not a rule that Hopdrink understands: \(why)"
        case .ruleNeverOccurs: "never occurs"
        case .ruleNeedsStart: "needs `from`, the date it counts from"
        case .dateNotInRule: "is not a date of this series"
        case .dateInRule: "is already a date of this series"
        case .party(let maximum): "must not bring more than \(maximum) people in all: that is what the room holds"
        case .places(let free): "does not fit; places left: \(free)"
        case .past: "is in the past"
        case .noZoneRules: "has no rules on this machine; is the package tzdata installed?"
        case .cityName: "must be the name of a city: letters, spaces, hyphens, apostrophes and dots"
        case .hasty: "was sent back too quickly"
        case .stale: "was open for too long, or was sent too often"
        case .site: "is not an address such as https://example.org"
        case .format(let why): why
        }
    }

    /// The key of this reason's translation in the locale files.
    package var key: String {
        switch self {
        case .missing: "missing"
        case .tooLong: "tooLong"
        case .notNumber: "notNumber"
        case .control: "control"
        case .address: "address"
        case .party: "party"
        case .places(free: 0): "noPlace"
        case .places(free: 1): "onePlace"
        case .places: "places"
        case .unknown: "unknown"
        case .twice: "twice"
        case .yesOrNo: "yesOrNo"
        case .oneOf: "oneOf"
        case .cityName: "cityName"
        case .hasty: "hasty"
        case .stale: "stale"
        case .site: "site"
        // No form of a page can meet these, only the configuration and the API; they speak English.
        case .notText, .notList, .notFields, .notType, .tooMany, .tooShort, .slug, .reservedSlug, .timeZone, .language,
            .country, .date, .time, .localDateTime, .duration, .coordinates, .rule, .ruleNeverOccurs, .ruleNeedsStart,
            .dateNotInRule, .dateInRule, .past, .noZoneRules, .format:
            "invalid"
        }
    }

    /// The values of the translation's placeholders.
    package var arguments: [String: String] {
        switch self {
        case .tooLong(let maximum), .party(let maximum): ["maximum": String(maximum)]
        case .notNumber(let from, let to): ["from": String(from), "to": String(to)]
        case .places(let free): ["free": String(free)]
        default: [:]
        }
    }
}
