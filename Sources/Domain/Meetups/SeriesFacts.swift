/// What the calendar of a series follows from beside the meetups to be shown.
package struct SeriesFacts: Equatable, Sendable {
    package let series: Series
    package let timeZone: Zone
    /// The days that the rule names since its dates are counted, as far ahead as meetups are made.
    package let named: [LocalDate]
    /// The first day after these that will have a meetup.
    package let next: LocalDate?
    /// The last day of all, if the rule counts its days.
    package let counted: LocalDate?
    /// The days that have a meetup, with its state.
    package let made: [LocalDate: Meetup.State]
    /// Later days that will have none.
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
    /// What an ended series has until `last` is all it will have. A count would be wrong from another day than the first.
    func end(after last: LocalDate?) -> Rule.End? {
        if series.endedAt != nil, let last { return .until(last) }
        return counted.map { .until($0) } ?? series.plan.rules.first?.end
    }

    /// The missing days and the later ones that the rule names, up to the end.
    func exceptions(_ missing: [LocalDate], through end: Rule.End?) -> [LocalDate] {
        let later = leftOut.sorted().filter { day in series.plan.rules.contains { $0.names(day) } }
        guard case .until(let last) = end else { return missing + later }
        return (missing + later).filter { $0 <= last }
    }
}
