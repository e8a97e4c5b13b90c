import Domain
import Testing

struct LocalTimeTests {
    @Test(arguments: [("19:00", "19:00"), (" 9:05 ", "09:05"), ("00:00", "00:00"), ("23:59", "23:59")])
    func `time of day is read`(text: String, time: String) throws {
        #expect(try LocalTime(parsing: text).description == time)
    }

    @Test(arguments: [
        "", "19", "19:", ":00", "19:0", "19:000", "019:00", "24:00", "19:60", "-1:00", "+9:00", "19:00:00", "19.00",
        "19h00", "7pm", "1９:00", "١٩:٠٠", "19:00\u{301}", "19：00",
    ])
    func `text of another form is not a time`(text: String) {
        #expect(throws: FieldErrorReason.time) { try LocalTime(parsing: text) }
    }

    @Test func `hour 24 and minute 60 do not exist`() {
        #expect(LocalTime(hour: 24, minute: 0) == nil)
        #expect(LocalTime(hour: 23, minute: 60) == nil)
        #expect(LocalTime(hour: -1, minute: 0) == nil)
    }
}
