package import Foundation

/// A time zone of the tz database: its name, and what its clocks do. Two of the same name are the same.
package struct Zone: Sendable {
    package typealias Offset = @Sendable (_ secondsSince1970: Int) -> Int

    package let name: String
    private let offset: Offset

    /// `offset` gives the seconds east of Greenwich at an instant.
    package init(name: String, offset: @escaping Offset) {
        self.name = name
        self.offset = offset
    }

    package static let utc = Zone(name: "Etc/UTC") { _ in 0 }

    /// Seconds east of Greenwich, so many seconds after 1970 began in UTC.
    package func offset(at seconds: Int) -> Int { offset(seconds) }

    /// The offset from UTC as `+01:00`.
    package func offsetText(at instant: Date) -> String {
        let minutes = offset(at: instant.wholeSeconds) / 60
        let size = abs(minutes)
        return "\(minutes < 0 ? "-" : "+")\((size / 60).padded(2)):\((size % 60).padded(2))"
    }
}

extension Zone: Equatable {
    package static func == (left: Zone, right: Zone) -> Bool { left.name == right.name }
}

/// The zones that are known where the daemon runs.
package struct Zones: Sendable {
    private let find: @Sendable (String) -> Zone?

    /// `find` gives the zone of an IANA name such as `Europe/Paris`.
    package init(find: @escaping @Sendable (String) -> Zone?) {
        self.find = find
    }

    /// Reads an IANA name with an area, or `UTC`. Abbreviations such as `CET` are no zones: they don't tell a law.
    package func zone(parsing text: String) throws(FieldErrorReason) -> Zone {
        let written = text.trimmed
        let name = written == "UTC" ? "Etc/UTC" : written
        // Strings are equal when they look the same: a Kelvin sign is a K.
        guard name.utf8.contains(UInt8(ascii: "/")), name.utf8.allSatisfy({ $0 < 0x80 }), let zone = find(name) else {
            throw .timeZone
        }
        return zone
    }
}

extension Date {
    /// Seconds since 1970 began in UTC, without the part of the last.
    package var wholeSeconds: Int { Int(timeIntervalSince1970.rounded(.down)) }
}
