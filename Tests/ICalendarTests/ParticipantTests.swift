import Testing

@testable import ICalendar

@Suite struct ParticipantTests {
    @Test(arguments: [
        ("zoe@example.org", "mailto:zoe@example.org"), ("rsvp+a=b_c-1@x.example", "mailto:rsvp+a=b_c-1@x.example"),
        ("o'hara!@x.example", "mailto:o'hara!@x.example"), ("a?b%c#d@x.example", "mailto:a%3Fb%25c%23d@x.example"),
        ("{a|b}^`@x.example", "mailto:%7Ba%7Cb%7D%5E%60@x.example"),
    ])
    func `an email address becomes a calendar address`(address: String, uri: String) {
        #expect(Participant(name: "", address: address)?.uri == uri)
    }

    @Test(arguments: [
        "", "@", "a@", "@b", "ab", "a@b@c", "a b@c", "a@b c", "a@b\r\nX-EVIL:1", "a@b\n", "a@b\u{0}", "a@b\u{7F}",
        "é@b", "a@é.fr",
        "a\u{301}@b", "\"a\"@b", "a@[127.0.0.1]", "a,b@c", "a;b@c", "a:b@c", "<a@b>", "a(b)@c", "a\\@b", "mailto:a@b",
    ])
    func `an address that can't be a calendar address is refused`(address: String) {
        #expect(Participant(name: "Zoé", address: address) == nil)
    }
}
