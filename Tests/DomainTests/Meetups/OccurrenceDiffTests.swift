import Domain
import Testing

struct OccurrenceDiffTests {
    /// Days of December: named, made and deleted ones, then the missing and the orphaned ones.
    struct Case: Sendable {
        var named: [Int] = []
        var made: [Int] = []
        var deleted: [Int] = []
        var missing: [Int] = []
        var orphaned: [Int] = []
    }

    @Test(arguments: [
        Case(named: [10, 24], missing: [10, 24]), Case(named: [24, 10], made: [10], missing: [24]),
        Case(named: [10], made: [10, 17], orphaned: [17]), Case(named: [10, 24], deleted: [24], missing: [10]),
        Case(named: [10, 10], missing: [10]), Case(made: [24, 10], orphaned: [10, 24]),
        Case(named: [10], made: [10], deleted: [10]), Case(),
    ])
    func `what is named and not made is missing, what is made and not named strays`(days: Case) throws {
        let diff = OccurrenceDiff(
            named: try december(days.named), made: try december(days.made), deleted: Set(try december(days.deleted))
        )
        #expect(diff.missing == (try december(days.missing)))
        #expect(diff.orphaned == (try december(days.orphaned)))
    }

    private func december(_ days: [Int]) throws -> [LocalDate] {
        try days.map { try LocalDate(parsing: "2026-12-\($0)") }
    }
}
