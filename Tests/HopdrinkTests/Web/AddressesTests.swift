import Domain
import Testing

@testable import Hopdrink

struct AddressesTests {
    @Test(arguments: [
        ("https://hopdrink.example", "https://hopdrink.example", "hopdrink.example", true),
        (" HTTPS://Hopdrink.Example/ ", "https://hopdrink.example", "hopdrink.example", true),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080", "127.0.0.1", false),
        ("http://[::1]:8080", "http://[::1]:8080", "[::1]", false),
    ])
    func `valid base URL is parsed`(text: String, whole: String, host: String, isSecure: Bool) throws {
        let base = try BaseURL(parsing: text)
        #expect(base.text == whole)
        #expect(base.host == host)
        #expect(base.isSecure == isSecure)
    }

    @Test(arguments: [
        "", "hopdrink.example", "ftp://hopdrink.example", "https://", "https://a.example/path", "https://a.example?x",
        "https://me@a.example", "https://a.example\r\nX: y", "https://a b.example", "https://é.example",
        "https://a.example#x",
    ])
    func `other base URLs are refused`(text: String) {
        #expect(throws: FieldErrorReason.self) { try BaseURL(parsing: text) }
    }

    @Test func `addresses have the stable paths that people and clients store`() throws {
        let samples = try Samples()
        let french = try Language(parsing: "fr")
        let id = samples.meetup.id
        let token = samples.token
        #expect(Address.network(in: french).path == "/fr/")
        #expect(Address.city(samples.city.slug, in: french).path == "/fr/tours")
        #expect(Address.meetup(id, in: french).path == "/fr/meetups/\(id)")
        #expect(Address.rsvps(id, in: french).path == "/fr/meetups/\(id)/rsvps")
        #expect(Address.sent(id, in: french).path == "/fr/meetups/\(id)/rsvps/sent")
        #expect(Address.confirm(token, in: french).path == "/fr/rsvps/confirm/\(token.text)")
        #expect(Address.manage(token, in: french).path == "/fr/rsvps/\(token.text)")
        #expect(Address.cancel(token, in: french).path == "/fr/rsvps/\(token.text)/cancel")
        #expect(Address.feed(samples.city.slug).path == "/feeds/tours.ics")
        #expect(Address.calendar(id).path == "/meetups/\(id).ics")
        let base = try BaseURL(parsing: "https://hopdrink.example:8443")
        #expect(base.absolute(.feed(samples.city.slug)) == "https://hopdrink.example:8443/feeds/tours.ics")
        #expect(base.webcal(.feed(samples.city.slug)) == "webcal://hopdrink.example:8443/feeds/tours.ics")
    }
}
