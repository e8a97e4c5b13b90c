package import Foundation

/// Checks which time zone rules are in use, and what the newest known rules would change.
package struct ZoneDataCheck: Sendable {
    /// Other zone data on this machine that is newer than the data in use.
    package struct Newest: Codable, Equatable, Sendable {
        package let version: String
        /// A folder, or a program that has its own data.
        package let place: String

        package init(version: String, place: String) {
            self.version = version
            self.place = place
        }
    }

    /// A zone whose clocks differ from a certain instant on.
    package struct Change: Codable, Equatable, Sendable {
        package let zone: String
        /// The instant, in RFC 3339 format.
        package let from: String
        /// The number of upcoming meetups whose instant would change; nil if they were not counted.
        package let meetups: Int?

        package init(zone: String, from: Date, meetups: Int?) {
            self.zone = zone
            self.from = from.formatted(.iso8601)
            self.meetups = meetups
        }
    }

    /// The version that the data states; empty if it states none, nil if there is no zone data.
    package let version: String?
    package let path: String
    /// The date of the data files.
    private let made: Date?
    package let newest: Newest?
    package let changes: [Change]

    package static let subject = "time zones"
    /// A year and a half, plus the error of a rough date.
    private static let oldestDays = 600

    package init(version: String?, path: String, made: Date?, newest: Newest? = nil, changes: [Change] = []) {
        self.version = version
        self.path = path
        self.made = made
        self.newest = newest
        self.changes = changes
    }

    /// Returns the age of the rules in days, or nil if it is unknown.
    package func age(at now: Date) -> Int? {
        let released = version.flatMap(ZoneDataVersion.init(parsing:))?.released(made: made)
        return released.map { max(0, Int(now.timeIntervalSince($0) / 86_400)) }
    }

    package func results(at now: Date) -> [CheckResult] {
        [used(at: now), comparison].compactMap(\.self)
    }

    private func used(at now: Date) -> CheckResult {
        guard let version else {
            return CheckResult(
                .problem, Self.subject, "There is no time zone data in \(path).",
                advice: "Install the package tzdata."
            )
        }
        guard let age = age(at: now) else {
            let said = version.isEmpty ? "say no version" : "say a version that can't be read: \(version)"
            return CheckResult(.warning, Self.subject, "The rules in \(path) \(said).", advice: "Use those of tzdata.")
        }
        let sentence = "The rules are those of \(version) in \(path), about \(age) days old."
        guard age > Self.oldestDays else { return CheckResult(.ok, Self.subject, sentence) }
        return CheckResult(.warning, Self.subject, sentence, advice: "Update the package tzdata.")
    }

    private var comparison: CheckResult? {
        guard let newest else { return nil }
        let place = "\(newest.version) in \(newest.place)"
        guard !changes.isEmpty else {
            return CheckResult(.ok, Self.subject, "The newest known, \(place), changes nothing for this network.")
        }
        let zones = changes.map(\.text).joined(separator: "; ")
        let advice =
            newest.place == path
            ? "Restart the daemon: it goes by what it read at its start."
            : "Update the package tzdata, then restart the daemon."
        return CheckResult(
            .warning, Self.subject, "By the newest known, \(place), clocks differ: \(zones).", advice: advice)
    }
}

extension ZoneDataCheck.Change {
    fileprivate var text: String {
        let meetups = meetups.map { " (\($0) \($0 == 1 ? "meetup" : "meetups"))" } ?? ""
        return "\(zone) from \(from)\(meetups)"
    }
}
