import Foundation
import Testing

@testable import ICalendar

@Suite struct RecurrenceTests {
    @Test func `the second Thursday is found for 24 months`() throws {
        let instances = try Recurrence.instances(
            of: "FREQ=MONTHLY;BYDAY=2TH",
            from: "20261112T190000",
            until: "20281101T000000",
            limit: 100
        )
        #expect(
            days(instances) == [
                "20261112", "20261210", "20270114", "20270211", "20270311", "20270408", "20270513", "20270610",
                "20270708",
                "20270812", "20270909", "20271014", "20271111", "20271209", "20280113", "20280210", "20280309",
                "20280413",
                "20280511", "20280608", "20280713", "20280810", "20280914", "20281012",
            ]
        )
        #expect(instances.allSatisfy { $0.hasSuffix("T190000") })
    }

    @Test(arguments: [
        ("FREQ=DAILY;INTERVAL=10", "20260225", ["20260225", "20260307", "20260317", "20260327"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "20261222", ["20261222", "20270105", "20270119", "20270202"]),
        ("FREQ=WEEKLY;BYDAY=TU,TH", "20261222", ["20261222", "20261224", "20261229", "20261231"]),
        ("FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO", "20261206", ["20261206", "20261207", "20261220", "20261221"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "20261231", ["20261231", "20270131", "20270228", "20270331"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "20261231", ["20261231", "20270131", "20270331", "20270531"]),
        ("FREQ=MONTHLY", "20270131", ["20270131", "20270331", "20270531", "20270731"]),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "20261115", ["20261115", "20261201", "20261215", "20270101"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", "20261127", ["20261127", "20261225", "20270129", "20270226"]),
        ("FREQ=MONTHLY;BYDAY=TH;BYSETPOS=2", "20261112", ["20261112", "20261210", "20270114", "20270211"]),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "20261130",
            ["20261130", "20261231", "20270129", "20270226"]
        ),
        ("FREQ=MONTHLY;BYDAY=1TH,3TH", "20261105", ["20261105", "20261119", "20261203", "20261217"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "20240229", ["20240229", "20280229", "20320229", "20360229"]),
        ("FREQ=YEARLY", "20960229", ["20960229", "21040229", "21080229", "21120229"]),
        ("FREQ=YEARLY;BYMONTH=11;BYDAY=3TH", "20261119", ["20261119", "20271118", "20281116", "20291115"]),
        ("FREQ=WEEKLY;BYDAY=TH,TH", "20261119", ["20261119", "20261126", "20261203", "20261210"]),
        ("byday=th;freq=weekly", "20261119", ["20261119", "20261126", "20261203", "20261210"]),
    ])
    func `a rule yields the expected days`(rule: String, start: String, expected: [String]) throws {
        let instances = try Recurrence.instances(of: rule, from: start + "T190000", until: "29990101T000000", limit: 4)
        #expect(days(instances) == expected)
    }

    @Test(arguments: [
        ("COUNT=3", ["20261105", "20261112", "20261119"]),
        ("UNTIL=20261119T190000", ["20261105", "20261112", "20261119"]),
        ("UNTIL=20261119T185959", ["20261105", "20261112"]),
        ("UNTIL=20261119", ["20261105", "20261112", "20261119"]),
        ("UNTIL=20261104", []),
        ("COUNT=1", ["20261105"]),
    ])
    func `a rule ends after its count or its last day`(end: String, expected: [String]) throws {
        let rule = "FREQ=WEEKLY;BYDAY=TH;" + end
        let instances = try Recurrence.instances(of: rule, from: "20261105T190000", until: "20280101T000000", limit: 99)
        #expect(days(instances) == expected)
    }

    @Test func `the end is excluded, and the limit is respected`() throws {
        let start = "20261105T190000"
        let rule = "FREQ=WEEKLY"
        let until = try Recurrence.instances(of: rule, from: start, until: "20261119T190000", limit: 99)
        #expect(days(until) == ["20261105", "20261112"])
        #expect(try Recurrence.instances(of: rule, from: start, until: "29990101T000000", limit: 500).count == 500)
        #expect(try Recurrence.instances(of: rule, from: start, until: "29990101T000000", limit: 0).isEmpty)
        #expect(try Recurrence.instances(of: rule, from: start, until: start, limit: 99).isEmpty)
    }

    @Test func `instances keep their local time across changes of daylight saving`() throws {
        let rule = "FREQ=DAILY"
        let instances = try Recurrence.instances(of: rule, from: "20260328T023000", until: "20260401T000000", limit: 9)
        #expect(instances == ["20260328T023000", "20260329T023000", "20260330T023000", "20260331T023000"])
    }

    @Test(arguments: [
        ("FREQ=MONTHLY;BYDAY=2TH", "20261113"), ("FREQ=WEEKLY;BYDAY=TH", "20261113"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "20261129"), ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "20260228"),
    ])
    func `a start that the rule does not yield is refused`(rule: String, day: String) {
        #expect(throws: ICalendarError.startIsNotAnInstance) {
            try Recurrence.instances(of: rule, from: day + "T190000", until: "20300101T000000", limit: 9)
        }
    }

    private func days(_ instances: [String]) -> [String] {
        instances.map { String($0.prefix(8)) }
    }
}
