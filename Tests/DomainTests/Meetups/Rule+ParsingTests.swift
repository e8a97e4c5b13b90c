import Domain
import Testing

struct RuleParsingTests {
    @Test(arguments: [
        ("FREQ=DAILY", "FREQ=DAILY"), ("RRULE:FREQ=DAILY;", "FREQ=DAILY"),
        ("freq=daily;interval=2", "FREQ=DAILY;INTERVAL=2"),
        ("FREQ=WEEKLY;BYDAY=TH,MO", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("FREQ=WEEKLY;WKST=MO;BYDAY=TH", "FREQ=WEEKLY;BYDAY=TH"),
        ("FREQ=MONTHLY; BYDAY=2TH", "FREQ=MONTHLY;BYDAY=2TH"), ("FREQ=MONTHLY;BYDAY=+2TH", "FREQ=MONTHLY;BYDAY=2TH"),
        ("BYDAY=-1FR;FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("FREQ=MONTHLY;BYDAY=TH;BYSETPOS=2", "FREQ=MONTHLY;BYDAY=2TH"),
        ("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYMONTHDAY=31"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3"),
        ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=21", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=21"),
        ("FREQ=YEARLY;BYMONTH=12;BYDAY=1TH", "FREQ=YEARLY;BYMONTH=12;BYDAY=1TH"),
        ("FREQ=DAILY;UNTIL=20270630", "FREQ=DAILY;UNTIL=20270630T235959"),
        ("FREQ=DAILY;UNTIL=20270630T190000", "FREQ=DAILY;UNTIL=20270630T235959"),
        ("FREQ=DAILY;UNTIL=20270630T170000Z", "FREQ=DAILY;UNTIL=20270630T235959"),
    ])
    func `RRULE is read`(text: String, rule: String) throws {
        #expect(try Rule.rules(parsing: text).map(\.text) == [rule])
    }

    @Test(arguments: [
        ("FREQ=HOURLY", "FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY"),
        ("INTERVAL=2", "FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY"),
        ("FREQ=DAILY;COUNT", "every part of an RRULE is NAME=VALUE"),
        ("FREQ=DAILY;FREQ=DAILY", "FREQ stands twice"),
        ("FREQ=DAILY; FREQ=DAILY", "FREQ stands twice"),
        ("FREQ=DAILY;BYDAY=TH", "a rule like this takes no BYDAY"),
        ("FREQ=DAILY;BYHOUR=19", "a rule like this takes no BYHOUR"),
        ("FREQ=MONTHLY;BYDAY=2TH;BYMONTHDAY=13", "a rule like this takes no BYDAY"),
        ("FREQ=MONTHLY;BYMONTHDAY=13;BYSETPOS=1", "a rule like this takes no BYSETPOS"),
        ("FREQ=WEEKLY;BYDAY=TH;WKST=SU", "WKST must be MO"),
    ])
    func `part in the wrong place is refused`(text: String, sentence: String) throws {
        #expect(try refusal(text) == sentence)
    }

    @Test(arguments: [
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL must be from 1 to 99"),
        ("FREQ=DAILY;INTERVAL=100", "INTERVAL must be from 1 to 99"),
        ("FREQ=DAILY;INTERVAL=2x", "INTERVAL must be from 1 to 99"),
        ("FREQ=DAILY;INTERVAL=٢", "INTERVAL must be from 1 to 99"),
        ("FREQ=DAILY;COUNT=0", "COUNT must be from 1 to 999"),
        ("FREQ=DAILY;COUNT=1000", "COUNT must be from 1 to 999"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20270630", "COUNT and UNTIL exclude each other"),
        ("FREQ=DAILY;UNTIL=", "UNTIL is a date such as 20270630"),
        ("FREQ=DAILY;UNTIL=2027-06-30", "UNTIL is a date such as 20270630"),
        ("FREQ=DAILY;UNTIL=20270631", "UNTIL is a date such as 20270630"),
        ("FREQ=DAILY;UNTIL=20270630T", "UNTIL is a date such as 20270630"),
        ("FREQ=DAILY;UNTIL=20270630T1700", "UNTIL is a date such as 20270630"),
        ("FREQ=DAILY;UNTIL=20270630T170000ZZ", "UNTIL is a date such as 20270630"),
        ("FREQ=DAILY;UNTIL=20270630Z", "UNTIL is a date such as 20270630"),
    ])
    func `interval or end out of range is refused`(text: String, sentence: String) throws {
        #expect(try refusal(text) == sentence)
    }

    private static let oneDay =
        "BYDAY is one day such as 2TH; several days are several rules, `first and third thursday`"
    private static let firstToFourth =
        "only the first to fourth or the last weekday of a month is possible, such as 2TH or -1FR"
    private static let oneNumber = "BYMONTHDAY is one number from 1 to 31, or -1; several days are several rules"

    @Test(arguments: [
        ("FREQ=WEEKLY", "FREQ=WEEKLY needs BYDAY"),
        ("FREQ=WEEKLY;BYDAY=2TH", "BYDAY of a weekly rule is a list such as MO,TH"),
        ("FREQ=WEEKLY;BYDAY=MO,MO", "BYDAY of a weekly rule is a list such as MO,TH"),
        ("FREQ=WEEKLY;BYDAY=MO,", "BYDAY of a weekly rule is a list such as MO,TH"),
        ("FREQ=MONTHLY", "it needs BYDAY or BYMONTHDAY"),
        ("FREQ=MONTHLY;BYDAY=", oneDay), ("FREQ=MONTHLY;BYDAY=2XX", oneDay), ("FREQ=MONTHLY;BYDAY=1TH,3TH", oneDay),
        ("FREQ=MONTHLY;BYDAY=TH", firstToFourth), ("FREQ=MONTHLY;BYDAY=5TH", firstToFourth),
        ("FREQ=MONTHLY;BYDAY=0TH", firstToFourth), ("FREQ=MONTHLY;BYDAY=-2TH", firstToFourth),
        ("FREQ=MONTHLY;BYDAY=TH;BYSETPOS=5", firstToFourth), ("FREQ=MONTHLY;BYDAY=TH;BYSETPOS=0", firstToFourth),
        ("FREQ=MONTHLY;BYDAY=2TH;BYSETPOS=2", firstToFourth), ("FREQ=MONTHLY;BYDAY=2xTH", firstToFourth),
        ("FREQ=MONTHLY;BYMONTHDAY=0", oneNumber), ("FREQ=MONTHLY;BYMONTHDAY=32", oneNumber),
        ("FREQ=MONTHLY;BYMONTHDAY=-2", oneNumber), ("FREQ=MONTHLY;BYMONTHDAY=1,15", oneNumber),
        ("FREQ=YEARLY;BYMONTHDAY=21", "FREQ=YEARLY needs BYMONTH"),
        ("FREQ=YEARLY;BYMONTH=13;BYMONTHDAY=1", "BYMONTH must be from 1 to 12"),
        ("FREQ=YEARLY;BYMONTH=6", "it needs BYDAY or BYMONTHDAY"),
    ])
    func `days that are not supported are refused`(text: String, sentence: String) throws {
        #expect(try refusal(text) == sentence)
    }

    private func refusal(_ text: String) throws -> String {
        let problem = try #require(throws: FieldErrorReason.self) { try Rule.rules(parsing: text) }
        return problem.sentence.replacing("is not a rule that Hopdrink understands: ", with: "")
    }
}
