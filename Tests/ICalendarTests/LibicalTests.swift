import Dispatch
import Testing

@testable import ICalendar

@Suite struct LibicalTests {
    @Test func `concurrent tasks get the same results as a single one`() async throws {
        let document = CalendarDocument(name: "Tours", events: Array(repeating: Sample.event, count: 20))
        let expected = try await document.rendered()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<200 {
                group.addTask { try await document.rendered() == expected }
                group.addTask { try Self.instances().count == 13 }
                group.addTask { try await Libical.run { try Self.instances().count == 13 } }
            }
            for try await isSame in group {
                #expect(isSame)
            }
        }
    }

    /// Calls libical directly, as a database's thread does in the middle of a transaction.
    private static func instances() throws -> [String] {
        try Recurrence.instances(
            of: "FREQ=MONTHLY;BYDAY=2TH", from: "20261112T190000", until: "20271112T190000", limit: 99
        )
    }

    @Test func `work runs on the queue, and its errors are passed on`() async throws {
        try await Libical.run { dispatchPrecondition(condition: .onQueue(Libical.queue)) }
        await #expect(throws: ICalendarError.unsupportedRule) {
            try await Libical.run { _ = try RecurrenceRule("FREQ=FORTNIGHTLY") }
        }
    }

    @Test func `warming up succeeds without other preparation`() async throws {
        try await Libical.warmUp()
    }
}
