import Domain
import Testing

struct VenueSlugTests {
    @Test(arguments: [
        ("La Cave", "la-cave"), ("La Cave à Jules", "la-cave-a-jules"), ("Café Crème", "cafe-creme"),
        ("Cafe\u{301} Creme", "cafe-creme"), ("CAFÉ", "cafe"), ("Weißes Rößl", "weisses-rossl"), ("GROẞE", "grosse"),
        ("Smørrebrød", "smorrebrod"), ("Kærlighed", "kaerlighed"), ("Œuf", "oeuf"), ("Łódź", "lodz"),
        ("L'Atelier d’Anna", "l-atelier-d-anna"), ("  Bar -- «  42 »  ", "bar-42"), ("Chez Rita 🍷", "chez-rita"),
        ("The ﬁrst Ｂａｒ", "the-first-bar"), ("İstanbul", "istanbul"), ("B", "b"), ("7", "7"), ("A/B & C", "a-b-c"),
        ("Bar \u{200D}\u{FE0F}Rouge", "bar-rouge"), ("Кафе 3", "3"), ("api", "api"),
        (String(repeating: "a", count: 41), String(repeating: "a", count: 40)),
        (String(repeating: "a", count: 39) + " bar", String(repeating: "a", count: 39)),
    ])
    func `slug of a venue has lower-case letters, digits and hyphens`(name: String, slug: String) {
        #expect(VenueSlug(naming: name)?.text == slug)
        #expect(VenueSlug(parsing: slug)?.text == slug)
    }

    @Test(arguments: ["", " ", "🍷", "🍷🧀", "–", "''", "\u{301}", "酒場", "Кафе"])
    func `name without ASCII letters and digits has no slug`(name: String) {
        #expect(VenueSlug(naming: name) == nil)
    }

    @Test(arguments: [
        "La-cave", "la--cave", "-cave", "cave-", "la cave", "la.cave", "café", "a%00",
        String(repeating: "a", count: 41),
    ])
    func `text that no name can produce is not a slug`(text: String) {
        #expect(VenueSlug(parsing: text) == nil)
    }
}
