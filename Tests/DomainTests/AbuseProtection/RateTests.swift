import Foundation
import Testing

@testable import Domain

struct RateTests {
    private let start = Date(timeIntervalSince1970: 1_800_000_000)

    /// Returns how many of these tries at the same moment are allowed, and what the last allowed one left.
    private func take(_ tries: Int, _ rate: Rate, busyUntil: Date? = nil, at now: Date) -> (Int, Date?) {
        (0..<tries).reduce((0, busyUntil)) { so, _ in
            guard case .allowed(let until) = rate.outcome(busyUntil: so.1, at: now) else { return so }
            return (so.0 + 1, until)
        }
    }

    @Test(arguments: [1, 2, 3, 6, 7, 60, 299, 300, 3000, 999_983])
    func `exactly count tries are allowed at once`(count: Int) {
        let tries = min(count + 5, 4000)
        #expect(take(tries, Rate(count, per: 3600), at: start).0 == min(count, tries))
    }

    @Test(arguments: [(0, 0), (599, 0), (600, 1), (1200, 2), (1799, 2), (3600, 6), (36_000, 6)])
    func `allowed tries come back spread over the period`(seconds: Int, back: Int) {
        let rate = Rate(6, per: 3600)
        let (_, until) = take(6, rate, at: start)
        let later = start.addingTimeInterval(TimeInterval(seconds))
        #expect(take(10, rate, busyUntil: until, at: later).0 == back)
    }

    @Test func `refusal states when another try is allowed`() {
        let rate = Rate(6, per: 3600)
        let (_, until) = take(6, rate, at: start)
        #expect(rate.outcome(busyUntil: until, at: start) == .refused(retryAfter: 600))
        #expect(rate.outcome(busyUntil: until, at: start.addingTimeInterval(599)) == .refused(retryAfter: 1))
        guard case .allowed = rate.outcome(busyUntil: until, at: start.addingTimeInterval(600)) else {
            Issue.record("refused after the time that was told")
            return
        }
    }

    @Test func `clock that is set back refuses nobody for longer than a period`() {
        let rate = Rate(6, per: 3600)
        let (_, until) = take(6, rate, at: start.addingTimeInterval(10 * 86_400))
        #expect(rate.outcome(busyUntil: until, at: start) == .refused(retryAfter: 600))
    }

    @Test(arguments: [
        ("60/h", 60, 3600), ("5/m", 5, 60), ("1/s", 1, 1), ("100/d", 100, 86_400), (" 3000/h ", 3000, 3600),
    ])
    func `rate is a number and a unit of time`(text: String, count: Int, period: Int) throws {
        #expect(try Rate(parsing: text) == Rate(count, per: period))
        #expect(try Rate.orNo(text) == Rate(count, per: period))
    }

    @Test(arguments: ["", "60", "/h", "60/", "60/w", "60/hh", "0/h", "-1/h", "1.5/h", "60/h/h", "60 /h", "1000001/h"])
    func `text of another form is refused`(text: String) {
        #expect(throws: FieldErrorReason.self) { try Rate(parsing: text) }
    }

    @Test(arguments: ["no", "off", "false"]) func `word for no means no limit`(text: String) throws {
        #expect(try Rate.orNo(text) == nil)
    }

    @Test(arguments: [
        (0, FormAge.hasty), (1, .hasty), (2, .fitting), (86_400, .fitting), (86_401, .stale),
        // Another daemon's clock may be slightly ahead.
        (-1, .fitting), (-60, .fitting), (-61, .stale),
    ])
    func `form fits if a person could fill it in within that time`(seconds: Int, age: FormAge) {
        let now = start.addingTimeInterval(TimeInterval(seconds))
        #expect(FormAge.decide(made: start, minimum: 2, at: now) == age)
    }

    @Test func `form may come back at once if the min time is zero`() {
        #expect(FormAge.decide(made: start, minimum: 0, at: start) == .fitting)
    }
}
