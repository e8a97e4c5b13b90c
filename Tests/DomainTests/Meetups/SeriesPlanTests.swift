import Domain
import Testing

struct SeriesPlanTests {
    private let written: RawInput = [
        "slug": "apero", "title": "Apéro", "rule": "second thursday", "time": "19:00", "capacity": "20",
        "venue": ["name": "La Cave", "address": "Tours"],
    ]

    @Test func `series has defaults for all but the required fields`() throws {
        let plan = try #require(read(written).plan)
        #expect(plan.slug.text == "apero" && plan.time.description == "19:00")
        #expect(plan.rules.map(\.text) == ["FREQ=MONTHLY;BYDAY=2TH"])
        #expect(plan.from == nil && plan.exceptions.isEmpty)
        #expect(plan.terms.duration == 120 && plan.terms.reminders == [1440] && plan.terms.hosts.isEmpty)
        #expect(plan.terms.text.isEmpty && plan.terms.venue.room.isEmpty && plan.terms.venue.coordinates == nil)
    }

    @Test func `all fields of a series are read`() throws {
        let all =
            written.setting("rule", "every 2 weeks on thursday").setting("from", "2026-01-08")
            .setting("cancelled", ["2026-12-24"]).setting("duration", "3h").setting("reminders", ["2h", "1d", "120m"])
            .setting("hosts", ["Ada", "Bob <bob@example.org>"]).setting("text", "A glass.")
        let plan = try #require(read(all).plan)
        #expect(plan.from?.description == "2026-01-08")
        #expect(plan.exceptions == [try LocalDate(parsing: "2026-12-24"): .cancelled(reason: "")])
        #expect(plan.terms.reminders == [1440, 120])
        #expect(
            plan.terms.duration == 180 && plan.terms.hosts.map(\.text) == ["Ada", "Bob <bob@example.org>"]
                && plan.terms.text == "A glass.")
    }

    @Test func `list of reminders may be empty`() throws {
        #expect(try #require(read(written.setting("reminders", [])).plan).terms.reminders.isEmpty)
    }

    @Test(arguments: ["slug", "title", "rule", "time", "capacity"])
    func `required field is reported as missing`(name: String) {
        let result = read(written.without(name))
        #expect(result.plan == nil)
        #expect(result.errors == [FieldError(name, .missing)])
    }

    @Test func `all field errors are reported together, in the order of the fields`() {
        let faulty: RawInput = [
            "slug": "fr", "duration": "1m", "capacity": "0", "venue": ["room": "Cellar", "coordinates": "here"],
            "hosts": ["Ada", "\0"], "reminders": ["1d", "soon"], "rule": "fifth thursday", "time": "25:00",
            "from": "soon", "cancelled": ["2026-12-24", "never"],
        ]
        #expect(
            read(faulty).errors.map { "\($0.field) \($0.problem.key)" } == [
                "slug invalid", "title missing", "duration invalid", "capacity notNumber", "venue.name missing",
                "venue.address missing", "venue.coordinates invalid", "hosts[1] control", "reminders[1] invalid",
                "rule invalid", "time invalid", "from invalid", "cancelled[1] invalid",
            ]
        )
    }

    @Test(arguments: ["every 2 weeks on tuesday", "second thursday 10 times", "FREQ=DAILY;COUNT=3"])
    func `rule with an interval or a count needs a start`(rule: String) throws {
        let counting = written.setting("rule", RawInput(.text(rule)))
        #expect(read(counting).errors == [FieldError("rule", .ruleNeedsStart)])
        #expect(read(counting.setting("from", "2026-01-01")).errors.isEmpty)
    }

    @Test(arguments: [
        ("30 february", String?.none), ("30 february", "2026-01-01"), ("every day until 2025-12-31", "2026-01-01"),
        ("second thursday until 2026-01-07", "2026-01-01"),
    ])
    func `rule that never occurs is a field error`(rule: String, from: String?) {
        var series = written.setting("rule", RawInput(.text(rule)))
        if let from { series = series.setting("from", RawInput(.text(from))) }
        #expect(read(series).errors == [FieldError("rule", .ruleNeverOccurs)])
    }

    @Test func `only a date of the series can be cancelled`() {
        let series = written.setting("rule", "first and third thursday")
            .setting("cancelled", ["2026-12-03", "2026-12-10", "2026-12-17"])
        #expect(read(series).errors == [FieldError("cancelled[1]", .dateNotInRule)])
    }

    @Test(arguments: [
        ("second thursday", String?.none, ["2020-01-09"]), ("second thursday", "2026-12-11", ["2027-01-14"]),
        ("first and third thursday", "2026-12-10", ["2027-01-07", "2026-12-17"]), ("30 february", nil, []),
        ("every 2 weeks on tuesday", "2026-12-10", ["2026-12-15"]),
        ("every day until 2026-12-10", "2026-12-11", []), ("every day until 2026-12-10", "2026-12-10", ["2026-12-10"]),
    ])
    func `rule counts from its first date`(rule: String, from: String?, starts: [String]) throws {
        let plan = try SeriesPlan.sample(rule: rule, from: from)
        #expect(plan.schedule.countedRules.map(\.start.description) == starts)
    }

    private func read(_ written: RawInput) -> (plan: SeriesPlan?, errors: [FieldError]) {
        var fields = InputDecoder(written)
        let plan = SeriesPlan(reading: &fields)
        fields.closeUnknown()
        return (plan, fields.errors)
    }
}

struct OneOffPlanTests {
    private let written: RawInput = [
        "slug": "new-year", "title": "New year", "start": "2026-12-31T21:00", "capacity": "20", "duration": "6h",
        "venue": ["name": "La Cave", "address": "Tours", "coordinates": "47.394, 0.685", "room": "Cellar"],
    ]

    @Test(arguments: [(String?.none, false), ("no", false), ("true", true)])
    func `one-off meetup has a start and may be cancelled`(cancelled: String?, isCancelled: Bool) throws {
        var fields = InputDecoder(cancelled.map { written.setting("cancelled", RawInput(.text($0))) } ?? written)
        let read = OneOffPlan(reading: &fields)
        try fields.finish()
        let plan = try #require(read)
        #expect(plan.start.description == "2026-12-31T21:00")
        #expect(plan.isCancelled == isCancelled)
        #expect(plan.terms.venue.coordinates?.latitude == 47_394_000)
    }

    @Test func `all field errors of a one-off meetup are reported together`() {
        var fields = InputDecoder(["cancelled": "perhaps", "rule": "second thursday"])
        let plan = OneOffPlan(reading: &fields)
        fields.closeUnknown()
        #expect(plan == nil)
        #expect(
            fields.errors == [
                FieldError("slug", .missing), FieldError("title", .missing), FieldError("capacity", .missing),
                FieldError("venue", .missing), FieldError("start", .missing), FieldError("cancelled", .yesOrNo),
                FieldError("rule", .unknown),
            ]
        )
    }
}
