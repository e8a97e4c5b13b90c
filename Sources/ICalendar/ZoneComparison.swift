/// Finds the differences between the offsets of two versions of the tz database.
package struct ZoneComparison: Sendable {
    /// Returns the offset of a zone in seconds east of Greenwich at an instant in seconds since 1970 UTC, or nil for an
    /// unknown zone.
    package typealias Offset = @Sendable (_ zone: String, _ instant: Int) -> Int?

    private let used: ZoneDirectory
    private let other: Offset

    /// The step of the search, in seconds. A shorter difference is found only where the offset in `used` changes too.
    private static let step = 43_200

    package init(of used: ZoneDirectory, with other: @escaping Offset) {
        self.used = used
        self.other = other
    }

    /// Returns the first second in the range at which the offsets of a zone differ. Returns nil if they agree, or if
    /// the other version does not know the zone.
    package func firstDifference(in zone: String, during range: Range<Int>) -> Int? {
        guard let file = used.file(of: zone), other(zone, range.lowerBound) != nil else { return nil }
        let differs = { instant in other(zone, instant) != file.offset(at: instant) }
        let changes = file.changes(in: range).flatMap { [$0 - 1, $0] }
        let moments = (Array(stride(from: range.lowerBound, to: range.upperBound, by: Self.step)) + changes).sorted()
        guard let index = moments.firstIndex(where: differs) else { return nil }
        guard index > 0 else { return moments[0] }
        return Self.first(after: moments[index - 1], through: moments[index], where: differs)
    }

    /// Binary search. The condition is false at `low` and true at `high`.
    private static func first(after low: Int, through high: Int, where holds: (Int) -> Bool) -> Int {
        var (low, high) = (low, high)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if holds(middle) { high = middle } else { low = middle }
        }
        return high
    }
}

extension ZoneDirectory {
    /// Returns the offset in seconds east of Greenwich, or nil for an unknown zone.
    package func offset(in zone: String, at instant: Int) -> Int? { file(of: zone)?.offset(at: instant) }

    /// Returns a text that is equal for equal rules, or nil for an unknown zone.
    package func fingerprint(of zone: String) -> String? { file(of: zone)?.fingerprint }
}

extension ZoneFile {
    var fingerprint: String {
        let seasons = [rule?.standard, rule?.summer?.season].map { $0.map { "\($0.abbreviation) \($0.offset)" } ?? "-" }
        let changes = [rule?.summer?.begins, rule?.summer?.ends].map { change in
            change.map { "\($0.month) \($0.week) \($0.weekday) \($0.secondOfDay)" } ?? "-"
        }
        return (seasons + changes + ["\(self.changes)", "\(offsets)"]).joined(separator: ";")
    }

    /// Returns the instants in the range at which the offset changes.
    func changes(in range: Range<Int>) -> [Int] {
        let byRule = rule?.changes(from: max(range.lowerBound, changes.last ?? .min), to: range.upperBound) ?? []
        return (changes + byRule).filter(range.contains)
    }
}
