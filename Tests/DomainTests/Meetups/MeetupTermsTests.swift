import Domain
import Testing

struct MeetupTermsTests {
    private let written: RawInput = [
        "title": "Apéro", "capacity": "20",
        "venue": ["name": "La Cave", "address": "Tours", "access": "Ring\r\ntwice.", "room": " "],
    ]

    @Test func `reminders are sorted with the longest first, without duplicates`() {
        #expect(
            read(written.setting("reminders", ["2h", "7d", "120m", "1d"])).terms?.reminders == [10_080, 1_440, 120])
        #expect(read(written.setting("reminders", "2h")).terms?.reminders == [120])
    }

    @Test func `venue may have an access note of several lines and no room`() {
        let venue = read(written).terms?.venue
        #expect(venue?.access == "Ring\ntwice." && venue?.room == "")
    }

    @Test(arguments: [("1", true), ("10000", true), ("0", false), ("10001", false), ("many", false)])
    func `capacity is from 1 to 10,000`(capacity: String, isPossible: Bool) {
        let errors = read(written.setting("capacity", RawInput(.text(capacity)))).errors
        #expect(errors == (isPossible ? [] : [FieldError("capacity", .notNumber(from: 1, to: 10_000))]))
    }

    @Test func `field errors of a venue have its path`() {
        let errors = read(written.setting("venue", ["name": "a\0", "coordinates": "x", "wifi": "yes"])).errors
        #expect(
            errors == [
                FieldError("venue.name", .control), FieldError("venue.address", .missing),
                FieldError("venue.coordinates", .coordinates),
                FieldError("venue.wifi", .unknown),
            ]
        )
    }

    @Test func `venue must be a group`() {
        let errors = read(written.setting("venue", "La Cave")).errors
        #expect(errors == [FieldError("venue", .notFields)])
    }

    private func read(_ written: RawInput) -> (terms: MeetupTerms?, errors: [FieldError]) {
        var fields = InputDecoder(written)
        return (MeetupTerms(reading: &fields), fields.errors)
    }
}
