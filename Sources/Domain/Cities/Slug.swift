/// The name of a city or a series in URLs: lower-case letters, digits and hyphens.
package struct Slug: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    /// Throws for two letters, which are reserved for languages, and for the first path segments of the site's own
    /// URLs.
    package init(parsing text: String) throws(FieldErrorReason) {
        let bytes = Array(text.trimmed.utf8)
        let hyphen = UInt8(ascii: "-")
        guard (3...40).contains(bytes.count), bytes.first != hyphen, bytes.last != hyphen,
            bytes.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == hyphen })
        else { throw .slug }
        self.text = String(decoding: bytes, as: UTF8.self)
        guard !Self.reserved.contains(self.text) else { throw .reservedSlug }
    }

    package var description: String { text }

    /// Reads the slug of a series. Throws also for words that the site itself uses at this position in URLs.
    package static func series(_ text: String) throws(FieldErrorReason) -> Slug {
        let slug = try Slug(parsing: text)
        guard !besideSeries.contains(slug.text) else { throw .reservedSlug }
        return slug
    }

    private static let besideSeries: Set<String> = [
        "confirm", "edit", "embed", "manage", "map", "new", "past", "sent", "venues", "waiting",
    ]

    /// First words of the site's addresses, and of those of pages to come: an address never changes its meaning.
    private static let reserved: Set<String> = [
        "about", "account", "admin", "aid", "api", "assets", "board", "cards", "data", "deals", "directory", "door",
        "exchanges", "favicon", "feeds", "followers", "guest", "guests", "health", "help", "host", "imprint",
        "ledger", "library", "login", "logout", "market", "masters", "meetups", "members", "messages", "metrics",
        "needs", "network", "offers", "organise", "privacy", "projects", "reports", "requests", "robots", "rsvps",
        "series", "sign-in", "static", "styles", "terms", "threads", "tour", "trades", "unsubscribe", "city-requests",
    ]
}
