import Domain
import Foundation
import Storage

/// The actions of organisers on whole series.
struct OrganiseSeries: OrganiserActions {
    let generateMeetups: GenerateMeetups

    init(generateMeetups: GenerateMeetups) {
        self.generateMeetups = generateMeetups
    }

    func find(_ id: Series.ID, _ tx: Transaction) throws -> Series? { try tx.series.find(id) }

    /// Creates a series and its first meetups from the input, which has a city's slug and the fields of the plan. A
    /// rule that needs a start counts from today, unless the input says otherwise.
    func create(_ written: RawInput, _ tx: Transaction) throws -> OrganiserResult<Series> {
        var fields = InputDecoder(written)
        let city = try fields.city(in: tx)
        let today = LocalDateTime(tx.now, in: city?.timeZone ?? .utc).date
        let plan = SeriesPlan(reading: &fields, from: today)
        if let errors = fields.allErrors { return .faulty(errors) }
        guard let city, let plan else { return .faulty(ValidationErrors([])) }
        guard try tx.series.find(plan.slug, in: city.slug) == nil else { return .slugTaken }
        let series = Series(id: .new(at: tx.now), city: city.slug, plan: plan, origin: .organiser)
        try tx.series.save(series)
        try generateMeetups.make(series, in: city, tx)
        return .done(series)
    }

    /// Changes a series and those of its meetups that were not changed one by one. Meetups that the new rule no longer
    /// produces are deleted; those with RSVPs stay as they are.
    func change(
        _ id: Series.ID, _ written: RawInput, _ tx: Transaction
    ) throws -> OrganiserResult<Series> {
        try changeable(id, tx) { former in
            let city = try tx.cities.require(former.city)
            var fields = InputDecoder(written)
            var series = former
            let today = LocalDateTime(tx.now, in: city.timeZone).date
            series.plan = former.plan.changed(reading: &fields, from: today)
            if let errors = fields.allErrors { return .faulty(errors) }
            try tx.series.save(series)
            try lead(series, tx)
            try generateMeetups.make(series, in: city, tx)
            return .done(series)
        }
    }

    private func lead(_ series: Series, _ tx: Transaction) throws {
        let upcoming = try tx.meetups.lockAll(of: series.id, startingAfter: tx.now)
        let orphans = try generateMeetups.orphans(among: upcoming, of: series, tx)
        for meetup in upcoming where !orphans.contains(meetup) {
            try ReplaceMeetup.perform(meetup, with: meetup.following(series.plan, at: tx.now), tx)
        }
        for orphaned in orphans where try orphaned.state == .scheduled && !tx.meetups.hasRSVPs(orphaned.id) {
            try tx.meetups.delete(orphaned)
        }
    }

    /// Ends a series and cancels all its meetups that have not started.
    func cancel(
        _ id: Series.ID, _ written: RawInput, _ tx: Transaction
    ) throws -> OrganiserResult<Series> {
        try changeable(id, tx) { former in
            var fields = InputDecoder(written)
            let reason = fields.optional("reason", TextParser.reason) ?? ""
            if let errors = fields.allErrors { return .faulty(errors) }
            var series = former
            series.endedAt = tx.now
            try tx.series.save(series)
            for meetup in try tx.meetups.lockAll(of: id, startingAfter: tx.now) where meetup.state == .scheduled {
                try ReplaceMeetup.perform(meetup, with: meetup.cancelled(because: reason, at: tx.now), tx)
            }
            return .done(series)
        }
    }

    /// Deletes a series with all its meetups, if none has an RSVP.
    func delete(_ id: Series.ID, _ tx: Transaction) throws -> OrganiserResult<Series> {
        guard let series = try tx.series.lock(id) else { return .notFound }
        guard series.origin == .organiser else { return .configured }
        _ = try tx.meetups.lockAll(of: id, startingAfter: tx.now)
        guard try !tx.meetups.hasRSVPs(toAnyOf: id) else { return .hasGuests }
        try tx.series.delete(series)
        return .done(series)
    }

    private func changeable(
        _ id: Series.ID, _ tx: Transaction, _ body: (Series) throws -> OrganiserResult<Series>
    ) throws -> OrganiserResult<Series> {
        guard let series = try tx.series.lock(id) else { return .notFound }
        guard series.origin == .organiser else { return .configured }
        guard series.endedAt == nil else { return .cancelledAlready }
        return try body(series)
    }
}
