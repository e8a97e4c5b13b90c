import Domain
import Testing

@testable import HopdrinkCommand

@Suite struct SiteAddressTests {
    @Test(arguments: [
        ("https://meet.example.org", "https://meet.example.org"), ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ])
    func `an address of a whole site is read`(text: String, address: String) throws {
        #expect(try SiteAddress(parsing: text).text == address)
    }

    @Test(arguments: [
        "", "meet.example.org", "ftp://meet.example.org", "https://", "https:///", "https://meet.example.org/sub",
        "https://meet.example.org?a", "https://meet.example.org#a", "https://u:p@meet.example.org", "https://meet example.org",
        "https://meet.example.org//", "https://meet.example.org:0", "https://meet.example.org:99999", "javascript:alert(1)",
    ])
    func `anything else is refused`(text: String) {
        #expect(throws: Problem.self) { try SiteAddress(parsing: text) }
    }
}
