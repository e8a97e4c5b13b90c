package import Foundation

/// A version of the tz database such as `2026a`: the year, and the letter of the release in that year.
package struct ZoneDataVersion: Comparable, Sendable, CustomStringConvertible {
    private let year: Int
    private let number: Int

    /// Returns nil unless the text begins with a version. Suffixes that a distribution adds are ignored.
    package init?(parsing text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 5, let year = Int(String(decoding: bytes.prefix(4), as: UTF8.self)), year > 1900,
            (0x61...0x7A).contains(bytes[4]), bytes.count == 5 || !bytes[5].isWordByte
        else { return nil }
        self.year = year
        number = Int(bytes[4] - 0x61)
    }

    package var description: String { "\(year)" + String(UnicodeScalar(UInt8(0x61 + number))) }

    package static func < (left: ZoneDataVersion, right: ZoneDataVersion) -> Bool {
        (left.year, left.number) < (right.year, right.number)
    }

    /// Returns roughly when the version was released. A year has three or four versions, the first in its first months.
    /// `made`, the date of the data files, is more exact if it is earlier: nobody packs a version before its release.
    package func released(made: Date?) -> Date? {
        let rough = Self.instant(year, month: min(12, 2 + 3 * number))
        guard let made, let rough, let new = Self.instant(year, month: 1), made >= new else { return rough }
        return min(made, rough)
    }

    private static func instant(_ year: Int, month: Int) -> Date? {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar.date(from: DateComponents(year: year, month: month))
    }
}

extension UInt8 {
    fileprivate var isWordByte: Bool {
        (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
    }
}
