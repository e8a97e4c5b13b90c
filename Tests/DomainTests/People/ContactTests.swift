import Domain
import Testing

struct ContactTests {
    @Test(arguments: [
        ("Ada", "Ada", String?.none), (" Ada Lovelace ", "Ada Lovelace", nil),
        ("Ada <ada@example.org>", "Ada", "ada@example.org"), ("Ada<ada@EXAMPLE.org>", "Ada", "ada@example.org"),
        ("A < B <c@example.org>", "A < B", "c@example.org"), ("Zoé 🍷 <zoe@example.org>", "Zoé 🍷", "zoe@example.org"),
    ])
    func `contact has a name and optionally an address`(text: String, name: String, address: String?) throws {
        let contact = try Contact(parsing: text)
        #expect(contact.name == name && contact.address?.text == address)
        #expect(try Contact(parsing: contact.text) == contact)
    }

    @Test(arguments: [
        ("", FieldErrorReason.missing), ("<ada@example.org>", .missing), ("Ada <ada>", .address), ("Ada <>", .missing),
        ("Ada\nBcc: <bob@example.org>", .control), (String(repeating: "a", count: 81), .tooLong(maximum: 80)),
    ])
    func `text of another form is not a contact`(text: String, problem: FieldErrorReason) {
        #expect(throws: problem) { try Contact(parsing: text) }
    }
}
