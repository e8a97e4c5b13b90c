import Domain
import Foundation
import Storage

extension OrganiseMeetups {
    /// Adds a meetup to a series on a day that its rules do not produce, or that was skipped.
    func add(
        to id: Series.ID, _ written: RawInput, _ transaction: Transaction, at now: Date
    ) throws -> OrganiserResult<Meetup> {
        guard let series = try transaction.lockSeries(id), let city = try transaction.city(series.city) else {
            return .notFound
        }
        guard series.origin == .organiser else { return .configured }
        guard series.endedAt == nil else { return .cancelledAlready }
        var fields = InputDecoder(written)
        let start = fields.required("start", LocalDateTime.init(parsing:))
        if let start, start.instant(in: city.timeZone) <= now { fields.report("start", .past) }
        if let errors = fields.allErrors { return .faulty(errors) }
        guard let start else { return .faulty(ValidationErrors([])) }
        let isTaken = try transaction.occurrenceDates(of: id, from: start.date).contains(start.date)
        return isTaken ? .dateTaken : .done(try add(start, to: series, in: city, transaction, at: now))
    }

    private func add(
        _ start: LocalDateTime, to series: Series, in city: City, _ transaction: Transaction, at now: Date
    ) throws -> Meetup {
        var series = series
        series.plan.add(start)
        try transaction.save(series, at: now)
        let meetup = generateMeetups.meetup(of: series, on: start.date, in: city, at: now)
        try transaction.unmarkDeleted(Meetup.Occurrence(series: series.id, date: start.date))
        try transaction.insert(meetup)
        return meetup
    }
}
