import Foundation
import Testing

@testable import Hopdrink

struct HTTPDateTests {
    @Test(arguments: [
        ("1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ("1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
        ("2026-12-10T18:00:00Z", "Thu, 10 Dec 2026 18:00:00 GMT"),
        ("2028-02-29T23:59:59Z", "Tue, 29 Feb 2028 23:59:59 GMT"),
    ])
    func `date is written in one format and parsed from it`(instant: String, text: String) throws {
        #expect(HTTPDate.text(try .utc(instant)) == text)
        #expect(HTTPDate.instant(text) == (try .utc(instant)))
    }

    @Test(arguments: [
        ("Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z"),
        ("Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z"),
        ("Thursday, 10-Dec-26 18:00:00 GMT", "2026-12-10T18:00:00Z"),
        ("Thu Dec 10 18:00:00 2026", "2026-12-10T18:00:00Z"),
        ("Sat, 31 Dec 2016 23:59:60 GMT", "2016-12-31T23:59:59Z"),
    ])
    func `older formats and leap seconds are parsed too`(text: String, instant: String) throws {
        #expect(HTTPDate.instant(text) == (try .utc(instant)))
    }

    @Test(arguments: [
        "", "0", "now", "2026-12-10T18:00:00Z", "Thu, 10 Dec 2026 18:00:00", "Thu, 10 Dec 2026 18:00:00 CET",
        "Thu, 10 Dec 2026 18:00 GMT", "Thu, 10 Dez 2026 18:00:00 GMT", "Thu, 31 Feb 2026 18:00:00 GMT",
        "Thu, 10 Dec 2026 24:00:00 GMT", "Thu, 10 Dec 2026 18:00:61 GMT", "Thu, 10 Dec 99999 18:00:00 GMT",
        "Thu, 10 Dec 2026 18:00:00 GMT, Thu, 10 Dec 2026 18:00:00 GMT", "Thu, ١٠ Dec 2026 18:00:00 GMT",
    ])
    func `other texts are not dates`(text: String) {
        #expect(HTTPDate.instant(text) == nil)
    }
}
