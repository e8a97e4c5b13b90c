/// An email address of RFC 5321 §4.1.2 without quoted local parts and address literals; ASCII, at most 254 octets.
package struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
    /// The address as the guest wrote it, with the domain in lower case.
    package let text: String

    package init(parsing text: String) throws(FieldErrorReason) {
        let bytes = Array(text.trimmed.utf8)
        guard !bytes.isEmpty else { throw .missing }
        guard bytes.count <= 254 else { throw .tooLong(maximum: 254) }
        let sides = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard sides.count == 2, Self.isLocalPart(sides[0]), Self.isDomain(sides[1]) else { throw .address }
        let domain = String(decoding: sides[1], as: UTF8.self).lowercased()
        self.text = "\(String(decoding: sides[0], as: UTF8.self))@\(domain)"
    }

    package var description: String { text }

    /// The key under which addresses are the same person: everything in lower case.
    package var folded: String { text.lowercased() }

    package var domain: String {
        String(decoding: text.utf8.drop { $0 != UInt8(ascii: "@") }.dropFirst(), as: UTF8.self)
    }

    private static func isLocalPart(_ bytes: ArraySlice<UInt8>) -> Bool {
        let atoms = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return bytes.count <= 64 && atoms.allSatisfy { !$0.isEmpty && $0.allSatisfy(isAtomText) }
    }

    private static func isDomain(_ bytes: ArraySlice<UInt8>) -> Bool {
        let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return labels.count >= 2
            && labels.allSatisfy { (1...63).contains($0.count) && $0.first != 0x2D && $0.last != 0x2D }
            && bytes.allSatisfy { isLetterOrDigit($0) || $0 == 0x2D || $0 == 0x2E }
            && labels.last.flatMap { digits($0) } == nil
    }

    private static func isAtomText(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
