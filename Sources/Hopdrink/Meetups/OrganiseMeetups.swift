import Domain
import Foundation
import Storage

/// The actions of organisers on single meetups.
struct OrganiseMeetups: OrganiserActions {
    let generateMeetups: GenerateMeetups

    init(generateMeetups: GenerateMeetups) {
        self.generateMeetups = generateMeetups
    }

    func find(_ id: Meetup.ID, _ tx: Transaction) throws -> Meetup? { try tx.meetups.find(id) }

    /// Creates a one-off meetup from the input, which has a city's slug and the fields of the plan.
    func create(_ written: RawInput, _ tx: Transaction) throws -> OrganiserResult<Meetup> {
        var fields = InputDecoder(written)
        let city = try fields.city(in: tx)
        let plan = OneOffPlan(reading: &fields)
        if let plan, let city, plan.start.instant(in: city.timeZone) <= tx.now { fields.report("start", .past) }
        if let errors = fields.allErrors { return .faulty(errors) }
        guard let city, let plan else { return .faulty(ValidationErrors([])) }
        guard try tx.meetups.lock(plan.slug, in: city.slug) == nil else { return .slugTaken }
        let meetup = generateMeetups.oneOff(plan, in: city, from: .organiser, at: tx.now)
        try tx.meetups.insert(meetup, slug: plan.slug)
        return .done(meetup)
    }

    func change(
        _ id: Meetup.ID, _ written: RawInput, _ tx: Transaction
    ) throws -> OrganiserResult<Meetup> {
        try changeable(id, tx) { former in
            var fields = InputDecoder(written)
            let change = MeetupChange(reading: &fields, isSeries: false)
            if let start = change.start, start.instant(in: former.timeZone) <= tx.now { fields.report("start", .past) }
            if let errors = fields.allErrors { return .faulty(errors) }
            let meetup = former.applying(change, at: tx.now)
            try ReplaceMeetup.perform(former, with: meetup, tx)
            return .done(meetup)
        }
    }

    func cancel(
        _ id: Meetup.ID, _ written: RawInput, _ tx: Transaction
    ) throws -> OrganiserResult<Meetup> {
        try changeable(id, tx) { former in
            var fields = InputDecoder(written)
            let reason = fields.optional("reason", TextParser.reason) ?? ""
            if let errors = fields.allErrors { return .faulty(errors) }
            let meetup = former.cancelled(because: reason, at: tx.now)
            try ReplaceMeetup.perform(former, with: meetup, tx)
            return .done(meetup)
        }
    }

    /// Restores a cancelled meetup.
    func restore(_ id: Meetup.ID, _ tx: Transaction) throws -> OrganiserResult<Meetup> {
        let series = try tx.meetups.find(id)?.occurrence.flatMap { try tx.series.lock($0.series) }
        guard let former = try tx.meetups.lock(id) else { return .notFound }
        guard former.origin == .organiser else { return .configured }
        guard !former.hasStarted(at: tx.now) else { return .over }
        guard former.state == .cancelled else { return .notCancelled }
        if let occurrence = former.occurrence, let series {
            try tx.series.forgetCancelling(occurrence.date, of: series)
        }
        let meetup = former.restored(at: tx.now)
        try ReplaceMeetup.perform(former, with: meetup, tx)
        return .done(meetup)
    }

    /// Deletes a meetup that has no RSVPs. A deleted meetup of a series is not generated again.
    func delete(_ id: Meetup.ID, _ tx: Transaction) throws -> OrganiserResult<Meetup> {
        guard let meetup = try tx.meetups.lock(id) else { return .notFound }
        guard meetup.origin == .organiser else { return .configured }
        guard try !tx.meetups.hasRSVPs(id) else { return .hasGuests }
        if let occurrence = meetup.occurrence { try tx.series.markDeleted(occurrence) }
        try tx.meetups.delete(meetup)
        return .done(meetup)
    }

    private func changeable(
        _ id: Meetup.ID, _ tx: Transaction, _ body: (Meetup) throws -> OrganiserResult<Meetup>
    ) throws -> OrganiserResult<Meetup> {
        guard let meetup = try tx.meetups.lock(id) else { return .notFound }
        guard meetup.origin == .organiser else { return .configured }
        guard !meetup.isOver(at: tx.now) else { return .over }
        guard meetup.state == .scheduled else { return .cancelledAlready }
        return try body(meetup)
    }
}

extension InputDecoder {
    /// Returns the city whose slug is in the field `city`, locked.
    mutating func city(in tx: Transaction) throws -> City? {
        guard let slug = required("city", Slug.init(parsing:)) else { return nil }
        let city = try tx.cities.lock(slug)
        if city == nil { report("city", .format("is not a city of this network")) }
        return city
    }

    /// All errors, including those for unknown fields; nil if there are none.
    var allErrors: ValidationErrors? {
        mutating get {
            closeUnknown()
            return errors.isEmpty ? nil : ValidationErrors(errors)
        }
    }
}

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
