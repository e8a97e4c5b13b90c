extension Rule {
    /// Returns the months between two dates of a rule for the 29th, 30th or 31st that have no such day, as `february
    /// 2027`.
    package func monthsSkipped(from first: LocalDate, to last: LocalDate) -> [String] {
        guard case .monthly(.number(let day)) = pattern, day > 28 else { return [] }
        let months = stride(from: first.monthNumber + interval, to: last.monthNumber, by: interval)
        return months.filter { LocalDate.length(ofMonth: $0 % 12 + 1, in: $0 / 12) < day }
            .map { "\(RuleSentence.months[$0 % 12]) \($0 / 12)" }
    }
}

extension LocalDate {
    /// The number of months since January of the year 0.
    fileprivate var monthNumber: Int { year * 12 + month - 1 }
}
