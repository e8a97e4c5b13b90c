import Domain
import Testing

struct RuleTests {
    @Test(arguments: [
        Rule.Pattern.daily, .weekly([.tuesday]), .weekly([.monday, .sunday]), .monthly(.number(1)),
        .monthly(.number(31)), .monthly(.number(-1)), .monthly(.weekday(nth: 4, .saturday)),
        .monthly(.weekday(nth: -1, .friday)), .yearly(month: 6, .number(21)),
        .yearly(month: 12, .weekday(nth: -1, .thursday)), .yearly(month: 2, .number(-1)),
    ])
    func `text of a rule is read as the same rule`(pattern: Rule.Pattern) throws {
        let ends: [Rule.End?] = [nil, .count(10), .until(try LocalDate(parsing: "2027-06-30"))]
        for (end, interval) in zip(ends + ends, [1, 1, 1, 2, 99, 3]) {
            let rule = Rule(pattern, interval: interval, end: end)
            #expect(try Rule.rules(parsing: rule.text) == [rule])
        }
    }

    @Test func `text of a rule is an RRULE of RFC 5545`() throws {
        let end = Rule.End.until(try LocalDate(parsing: "2027-06-30"))
        let rule = Rule(.monthly(.weekday(nth: 2, .thursday)), interval: 2, end: end)
        #expect(rule.text == "FREQ=MONTHLY;BYDAY=2TH;INTERVAL=2;UNTIL=20270630T235959")
    }

    @Test(arguments: [
        ("every day", false), ("second thursday", false), ("21 june until 2027-06-30", false), ("every 2 days", true),
        ("every 2 weeks on tuesday", true), ("second thursday 10 times", true),
    ])
    func `rule with an interval or a count needs a start`(text: String, needsStart: Bool) throws {
        #expect(try Rule.rules(parsing: text).allSatisfy { $0.needsStart == needsStart })
    }

    @Test(arguments: [
        ("every day", "2026-12-10", true), ("tuesday and thursday", "2026-12-10", true),
        ("tuesday and thursday", "2026-12-09", false), ("second thursday", "2026-12-10", true),
        ("second thursday", "2026-12-03", false), ("second thursday", "2026-12-17", false),
        ("second thursday", "2026-12-09", false), ("first thursday", "2026-12-03", true),
        ("fourth thursday", "2026-12-24", true), ("last thursday", "2026-12-31", true),
        ("last thursday", "2026-12-24", false), ("last sunday", "2026-02-22", true), ("31st", "2026-12-31", true),
        ("31st", "2026-11-30", false), ("last day of the month", "2026-11-30", true),
        ("last day of the month", "2024-02-28", false), ("last day of the month", "2024-02-29", true),
        ("21 june", "2026-06-21", true), ("21 june", "2026-07-21", false), ("last friday of june", "2026-06-26", true),
        ("last friday of june", "2026-07-31", false), ("second thursday until 2020-01-01", "2026-12-10", true),
    ])
    func `rule names the days of its pattern`(text: String, date: String, isNamed: Bool) throws {
        let day = try LocalDate(parsing: date)
        #expect(try Rule.rules(parsing: text).map { $0.names(day) } == [isNamed])
    }

    @Test(arguments: [
        ("second thursday", "2026-12-10", "2026-12-10"), ("second thursday", "2026-12-11", "2027-01-14"),
        ("every day", "2026-12-10", "2026-12-10"), ("tuesday", "2026-12-10", "2026-12-15"),
        ("21 june", "2026-06-22", "2027-06-21"), ("29 february", "2024-03-01", "2028-02-29"),
        ("29 february", "2096-03-01", "2104-02-29"), ("31st", "2026-02-01", "2026-03-31"),
    ])
    func `first date is the next day that the pattern names`(text: String, from: String, first: String) throws {
        let day = try LocalDate(parsing: from)
        #expect(try Rule.rules(parsing: text).map { $0.firstDate(onOrAfter: day)?.description } == [first])
    }

    @Test(arguments: ["30 february", "31 november", "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31"])
    func `day that exists in no year is never found`(text: String) throws {
        let day = try LocalDate(parsing: "2026-12-10")
        #expect(try Rule.rules(parsing: text).map { $0.firstDate(onOrAfter: day) } == [nil])
    }

    @Test(arguments: [
        (31, 1, "2027-01-31", "2027-05-31", ["february 2027", "april 2027"]),
        (30, 1, "2026-12-30", "2027-03-30", ["february 2027"]), (29, 1, "2028-01-29", "2028-03-29", []),
        (29, 1, "2027-01-29", "2027-03-29", ["february 2027"]),
        (
            31, 2, "2026-12-31", "2027-08-31",
            [
                "february 2027", "april 2027", "june 2027",
            ]
        ), (31, 1, "2027-07-31", "2027-08-31", []), (28, 1, "2027-01-28", "2027-03-28", []),
    ])
    func `months without the day of the rule are named`(
        day: Int, interval: Int, first: String, last: String, skipped: [String]
    ) throws {
        let rule = Rule(.monthly(.number(day)), interval: interval)
        let (first, last) = (try LocalDate(parsing: first), try LocalDate(parsing: last))
        #expect(rule.monthsSkipped(from: first, to: last) == skipped)
    }
}
