import Foundation

extension Libical {
    /// Makes libical fill its tables in advance. Call it once, before the first request is served.
    package static func warmUp() async throws {
        var event = Event(
            uid: "warm-up", sequence: 0, created: occurrence, modified: occurrence,
            start: ZonedTime(local: "20261210T190000", zone: "Europe/Paris", utc: occurrence),
            end: ZonedTime(local: "20261210T220000", zone: "Europe/Paris", utc: occurrence.addingTimeInterval(10_800)),
            summary: "Warm-up"
        )
        event.alarm = 60
        let document = CalendarDocument(name: "Warm-up", refreshMinutes: 60, events: [event])
        _ = try await document.rendered()
        _ = try await run {
            try Recurrence.instances(
                of: "FREQ=MONTHLY;BYDAY=2TH", from: "20261210T190000", until: "20271210T190000", limit: 12
            )
        }
    }

    /// Thursday 10 December 2026, 19:00 in Paris.
    private static let occurrence = Date(timeIntervalSince1970: 1_796_925_600)
}
