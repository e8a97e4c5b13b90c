import Domain
import Testing

struct LanguageTests {
    @Test(arguments: ["fr", " en "])
    func `language code has two lower-case letters`(text: String) throws {
        #expect(try Language(parsing: text).code == text.trimmed)
    }

    @Test(arguments: ["", "FR", "f", "fra", "fr-FR", "f1", "fŕ", "french"])
    func `text of another form is not a language code`(text: String) {
        #expect(throws: FieldErrorReason.language) { try Language(parsing: text) }
    }
}
