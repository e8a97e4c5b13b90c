/// How the clocks of two versions of the tz database differ.
package struct ZoneComparison: Sendable {
    /// Seconds east of Greenwich in a zone, so many seconds after 1970 began in UTC; nil for an unknown zone.
    package typealias Offset = @Sendable (_ zone: String, _ instant: Int) -> Int?

    private let used: ZoneDirectory
    private let other: Offset

    /// Differences that last less are found only where `used` has a change of the clocks too.
    private static let step = 43_200

    package init(of used: ZoneDirectory, with other: @escaping Offset) {
        self.used = used
        self.other = other
    }

    /// The first second in the range at which the clocks of a zone differ; nil if they agree, or if the other version does
    /// not know the zone.
    package func firstDifference(in zone: String, during range: Range<Int>) -> Int? {
        guard let file = used.file(of: zone), other(zone, range.lowerBound) != nil else { return nil }
        let differs = { instant in other(zone, instant) != file.offset(at: instant) }
        let changes = file.changes(in: range).flatMap { [$0 - 1, $0] }
        let moments = (Array(stride(from: range.lowerBound, to: range.upperBound, by: Self.step)) + changes).sorted()
        guard let index = moments.firstIndex(where: differs) else { return nil }
        guard index > 0 else { return moments[0] }
        return Self.first(after: moments[index - 1], through: moments[index], where: differs)
    }

    /// By halves: `low` is before it, `high` is not.
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
    /// Seconds east of Greenwich; nil for an unknown zone.
    package func offset(in zone: String, at instant: Int) -> Int? { file(of: zone)?.offset(at: instant) }

    /// A text that is the same for the same rules; nil for an unknown zone.
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

    /// The instants in the range at which the clocks change.
    func changes(in range: Range<Int>) -> [Int] {
        let byRule = rule?.changes(from: max(range.lowerBound, changes.last ?? .min), to: range.upperBound) ?? []
        return (changes + byRule).filter(range.contains)
    }
}
