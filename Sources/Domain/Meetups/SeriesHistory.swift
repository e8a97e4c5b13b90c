/// The history of a series' own calendar.
package struct SeriesHistory: Equatable, Sendable {
    /// The day since which the rule, time and zone of the series are as they are now.
    package let anchor: LocalDate
    /// The version of the calendar.
    package let revision: Revision

    package init(anchor: LocalDate, revision: Revision) {
        self.anchor = anchor
        self.revision = revision
    }
}

extension Series {
    /// Whether the dates follow from another rule, time or start than before, so that they count from a new day.
    package func isCountedAnew(since former: Series) -> Bool {
        plan.rules != former.plan.rules || plan.time != former.plan.time || plan.from != former.plan.from
            || (former.endedAt != nil && endedAt == nil)
    }

    /// Whether a calendar of the whole series would show a difference.
    package func isVisiblyDifferent(from former: Series) -> Bool {
        var shown = former.plan
        shown.terms.capacity = plan.terms.capacity
        shown.terms.hosts = plan.terms.hosts
        shown.terms.reminders = plan.terms.reminders
        return plan != shown || endedAt != former.endedAt
    }
}
