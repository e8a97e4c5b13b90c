import Domain
import Testing

@testable import Hopdrink

@Suite struct SeriesDatesTests {
    @Test func `next dates are after the given day`() throws {
        let plan = try plan("second thursday")
        #expect(try next(3, plan, after: "2026-12-09") == ["2026-12-10", "2027-01-14", "2027-02-11"])
        #expect(try next(2, plan, after: "2026-12-10") == ["2027-01-14", "2027-02-11"])
    }

    @Test func `two rules give one list of dates`() throws {
        let plan = try plan("first and third monday")
        let expected = ["2026-12-07", "2026-12-21", "2027-01-04", "2027-01-18"]
        #expect(try next(4, plan, after: "2026-12-01") == expected)
        #expect(try dates(plan, "2026-12-07", "2027-01-18") == expected)
        #expect(try dates(plan, "2026-12-08", "2027-01-17") == ["2026-12-21", "2027-01-04"])
    }

    @Test func `interval counts from the series' first date`() throws {
        let plan = try plan("every 2 weeks on tuesday", from: "2026-01-06")
        #expect(try next(2, plan, after: "2030-12-01") == ["2030-12-03", "2030-12-17"])
        let later = try self.plan("every 2 weeks on tuesday", from: "2026-01-13")
        #expect(try next(2, later, after: "2030-12-01") == ["2030-12-10", "2030-12-24"])
    }

    @Test func `series has no dates before its start or after its end`() throws {
        let starting = try plan("every day", from: "2027-01-01")
        #expect(try dates(starting, "2026-12-30", "2027-01-02") == ["2027-01-01", "2027-01-02"])
        let ending = try plan("every day until 2027-01-02")
        #expect(try next(5, ending, after: "2026-12-31") == ["2027-01-01", "2027-01-02"])
        #expect(try next(5, ending, after: "2027-01-02") == [])
        let counted = try plan("every day 3 times", from: "2027-01-01")
        #expect(try next(5, counted, after: "2027-01-01") == ["2027-01-02", "2027-01-03"])
    }

    @Test func `months without a 31st are left out`() throws {
        let expected = ["2027-03-31", "2027-05-31", "2027-07-31"]
        #expect(try next(3, try plan("31st of the month"), after: "2027-01-31") == expected)
    }

    @Test func `date that exists only every fourth year is found`() throws {
        #expect(try next(2, try plan("29 february"), after: "2026-01-01") == ["2028-02-29", "2032-02-29"])
    }

    @Test func `window that ends before it begins has no dates`() throws {
        #expect(try dates(try plan("every day"), "2027-01-02", "2027-01-01") == [])
    }

    @Test(arguments: [
        "second thursday", "last friday", "first and last sunday", "every monday and saturday", "every day",
        "15th of the month", "last day of the month", "30th of the month", "21 june", "last sunday of march",
        "every week on sunday",
    ])
    func `libical and the domain agree on every day of five years`(rule: String) throws {
        let plan = try plan(rule)
        let first = try LocalDate(parsing: "2026-01-01")
        let days = (0..<1826).map { first.adding(days: $0) }
        let named = days.filter { day in plan.rules.contains { $0.names(day) } }
        #expect(try SeriesDates.dates(of: plan.schedule, from: first, through: first.adding(days: 1825)) == named)
    }

    private func plan(_ rule: String, from: String? = nil) throws -> SeriesPlan {
        let venue = Venue(name: "Cave", address: "Tours", coordinates: nil, room: "", access: "")
        let terms = MeetupTerms(
            title: "A glass", text: "", duration: 120, capacity: 20, venue: venue, hosts: [], reminders: []
        )
        return SeriesPlan(
            slug: try Slug(parsing: "glass"), terms: terms, rules: try Rule.rules(parsing: rule),
            time: try LocalTime(parsing: "19:00"), from: try from.map(LocalDate.init(parsing:))
        )
    }

    private func next(_ count: Int, _ plan: SeriesPlan, after day: String) throws -> [String] {
        try SeriesDates.next(count, of: plan.schedule, after: try LocalDate(parsing: day)).map(\.description)
    }

    private func dates(_ plan: SeriesPlan, _ first: String, _ last: String) throws -> [String] {
        let first = try LocalDate(parsing: first)
        return try SeriesDates.dates(of: plan.schedule, from: first, through: try LocalDate(parsing: last)).map(
            \.description)
    }
}
