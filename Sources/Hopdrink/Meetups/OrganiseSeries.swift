import Domain
import Foundation
import Storage

/// The actions of organisers on whole series.
struct OrganiseSeries: OrganiserActions {
    let generateMeetups: GenerateMeetups

    init(generateMeetups: GenerateMeetups) {
        self.generateMeetups = generateMeetups
    }

    func find(_ id: Series.ID, _ transaction: Transaction) throws -> Series? { try transaction.series(id) }

    /// Creates a series and its first meetups from the input, which has a city's slug and the fields of the plan. A
    /// rule that needs a start counts from today, unless the input says otherwise.
    func create(_ written: RawInput, _ transaction: Transaction, at now: Date) throws -> OrganiserResult<Series> {
        var fields = InputDecoder(written)
        let city = try fields.city(in: transaction)
        let today = LocalDateTime(now, in: city?.timeZone ?? .utc).date
        let plan = SeriesPlan(reading: &fields, from: today)
        if let errors = fields.allErrors { return .faulty(errors) }
        guard let city, let plan else { return .faulty(ValidationErrors([])) }
        guard try transaction.series(plan.slug, in: city.slug) == nil else { return .slugTaken }
        let series = Series(id: .new(at: now), city: city.slug, plan: plan, origin: .organiser)
        try transaction.save(series, at: now)
        try generateMeetups.make(series, in: city, transaction, at: now)
        return .done(series)
    }

    /// Changes a series and those of its meetups that were not changed one by one. Meetups that the new rule no longer
    /// produces are deleted; those with RSVPs stay as they are.
    func change(
        _ id: Series.ID, _ written: RawInput, _ transaction: Transaction, at now: Date
    ) throws -> OrganiserResult<Series> {
        try changeable(id, transaction) { former in
            let city = try transaction.city(of: former.city)
            var fields = InputDecoder(written)
            var series = former
            let today = LocalDateTime(now, in: city.timeZone).date
            series.plan = former.plan.changed(reading: &fields, from: today)
            if let errors = fields.allErrors { return .faulty(errors) }
            try transaction.save(series, at: now)
            try lead(series, transaction, at: now)
            try generateMeetups.make(series, in: city, transaction, at: now)
            return .done(series)
        }
    }

    private func lead(_ series: Series, _ transaction: Transaction, at now: Date) throws {
        let upcoming = try transaction.lockMeetups(of: series.id, startingAfter: now)
        let orphans = try generateMeetups.orphans(among: upcoming, of: series, transaction)
        for meetup in upcoming where !orphans.contains(meetup) {
            try transaction.replace(meetup, with: meetup.following(series.plan, at: now), at: now)
        }
        for orphaned in orphans where try orphaned.state == .scheduled && !transaction.hasRSVPs(orphaned.id) {
            try transaction.delete(orphaned, at: now)
        }
    }

    /// Ends a series and cancels all its meetups that have not started.
    func cancel(
        _ id: Series.ID, _ written: RawInput, _ transaction: Transaction, at now: Date
    ) throws -> OrganiserResult<Series> {
        try changeable(id, transaction) { former in
            var fields = InputDecoder(written)
            let reason = fields.optional("reason", TextParser.reason) ?? ""
            if let errors = fields.allErrors { return .faulty(errors) }
            var series = former
            series.endedAt = now
            try transaction.save(series, at: now)
            for meetup in try transaction.lockMeetups(of: id, startingAfter: now) where meetup.state == .scheduled {
                try transaction.replace(meetup, with: meetup.cancelled(because: reason, at: now), at: now)
            }
            return .done(series)
        }
    }

    /// Deletes a series with all its meetups, if none has an RSVP.
    func delete(_ id: Series.ID, _ transaction: Transaction, at now: Date) throws -> OrganiserResult<Series> {
        guard let series = try transaction.lockSeries(id) else { return .notFound }
        guard series.origin == .organiser else { return .configured }
        _ = try transaction.lockMeetups(of: id, startingAfter: now)
        guard try !transaction.hasRSVPs(toAnyOf: id) else { return .hasGuests }
        try transaction.delete(series, at: now)
        return .done(series)
    }

    private func changeable(
        _ id: Series.ID, _ transaction: Transaction, _ body: (Series) throws -> OrganiserResult<Series>
    ) throws -> OrganiserResult<Series> {
        guard let series = try transaction.lockSeries(id) else { return .notFound }
        guard series.origin == .organiser else { return .configured }
        guard series.endedAt == nil else { return .cancelledAlready }
        return try body(series)
    }
}
