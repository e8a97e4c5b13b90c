import Testing

@testable import Domain

struct TrustedProxiesTests {
    private static let proxies = ["127.0.0.1", "10.0.0.0/8", "2001:db8:ffff::/48"]

    private func client(_ peer: String?, _ forwarded: [String], _ trusted: [String] = proxies) throws -> IPAddress? {
        TrustedProxies(try trusted.map { try IPNetwork(parsing: $0) })
            .client(peer: peer.flatMap { IPAddress(parsing: $0) }, forwarded: forwarded)
    }

    @Test(arguments: [
        // Nobody whom we do not trust says for whom they ask.
        ("203.0.113.9", ["192.0.2.1"], "203.0.113.9"),
        ("203.0.113.9", [], "203.0.113.9"),
        // A proxy of ours does, and what stands left of the first stranger may be made up.
        ("127.0.0.1", ["192.0.2.1"], "192.0.2.1"),
        ("::ffff:127.0.0.1", ["192.0.2.1"], "192.0.2.1"),
        ("127.0.0.1", ["198.51.100.7, 192.0.2.1"], "192.0.2.1"),
        ("127.0.0.1", ["127.0.0.1, 192.0.2.1"], "192.0.2.1"),
        ("127.0.0.1", ["192.0.2.1, 10.1.1.1"], "192.0.2.1"),
        ("127.0.0.1", ["198.51.100.7,192.0.2.1 ,\t10.1.1.1 , 10.2.2.2"], "192.0.2.1"),
        ("127.0.0.1", ["198.51.100.7", "192.0.2.1", "10.1.1.1"], "192.0.2.1"),
        ("127.0.0.1", ["2001:db8::1"], "2001:db8::1"),
        // With a port, as some proxies write it.
        ("127.0.0.1", ["192.0.2.1:5678"], "192.0.2.1"),
        ("127.0.0.1", ["[2001:db8::1]:80"], "2001:db8::1"),
        ("127.0.0.1", ["[2001:db8::1]"], "2001:db8::1"),
        // Where only our own stand, it is the farthest of them.
        ("127.0.0.1", ["10.1.1.1, 10.2.2.2"], "10.1.1.1"),
        ("127.0.0.1", [], "127.0.0.1"),
        // What can't be read is believed from nobody.
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
    func `who asks is the first from the right who is no proxy of ours`(
        peer: String, forwarded: [String], client: String
    ) throws {
        #expect(try self.client(peer, forwarded) == IPAddress(parsing: client))
    }

    @Test func `without trusted proxies it is always the peer`() throws {
        #expect(try client("127.0.0.1", ["192.0.2.1"], []) == IPAddress(parsing: "127.0.0.1"))
    }

    @Test func `the other end of a Unix socket is trusted`() throws {
        #expect(try client(nil, ["192.0.2.1"], []) == IPAddress(parsing: "192.0.2.1"))
        #expect(try client(nil, [], []) == nil)
        #expect(try client(nil, ["nonsense"], []) == nil)
    }
}
