import Foundation
import Testing

@testable import Domain

struct SeriesHistoryTests {
    private static func series(_ change: (inout Series) -> Void = { _ in }) throws -> Series {
        let plan = SeriesPlan(
            slug: try Slug(parsing: "thursday"), terms: .sample(), rules: try Rule.rules(parsing: "thursday"),
            time: try LocalTime(parsing: "19:00"), from: nil
        )
        let id = Series.ID(at: Date(timeIntervalSince1970: 0), random: (1, 1))
        var series = Series(id: id, city: try Slug(parsing: "tours"), plan: plan, origin: .configuration)
        change(&series)
        return series
    }

    private typealias Change = @Sendable (inout Series) -> Void

    @Test func `dates count anew if the rule, time or first day changes, or an end is taken back`()
        throws
    {
        let former = try Self.series()
        let friday = try Rule.rules(parsing: "friday")
        #expect(try Self.series { $0.plan.rules = friday }.isCountedAnew(since: former))
        #expect(try Self.series { $0.plan.time = LocalTime(minutes: 1200) }.isCountedAnew(since: former))
        #expect(try Self.series { $0.plan.from = LocalDate(dayNumber: 20_000) }.isCountedAnew(since: former))
        let ended = try Self.series { $0.endedAt = Date(timeIntervalSince1970: 9) }
        #expect(former.isCountedAnew(since: ended) && !ended.isCountedAnew(since: former))
        #expect(try !Self.series { $0.plan.terms.title = "Other" }.isCountedAnew(since: former))
        #expect(!former.isCountedAnew(since: former))
    }

    @Test func `capacity, hosts and reminders are not visible in calendars, everything else is`() throws {
        let former = try Self.series()
        let hidden = try Self.series {
            $0.plan.terms.capacity += 1
            $0.plan.terms.hosts = []
            $0.plan.terms.reminders = []
        }
        #expect(!hidden.isVisiblyDifferent(from: former))
        let shown: [Change] = [
            { $0.plan.terms.title = "Other" }, { $0.plan.terms.text = "Other" }, { $0.plan.terms.duration += 1 },
            { $0.plan.time = LocalTime(minutes: 1200) },
            { $0.plan.exceptions[LocalDate(dayNumber: 20_800)] = .skipped },
            { $0.endedAt = Date(timeIntervalSince1970: 9) }, { $0.plan.from = LocalDate(dayNumber: 20_000) },
        ]
        for change in shown { #expect(try Self.series(change).isVisiblyDifferent(from: former)) }
    }
}
