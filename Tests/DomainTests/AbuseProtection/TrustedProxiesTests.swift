import Testing

@testable import Domain

struct TrustedProxiesTests {
    private static let proxies = ["127.0.0.1", "10.0.0.0/8", "2001:db8:ffff::/48"]

    private func client(_ peer: String?, _ forwarded: [String], _ trusted: [String] = proxies) throws -> IPAddress? {
        TrustedProxies(try trusted.map { try IPNetwork(parsing: $0) })
            .client(peer: peer.flatMap { IPAddress(parsing: $0) }, forwarded: forwarded)
    }

    @Test(arguments: [
        // A peer that is not trusted cannot state another client's address.
        ("203.0.113.9", ["192.0.2.1"], "203.0.113.9"),
        ("203.0.113.9", [], "203.0.113.9"),
        // A trusted proxy can; anything to the left of the first untrusted address may be made up.
        ("127.0.0.1", ["192.0.2.1"], "192.0.2.1"),
        ("::ffff:127.0.0.1", ["192.0.2.1"], "192.0.2.1"),
        ("127.0.0.1", ["198.51.100.7, 192.0.2.1"], "192.0.2.1"),
        ("127.0.0.1", ["127.0.0.1, 192.0.2.1"], "192.0.2.1"),
        ("127.0.0.1", ["192.0.2.1, 10.1.1.1"], "192.0.2.1"),
        ("127.0.0.1", ["198.51.100.7,192.0.2.1 ,\t10.1.1.1 , 10.2.2.2"], "192.0.2.1"),
        ("127.0.0.1", ["198.51.100.7", "192.0.2.1", "10.1.1.1"], "192.0.2.1"),
        ("127.0.0.1", ["2001:db8::1"], "2001:db8::1"),
        // Some proxies add a port.
        ("127.0.0.1", ["192.0.2.1:5678"], "192.0.2.1"),
        ("127.0.0.1", ["[2001:db8::1]:80"], "2001:db8::1"),
        ("127.0.0.1", ["[2001:db8::1]"], "2001:db8::1"),
        // If all addresses are trusted proxies, the farthest one is the client.
        ("127.0.0.1", ["10.1.1.1, 10.2.2.2"], "10.1.1.1"),
        ("127.0.0.1", [], "127.0.0.1"),
        // An unreadable entry makes the peer the client.
        ("127.0.0.1", ["unknown"], "127.0.0.1"),
        ("127.0.0.1", [""], "127.0.0.1"),
        ("127.0.0.1", ["192.0.2.1,"], "127.0.0.1"),
        ("127.0.0.1", ["192.0.2.1, nonsense, 10.1.1.1"], "127.0.0.1"),
        ("127.0.0.1", ["192.0.2.1:x"], "127.0.0.1"),
        ("127.0.0.1", ["[2001:db8::1"], "127.0.0.1"),
        ("127.0.0.1", ["[2001:db8::1]x"], "127.0.0.1"),
        ("127.0.0.1", ["192.0.2.1, \"192.0.2.1\""], "127.0.0.1"),
        ("127.0.0.1", ["192.0.2.1\u{301}"], "127.0.0.1"),
    ])
    func `client is the first address from the right that is not a trusted proxy`(
        peer: String, forwarded: [String], client: String
    ) throws {
        #expect(try self.client(peer, forwarded) == IPAddress(parsing: client))
    }

    @Test func `client is always the peer without trusted proxies`() throws {
        #expect(try client("127.0.0.1", ["192.0.2.1"], []) == IPAddress(parsing: "127.0.0.1"))
    }

    @Test func `peer of a Unix socket is trusted`() throws {
        #expect(try client(nil, ["192.0.2.1"], []) == IPAddress(parsing: "192.0.2.1"))
        #expect(try client(nil, [], []) == nil)
        #expect(try client(nil, ["nonsense"], []) == nil)
    }
}
