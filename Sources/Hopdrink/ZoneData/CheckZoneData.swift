package import Domain
package import Foundation
package import ICalendar
package import Storage

/// Compares the time zone data in use with the newest data on this machine.
package struct CheckZoneData: Sendable {
    private let used: ZoneDirectory
    private let folders: [String]
    private let knowsOthers: Bool

    /// How far into the future zone data are compared, in seconds.
    private static let horizon = 2 * 366 * 86_400
    private static let systemFolder = "/usr/share/zoneinfo"

    /// Newer data may be in `folders`, or in the folder in use, which is read again. If `knowsOthers` is true, the
    /// system's folder and Swift's library are searched too.
    package init(_ used: ZoneDirectory = .system, folders: [String] = [], knowsOthers: Bool = true) {
        self.used = used
        self.folders = [used.path] + (knowsOthers ? [Self.systemFolder] : []) + folders
        self.knowsOthers = knowsOthers
    }

    /// Returns the result of the check for these zones.
    package func perform(zones: [String], at now: Date) -> ZoneDataCheck {
        check(of: zones, at: now) { _, _ in nil }
    }

    /// Returns the result of the check for these zones, with the number of meetups whose start would move.
    package func perform(zones: [String], _ tx: Transaction) throws -> ZoneDataCheck {
        try check(of: zones, at: tx.now) { zone, start in try tx.zoneData.meetupsMoved(by: zone, from: start) }
    }

    private func check(
        of zones: [String], at now: Date, count: (_ zone: Zone, _ start: Date) throws -> Int?
    ) rethrows -> ZoneDataCheck {
        // The data in use are those of the first read, at startup; files that change later are another version.
        zones.forEach(used.read)
        let newest = self.newest
        let comparison = newest.map { ZoneComparison(of: used, with: $0.offset) }
        let range = now.wholeSeconds..<now.wholeSeconds + Self.horizon
        let changes = try Set(zones).sorted().compactMap { name -> ZoneDataCheck.Change? in
            guard let newest, let first = comparison?.firstDifference(in: name, during: range) else { return nil }
            let from = Date(timeIntervalSince1970: TimeInterval(first))
            let zone = Zone(name: name) { newest.offset(name, $0) ?? 0 }
            return ZoneDataCheck.Change(zone: name, from: from, meetups: try count(zone, from))
        }
        return ZoneDataCheck(
            version: used.version, path: used.path, made: used.made,
            newest: newest.map { ZoneDataCheck.Newest(version: $0.version, place: $0.place) }, changes: changes
        )
    }

    /// The newest data that are newer than the data in use. If the version in use is unknown, every known version
    /// counts as newer.
    private var newest: ZoneSource? {
        let version = used.version.flatMap(ZoneDataVersion.init(parsing:))
        let sources = folders.map(ZoneSource.init(folder:)) + (knowsOthers ? [.foundation] : [])
        let known = sources.compactMap { source in
            ZoneDataVersion(parsing: source.version).map { (version: $0, source: source) }
        }
        let newer = known.filter { found in version.map { found.version > $0 } ?? true }
        return newer.max { $0.version < $1.version }?.source
    }
}

/// One version of the tz database on this machine.
private struct ZoneSource: Sendable {
    let version: String
    let place: String
    let offset: ZoneComparison.Offset
}

extension ZoneSource {
    init(folder: String) {
        let directory = ZoneDirectory(path: folder)
        self.init(version: directory.version ?? "", place: folder) { directory.offset(in: $0, at: $1) }
    }

    /// The data that Swift's library contains, inside this program.
    static let foundation = ZoneSource(version: TimeZone.timeZoneDataVersion, place: "Swift's library") {
        name, instant in
        TimeZone(identifier: name)?.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant)))
    }
}
