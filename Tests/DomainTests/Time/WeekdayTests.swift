import Domain
import Testing

struct WeekdayTests {
    @Test func `week starts on Monday and has the codes of RFC 5545`() {
        #expect(Weekday.allCases.map(\.rawValue) == ["MO", "TU", "WE", "TH", "FR", "SA", "SU"])
    }

    @Test(arguments: [
        ("1970-01-01", "thursday"), ("2026-12-10", "thursday"), ("2000-02-29", "tuesday"), ("1969-12-28", "sunday"),
        ("2026-06-21", "sunday"), ("2027-01-02", "saturday"), ("2026-12-14", "monday"), ("2026-12-16", "wednesday"),
        ("2026-12-18", "friday"),
    ])
    func `date has its weekday`(date: String, name: String) throws {
        #expect(try LocalDate(parsing: date).weekday.name == name)
    }
}
