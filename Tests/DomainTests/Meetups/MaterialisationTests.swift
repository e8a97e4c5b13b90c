import Domain
import Testing

struct MaterialisationTests {
    @Test(
        arguments: [
            ([10, 24], [], [], [10, 24], []), ([24, 10], [10], [], [24], []), ([10], [10, 17], [], [], [17]),
            ([10, 24], [], [24], [10], []), ([10, 10], [], [], [10], []), ([], [24, 10], [], [], [10, 24]),
            ([10], [10], [10], [], []), ([], [], [], [], []),
        ] as [([Int], [Int], [Int], [Int], [Int])])
    func `what is named and not made is missing, what is made and not named strays`(
        days: ([Int], [Int], [Int], [Int], [Int])
    ) throws {
        let materialisation = Materialisation(
            named: try december(days.0), made: try december(days.1), deleted: Set(try december(days.2))
        )
        #expect(materialisation.missing == (try december(days.3)))
        #expect(materialisation.stray == (try december(days.4)))
    }

    private func december(_ days: [Int]) throws -> [LocalDate] {
        try days.map { try LocalDate(parsing: "2026-12-\($0)") }
    }
}
