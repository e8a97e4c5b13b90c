import Foundation
import TestZones
import Testing

@testable import ICalendar

private let law = "Zone Test/City -5:00 Cuba C%sT"

struct ZoneComparisonTests {
    /// Another version of the same zone, and the time in UTC at which the two first differ between 2026 and 2028.
    @Test(
        arguments: [
            (law, nil),
            // No winter time from then on: the clocks would otherwise have been put back on 1 November.
            ("\(law) 2026 Oct 1\n-5:00 Cuba CDT 2026 Nov 1 0:00s\n-4:00 - CDT", "20261101T050000"),
            // The difference is already there when the range begins.
            ("Zone Test/City -6:00 - CST", "20260101T000000"),
            // The change is an hour earlier on one day only.
            ("\(law) 2027 Mar 13 23:00\n-4:00 - CDT 2027 Mar 14 12:00\n-5:00 Cuba C%sT", "20270314T040000"),
            // After the range.
            ("\(law) 2028 Nov 1\n-4:00 - CDT", nil),
        ] as [(String, String?)])
    func `the first instant with different offsets is found to the second`(other: String, first: String?) throws {
        let range = try instant("20260101T000000")..<instant("20280101T000000")
        for isFat in [false, true] {
            let used = try ZoneFolder(TestRules.cuba + law, isFat: isFat)
            let newer = try ZoneFolder(TestRules.cuba + other)
            let comparison = ZoneComparison(of: used.directory) { newer.directory.offset(in: $0, at: $1) }
            #expect(try comparison.firstDifference(in: "Test/City", during: range) == first.map(instant))
        }
    }

    @Test func `a zone that either version does not know is not compared`() throws {
        let used = try ZoneFolder(TestRules.cuba + law)
        let comparison = ZoneComparison(of: used.directory) { _, _ in nil }
        #expect(comparison.firstDifference(in: "Test/City", during: 0..<86_400) == nil)
        #expect(comparison.firstDifference(in: "Test/Nowhere", during: 0..<86_400) == nil)
    }

    private func instant(_ utc: String) throws -> Int { try #require(CivilTime(utc)).secondsSince1970 }
}
