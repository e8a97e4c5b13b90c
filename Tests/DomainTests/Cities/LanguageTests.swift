import Domain
import Testing

struct LanguageTests {
    @Test(arguments: ["fr", " en "])
    func `a language has two small letters`(text: String) throws {
        #expect(try Language(parsing: text).code == text.trimmed)
    }

    @Test(arguments: ["", "FR", "f", "fra", "fr-FR", "f1", "fŕ", "french"])
    func `anything else is not a language`(text: String) {
        #expect(throws: FieldErrorReason.language) { try Language(parsing: text) }
    }
}
