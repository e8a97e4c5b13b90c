extension SeriesPlan {
    /// This plan with what an organiser wants different about it; the faults are kept in `fields`. A new rule that counts
    /// from somewhere and does not say counts from `start`.
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
