/// A series as an organiser describes it.
package struct SeriesPlan: Equatable, Sendable {
    package var slug: Slug
    package var terms: MeetupTerms
    package var rules: [Rule]
    package var time: LocalTime
    /// The day from which the rules count; nil if it makes no difference.
    package var from: LocalDate?
    /// The days that differ from the rules.
    package var exceptions: [LocalDate: SeriesException]
    /// Nil if no host needs to confirm the meetups.
    package var confirmation: HostConfirmation?

    package init(
        slug: Slug, terms: MeetupTerms, rules: [Rule], time: LocalTime, from: LocalDate?,
        exceptions: [LocalDate: SeriesException] = [:]
    ) {
        self.slug = slug
        self.terms = terms
        self.rules = rules
        self.time = time
        self.from = from
        self.exceptions = exceptions
    }
}

extension SeriesPlan {
    /// Reads a series. Returns nil if a required field is missing or invalid; `fields` collects the field errors.
    ///
    /// Rules that need a day to count from and give none count from `start`.
    package init?(reading fields: inout InputDecoder, from start: LocalDate? = nil) {
        let slug = fields.required("slug", Slug.series)
        let terms = MeetupTerms(reading: &fields)
        let rules = fields.required("rule", Rule.rules)
        let time = fields.required("time", LocalTime.init(parsing:))
        let from = fields.optional("from", LocalDate.init(parsing:))
        var exceptions = SeriesExceptionReader(rules: rules)
        exceptions.read(&fields)
        let confirmation = HostConfirmation(reading: &fields, hosts: terms?.hosts)
        guard let slug, let terms, let rules, let time else { return nil }
        let counted = rules.contains(where: \.needsStart) ? from ?? start : from
        self.init(
            slug: slug, terms: terms, rules: rules, time: time, from: counted, exceptions: exceptions.exceptions
        )
        self.confirmation = confirmation
        check(&fields)
    }

    /// Reports rules that need a start and have none, or that never occur.
    func check(_ fields: inout InputDecoder) {
        if from == nil, rules.contains(where: \.needsStart) { fields.report("rule", .ruleNeedsStart) }
        if !schedule.occurs { fields.report("rule", .ruleNeverOccurs) }
    }
}

/// A single meetup outside a series, as an organiser describes it.
package struct OneOffPlan: Equatable, Sendable {
    package let slug: Slug
    package let terms: MeetupTerms
    package let start: LocalDateTime
    package let isCancelled: Bool
    /// The reason for the cancellation; may be empty.
    package let reason: String

    package init(slug: Slug, terms: MeetupTerms, start: LocalDateTime, isCancelled: Bool, reason: String = "") {
        self.slug = slug
        self.terms = terms
        self.start = start
        self.isCancelled = isCancelled
        self.reason = reason
    }

    package var planned: PlannedMeetup {
        PlannedMeetup(terms: terms, start: start, state: isCancelled ? .cancelled : .scheduled, reason: reason)
    }

    /// Reads a one-off meetup. Returns nil if a required field is missing or invalid; `fields` collects the field
    /// errors.
    package init?(reading fields: inout InputDecoder) {
        let slug = fields.required("slug", Slug.init(parsing:))
        let terms = MeetupTerms(reading: &fields)
        let start = fields.required("start", LocalDateTime.init(parsing:))
        let isCancelled = fields.optional("cancelled", TextParser.yesOrNo)
        let reason = fields.optional("reason", TextParser.reason)
        if reason != nil, isCancelled != true { fields.report("reason", .format("goes with `cancelled: true` only")) }
        guard let slug, let terms, let start else { return nil }
        self.init(slug: slug, terms: terms, start: start, isCancelled: isCancelled ?? false, reason: reason ?? "")
    }
}

extension SeriesPlan {
    /// Returns this plan with an organiser's changes; `fields` collects the field errors. If a new rule needs a day to
    /// count from and gives none, it counts from `start`.
    package func changed(reading fields: inout InputDecoder, from start: LocalDate) -> SeriesPlan {
        var plan = self
        let change = MeetupChange(reading: &fields, isSeries: true)
        plan.terms = terms.applying(change)
        plan.time = change.time ?? time
        let rules = fields.optional("rule", Rule.rules)
        let from = fields.optional("from", LocalDate.init(parsing:))
        if let rules {
            plan.rules = rules
            plan.from = rules.contains(where: \.needsStart) ? start : nil
        }
        plan.from = from ?? plan.from
        plan.check(&fields)
        return plan
    }
}
