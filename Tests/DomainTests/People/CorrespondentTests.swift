import Domain
import Testing

struct CorrespondentTests {
    @Test(arguments: ["ada@example.org", "Ada Lovelace <ada@example.org>"])
    func `text of a correspondent can be read again`(text: String) throws {
        let language = try Language(parsing: "fr")
        let person = try Correspondent(parsing: text, in: language)
        #expect(person.address.text == "ada@example.org" && person.language == language && person.text == text)
        #expect((person.name == nil) == (text == "ada@example.org"))
    }

    @Test func `correspondent needs an address`() {
        #expect(throws: FieldErrorReason.self) { try Correspondent(parsing: "Ada", in: try Language(parsing: "fr")) }
    }
}
