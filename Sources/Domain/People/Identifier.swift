package import Foundation

/// A time-ordered, globally unique identifier: 48 bits of milliseconds and 80 random bits in Crockford's base 32, lower
/// case, like a ULID.
package struct Identifier<Subject>: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package init(at now: Date, random: (UInt64, UInt16)) {
        let milliseconds = UInt64(max(0, now.timeIntervalSince1970) * 1000) & 0xFFFF_FFFF_FFFF
        let high = milliseconds << 16 | UInt64(random.1)
        text = Self.base32(high, digits: 13) + Self.base32(random.0, digits: 13)
    }

    /// Reads an identifier. Returns nil if the text does not have its form.
    package init?(parsing text: String) {
        guard text.utf8.count == 26, text.utf8.allSatisfy(Self.alphabet.contains) else { return nil }
        self.text = text
    }

    package var description: String { text }

    /// The time of creation, to the millisecond.
    package var made: Date {
        let letters = Self.alphabet
        let high = text.utf8.prefix(13).reduce(0 as UInt128) { $0 << 5 | UInt128(letters.firstIndex(of: $1) ?? 0) }
        return Date(timeIntervalSince1970: TimeInterval(UInt64(truncatingIfNeeded: high) >> 16) / 1000)
    }

    private static var alphabet: [UInt8] { Array("0123456789abcdefghjkmnpqrstvwxyz".utf8) }

    private static func base32(_ number: UInt64, digits: Int) -> String {
        let letters = alphabet
        let bytes = (0..<digits).reversed().map { letters[Int(truncatingIfNeeded: number >> (UInt64($0) * 5)) & 31] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
