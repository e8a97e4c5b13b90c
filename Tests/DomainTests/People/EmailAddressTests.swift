import Domain
import Testing

struct EmailAddressTests {
    @Test(arguments: [
        ("ada@example.org", "ada@example.org"),
        (" Ada.Lovelace+tours@Example.ORG\r\n", "Ada.Lovelace+tours@example.org"),
        ("o'brien!#$%&*/=?^_`{|}~-@a-b.example", "o'brien!#$%&*/=?^_`{|}~-@a-b.example"),
        ("a@xn--bcher-kva.example", "a@xn--bcher-kva.example"), ("1@2.fr", "1@2.fr"),
    ])
    func `address is kept as written, with its domain in lower case`(text: String, address: String) throws {
        #expect(try EmailAddress(parsing: text).text == address)
    }

    @Test func `address has a folded form and a domain`() throws {
        let address = try EmailAddress(parsing: "Ada@Example.org")
        #expect(address.folded == "ada@example.org")
        #expect(address.domain == "example.org")
    }

    @Test(arguments: [
        "ada", "@", "@example.org", "ada@", "ada@example", "ada@@example.org", "ada@lovelace@example.org",
        "ada@.example.org", "ada@example..org", "ada@example.org.", "ada@-example.org", "ada@example-.org",
        "ada@exa_mple.org", "ada@127.0.0.1", "ada@[127.0.0.1]", ".ada@example.org", "ada.@example.org",
        "a..b@example.org",
    ])
    func `text of another form is not an address`(text: String) {
        #expect(throws: FieldErrorReason.address) { try EmailAddress(parsing: text) }
    }

    @Test(arguments: [
        "\"ada\"@example.org", "ada\"@example.org", "ada\"\u{301}@example.org", "a da@example.org",
        "ada <ada@example.org>",
        "ada@example.org,bob@example.org", "ada@example.org>", "(ada)@example.org", "ada@example.org;",
        "mailto:ada@example.org", "a\\b@example.org",
    ])
    func `quotes, blanks and lists are not allowed in an address`(text: String) {
        #expect(throws: FieldErrorReason.address) { try EmailAddress(parsing: text) }
    }

    @Test(arguments: [
        "ada\r\n@example.org", "ada@example.org\r\nRCPT TO:<eve@example.org>", "ada\0@example.org", "ada@example.org\0",
        "ada\u{7F}@example.org", "a\tda@example.org", "ada@exa\nmple.org", "\u{202E}ada@example.org",
        "ada@example.org\u{200B}", "\u{FEFF}ada@example.org",
    ])
    func `control and hidden characters are not allowed in an address`(text: String) {
        #expect(throws: FieldErrorReason.address) { try EmailAddress(parsing: text) }
    }

    @Test(arguments: [
        "adà@example.org", "ada@exämple.org", "ada@例え.jp", "ada@example。org", "ａda@example.org", "ada＠example.org",
        "ada@example.org\u{301}", "ad\u{212A}@example.org",
    ])
    func `characters outside ASCII are not allowed in an address`(text: String) {
        #expect(throws: FieldErrorReason.address) { try EmailAddress(parsing: text) }
    }

    @Test func `address has at most 254 octets`() throws {
        let labels = Array(repeating: String(repeating: "d", count: 60), count: 4).joined(separator: ".")
        #expect(try EmailAddress(parsing: "ada456789@\(labels)x").text.utf8.count == 254)
        #expect(throws: FieldErrorReason.tooLong(maximum: 254)) { try EmailAddress(parsing: "ada4567890@\(labels)x") }
        #expect(throws: FieldErrorReason.tooLong(maximum: 254)) {
            try EmailAddress(parsing: String(repeating: "a", count: 288) + "@example.org")
        }
    }

    @Test func `local part has at most 64 octets, and a label at most 63`() throws {
        let local = String(repeating: "a", count: 64)
        let label = String(repeating: "d", count: 63)
        #expect(try EmailAddress(parsing: "\(local)@\(label).org").text == "\(local)@\(label).org")
        #expect(throws: FieldErrorReason.address) { try EmailAddress(parsing: "a\(local)@\(label).org") }
        #expect(throws: FieldErrorReason.address) { try EmailAddress(parsing: "\(local)@d\(label).org") }
    }

    @Test(arguments: ["", "  ", "\r\n"])
    func `empty text is reported as missing`(text: String) {
        #expect(throws: FieldErrorReason.missing) { try EmailAddress(parsing: text) }
    }
}
