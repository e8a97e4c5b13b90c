import Testing

@testable import ICalendar

@Suite struct RecurrenceRuleTests {
    @Test(arguments: [
        "", "FREQ", "FREQ=", "FREQ=FORTNIGHTLY", "INTERVAL=2", "FREQ=WEEKLY;", "FREQ=WEEKLY;FREQ=DAILY",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MINUTELY", "FREQ=HOURLY",
        "FREQ=DAILY;BYMONTHDAY=-1", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYDAY=MO",
        "FREQ=WEEKLY;BYDAY=2TH", "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1", "FREQ=WEEKLY;WKST=SA;INTERVAL=2;BYDAY=MO,FR",
        "FREQ=MONTHLY;BYDAY=5TH", "FREQ=MONTHLY;BYDAY=0TH", "FREQ=MONTHLY;BYDAY=TH,2MO",
        "FREQ=MONTHLY;BYDAY=2TH;BYSETPOS=1",
        "FREQ=MONTHLY;BYSETPOS=1", "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
        "FREQ=MONTHLY;BYDAY=TH;BYHOUR=19", "FREQ=YEARLY;BYMONTHDAY=1", "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=YEARLY;BYYEARDAY=100",
        "FREQ=YEARLY;BYDAY=TH", "FREQ=YEARLY;BYMONTH=13;BYMONTHDAY=1", "RSCALE=HEBREW;FREQ=YEARLY",
        "FREQ=DAILY;X-EVIL=1",
        "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;INTERVAL=65537", "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=2;UNTIL=20270101", "FREQ=DAILY;UNTIL=20270230", "FREQ=DAILY;UNTIL=20270101T000000Z",
        "FREQ=DAILY;UNTIL=", "FREQ=DAILY\r\nEXDATE:20270101T000000", "FREQ=DAILY;COUNT=\u{0}2", "FREQ=WEE\u{212A}LY",
        "FREQ=DAILY\u{37E}COUNT=2", "FREQ=WEEKLY;BYDAY=TH,",
        "FREQ=WEEKLY;BYDAY=" + String(repeating: "TH,", count: 1_000) + "TH",
    ])
    func `a rule on which programs disagree is refused`(rule: String) {
        #expect(throws: ICalendarError.unsupportedRule) { try RecurrenceRule(rule) }
    }

    @Test(arguments: ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=31"])
    func `a rule whose day never comes is refused`(rule: String) {
        #expect(throws: ICalendarError.unsupportedRule) {
            try Recurrence.instances(of: rule, from: "20260228T190000", until: "20990101T000000", limit: 9)
        }
    }

    @Test(arguments: [("20260230T190000", "20270101T000000"), ("20260101T190000", "20270101"), ("", "")])
    func `an invalid time is refused`(start: String, end: String) {
        #expect(throws: ICalendarError.invalidTime) {
            try Recurrence.instances(of: "FREQ=DAILY", from: start, until: end, limit: 9)
        }
    }
}
