import Testing

@testable import Domain

struct IPAddressTests {
    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"),
        ("::ffff:192.0.2.1", "192.0.2.1"), ("::FFFF:c000:201", "192.0.2.1"), ("0:0:0:0:0:ffff:192.0.2.1", "192.0.2.1"),
        ("::", "0:0:0:0:0:0:0:0"), ("::1", "0:0:0:0:0:0:0:1"), ("1::", "1:0:0:0:0:0:0:0"),
        ("2001:DB8::1", "2001:db8:0:0:0:0:0:1"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
        ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"), ("64:ff9b::192.0.2.1", "64:ff9b:0:0:0:0:c000:201"),
    ])
    func `one address may be written in several ways`(text: String, other: String) throws {
        let address = try #require(IPAddress(parsing: text))
        #expect(address == IPAddress(parsing: other))
    }

    @Test(arguments: [
        "", " ", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.04", "01.2.3.4", "1.2.3.-4", "1.2.3.+4", "1.2..4",
        "1.2.3.4 ", "0x1.2.3.4", "1.2.3.4/8", "1.2.3.4:80", "١.2.3.4", "1.2.3.999999999999999999999", ":", ":::", ":1",
        "1:", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "12345::",
        "g::", "::1%eth0", "[::1]", "::192.0.2.1:1", "192.0.2.1::", "::ffff:192.0.2.256", "::ffff:1.2.3",
        "1:2:3:4:5:6:7:1.2.3.4", "unknown", "localhost", "e\u{301}::", "::1\u{0}", "1.2.3.4\n",
        "0000:0000:0000:0000:0000:0000:0000:0000:0000", "1:2:3:4:5:6:7:8:9:a:b:c:d:e:f:1:2:3:4:5:6:7:8:9:a:b:c:d:e",
    ])
    func `text of another form is not an address`(text: String) {
        #expect(IPAddress(parsing: text) == nil)
    }

    @Test func `household is an IPv4 address or a network of 64 bits of IPv6`() throws {
        let household = { (text: String) in IPAddress(parsing: text)?.household }
        #expect(household("192.0.2.1") != household("192.0.2.2"))
        #expect(household("192.0.2.1") == household("::ffff:192.0.2.1"))
        #expect(household("2001:db8:0:1::1") == household("2001:db8:0:1:ffff:ffff:ffff:ffff"))
        #expect(household("2001:db8:0:1::1") != household("2001:db8:0:2::1"))
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.1.2.3", true), ("10.0.0.0/8", "11.0.0.0", false), ("10.9.9.9/8", "10.0.0.1", true),
        ("127.0.0.1", "127.0.0.1", true), ("127.0.0.1", "127.0.0.2", false), ("127.0.0.1", "::ffff:127.0.0.1", true),
        ("::1", "::1", true), ("::1", "::2", false), ("2001:db8::/32", "2001:db8:ffff::1", true),
        ("2001:db8::/32", "2001:db9::1", false), ("0.0.0.0/0", "203.0.113.9", true), ("0.0.0.0/0", "::1", false),
        ("::/0", "2001:db8::1", true), ("::/0", "192.0.2.1", false), ("::ffff:10.0.0.0/104", "10.255.0.1", true),
        ("::ffff:10.0.0.1", "10.0.0.1", true), ("192.168.1.64/26", "192.168.1.127", true),
        ("192.168.1.64/26", "192.168.1.128", false), ("fe80::/10", "febf::1", true), ("fe80::/10", "fec0::1", false),
    ])
    func `network contains all addresses with its prefix`(network: String, address: String, contains: Bool) throws {
        let address = try #require(IPAddress(parsing: address))
        #expect(try IPNetwork(parsing: network).contains(address) == contains)
    }

    @Test(arguments: [
        "", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8/8", "10.0.0/8", "/8", "::/129", "example.org",
        "::ffff:10.0.0.0/95", "10.0.0.0/ 8", "10.0.0.0/99999999999999999999",
    ])
    func `text of another form is not a network`(text: String) {
        #expect(throws: FieldErrorReason.self) { try IPNetwork(parsing: text) }
    }
}
