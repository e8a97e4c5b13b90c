import Foundation
import Storage
import Domain

/// Generates the next meetups of every series as days pass and the window moves on.
struct GenerateDueMeetups: Sendable {
    let database: any Database
    let generateMeetups: GenerateMeetups

    /// Generates meetups for series whose window has moved, a hundred series per transaction.
    func callAsFunction() async throws {
        let instant = database.now
        while try await makeSome(at: instant) {}
    }

    private func makeSome(at instant: Date) async throws -> Bool {
        let end = LocalDate(dayNumber: Int(instant.timeIntervalSince1970 / 86_400))
            .adding(days: generateMeetups.settings.weeksAhead * 7 - 1)
        guard try await database.read({ try $0.series.hasMade(before: end) }) else { return false }
        return try await database.write { tx in
            let due = try tx.series.takeMade(before: end, limit: 100)
            for series in due {
                guard let city = try tx.cities.find(series.city) else { continue }
                try generateMeetups.make(series, in: city, tx)
            }
            return !due.isEmpty
        }
    }
}
