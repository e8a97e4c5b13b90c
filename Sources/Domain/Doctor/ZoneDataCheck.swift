package import Foundation

/// Which rules of time zones are used, and what the newest known ones would change.
package struct ZoneDataCheck: Sendable {
    /// Other data on this machine, newer than what is used.
    package struct Newest: Codable, Equatable, Sendable {
        package let version: String
        /// A folder, or a program that brings its own.
        package let place: String

        package init(version: String, place: String) {
            self.version = version
            self.place = place
        }
    }

    /// A zone in which the clocks differ from an instant on.
    package struct Change: Codable, Equatable, Sendable {
        package let zone: String
        /// In RFC 3339.
        package let from: String
        /// How many upcoming meetups would be at another instant; nil when nobody counted.
        package let meetups: Int?

        package init(zone: String, from: Date, meetups: Int?) {
            self.zone = zone
            self.from = from.formatted(.iso8601)
            self.meetups = meetups
        }
    }

    /// As the data says it; empty if it does not, nil where there are no zones.
    package let version: String?
    package let path: String
    /// When its files were made.
    private let made: Date?
    package let newest: Newest?
    package let changes: [Change]

    package static let subject = "time zones"
    /// A year and a half, and what a rough date may be off.
    private static let oldestDays = 600

    package init(version: String?, path: String, made: Date?, newest: Newest? = nil, changes: [Change] = []) {
        self.version = version
        self.path = path
        self.made = made
        self.newest = newest
        self.changes = changes
    }

    /// How many days ago the rules came out, as far as that is known.
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
