/// The difference between the meetups of a series and its rules: those to generate, and those that no longer fit the
/// rules.
package struct OccurrenceDiff: Equatable, Sendable {
    /// The days that have no meetup yet.
    package let missing: [LocalDate]
    /// The days with a meetup that the rules no longer name.
    package let orphaned: [LocalDate]

    /// - Parameters:
    ///   - named: the days that the rules name in the window, in any order.
    ///   - made: the days for which there is a meetup in the window.
    ///   - deleted: the days whose meetup an organiser removed for good.
    package init(named: [LocalDate], made: [LocalDate], deleted: Set<LocalDate>) {
        missing = Set(named).subtracting(made).subtracting(deleted).sorted()
        orphaned = Set(made).subtracting(named).sorted()
    }
}
