/// An enhanced status code, such as `5.1.1` (RFC 3463).
package struct EnhancedStatus: Sendable, Equatable, CustomStringConvertible {
    /// 2, 4 or 5: success, temporary failure, permanent failure.
    package let kind: Int
    package let subject: Int
    package let detail: Int

    package init?(_ text: some StringProtocol) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Self.number($0) }
        guard parts.count == 3, numbers.count == 3, [2, 4, 5].contains(numbers[0]) else { return nil }
        (kind, subject, detail) = (numbers[0], numbers[1], numbers[2])
    }

    package var description: String { "\(kind).\(subject).\(detail)" }

    package var isPermanent: Bool { kind == 5 }

    /// Whether no message will ever reach this address: 5.1.1, 5.1.2, 5.1.3, 5.1.6 and 5.1.10. A full mailbox, a policy
    /// or suspected spam says nothing about the address.
    package var blamesAddress: Bool {
        isPermanent && subject == 1 && [1, 2, 3, 6, 10].contains(detail)
    }

    /// Whether only the kind is specified.
    var isUnspecific: Bool { subject == 0 && detail == 0 }

    private static func number(_ digits: some Sequence<UInt8>) -> Int? {
        let digits = Array(digits)
        guard (1...3).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
