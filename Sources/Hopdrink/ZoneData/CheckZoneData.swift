package import Domain
package import Foundation
package import ICalendar
package import Storage

/// Compares the time zones that are used with the newest that this machine has.
package struct CheckZoneData: Sendable {
    private let used: ZoneDirectory
    private let folders: [String]
    private let knowsOthers: Bool

    /// For how long from now clocks are compared.
    private static let horizon = 2 * 366 * 86_400
    private static let systemFolder = "/usr/share/zoneinfo"

    /// `folders` may hold newer data, as may the one that is used, which is read anew; and, if it `knowsOthers`, the
    /// system's and Swift's library.
    package init(_ used: ZoneDirectory = .system, folders: [String] = [], knowsOthers: Bool = true) {
        self.used = used
        self.folders = [used.path] + (knowsOthers ? [Self.systemFolder] : []) + folders
        self.knowsOthers = knowsOthers
    }

    /// What there is to say of these zones.
    package func perform(zones: [String], at now: Date) -> ZoneDataCheck {
        check(of: zones, at: now) { _, _ in nil }
    }

    /// The same, with how many meetups would be at another instant.
    package func perform(zones: [String], _ transaction: Transaction, at now: Date) throws -> ZoneDataCheck {
        try check(of: zones, at: now) { zone, start in try transaction.meetupsMoved(by: zone, from: start) }
    }

    private func check(
        of zones: [String], at now: Date, count: (_ zone: Zone, _ start: Date) throws -> Int?
    ) rethrows -> ZoneDataCheck {
        // What is used is what is read at the first look, at the start: later files are another version.
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

    /// The newest data that is newer than what is used. Where that says no version, all that do are.
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

    /// What Swift's library brings along inside this program.
    static let foundation = ZoneSource(version: TimeZone.timeZoneDataVersion, place: "Swift's library") {
        name, instant in
        TimeZone(identifier: name)?.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant)))
    }
}
