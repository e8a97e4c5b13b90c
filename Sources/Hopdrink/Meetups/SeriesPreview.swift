package import Domain
package import Foundation

/// A preview of the next dates of a series, for an organiser.
package struct SeriesPreview: Sendable {
    /// One meetup, with notes about it.
    package struct Day: Equatable, Sendable {
        /// The real start. It differs from the written one if clocks skip that time.
        package let start: LocalDateTime
        /// The offset from UTC, such as `+01:00`.
        package let offset: String
        package fileprivate(set) var notes: [String]
    }

    private let schedule: Schedule
    private let timeZone: Zone
    private let others: [SeriesPlan]

    /// `others` are the other series of the same city.
    package init(_ schedule: Schedule, in timeZone: Zone, beside others: [SeriesPlan] = []) {
        self.schedule = schedule
        self.timeZone = timeZone
        self.others = others
    }

    /// Returns the first `count` days from today on; fewer if the series ends. Blocks while libical counts.
    package func days(_ count: Int, at now: Date) throws -> [Day] {
        let today = LocalDateTime(now, in: timeZone).date
        let dates = try SeriesDates.next(count, of: schedule, after: today.adding(days: -1))
        let taken = try slugsByDay(through: dates.last ?? today, from: today)
        var former: (date: LocalDate, offset: String)?
        return dates.map { date in
            let day = day(date, former, taken[schedule.start(on: date).date] ?? [])
            former = (date, day.offset)
            return day
        }
    }

    private func day(_ date: LocalDate, _ former: (date: LocalDate, offset: String)?, _ neighbours: [String]) -> Day {
        var day = Self.day(schedule.start(on: date), in: timeZone)
        day.notes += schedule.exceptions[date]?.notes(on: date) ?? []
        if let former {
            if former.offset != day.offset { day.notes.insert("the offset changes", at: 0) }
            let skipped = schedule.rules.flatMap { $0.monthsSkipped(from: former.date, to: date) }
            day.notes.insert(contentsOf: skipped.map { "none in \($0)" }, at: 0)
        }
        day.notes += neighbours.map { "the same day as \($0)" }
        return day
    }

    /// Returns one day without a series.
    package static func day(_ written: LocalDateTime, in timeZone: Zone) -> Day {
        let instant = written.instant(in: timeZone)
        let start = LocalDateTime(instant, in: timeZone)
        let skipped = start == written ? nil : "clocks skip \(written.time) on this day"
        return Day(start: start, offset: timeZone.offsetText(at: instant), notes: skipped.map { [$0] } ?? [])
    }

    /// Returns the day of a one-off meetup.
    package static func day(_ plan: OneOffPlan, in timeZone: Zone) -> Day {
        var day = day(plan.start, in: timeZone)
        if plan.isCancelled { day.notes += SeriesException.cancelled(reason: plan.reason).notes(on: plan.start.date) }
        return day
    }

    /// Returns the slugs of the other series that meet on each day.
    private func slugsByDay(through last: LocalDate, from first: LocalDate) throws -> [LocalDate: [String]] {
        var slugs: [LocalDate: [String]] = [:]
        for other in others {
            for date in try SeriesDates.dates(of: other.schedule, from: first, through: last)
            where !other.exceptions.isCalledOff(date) {
                slugs[other.schedule.start(on: date).date, default: []].append(other.slug.text)
            }
        }
        return slugs
    }
}

extension SeriesException {
    fileprivate func notes(on date: LocalDate) -> [String] {
        switch self {
        case .cancelled(let reason): [reason.isEmpty ? "cancelled" : "cancelled: \(reason)"]
        case .changed(let change): change.start.map { [$0.date == date ? "another time" : "instead of \(date)"] } ?? []
        case .added: ["added"]
        case .skipped: []
        }
    }
}

extension SeriesPreview {
    private static let maxDaysAway = 3653
    private static let defaultTime = LocalTime(minutes: 19 * 60)

    /// Reads a series of which only the rule, the time and the time zone are known. A rule that needs a start counts
    /// from today, unless the input says otherwise.
    package init(reading fields: inout InputDecoder, at now: Date) throws(ValidationErrors) {
        let timeZone = fields.optional("timezone", Zones.system.zone(parsing:)) ?? .utc
        let rules = fields.required("rule", Rule.rules)
        let time = fields.optional("time", LocalTime.init(parsing:)) ?? Self.defaultTime
        let from = fields.optional("from", LocalDate.init(parsing:)) ?? LocalDateTime(now, in: timeZone).date
        // A rule that needs a start is counted from there, day by day.
        if abs(from.dayNumber - LocalDateTime(now, in: timeZone).date.dayNumber) > Self.maxDaysAway {
            fields.report("from", .format("must be within ten years of today"))
        }
        try fields.finish()
        self.init(Schedule(rules: rules ?? [], time: time, from: from), in: timeZone)
    }
}
