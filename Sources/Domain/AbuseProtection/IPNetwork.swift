/// All addresses with the same prefix (`10.0.0.0/8`, `2001:db8::/32`), or a single address.
package struct IPNetwork: Hashable, Sendable {
    private let start: IPAddress
    private let length: Int

    package init(parsing text: String) throws(FieldErrorReason) {
        let form = FieldErrorReason.format(
            "must be an address or a network such as 127.0.0.1, 10.0.0.0/8 or 2001:db8::/32")
        let parts = text.trimmed.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = parts.first, let address = IPAddress(parsing: first) else { throw form }
        let width = address.family.width
        let written = parts.count == 2 ? digits(parts[1].prefix(4)) : width
        // An IPv4 address mapped into IPv6 counts its bits from the start of the IPv6 address.
        let isMapped = address.family == .v4 && first.contains(UInt8(ascii: ":"))
        guard let written else { throw form }
        let length = parts.count == 2 && isMapped ? written - 96 : written
        guard (0...width).contains(length) else { throw form }
        start = address.prefix(length)
        self.length = length
    }

    package func contains(_ address: IPAddress) -> Bool {
        address.family == start.family && address.prefix(length) == start
    }
}
