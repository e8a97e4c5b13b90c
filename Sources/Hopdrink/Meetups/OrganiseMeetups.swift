import Domain
import Foundation
import Storage

/// The actions of organisers on single meetups.
struct OrganiseMeetups: OrganiserActions {
    let generateMeetups: GenerateMeetups

    init(generateMeetups: GenerateMeetups) {
        self.generateMeetups = generateMeetups
    }

    func find(_ id: Meetup.ID, _ transaction: Transaction) throws -> Meetup? { try transaction.meetup(id) }

    /// Creates a one-off meetup from the input, which has a city's slug and the fields of the plan.
    func create(_ written: RawInput, _ transaction: Transaction, at now: Date) throws -> OrganiserResult<Meetup> {
        var fields = InputDecoder(written)
        let city = try fields.city(in: transaction)
        let plan = OneOffPlan(reading: &fields)
        if let plan, let city, plan.start.instant(in: city.timeZone) <= now { fields.report("start", .past) }
        if let errors = fields.allErrors { return .faulty(errors) }
        guard let city, let plan else { return .faulty(ValidationErrors([])) }
        guard try transaction.lockMeetup(plan.slug, in: city.slug) == nil else { return .slugTaken }
        let meetup = generateMeetups.oneOff(plan, in: city, from: .organiser, at: now)
        try transaction.insert(meetup, slug: plan.slug)
        return .done(meetup)
    }

    func change(
        _ id: Meetup.ID, _ written: RawInput, _ transaction: Transaction, at now: Date
    ) throws -> OrganiserResult<Meetup> {
        try changeable(id, transaction, at: now) { former in
            var fields = InputDecoder(written)
            let change = MeetupChange(reading: &fields, isSeries: false)
            if let start = change.start, start.instant(in: former.timeZone) <= now { fields.report("start", .past) }
            if let errors = fields.allErrors { return .faulty(errors) }
            let meetup = former.applying(change, at: now)
            try transaction.replace(former, with: meetup, at: now)
            return .done(meetup)
        }
    }

    func cancel(
        _ id: Meetup.ID, _ written: RawInput, _ transaction: Transaction, at now: Date
    ) throws -> OrganiserResult<Meetup> {
        try changeable(id, transaction, at: now) { former in
            var fields = InputDecoder(written)
            let reason = fields.optional("reason", TextParser.reason) ?? ""
            if let errors = fields.allErrors { return .faulty(errors) }
            let meetup = former.cancelled(because: reason, at: now)
            try transaction.replace(former, with: meetup, at: now)
            return .done(meetup)
        }
    }

    /// Restores a cancelled meetup.
    func restore(_ id: Meetup.ID, _ transaction: Transaction, at now: Date) throws -> OrganiserResult<Meetup> {
        let series = try transaction.meetup(id)?.occurrence.flatMap { try transaction.lockSeries($0.series) }
        guard let former = try transaction.lockMeetup(id) else { return .notFound }
        guard former.origin == .organiser else { return .configured }
        guard !former.hasStarted(at: now) else { return .over }
        guard former.state == .cancelled else { return .notCancelled }
        if let occurrence = former.occurrence, let series {
            try transaction.forgetCancelling(occurrence.date, of: series, at: now)
        }
        let meetup = former.restored(at: now)
        try transaction.replace(former, with: meetup, at: now)
        return .done(meetup)
    }

    /// Deletes a meetup that has no RSVPs. A deleted meetup of a series is not generated again.
    func delete(_ id: Meetup.ID, _ transaction: Transaction, at now: Date) throws -> OrganiserResult<Meetup> {
        guard let meetup = try transaction.lockMeetup(id) else { return .notFound }
        guard meetup.origin == .organiser else { return .configured }
        guard try !transaction.hasRSVPs(id) else { return .hasGuests }
        if let occurrence = meetup.occurrence { try transaction.markDeleted(occurrence) }
        try transaction.delete(meetup, at: now)
        return .done(meetup)
    }

    private func changeable(
        _ id: Meetup.ID, _ transaction: Transaction, at now: Date, _ body: (Meetup) throws -> OrganiserResult<Meetup>
    ) throws -> OrganiserResult<Meetup> {
        guard let meetup = try transaction.lockMeetup(id) else { return .notFound }
        guard meetup.origin == .organiser else { return .configured }
        guard !meetup.isOver(at: now) else { return .over }
        guard meetup.state == .scheduled else { return .cancelledAlready }
        return try body(meetup)
    }
}

extension InputDecoder {
    /// Returns the city whose slug is in the field `city`, locked.
    mutating func city(in transaction: Transaction) throws -> City? {
        guard let slug = required("city", Slug.init(parsing:)) else { return nil }
        let city = try transaction.lockCity(slug)
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
