package import Foundation

/// Whether the rules of the time zones are young enough: governments change them with weeks of notice.
package enum ZoneDataDiagnosis {
    private static let subject = "time zones"
    private static let mostMonths = 18

    /// `version` is that of the IANA database, such as `2026a`; nil where there is none.
    package static func finding(version: String?, at now: Date) -> Finding {
        guard let version else {
            return Finding(
                .problem, subject, "There are no rules of time zones.", advice: "Install the package tzdata."
            )
        }
        guard let month = month(of: version) else {
            return Finding(.warning, subject, "The rules' version, \(version), can't be read.")
        }
        let age = currentMonth(at: now) - month
        guard age > mostMonths else { return Finding(.ok, subject, "The rules of time zones are those of \(version).") }
        return Finding(
            .warning, subject, "The rules of time zones, \(version), are about \(age) months old.",
            advice: "Update the package tzdata."
        )
    }

    /// Months since the year 0, roughly: a year has three or four versions, the first of them in its first months.
    private static func month(of version: String) -> Int? {
        let bytes = Array(version.utf8)
        guard bytes.count == 5, let letter = bytes.last, (0x61...0x7A).contains(letter),
            let year = Int(String(decoding: bytes.prefix(4), as: UTF8.self)), year > 1900
        else { return nil }
        return year * 12 + min(11, 1 + 3 * Int(letter - 0x61))
    }

    private static func currentMonth(at now: Date) -> Int {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month], from: now)
        return (parts.year ?? 0) * 12 + (parts.month ?? 1) - 1
    }
}
