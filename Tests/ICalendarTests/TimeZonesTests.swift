import Testing

@testable import ICalendar

@Suite struct TimeZonesTests {
    @Test(arguments: [
        "Europe/Paris", "America/Martinique", "Pacific/Noumea", "Europe/Kyiv", "America/Indiana/Knox", "UTC",
    ])
    func `a zone or link of the tz database is known`(id: String) {
        #expect(TimeZones.isKnown(id))
    }

    @Test(arguments: [
        "", "Europe", "Europe/Tours", "europe/paris", "Europe/Paris ", "Europe/Paris\n", "Europe/Paris\u{301}",
        "Europe/\u{212A}yiv", "/Europe/Paris",
        "../zoneinfo/Europe/Paris", "../../../etc/passwd", "posix/Europe/Paris", "right/Europe/Paris", "tzdata.zi",
        "zone.tab",
        "localtime", "Europe/./Paris", "Europe//Paris",
    ])
    func `anything else is not, whatever file it may name`(id: String) {
        #expect(!TimeZones.isKnown(id))
        #expect(ZoneClock(zone: id) == nil)
    }
}
