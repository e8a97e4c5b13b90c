/// The facts, besides the meetups to show, that determine the calendar of a series.
package struct SeriesFacts: Equatable, Sendable {
    package let series: Series
    package let timeZone: Zone
    /// The days that the rule names from its first counted day on, as far ahead as meetups are generated.
    package let named: [LocalDate]
    /// The first later day that will have a meetup.
    package let next: LocalDate?
    /// The last day of all, if the rule has a COUNT.
    package let counted: LocalDate?
    /// The days that have a meetup, with the state of the meetup.
    package let made: [LocalDate: Meetup.State]
    /// Later days that will have no meetup.
    package let leftOut: Set<LocalDate>

    package init(
        series: Series, timeZone: Zone, named: [LocalDate], next: LocalDate?, counted: LocalDate?,
        made: [LocalDate: Meetup.State], leftOut: Set<LocalDate>
    ) {
        self.series = series
        self.timeZone = timeZone
        self.named = named
        self.next = next
        self.counted = counted
        self.made = made
        self.leftOut = leftOut
    }
}

extension SeriesFacts {
    /// Returns the end of the recurring entry. An ended series has no meetup after `last`. A COUNT becomes a date,
    /// because it would be wrong if the entry starts after the first counted day.
    func end(after last: LocalDate?) -> Rule.End? {
        if series.endedAt != nil, let last { return .until(last) }
        return counted.map { .until($0) } ?? series.plan.rules.first?.end
    }

    /// Returns the missing days and the later days left out of those that the rule names, up to the end.
    func exceptions(_ missing: [LocalDate], through end: Rule.End?) -> [LocalDate] {
        let later = leftOut.sorted().filter { day in series.plan.rules.contains { $0.names(day) } }
        guard case .until(let last) = end else { return missing + later }
        return (missing + later).filter { $0 <= last }
    }
}
