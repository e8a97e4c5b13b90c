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
