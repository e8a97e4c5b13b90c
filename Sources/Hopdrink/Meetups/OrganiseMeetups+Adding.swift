import Domain
import Foundation
import Storage

extension OrganiseMeetups {
    /// Adds a meetup to a series on a day that its rules do not produce, or that was skipped.
    func add(
        to id: Series.ID, _ written: RawInput, _ tx: Transaction
    ) throws -> OrganiserResult<Meetup> {
        guard let series = try tx.series.lock(id), let city = try tx.cities.find(series.city) else {
            return .notFound
        }
        guard series.origin == .organiser else { return .configured }
        guard series.endedAt == nil else { return .cancelledAlready }
        var fields = InputDecoder(written)
        let start = fields.required("start", LocalDateTime.init(parsing:))
        if let start, start.instant(in: city.timeZone) <= tx.now { fields.report("start", .past) }
        if let errors = fields.allErrors { return .faulty(errors) }
        guard let start else { return .faulty(ValidationErrors([])) }
        let isTaken = try tx.meetups.occurrenceDates(of: id, from: start.date).contains(start.date)
        return isTaken ? .dateTaken : .done(try add(start, to: series, in: city, tx))
    }

    private func add(
        _ start: LocalDateTime, to series: Series, in city: City, _ tx: Transaction
    ) throws -> Meetup {
        var series = series
        series.plan.add(start)
        try tx.series.save(series)
        let meetup = generateMeetups.meetup(of: series, on: start.date, in: city, at: tx.now)
        try tx.series.unmarkDeleted(Meetup.Occurrence(series: series.id, date: start.date))
        try tx.meetups.insert(meetup)
        return meetup
    }
}
