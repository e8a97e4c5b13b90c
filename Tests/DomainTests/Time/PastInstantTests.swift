import Domain
import Foundation
import Testing

struct PastInstantTests {
    @Test(arguments: [
        ("2026-12-01T12:00:00Z", 0.0), ("2026-12-01T13:00:00+01:00", 0), (" 2026-12-01 ", -43_200), ("2h30m", -9_000),
        ("1d", -86_400),
    ])
    func `instant, day or length of time is read`(text: String, seconds: TimeInterval) throws {
        let noon = Date(timeIntervalSince1970: 1_796_126_400)
        #expect(try PastInstant(parsing: text).date(at: noon) == noon + seconds)
    }

    @Test(arguments: ["", "soon", "2026-13-01", "12:00", "-2h", "0m"])
    func `text of another form is refused`(text: String) {
        #expect(throws: FieldErrorReason.self) { try PastInstant(parsing: text) }
    }
}
