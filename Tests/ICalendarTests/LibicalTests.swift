import Testing

@testable import ICalendar

@Suite struct LibicalTests {
    @Test func `many tasks at once get the same answers as one`() async throws {
        let document = CalendarDocument(name: "Tours", events: Array(repeating: Sample.event, count: 20))
        let expected = try document.text()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    let instances = try Recurrence.instances(
                        of: "FREQ=MONTHLY;BYDAY=2TH",
                        from: "20261112T190000",
                        until: "20271112T190000",
                        limit: 99
                    )
                    return try document.text() == expected && instances.count == 13
                }
            }
            for try await isSame in group {
                #expect(isSame)
            }
        }
    }
}
