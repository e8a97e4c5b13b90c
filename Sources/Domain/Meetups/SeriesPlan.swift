/// A series as an organiser describes it.
package struct SeriesPlan: Equatable, Sendable {
    package var slug: Slug
    package var terms: MeetupTerms
    package var rules: [Rule]
    package var time: LocalTime
    /// The day the rules count from; nil where it makes no difference.
    package var from: LocalDate?
    /// Days on which the meetup is called off.
    package var cancelled: [LocalDate]

    package init(
        slug: Slug, terms: MeetupTerms, rules: [Rule], time: LocalTime, from: LocalDate?, cancelled: [LocalDate]
    ) {
        self.slug = slug
        self.terms = terms
        self.rules = rules
        self.time = time
        self.from = from
        self.cancelled = cancelled
    }
}

extension SeriesPlan {
    /// Takes a series out of what was written; nil when there are faults, which `fields` keeps.
    ///
    /// `start` is where rules count from that need it and do not say.
    package init?(reading fields: inout Fields, from start: LocalDate? = nil) {
        let slug = fields.required("slug", Slug.init(parsing:))
        let terms = MeetupTerms(reading: &fields)
        let rules = fields.required("rule", Rule.rules)
        let time = fields.required("time", LocalTime.init(parsing:))
        let from = fields.optional("from", LocalDate.init(parsing:))
        let cancelled = fields.list("cancelled") { (text) throws(Problem) in try Self.date(text, of: rules) }
        guard let slug, let terms, let rules, let time else { return nil }
        let counted = rules.contains(where: \.needsStart) ? from ?? start : from
        self.init(slug: slug, terms: terms, rules: rules, time: time, from: counted, cancelled: cancelled ?? [])
        check(&fields)
    }

    private func check(_ fields: inout Fields) {
        if from == nil, rules.contains(where: \.needsStart) { fields.report("rule", .ruleNeedsStart) }
        if !schedule.occurs { fields.report("rule", .ruleNeverOccurs) }
    }

    /// Reads a date that one of the rules names; when they could not be read, any.
    private static func date(_ text: String, of rules: [Rule]?) throws(Problem) -> LocalDate {
        let date = try LocalDate(parsing: text)
        guard rules?.contains(where: { $0.names(date) }) ?? true else { throw .dateNotInRule }
        return date
    }
}

/// One evening that stands alone, as an organiser describes it.
package struct OneOffPlan: Equatable, Sendable {
    package let slug: Slug
    package let terms: MeetupTerms
    package let start: LocalDateTime
    package let isCancelled: Bool

    package init(slug: Slug, terms: MeetupTerms, start: LocalDateTime, isCancelled: Bool) {
        self.slug = slug
        self.terms = terms
        self.start = start
        self.isCancelled = isCancelled
    }

    /// Takes a one-off out of what was written; nil when there are faults, which `fields` keeps.
    package init?(reading fields: inout Fields) {
        let slug = fields.required("slug", Slug.init(parsing:))
        let terms = MeetupTerms(reading: &fields)
        let start = fields.required("start", LocalDateTime.init(parsing:))
        let isCancelled = fields.optional("cancelled", Text.yesOrNo)
        guard let slug, let terms, let start else { return nil }
        self.init(slug: slug, terms: terms, start: start, isCancelled: isCancelled ?? false)
    }
}
