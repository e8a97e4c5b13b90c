/// A series as an organiser describes it.
package struct SeriesPlan: Equatable, Sendable {
    package var slug: Slug
    package var terms: MeetupTerms
    package var rules: [Rule]
    package var time: LocalTime
    /// The day the rules count from; nil where it makes no difference.
    package var from: LocalDate?
    /// Days on which it is not as the rules say.
    package var exceptions: [LocalDate: SeriesException]
    /// Nil when its meetups take place without anybody saying so.
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
    /// Takes a series out of what was written; nil when there are faults, which `fields` keeps.
    ///
    /// `start` is where rules count from that need it and do not say.
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

    /// Reports rules that lead nowhere.
    func check(_ fields: inout InputDecoder) {
        if from == nil, rules.contains(where: \.needsStart) { fields.report("rule", .ruleNeedsStart) }
        if !schedule.occurs { fields.report("rule", .ruleNeverOccurs) }
    }
}

/// One evening that stands alone, as an organiser describes it.
package struct OneOffPlan: Equatable, Sendable {
    package let slug: Slug
    package let terms: MeetupTerms
    package let start: LocalDateTime
    package let isCancelled: Bool
    /// Why it is called off; may be empty.
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

    /// Takes a one-off out of what was written; nil when there are faults, which `fields` keeps.
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
