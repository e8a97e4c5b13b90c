import Domain
import Testing

struct SlugTests {
    @Test(arguments: [
        ("tours", "tours"), (" saint-malo ", "saint-malo"), ("2nd", "2nd"), ("a-b", "a-b"),
        (String(repeating: "a", count: 40), String(repeating: "a", count: 40)),
    ])
    func `slug has lower-case letters, digits and hyphens`(text: String, slug: String) throws {
        #expect(try Slug(parsing: text).text == slug)
    }

    @Test(arguments: [
        "", "fr", "ab", String(repeating: "a", count: 41), "Tours", "-tours", "tours-", "saint malo", "saint_malo",
        "zürich", "zu\u{308}rich", "tours.ics", "tours/", "tours\0", "tou\nrs", "٢٠٢٦", "...", "%2e%2e",
    ])
    func `text of another form is not a slug`(text: String) {
        #expect(throws: FieldErrorReason.slug) { try Slug(parsing: text) }
    }

    @Test(arguments: [
        "api", "feeds", "meetups", "admin", "unsubscribe",
        // Pages to come.
        "account", "aid", "board", "deals", "directory", "door", "exchanges", "host", "imprint", "ledger", "library",
        "market", "masters", "members", "messages", "needs", "network", "offers", "organise", "privacy", "projects",
        "reports", "requests", "sign-in", "terms", "threads", "trades",
    ])
    func `the site's own words name neither a city nor a series`(text: String) {
        #expect(throws: FieldErrorReason.reservedSlug) { try Slug(parsing: text) }
        #expect(throws: FieldErrorReason.reservedSlug) { try Slug.series(text) }
    }

    @Test func `whoever takes one of those words is told why it is refused`() {
        #expect(FieldErrorReason.reservedSlug.sentence == "is a word that this site keeps for its own addresses")
    }

    @Test(arguments: ["embed", "sent", "followers", "venues"])
    func `series must not have the name of a page beside it`(text: String) {
        #expect(throws: FieldErrorReason.reservedSlug) { try Slug.series(text) }
    }
}
