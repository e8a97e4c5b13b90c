import Domain
import Foundation
import Testing

@testable import Hopdrink

/// Compares the check of each text form with the regular expression that the OpenAPI document gives for it.
struct TextFormTests {
    private static let forms: [String: TextForm] = [
        "line": .line, "lineOrNothing": .lineOrNothing, "paragraph": .paragraph, "slug": .slug, "address": .address,
        "date": .date, "time": .time, "dateTime": .dateTime, "duration": .duration, "durationOrNo": .durationOrNo,
        "coordinates": .coordinates, "timeZone": .timeZone,
    ]

    /// Returns a function that says whether the form's pattern matches a whole text.
    private func finder(_ form: TextForm) throws -> (String) -> Bool {
        let expression = try NSRegularExpression(pattern: form.pattern)
        return { text in
            let whole = NSRange(location: 0, length: text.utf16.count)
            return expression.firstMatch(in: text, range: whole)?.range == whole
        }
    }

    @Test(arguments: ["line", "lineOrNothing", "paragraph"])
    func `check and pattern agree on every character`(name: String) throws {
        let form = try #require(Self.forms[name])
        let finds = try finder(form)
        // All invisible characters and control characters are in these ranges.
        let scalars = [0...0xFFFF, 0x1_B000...0x1_D3FF, 0xD_FF00...0xE_10FF] as [ClosedRange<UInt32>]
        let wrong = scalars.joined().compactMap(Unicode.Scalar.init).filter { scalar in
            [String(scalar), "\(scalar)a"].contains { finds($0) != (form.problem($0) == nil) }
        }
        #expect(wrong.isEmpty, "\(wrong.prefix(9).map { String($0.value, radix: 16) })")
    }

    private static let texts = [
        "", " ", "a", "ab", "abc", "a b", " abc", "abc ", "abc\n", "\nabc", "a\u{301}", "\u{200B}", "\u{200B}a", "a\0b",
        "\t",
        "tours", "saint-malo", "-ab", "ab-", "Tours", "to\u{212A}rs", "meetups", String(repeating: "a", count: 41),
        "ada@example.org", "ada@example", "ada@@example.org", "ada@example.org ", "a.b@c.de", "a..b@c.de", ".a@c.de",
        "a@-c.de", "a@c-.de", "a@c.d-e", "a@c.1", "a@c.1e", "a@1.e", "ädä@c.de", "a@c.de\n", "a@b@c.de",
        "a@\(longLabel).de",
        "a'!#$%&*+/=?^_`{|}~-@c.de", "a(b)@c.de",
        "2026-12-10", "2026-1-10", "2026-13-10", "2026-00-10", "2026-12-00", "2026-12-32", "1899-12-10", "9999-12-31",
        "20261210", "2026-12-10 ", "٢٠٢٦-12-10", "0000-01-01",
        "19:00", "9:05", "24:00", "23:59", "19:60", "19:0", "019:00", " 19:00", "19:00:00", "19.00",
        "2026-12-10T19:00", "2026-12-10 19:00", "2026-12-10T9:00", "2026-12-10t19:00", "2026-12-10  19:00",
        "2026-12-10T19:00Z", "2026-12-10\t19:00", "2026-12-10T19:00 ", "2026-12-10TT19:00", "2026-12-10",
        "30m", "2h30m", "1d", "m", "30", "30 m", "1w", "1234567m", "0m", "1m1m", "-1m", "1M", "30m ", "no", "No", "no ",
        "47.394, 0.685", "47.394,0.685", "90,180", "90.0, -180.0", "90.1, 0", "0, 180.5", "-90, +180", "91, 0",
        "0, 181",
        "47.394;0.685", "47., 0", ".5, 0", "4 7, 0", "1e1, 0", "0x1, 0", "1, 2, 3", "1,  2", " 1, 2", "001, 2",
        "1, 099",
        "1, 100", "1, 0001", "--1, 2", "+1, +2", "1", ",", "47.1234567890123, 0",
        "UTC", "utc", "Europe/Paris", "Europe/", "/Paris", "CET", "America/Argentina/Buenos_Aires", "Etc/GMT+5",
        "Europe/Paris ", "Europe//Paris", "Europe/Pärïs", "../etc/passwd", "Europe/../../etc",
    ]

    private static let longLabel = String(repeating: "a", count: 64)

    @Test(arguments: forms.keys.sorted())
    func `check and pattern agree on sample texts`(name: String) throws {
        let form = try #require(Self.forms[name])
        let finds = try finder(form)
        for text in Self.texts {
            #expect(finds(text) == (form.problem(text) == nil), "\(name): \(text.debugDescription)")
        }
    }

    @Test func `only the format, not the pattern, excludes days that no month has`() throws {
        #expect(try finder(.date)("2026-02-30") && TextForm.date.problem("2026-02-30") == .date)
        #expect(TextForm.date.format == "date")
        #expect(TextForm.dateTime.problem("2026-02-30T19:00") == .localDateTime)
    }
}
