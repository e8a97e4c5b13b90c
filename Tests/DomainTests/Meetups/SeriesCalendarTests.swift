import Foundation
import Testing

@testable import Domain

/// Second Thursdays at 19:00: 10 December 2026, 14 January, 11 February and 11 March 2027.
struct SeriesCalendarTests {
    private static let days = ["2026-12-10", "2027-01-14", "2027-02-11", "2027-03-11"]

    /// The changes of a test to a series whose meetups are all as planned.
    private struct Case {
        var rule = "second thursday"
        var isEnded = false
        var named = SeriesCalendarTests.days
        var next: String? = "2027-04-08"
        var counted: String?
        var made = Dictionary(uniqueKeysWithValues: SeriesCalendarTests.days.map { ($0, Meetup.State.scheduled) })
        var leftOut: [String] = []
        /// The days of the shown meetups, and their starts.
        var shown = SeriesCalendarTests.days.map { ($0, "\($0)T19:00") }

        func calendar() throws -> SeriesCalendar {
            let date = { (text: String) in try LocalDate(parsing: text) }
            var series = Series(
                id: .sample(1), city: try Slug(parsing: "tours"), plan: try .sample(rule: rule, from: "2026-12-01"),
                origin: .configuration
            )
            if isEnded { series.endedAt = Date(timeIntervalSince1970: 0) }
            let facts = SeriesFacts(
                series: series, timeZone: try City.sample().timeZone, named: try named.map(date),
                next: try next.map(date), counted: try counted.map(date),
                made: Dictionary(uniqueKeysWithValues: try made.map { (try date($0.key), $0.value) }),
                leftOut: Set(try leftOut.map(date))
            )
            return SeriesCalendar(facts, showing: try shown.map(meetup))
        }

        private func meetup(_ day: String, _ start: String) throws -> Meetup {
            let state = made[day] ?? .scheduled
            var meetup = try Meetup.sample(start: start, state: state, occurrence: day)
            meetup.terms = try SeriesPlan.sample().terms
            return meetup
        }
    }

    private func calendar(_ change: (inout Case) -> Void = { _ in }) throws -> SeriesCalendar {
        var facts = Case()
        change(&facts)
        return try facts.calendar()
    }

    private func days(_ meetups: [Meetup]) -> [String] { meetups.compactMap { $0.occurrence?.date.description } }

    @Test func `meetups that are as planned become one recurring entry`() throws {
        let calendar = try calendar()
        let master = try #require(calendar.master)
        #expect(master.first.description == "2026-12-10" && master.rule.text == "FREQ=MONTHLY;BYDAY=2TH")
        #expect(master.exceptions.isEmpty && calendar.overrides.isEmpty && calendar.singles.isEmpty)
    }

    @Test func `moved or cancelled meetup overrides its occurrence`() throws {
        let calendar = try calendar {
            $0.shown[1] = ("2027-01-14", "2027-01-15T19:00")
            $0.made["2027-02-11"] = .cancelled
        }
        #expect(days(calendar.overrides) == ["2027-01-14", "2027-02-11"])
        #expect(calendar.master?.exceptions == [] && calendar.singles.isEmpty)
    }

    @Test func `deleted or hidden cancelled meetup becomes an exception`() throws {
        let calendar = try calendar {
            $0.made["2027-01-14"] = nil
            $0.made["2027-02-11"] = .cancelled
            $0.shown = [$0.shown[0], $0.shown[3]]
            $0.leftOut = ["2027-05-13", "2027-05-14"]
        }
        #expect(calendar.master?.exceptions.map(\.description) == ["2027-01-14", "2027-02-11", "2027-05-13"])
    }

    @Test func `past meetup that is not shown stays as the rule has it`() throws {
        let calendar = try calendar { $0.shown.removeFirst() }
        #expect(calendar.master?.first.description == "2026-12-10" && calendar.master?.exceptions == [])
    }

    @Test func `recurring entry begins with the first meetup, or with the first future one`() throws {
        let late = try calendar {
            $0.made["2026-12-10"] = nil
            $0.shown.removeFirst()
        }
        #expect(late.master?.first.description == "2027-01-14" && late.master?.exceptions == [])
        let future = try calendar {
            $0.named = []
            $0.made = [:]
            $0.shown = []
        }
        #expect(future.master?.first.description == "2027-04-08")
    }

    @Test func `recurring entry begins with a meetup that is as planned`() throws {
        let calendar = try calendar {
            $0.shown[0] = ("2026-12-10", "2026-12-11T19:00")
            $0.made["2027-01-14"] = nil
            $0.shown.remove(at: 1)
        }
        #expect(calendar.master?.first.description == "2027-02-11" && calendar.master?.exceptions == [])
        #expect(days(calendar.singles) == ["2026-12-10"] && calendar.overrides.isEmpty)
    }

    @Test func `meetups on days that the rule does not name are single`() throws {
        let calendar = try calendar {
            $0.made["2026-11-12"] = .scheduled
            $0.shown.insert(("2026-11-12", "2026-11-12T19:00"), at: 0)
            $0.made["2027-01-20"] = .scheduled
            $0.shown.append(("2027-01-20", "2027-01-20T19:00"))
        }
        #expect(days(calendar.singles) == ["2026-11-12", "2027-01-20"] && calendar.overrides.isEmpty)
    }

    @Test func `ended series ends with its last meetup`() throws {
        let calendar = try calendar {
            $0.isEnded = true
            $0.next = nil
            $0.made["2027-01-14"] = nil
            $0.made["2027-03-11"] = .cancelled
            $0.shown = [$0.shown[0], $0.shown[2]]
        }
        #expect(calendar.master?.rule.text == "FREQ=MONTHLY;BYDAY=2TH;UNTIL=20270211T235959")
        #expect(calendar.master?.exceptions.map(\.description) == ["2027-01-14"])
    }

    @Test func `count becomes the date of its last day, and an end by date stays`() throws {
        let counted = try calendar {
            $0.rule = "second thursday 4 times"
            $0.counted = "2027-03-11"
            $0.next = nil
        }
        #expect(counted.master?.rule.text == "FREQ=MONTHLY;BYDAY=2TH;UNTIL=20270311T235959")
        let dated = try calendar { $0.rule = "second thursday until 2027-12-31" }
        #expect(dated.master?.rule.text == "FREQ=MONTHLY;BYDAY=2TH;UNTIL=20271231T235959")
    }

    @Test func `calendar has no recurring entry if no meetup is left`() throws {
        let hidden = try calendar {
            $0.rule = "second thursday until 2027-03-31"
            $0.next = nil
            $0.made = $0.made.mapValues { _ in .cancelled }
            $0.shown = []
        }
        #expect(hidden == SeriesCalendar(master: nil, overrides: [], singles: []))
        let ended = try calendar {
            $0.isEnded = true
            $0.next = nil
            $0.made = [:]
            $0.shown = []
        }
        #expect(ended.master == nil)
    }

    @Test(arguments: [
        ("every day", true), ("every 3 weeks on monday", true), ("monday and thursday", true), ("day 28", true),
        ("day 29", false), ("day 31", false), ("last day", true), ("last friday", true), ("31 december", true),
        ("29 february", false), ("first and third thursday", false), ("last sunday of march", true),
    ])
    func `only rules that every program supports become a recurring entry`(rule: String, isRepeated: Bool) throws {
        let calendar = try calendar { $0.rule = rule }
        #expect((calendar.master != nil) == isRepeated)
        if !isRepeated { #expect(days(calendar.singles) == Self.days && calendar.overrides.isEmpty) }
    }
}
