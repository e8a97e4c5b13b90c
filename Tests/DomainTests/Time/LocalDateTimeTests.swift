import Domain
import Foundation
import Testing

struct LocalDateTimeTests {
    @Test(arguments: [
        ("2026-12-10T19:00", "2026-12-10T19:00"), ("2026-12-10 19:00", "2026-12-10T19:00"),
        (" 2026-12-10T9:05 ", "2026-12-10T09:05"),
    ])
    func `date and time are read`(text: String, expected: String) throws {
        #expect(try LocalDateTime(parsing: text).description == expected)
    }

    @Test(arguments: [
        "", "2026-12-10", "19:00", "2026-12-10T", "T19:00", "2026-12-10T19:00Z", "2026-12-10T19:00:00",
        "2026-12-10T19:00+01:00", "2026-12-10  19:00", "2026-12-10t19:00", "2026-02-30T19:00", "2026-12-10T25:00",
    ])
    func `text of another form is not a date and a time`(text: String) {
        #expect(throws: FieldErrorReason.localDateTime) { try LocalDateTime(parsing: text) }
    }

    @Test(arguments: [
        ("2026-12-10T19:00", 30, "2026-12-10T19:30"), ("2026-12-31T23:30", 45, "2027-01-01T00:15"),
        ("2026-12-10T00:10", -20, "2026-12-09T23:50"), ("1970-01-01T00:00", -1, "1969-12-31T23:59"),
    ])
    func `minutes are added in local time`(text: String, minutes: Int, sum: String) throws {
        #expect(try LocalDateTime(parsing: text).adding(minutes: minutes).description == sum)
    }
}

/// RFC 5545 §3.3.5.
struct LocalDateTimeInstantTests {
    @Test(arguments: [
        ("Europe/Paris", "2026-03-29T02:00", "2026-03-29T01:00:00Z"),
        ("Europe/Paris", "2026-03-29T02:30", "2026-03-29T01:30:00Z"),
        ("Europe/Paris", "2026-03-29T02:59", "2026-03-29T01:59:00Z"),
        ("America/New_York", "2026-03-08T02:30", "2026-03-08T07:30:00Z"),
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45:00Z"),
        ("Pacific/Chatham", "2026-09-27T03:00", "2026-09-26T14:15:00Z"),
        ("America/Santiago", "2024-09-08T00:30", "2024-09-08T04:30:00Z"),
        ("Pacific/Apia", "2011-12-30T00:00", "2011-12-30T10:00:00Z"),
        ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T22:00:00Z"),
        ("Pacific/Apia", "2011-12-30T23:59", "2011-12-31T09:59:00Z"),
    ])
    func `time that the clocks skip has the offset before the gap`(zone: String, wall: String, utc: String) throws {
        #expect(try instant(wall, zone) == .utc(utc))
    }

    @Test(arguments: [
        ("Europe/Paris", "2026-10-25T02:00", "2026-10-25T00:00:00Z"),
        ("Europe/Paris", "2026-10-25T02:30", "2026-10-25T00:30:00Z"),
        ("Europe/Paris", "2026-10-25T02:59", "2026-10-25T00:59:00Z"),
        ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30:00Z"),
        ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45:00Z"),
    ])
    func `time that occurs twice is the first of the two`(zone: String, wall: String, utc: String) throws {
        #expect(try instant(wall, zone) == .utc(utc))
    }

    @Test(arguments: [
        ("Europe/Paris", "2026-03-29T01:59", "2026-03-29T00:59:00Z"),
        ("Europe/Paris", "2026-03-29T03:00", "2026-03-29T01:00:00Z"),
        ("Europe/Paris", "2026-10-25T01:59", "2026-10-24T23:59:00Z"),
        ("Europe/Paris", "2026-10-25T03:00", "2026-10-25T02:00:00Z"),
        ("America/New_York", "2026-11-01T02:00", "2026-11-01T07:00:00Z"),
        ("Australia/Lord_Howe", "2026-10-04T02:30", "2026-10-03T15:30:00Z"),
        ("Australia/Lord_Howe", "2026-04-05T02:00", "2026-04-04T15:30:00Z"),
        ("Pacific/Apia", "2011-12-29T23:59", "2011-12-30T09:59:00Z"),
        ("Pacific/Apia", "2011-12-31T00:00", "2011-12-30T10:00:00Z"),
        ("Pacific/Kiritimati", "2026-06-01T00:00", "2026-05-31T10:00:00Z"),
        ("Pacific/Pago_Pago", "2026-06-01T23:00", "2026-06-02T10:00:00Z"),
        ("Asia/Kathmandu", "2026-06-01T19:00", "2026-06-01T13:15:00Z"),
        ("UTC", "1969-12-31T23:59", "1969-12-31T23:59:00Z"),
    ])
    func `times around a clock change keep their own offset`(
        zone: String, wall: String, utc: String
    ) throws {
        #expect(try instant(wall, zone) == .utc(utc))
    }

    @Test(arguments: [
        ("Europe/Paris", 2026), ("America/New_York", 2026), ("Australia/Lord_Howe", 2026), ("Pacific/Apia", 2011),
        ("Pacific/Chatham", 2026), ("Pacific/Kiritimati", 1994), ("Pacific/Kwajalein", 1993), ("Etc/GMT+12", 2026),
        ("America/St_Johns", 2026), ("Africa/Casablanca", 2026), ("America/Caracas", 2016), ("Asia/Pyongyang", 2015),
    ])
    func `local time gives the first instant at which it occurs`(name: String, year: Int) throws {
        let zone = try Zones.written.zone(parsing: name)
        let first = try Date.utc("\(year)-01-01T00:00:00Z")
        for halfHours in 0..<17_568 {
            let instant = first.addingTimeInterval(TimeInterval(halfHours * 1_800))
            let wall = LocalDateTime(instant, in: zone)
            let found = wall.instant(in: zone)
            guard found == instant || (found < instant && LocalDateTime(found, in: zone) == wall) else {
                Issue.record("\(wall) is \(instant), not \(found)")
                return
            }
        }
    }

    @Test(arguments: [
        ("2026-12-10T18:00:59Z", "2026-12-10T19:00"), ("1969-12-31T22:59:59Z", "1969-12-31T23:59"),
        ("2026-07-10T22:00:00Z", "2026-07-11T00:00"),
    ])
    func `local time shows an instant without its seconds`(utc: String, wall: String) throws {
        let paris = try Zones.written.zone(parsing: "Europe/Paris")
        #expect(LocalDateTime(try .utc(utc), in: paris).description == wall)
    }

    private func instant(_ wall: String, _ zone: String) throws -> Date {
        try LocalDateTime(parsing: wall).instant(in: Zones.written.zone(parsing: zone))
    }
}

struct ZoneTests {
    @Test(arguments: [
        "Europe/Paris", " Europe/Paris\n", "Asia/Kolkata", "Asia/Calcutta", "Europe/Kyiv",
        "America/Argentina/Buenos_Aires", "Australia/Lord_Howe", "Etc/GMT+12",
    ])
    func `zone is read by its IANA name and keeps it`(name: String) throws {
        #expect(try Zones.written.zone(parsing: name).name == name.trimmed)
    }

    @Test func `UTC has a name that can be read again`() throws {
        #expect(try Zones.written.zone(parsing: "UTC").name == "Etc/UTC")
    }

    @Test(arguments: [
        "", "Paris", "europe/paris", "Europe/Pariss", "Europe/", "CET", "EST", "GMT+1", "UTC+01:00", "+01:00",
        "../etc/passwd", "Europe/Paris\u{301}", "Europe/\u{212A}yiv",
    ])
    func `text of another form is not a zone`(name: String) {
        #expect(throws: FieldErrorReason.timeZone) { try Zones.written.zone(parsing: name) }
    }

    @Test(arguments: [
        ("Europe/Paris", "2026-12-10T18:00:00Z", "+01:00"), ("Europe/Paris", "2026-07-09T17:00:00Z", "+02:00"),
        ("America/New_York", "2026-12-10T18:00:00Z", "-05:00"), ("America/St_Johns", "2026-12-10T18:00:00Z", "-03:30"),
        ("Asia/Kathmandu", "2026-12-10T18:00:00Z", "+05:45"), ("UTC", "2026-12-10T18:00:00Z", "+00:00"),
    ])
    func `offset is shown with its sign, hours and minutes`(zone: String, utc: String, offset: String) throws {
        #expect(try Zones.written.zone(parsing: zone).offsetText(at: .utc(utc)) == offset)
    }
}
