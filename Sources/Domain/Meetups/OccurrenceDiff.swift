/// Which meetups of a series must be made, and which no longer fit its rules.
package struct OccurrenceDiff: Equatable, Sendable {
    /// Days for which there is no meetup yet.
    package let missing: [LocalDate]
    /// Days for which there is a meetup that the rules do not name any more.
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
