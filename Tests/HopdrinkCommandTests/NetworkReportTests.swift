import Foundation
import Testing

@testable import HopdrinkCommand

@Suite struct NetworkReportTests {
    @Test func `each series shows its next twelve dates in its city's local time`() throws {
        let lines = try lines(rule: "second thursday", time: "19:00", more: "cancelled: 2027-02-11")
        #expect(lines[0] == "Tours (tours, Europe/Paris)")
        #expect(lines[1] == "  glass: A glass")
        #expect(lines.count == 2 + 12)
        #expect(lines[2] == "    thursday  2026-12-10  19:00  +01:00")
        #expect(lines[4] == "    thursday  2027-02-11  19:00  +01:00  cancelled")
        #expect(lines[6] == "    thursday  2027-04-08  19:00  +02:00  the offset changes")
    }

    @Test func `a meetup of today is still shown`() throws {
        #expect(try lines(rule: "every day", time: "00:01")[2].contains("2026-12-09"))
    }

    @Test func `a time that daylight saving skips is shown as the resulting time`() throws {
        let lines = try lines(rule: "last sunday of march", time: "02:30")
        #expect(lines[2] == "    sunday  2027-03-28  03:30  +02:00  clocks skip 02:30 on this day")
    }

    @Test func `a series that ends is shown with its end`() throws {
        let lines = try lines(rule: "every day until 2026-12-10", time: "19:00")
        #expect(lines.count == 5)
        #expect(lines[4] == "    no more dates: here it ends")
    }

    @Test func `the summary counts cities and series`() throws {
        #expect(try report(rule: "every day", time: "19:00").summary == "1 city, 1 series")
        let two = try Settings(yaml: "cities: []").network
        #expect(NetworkReport(network: two, now: Date()).summary == "0 cities, 0 series")
    }

    private func lines(rule: String, time: String, more: String = "") throws -> [String] {
        try report(rule: rule, time: time, more: more).text.split(separator: "\n").map(String.init)
    }

    private func report(rule: String, time: String, more: String = "") throws -> NetworkReport {
        let yaml = """
            cities:
              - slug: tours
                name: Tours
                country: FR
                timezone: Europe/Paris
                languages: fr
                series:
                  - slug: glass
                    title: A glass
                    rule: \(rule)
                    time: \(time)
                    capacity: 20
                    venue: {name: Cave, address: Tours}
                    \(more)
            """
        let now = Date(timeIntervalSince1970: 1_796_837_400)
        return NetworkReport(network: try Settings(yaml: yaml).network, now: now)
    }
}
