import Domain
import Testing

struct RuleSentenceTests {
    @Test(arguments: [
        ("second thursday", "FREQ=MONTHLY;BYDAY=2TH"), ("Second Thursday of the month", "FREQ=MONTHLY;BYDAY=2TH"),
        ("  every  second thursday of each month ", "FREQ=MONTHLY;BYDAY=2TH"),
        ("2nd thursday", "FREQ=MONTHLY;BYDAY=2TH"), ("monthly, on the second thursday", "FREQ=MONTHLY;BYDAY=2TH"),
        ("second thursday every month", "FREQ=MONTHLY;BYDAY=2TH"), ("every first monday", "FREQ=MONTHLY;BYDAY=1MO"),
        ("last friday", "FREQ=MONTHLY;BYDAY=-1FR"), ("every last friday", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("every 2 months on the first tuesday", "FREQ=MONTHLY;BYDAY=1TU;INTERVAL=2"),
        ("15th of the month", "FREQ=MONTHLY;BYMONTHDAY=15"), ("every 31st", "FREQ=MONTHLY;BYMONTHDAY=31"),
        ("day 15", "FREQ=MONTHLY;BYMONTHDAY=15"), ("day 31 of the month", "FREQ=MONTHLY;BYMONTHDAY=31"),
        ("every 2 months on day 15", "FREQ=MONTHLY;BYMONTHDAY=15;INTERVAL=2"),
        ("day 15 until 2027-06-30", "FREQ=MONTHLY;BYMONTHDAY=15;UNTIL=20270630T235959"),
        ("last day of the month", "FREQ=MONTHLY;BYMONTHDAY=-1"), ("first day", "FREQ=MONTHLY;BYMONTHDAY=1"),
    ])
    func `day of a month is read`(text: String, rule: String) throws {
        #expect(try texts(text) == [rule])
    }

    @Test(arguments: [
        ("thursday", "FREQ=WEEKLY;BYDAY=TH"), ("every thursday", "FREQ=WEEKLY;BYDAY=TH"),
        ("thursdays", "FREQ=WEEKLY;BYDAY=TH"), ("thursday and tuesday", "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("every 2 weeks on tuesday", "FREQ=WEEKLY;BYDAY=TU;INTERVAL=2"),
        ("every other tuesday", "FREQ=WEEKLY;BYDAY=TU;INTERVAL=2"),
        ("every other week on tuesday", "FREQ=WEEKLY;BYDAY=TU;INTERVAL=2"),
        ("weekly on monday", "FREQ=WEEKLY;BYDAY=MO"), ("every day", "FREQ=DAILY"), ("daily", "FREQ=DAILY"),
        ("every 3 days", "FREQ=DAILY;INTERVAL=3"), ("every other day", "FREQ=DAILY;INTERVAL=2"),
    ])
    func `days and weeks are read`(text: String, rule: String) throws {
        #expect(try texts(text) == [rule])
    }

    @Test(arguments: [
        ("21 june", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=21"), ("the 21st of June", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=21"),
        ("every year on 21 june", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=21"),
        ("21 june every year", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=21"),
        ("every 2 years on 21 june", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=21;INTERVAL=2"),
        ("first thursday of december", "FREQ=YEARLY;BYMONTH=12;BYDAY=1TH"),
        ("every second thursday of december", "FREQ=YEARLY;BYMONTH=12;BYDAY=2TH"),
        ("last day of february", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"),
    ])
    func `day of a year is read`(text: String, rule: String) throws {
        #expect(try texts(text) == [rule])
    }

    @Test(arguments: [
        ("second thursday until 2027-06-30", "FREQ=MONTHLY;BYDAY=2TH;UNTIL=20270630T235959"),
        ("second thursday, 10 times", "FREQ=MONTHLY;BYDAY=2TH;COUNT=10"), ("every day 1 times", "FREQ=DAILY;COUNT=1"),
        ("every 2 weeks on tuesday 999 times", "FREQ=WEEKLY;BYDAY=TU;INTERVAL=2;COUNT=999"),
    ])
    func `end of a rule is read`(text: String, rule: String) throws {
        #expect(try texts(text) == [rule])
    }

    @Test(arguments: [
        ("first and third thursday", ["FREQ=MONTHLY;BYDAY=1TH", "FREQ=MONTHLY;BYDAY=3TH"]),
        ("every second and last friday", ["FREQ=MONTHLY;BYDAY=2FR", "FREQ=MONTHLY;BYDAY=-1FR"]),
        ("1st and 15th", ["FREQ=MONTHLY;BYMONTHDAY=1", "FREQ=MONTHLY;BYMONTHDAY=15"]),
        (
            "first and third monday until 2027-06-30",
            ["FREQ=MONTHLY;BYDAY=1MO;UNTIL=20270630T235959", "FREQ=MONTHLY;BYDAY=3MO;UNTIL=20270630T235959"]
        ),
    ])
    func `several days of the month become several rules`(text: String, rules: [String]) throws {
        #expect(try texts(text) == rules)
    }

    @Test(arguments: [
        "first and third thursday 10 times", "every 2 months on the first and third thursday",
        "every 2 years on 1 and 2 june",
    ])
    func `several rules with a count or an interval are refused`(text: String) throws {
        #expect(try refusal(text).contains("go with every month and `until` only"))
    }

    @Test(arguments: [
        ("every second thursday", "2 weeks on thursday` or `second thursday of the month`"),
        ("every 2nd thursday", "2 weeks on thursday` or `second thursday of the month`"),
        ("every 2 thursdays", "2 weeks on thursday` or `second thursday of the month`"),
        ("every fourth monday until 2027-06-30", "4 weeks on monday` or `fourth monday of the month`"),
    ])
    func `ambiguous sentence is refused with both meanings`(text: String, proposal: String) throws {
        #expect(try refusal(text).contains(proposal))
    }

    @Test(arguments: ["fifth thursday", "5th thursday", "first and fifth thursday", "fifth thursday of december"])
    func `fifth weekday is refused`(text: String) throws {
        #expect(try refusal(text).hasSuffix("not every month has a fifth thursday; say `last thursday`"))
    }

    @Test(arguments: [
        ("every day until tomorrow", "`until` needs a date such as 2027-06-30"),
        ("every day until 2027-02-30", "`until` needs a date such as 2027-06-30"),
        ("every day 0 times", "`times` needs a number from 1 to 999"),
        ("every day 1000 times", "`times` needs a number from 1 to 999"),
    ])
    func `invalid end is refused`(text: String, sentence: String) throws {
        #expect(try refusal(text).hasSuffix(sentence))
    }

    @Test(arguments: [
        "sometimes", "every", "every week", "every month", "every year", "monthly", "weekly", "second thurs",
        "2 thursdays a month", "every month on thursday", "every week on the 15th", "second thursday every week",
        "second thursday weekly", "second thursday every", "last day of the year", "15th of the year",
        "every month on 21 june", "21 june every month", "june 21", "21 june and july", "40th", "0th", "32nd",
        "every 0 weeks on tuesday", "every 100 days", "every day every day", "every day until 2027-06-30 10 times",
        "tuesday second thursday", "until 2027-06-30", "10 times", "second\u{301} thursday", "٢ june", "²",
        "deuxième jeudi", "-1 friday", "second thursday DROP TABLE",
    ])
    func `anything else is refused with examples`(text: String) throws {
        #expect(try refusal(text).contains("write it like `second thursday`"))
    }

    @Test func `empty text is missing, and a long text is too long`() {
        #expect(throws: FieldErrorReason.missing) { try Rule.rules(parsing: " \n") }
        #expect(throws: FieldErrorReason.tooLong(maximum: 200)) {
            try Rule.rules(parsing: String(repeating: "second ", count: 40))
        }
    }

    private func texts(_ text: String) throws -> [String] {
        try Rule.rules(parsing: text).map(\.text)
    }

    private func refusal(_ text: String) throws -> String {
        try #require(throws: FieldErrorReason.self) { try Rule.rules(parsing: text) }.sentence
    }
}
