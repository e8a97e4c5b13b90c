package import Foundation

/// The clock on the wall of one time zone, as the system's tz database has it.
///
/// Foundation on Linux carries its own copy of that database, which ages with the toolchain.
package struct WallClock: Sendable {
    private let file: ZoneFile

    /// Nothing for an unknown zone. Reads a file: keep the clock when there is more than one time to convert.
    package init?(zone: String) {
        guard let file = ZoneFile(zone: zone) else { return nil }
        self.file = file
    }

    /// The instant of a wall clock time, `20261210T190000`.
    ///
    /// RFC 5545 3.3.5: a time that is skipped counts with the offset before, one that comes twice means the first.
    package func instant(of local: String) -> Date? {
        guard let clock = CivilTime(local)?.secondsSince1970 else { return nil }
        let before = file.offset(at: clock - 86_400)
        let after = file.offset(at: clock + 86_400)
        let isBefore = file.offset(at: clock - before) == before
        let isAfter = file.offset(at: clock - after) == after
        let offset = !isBefore && isAfter ? after : before
        return Date(timeIntervalSince1970: TimeInterval(clock - offset))
    }

    /// What the clock shows at an instant, `20261210T190000`; nothing outside the years 1 to 9999.
    package func reading(at instant: Date) -> String? {
        guard let seconds = CivilTime(utc: instant)?.secondsSince1970 else { return nil }
        return CivilTime(secondsSince1970: seconds + file.offset(at: seconds))?.text
    }

    /// Seconds east of Greenwich at an instant; nothing outside the years 1 to 9999.
    package func offset(at instant: Date) -> Int? {
        CivilTime(utc: instant).map { file.offset(at: $0.secondsSince1970) }
    }
}
