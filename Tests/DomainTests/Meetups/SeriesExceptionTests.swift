import Domain
import Foundation
import Testing

/// Days on which a series is not as its rules say.
struct SeriesExceptionTests {
    private let written: Written = [
        "slug": "apero", "title": "Apéro", "rule": "second thursday", "time": "19:00", "capacity": "20",
        "venue": ["name": "La Cave", "address": "Tours"],
    ]

    private func read(_ written: Written) -> (plan: SeriesPlan?, faults: [Fault]) {
        var fields = Fields(written)
        let plan = SeriesPlan(reading: &fields)
        fields.closeUnknown()
        return (plan, fields.faults)
    }

    private func evening(_ written: Written, on date: String) throws -> PlannedEvening {
        try #require(read(written).plan).evening(on: LocalDate(parsing: date))
    }

    @Test(arguments: [("2026-12-10", ""), ("2026-12-10 Christmas market", "Christmas market"), ("2026-12-10  ", "")])
    func `a day is called off, perhaps with a reason`(text: String, reason: String) throws {
        let evening = try evening(written.setting("cancelled", [Written(.text(text))]), on: "2026-12-10")
        #expect(evening.state == .cancelled && evening.reason == reason)
        #expect(evening.start.description == "2026-12-10T19:00")
    }

    @Test func `a day is moved, and what is not said stays`() throws {
        let move: Written = ["date": "2026-12-10", "start": "2026-12-17T20:30", "room": "Attic", "capacity": "12"]
        let evening = try evening(written.setting("move", Written(.list([move]))), on: "2026-12-10")
        #expect(evening.start.description == "2026-12-17T20:30" && evening.state == .scheduled)
        #expect(evening.terms.venue.room == "Attic" && evening.terms.venue.name == "La Cave")
        #expect(evening.terms.capacity == 12 && evening.terms.title == "Apéro")
    }

    @Test func `a day is left out, another is added at its own time`() throws {
        let plan = try #require(
            read(written.setting("skip", ["2026-12-10"]).setting("add", ["2026-12-20T11:00"])).plan)
        #expect(plan.exceptions.skipped.map(\.description) == ["2026-12-10"])
        #expect(plan.exceptions.added.map(\.description) == ["2026-12-20"])
        #expect(plan.evening(on: try LocalDate(parsing: "2026-12-20")).start.description == "2026-12-20T11:00")
    }

    @Test(arguments: [
        ("skip", "2026-12-11", Fault("skip[0]", .dateNotInRule)), ("skip", "soon", Fault("skip[0]", .date)),
        ("add", "2026-12-10T20:00", Fault("add[0]", .dateInRule)),
        ("add", "2026-12-20", Fault("add[0]", .localDateTime)),
        ("cancelled", "2026-12-11 Feast", Fault("cancelled[0]", .dateNotInRule)),
        ("cancelled", "2026-12-10 a\u{7}b", Fault("cancelled[0]", .control)),
    ])
    func `what cannot be is said where it stands`(field: String, text: String, fault: Fault) {
        #expect(read(written.setting(field, [Written(.text(text))])).faults == [fault])
    }

    @Test func `one day is different in one way only`() {
        let move: Written = ["date": "2026-12-10", "room": "Attic", "colour": "red"]
        let series = written.setting("cancelled", ["2026-12-10"]).setting("skip", ["2026-12-10"])
            .setting("move", Written(.list([move])))
        let faults = read(series).faults
        #expect(faults.map(\.field) == ["skip[0]", "move[0].date", "move[0].colour"])
        #expect(faults.map(\.problem) == [.twice, .twice, .unknown])
    }

    @Test(arguments: [
        ("2026-12-20T11:00", SeriesException?.some(.added(LocalTime(minutes: 660)))), ("2026-12-10T19:00", nil),
    ])
    func `an evening is planned for a day that has none`(start: String, exception: SeriesException?) throws {
        var plan = try SeriesPlan.sample()
        let start = try LocalDateTime(parsing: start)
        plan.exceptions[start.date] = .skipped
        plan.add(start)
        #expect(plan.exceptions[start.date] == exception)
        #expect(plan.evening(on: start.date).start == start)
    }
}
