import Domain
import Foundation
import Testing

/// Exceptions to the rules of a series.
struct SeriesExceptionTests {
    private let written: RawInput = [
        "slug": "apero", "title": "Apéro", "rule": "second thursday", "time": "19:00", "capacity": "20",
        "venue": ["name": "La Cave", "address": "Tours"],
    ]

    private func read(_ written: RawInput) -> (plan: SeriesPlan?, errors: [FieldError]) {
        var fields = InputDecoder(written)
        let plan = SeriesPlan(reading: &fields)
        fields.closeUnknown()
        return (plan, fields.errors)
    }

    private func planned(_ written: RawInput, on date: String) throws -> PlannedMeetup {
        try #require(read(written).plan).planned(on: LocalDate(parsing: date))
    }

    @Test(arguments: [("2026-12-10", ""), ("2026-12-10 Christmas market", "Christmas market"), ("2026-12-10  ", "")])
    func `day is cancelled, with or without a reason`(text: String, reason: String) throws {
        let planned = try planned(written.setting("cancelled", [RawInput(.text(text))]), on: "2026-12-10")
        #expect(planned.state == .cancelled && planned.reason == reason)
        #expect(planned.start.description == "2026-12-10T19:00")
    }

    @Test func `day is moved, and fields that are left out do not change`() throws {
        let move: RawInput = ["date": "2026-12-10", "start": "2026-12-17T20:30", "room": "Attic", "capacity": "12"]
        let planned = try planned(written.setting("move", RawInput(.list([move]))), on: "2026-12-10")
        #expect(planned.start.description == "2026-12-17T20:30" && planned.state == .scheduled)
        #expect(planned.terms.venue.room == "Attic" && planned.terms.venue.name == "La Cave")
        #expect(planned.terms.capacity == 12 && planned.terms.title == "Apéro")
    }

    @Test func `day is skipped, and another is added at its own time`() throws {
        let plan = try #require(
            read(written.setting("skip", ["2026-12-10"]).setting("add", ["2026-12-20T11:00"])).plan)
        #expect(plan.exceptions.skipped.map(\.description) == ["2026-12-10"])
        #expect(plan.exceptions.added.map(\.description) == ["2026-12-20"])
        #expect(plan.planned(on: try LocalDate(parsing: "2026-12-20")).start.description == "2026-12-20T11:00")
    }

    @Test(arguments: [
        ("skip", "2026-12-11", FieldError("skip[0]", .dateNotInRule)), ("skip", "soon", FieldError("skip[0]", .date)),
        ("add", "2026-12-10T20:00", FieldError("add[0]", .dateInRule)),
        ("add", "2026-12-20", FieldError("add[0]", .localDateTime)),
        ("cancelled", "2026-12-11 Feast", FieldError("cancelled[0]", .dateNotInRule)),
        ("cancelled", "2026-12-10 a\u{7}b", FieldError("cancelled[0]", .control)),
    ])
    func `invalid exception is reported at its place`(field: String, text: String, fieldError: FieldError) {
        #expect(read(written.setting(field, [RawInput(.text(text))])).errors == [fieldError])
    }

    @Test func `day can have only one exception`() {
        let move: RawInput = ["date": "2026-12-10", "room": "Attic", "colour": "red"]
        let series = written.setting("cancelled", ["2026-12-10"]).setting("skip", ["2026-12-10"])
            .setting("move", RawInput(.list([move])))
        let errors = read(series).errors
        #expect(errors.map(\.field) == ["skip[0]", "move[0].date", "move[0].colour"])
        #expect(errors.map(\.problem) == [.twice, .twice, .unknown])
    }

    @Test(arguments: [
        ("2026-12-20T11:00", SeriesException?.some(.added(LocalTime(minutes: 660)))), ("2026-12-10T19:00", nil),
    ])
    func `meetup is planned for a day without one`(start: String, exception: SeriesException?) throws {
        var plan = try SeriesPlan.sample()
        let start = try LocalDateTime(parsing: start)
        plan.exceptions[start.date] = .skipped
        plan.add(start)
        #expect(plan.exceptions[start.date] == exception)
        #expect(plan.planned(on: start.date).start == start)
    }
}
