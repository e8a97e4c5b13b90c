import Domain
import Foundation
import Hopdrink

/// What a network's file leads to: for each city and series the next dates, as they are seen on a wall there.
struct NetworkReport {
    let network: Network
    let now: Date
    private static let count = 12

    /// How much there is: `8 cities, 11 series`.
    var summary: String {
        let cities = network.cities.count
        let series = network.cities.map(\.series.count).reduce(0, +)
        let meetups = network.cities.map(\.meetups.count).reduce(0, +)
        let parts = ["\(cities) \(cities == 1 ? "city" : "cities")", "\(series) series"]
        return (parts + (meetups == 0 ? [] : ["\(meetups) single meetup\(meetups == 1 ? "" : "s")"]))
            .joined(separator: ", ")
    }

    var text: String {
        get throws { try network.cities.map(text).joined() }
    }

    private func text(of plan: CityPlan) throws -> String {
        let series = try plan.series.map { try text(of: $0, in: plan.city) }.joined()
        let meetups = plan.meetups.map { text(of: $0, in: plan.city) }.joined()
        return "\n\(plan.city.name) (\(plan.city.slug), \(plan.city.timeZone.identifier))\n\(series)\(meetups)"
    }

    private func text(of plan: SeriesPlan, in city: City) throws -> String {
        let today = LocalDateTime(now, in: city.timeZone).date
        let dates = try SeriesDates.next(Self.count, of: plan, after: today.adding(days: -1))
        let rows = rows(for: dates, of: plan, in: city)
        let end = dates.count < Self.count ? "    no more dates: here it ends\n" : ""
        return "  \(plan.slug): \(plan.terms.title)\n\(TextTable(rows: rows).text)\(end)"
    }

    private func rows(for dates: [LocalDate], of plan: SeriesPlan, in city: City) -> [[String]] {
        var former: String?
        return dates.map { date in
            let day = MeetupDay(written: LocalDateTime(date, plan.time), timeZone: city.timeZone)
            let notes = [
                former == nil || former == day.offset ? nil : "the offset changes", day.gapNote,
                plan.cancelled.contains(date) ? "cancelled" : nil,
            ]
            former = day.offset
            return day.cells + [notes.compactMap(\.self).joined(separator: ", ")]
        }
    }

    private func text(of plan: OneOffPlan, in city: City) -> String {
        let day = MeetupDay(written: plan.start, timeZone: city.timeZone)
        let notes = [day.gapNote, plan.isCancelled ? "cancelled" : nil].compactMap(\.self).joined(separator: ", ")
        return "  \(plan.slug): \(plan.terms.title)\n\(TextTable(rows: [day.cells + [notes]]).text)"
    }
}

/// When a meetup really begins, which on a day when clocks go forward may not be when it was written.
private struct MeetupDay {
    let written: LocalDateTime
    let timeZone: TimeZone

    private var instant: Date { written.instant(in: timeZone) }
    private var start: LocalDateTime { LocalDateTime(instant, in: timeZone) }

    var offset: String { timeZone.offsetText(at: instant) }

    var cells: [String] { ["    \(start.date.weekday.name)", "\(start.date)", "\(start.time)", offset] }

    var gapNote: String? {
        start == written ? nil : "clocks skip \(written.time) on this day"
    }
}
