import Domain
import Testing

@testable import HopdrinkCommand

@Suite struct ListenAddressTests {
    @Test(arguments: [
        ("127.0.0.1:8080", "127.0.0.1", 8080), ("[::1]:80", "::1", 80), ("localhost:0", "localhost", 0),
        (" meet.example.org:65535 ", "meet.example.org", 65_535),
    ])
    func `a host and a port are parsed`(text: String, host: String, port: Int) throws {
        #expect(try ListenAddress(parsing: text) == ListenAddress(host: host, port: port))
    }

    @Test(arguments: [
        "", "8080", ":8080", "localhost", "localhost:", "localhost:65536", "localhost:-1", "::1:80", "[::1]",
        "a b:80", "[]:80", "localhost:8\u{301}0",
    ])
    func `any other text is refused`(text: String) {
        #expect(throws: FieldErrorReason.self) { try ListenAddress(parsing: text) }
    }

    @Test func `an address is written in the form in which it is read`() throws {
        for text in ["127.0.0.1:8080", "[::1]:80"] {
            #expect(try ListenAddress(parsing: text).description == text)
        }
    }
}
