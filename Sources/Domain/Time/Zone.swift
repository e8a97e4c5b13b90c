package import Foundation

/// A time zone of the tz database: its name and its offsets. Two zones with the same name are equal.
package struct Zone: Sendable {
    package typealias Offset = @Sendable (_ secondsSince1970: Int) -> Int

    package let name: String
    private let offset: Offset

    /// `offset` returns the seconds east of Greenwich at an instant.
    package init(name: String, offset: @escaping Offset) {
        self.name = name
        self.offset = offset
    }

    package static let utc = Zone(name: "Etc/UTC") { _ in 0 }

    /// Returns the seconds east of Greenwich at this many seconds after 1970-01-01 in UTC.
    package func offset(at seconds: Int) -> Int { offset(seconds) }

    /// Returns the offset from UTC as `+01:00`.
    package func offsetText(at instant: Date) -> String {
        let minutes = offset(at: instant.wholeSeconds) / 60
        let size = abs(minutes)
        return "\(minutes < 0 ? "-" : "+")\((size / 60).padded(2)):\((size % 60).padded(2))"
    }
}

extension Zone: Equatable {
    package static func == (left: Zone, right: Zone) -> Bool { left.name == right.name }
}

/// The time zones that the machine of the daemon knows.
package struct Zones: Sendable {
    private let find: @Sendable (String) -> Zone?

    /// `find` returns the zone with an IANA name such as `Europe/Paris`.
    package init(find: @escaping @Sendable (String) -> Zone?) {
        self.find = find
    }

    /// Reads an IANA name with an area, or `UTC`. Abbreviations such as `CET` are refused: they do not say which
    /// country's rules apply.
    package func zone(parsing text: String) throws(FieldErrorReason) -> Zone {
        let written = text.trimmed
        let name = written == "UTC" ? "Etc/UTC" : written
        // Swift compares strings by what they look like: a Kelvin sign equals a K.
        guard name.utf8.contains(UInt8(ascii: "/")), name.utf8.allSatisfy({ $0 < 0x80 }), let zone = find(name) else {
            throw .timeZone
        }
        return zone
    }
}

extension Date {
    /// The whole seconds since 1970-01-01 in UTC, rounded down.
    package var wholeSeconds: Int { Int(timeIntervalSince1970.rounded(.down)) }
}
