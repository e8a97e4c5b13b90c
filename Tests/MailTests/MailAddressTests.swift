import Mail
import Testing

@Suite struct MailAddressTests {
    @Test(arguments: [
        "a@b", "anna.o'neil+tag@mail.example.net", "bounce+abc@b.hop.example", "x..y@docomo.ne.jp", "a@1.2",
    ])
    func `an ordinary address is accepted`(address: String) throws {
        #expect(try Mailbox(address: address).address == address)
        #expect(try Envelope(sender: address, recipient: address).recipient == address)
    }

    @Test(arguments: [
        "", "anna", "@b", "a@", "a b@c.example", "a@b c", "<a@b>", "a@b>\r\nRCPT TO:<victim@c.example>", "a@b\n",
        "a\u{0}@b", "\"a b\"@c.example", "é@b.example", "a@é.example", "a@b..example", "a@-b.example", "a@b.example.",
        "a@[127.0.0.1]", "a@b\u{301}", "a@\u{FF42}", String(repeating: "x", count: 65) + "@b",
        "a@" + String(repeating: "x.", count: 130) + "y",
    ])
    func `an address that libcurl could send as more than an address is refused`(address: String) {
        #expect(throws: MailError.invalidAddress) { try Mailbox(address: address) }
        #expect(throws: MailError.invalidAddress) { try Envelope(sender: "a@b", recipient: address) }
    }

    @Test func `only the sender may be empty`() throws {
        #expect(try Envelope(sender: "", recipient: "a@b").sender == "")
    }
}
