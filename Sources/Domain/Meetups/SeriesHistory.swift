/// What a series' own calendar has been through.
package struct SeriesHistory: Equatable, Sendable {
    /// The day from which on its rule, its hour and its zone are what they are now.
    package let anchor: LocalDate
    /// How often the calendar changed.
    package let revision: Revision

    package init(anchor: LocalDate, revision: Revision) {
        self.anchor = anchor
        self.revision = revision
    }
}

extension Series {
    /// Whether its dates follow from something else than before, so that they are counted from a new day.
    package func isCountedAnew(since former: Series) -> Bool {
        plan.rules != former.plan.rules || plan.time != former.plan.time || plan.from != former.plan.from
            || (former.endedAt != nil && endedAt == nil)
    }

    /// Whether a calendar of the whole series would show something else.
    package func isVisiblyDifferent(from former: Series) -> Bool {
        var shown = former.plan
        shown.terms.capacity = plan.terms.capacity
        shown.terms.hosts = plan.terms.hosts
        shown.terms.reminders = plan.terms.reminders
        return plan != shown || endedAt != former.endedAt
    }
}
