/// An IP address. An IPv4 address mapped into IPv6 (`::ffff:192.0.2.1`) counts as IPv4.
package struct IPAddress: Hashable, Sendable {
    package enum Family: Hashable, Sendable {
        case v4
        case v6

        /// The number of bits of an address.
        package var width: Int { self == .v4 ? 32 : 128 }
    }

    package let family: Family
    let bits: UInt128

    private init(_ family: Family, _ bits: UInt128) {
        self.family = family
        self.bits = bits
    }

    /// Reads `192.0.2.1` or `2001:db8::1`. Returns nil for anything else, including zones and numbers with leading
    /// zeros.
    package init?(parsing text: some Collection<UInt8>) {
        guard text.count <= 45 else { return nil }
        if let four = Self.four(text) {
            self.init(.v4, UInt128(four))
        } else if let six = Self.six(text) {
            self.init(six >> 32 == Self.mapped ? .v4 : .v6, six >> 32 == Self.mapped ? six & 0xFFFF_FFFF : six)
        } else {
            return nil
        }
    }

    package init?(parsing text: String) {
        self.init(parsing: text.utf8)
    }

    /// Returns the address with all bits after the first `length` set to 0.
    package func prefix(_ length: Int) -> IPAddress {
        let rest = family.width - length
        return IPAddress(family, rest >= 128 ? 0 : (bits >> rest) << rest)
    }

    /// The network of one customer of a provider: the IPv4 address itself, or the /64 network of an IPv6 address.
    package var household: IPAddress { family == .v4 ? self : prefix(64) }

    /// One text for each address, however the address was written.
    package var canonicalText: String { "\(family == .v4 ? 4 : 6):\(String(bits, radix: 16))" }

    /// `::ffff:0:0/96` (RFC 4291 §2.5.5.2) without its last 32 bits.
    private static let mapped: UInt128 = 0xFFFF
}

extension IPAddress {
    private static func four(_ text: some Collection<UInt8>) -> UInt32? {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        return parts.reduce(0 as UInt32?) { sum, part in
            guard let sum, (1...3).contains(part.count), part.first != UInt8(ascii: "0") || part.count == 1,
                let number = digits(part), number < 256
            else { return nil }
            return sum << 8 | UInt32(number)
        }
    }

    private static func six(_ text: some Collection<UInt8>) -> UInt128? {
        let parts = Array(text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map { Array($0) })
        guard parts.count >= 3, let gap = gap(in: parts) else { return nil }
        let head = parts[..<(gap?.lowerBound ?? parts.count)]
        let tail = gap.map { parts[$0.upperBound...] } ?? []
        guard let first = groups(Array(head), mayEndInFour: gap == nil),
            let last = groups(Array(tail), mayEndInFour: true)
        else { return nil }
        let missing = 8 - first.count - last.count
        guard gap == nil ? missing == 0 : missing >= 1 else { return nil }
        let all = first + Array(repeating: 0, count: missing) + last
        return all.reduce(0) { $0 << 16 | UInt128($1) }
    }

    /// Returns the range of `::` among the parts between colons. The inner value is nil if there is no `::`, the outer
    /// value is nil if the colons are invalid.
    private static func gap(in parts: [[UInt8]]) -> Range<Int>?? {
        let empty = parts.indices.filter { parts[$0].isEmpty }
        guard let first = empty.first, let last = empty.last else { return .some(nil) }
        let isRun = last - first == empty.count - 1
        let atStart = first == 0
        let atEnd = last == parts.count - 1
        let expected = 1 + (atStart ? 1 : 0) + (atEnd ? 1 : 0)
        return isRun && empty.count == expected ? first..<(last + 1) : nil
    }

    /// Returns groups of 16 bits; the last two may be written as IPv4.
    private static func groups(_ parts: [[UInt8]], mayEndInFour: Bool) -> [UInt16]? {
        var groups: [UInt16] = []
        for (place, part) in parts.enumerated() {
            if let group = hexadecimal(part) {
                groups.append(group)
            } else if mayEndInFour, place == parts.count - 1, let four = four(part) {
                groups += [UInt16(four >> 16), UInt16(four & 0xFFFF)]
            } else {
                return nil
            }
        }
        return groups.count <= 8 ? groups : nil
    }

    private static func hexadecimal(_ part: [UInt8]) -> UInt16? {
        guard (1...4).contains(part.count) else { return nil }
        return part.reduce(0 as UInt16?) { sum, byte in
            let digit: UInt8? =
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
                case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
                case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
                default: nil
                }
            guard let sum, let digit else { return nil }
            return sum << 4 | UInt16(digit)
        }
    }
}
