import Domain
import Testing

struct FieldsTests {
    @Test func `every fault is told together`() throws {
        var fields = Fields(["email": "ada", "size": "many", "color": "red"])
        let name = fields.required("name", Text.line(most: 80))
        let address = fields.required("email", EmailAddress.init(parsing:))
        let size = fields.optional("size", Text.number(in: 1...9))
        #expect(name == nil && address == nil && size == nil)
        let faults = #expect(throws: Faults.self) { try fields.finish() }
        #expect(
            faults?.list == [
                Fault("name", .missing), Fault("email", .address), Fault("size", .notNumber(from: 1, to: 9)),
                Fault("color", .unknown),
            ]
        )
    }

    @Test func `without faults the values are there`() throws {
        var fields = Fields(["name": " Ada ", "tags": ["a", "b"]])
        let name = fields.required("name", Text.line(most: 80))
        let address = fields.optional("email", EmailAddress.init(parsing:))
        let tags = fields.list("tags", Text.line(most: 9))
        let others = fields.list("others", Text.line(most: 9))
        try fields.finish()
        #expect(name == "Ada" && address == nil && tags == ["a", "b"] && others == nil)
    }

    @Test func `unknown fields are told in the order of their names`() {
        var fields = Fields(["b": "1", "c": "1", "a": "1"])
        _ = fields.optional("c", Text.line(most: 9))
        fields.closeUnknown()
        #expect(fields.faults == [Fault("a", .unknown), Fault("b", .unknown)])
    }

    @Test func `a field that stands twice is a fault, at the second place`() {
        let first = Written.Field(name: "name", place: Place(line: 1, column: 1), value: "Ada")
        let second = Written.Field(name: "name", place: Place(line: 2, column: 1), value: "Eve")
        let fields = Fields(Written(.fields([first, second])))
        #expect(fields.faults == [Fault("name", .twice, at: Place(line: 2, column: 1))])
    }

    @Test(arguments: ["x", ["x"], []] as [Written])
    func `a value or a list has no fields`(written: Written) {
        #expect(Fields(written, path: "cities[0]").faults == [Fault("cities[0]", .notFields)])
    }

    @Test(arguments: [nil, [:]] as [Written])
    func `nothing is a group without fields`(written: Written) {
        var fields = Fields(written, path: "cities[0]")
        #expect(fields.faults.isEmpty)
        _ = fields.required("name", Text.line(most: 80))
        #expect(fields.faults == [Fault("cities[0].name", .missing)])
    }

    @Test(arguments: [["Ada"], ["first": "Ada"]] as [Written])
    func `a list or a group is not a single value`(value: Written) {
        var fields = Fields(["name": value])
        _ = fields.required("name", Text.line(most: 80))
        #expect(fields.faults == [Fault("name", .notText)])
    }

    @Test func `an empty value is missing where a line must be`() {
        var fields = Fields(["name": nil])
        _ = fields.required("name", Text.line(most: 80))
        #expect(fields.faults == [Fault("name", .missing)])
    }

    @Test func `what was refused before is reported once, by whoever takes it or at the end`() {
        let refused = { (name: String) in Written.Field(name: name, value: Written(.refused(.notType("a string")))) }
        var fields = Fields(Written(.fields(["a", "b", "c", "d", "e", "f"].map(refused))))
        let required = fields.required("a", Text.line(most: 80))
        let optional = fields.optional("b", Text.line(most: 80))
        let list = fields.list("c", Text.line(most: 80))
        let groups = fields.groups("d")
        let group = fields.group("e")
        #expect(required == nil && optional == nil && list == nil && groups.isEmpty)
        #expect(group?.faults == [Fault("e", .notType("a string"))])
        fields.closeUnknown()
        #expect(fields.faults == ["a", "b", "c", "d", "f"].map { Fault($0, .notType("a string")) })
    }

    @Test func `a form is a group of texts`() {
        let fields = Fields(Written(["name": "Ada"]))
        #expect(fields.has("name") && !fields.has("email"))
    }
}

struct FieldsListTests {
    @Test func `the items of a list have numbers in their faults`() {
        var fields = Fields(["days": ["2026-12-10", "soon", ["x"]]])
        let days = fields.list("days", LocalDate.init(parsing:))
        #expect(days?.map(\.description) == ["2026-12-10"])
        #expect(fields.faults == [Fault("days[1]", .date), Fault("days[2]", .notText)])
    }

    @Test func `one value alone is a list of one`() {
        var fields = Fields(["days": "2026-12-10", "times": "soon"])
        let days = fields.list("days", LocalDate.init(parsing:))
        let times = fields.list("times", LocalTime.init(parsing:))
        #expect(days?.count == 1 && times == nil)
        #expect(fields.faults == [Fault("times", .time)])
    }

    static let lists: [(Written, Fault)] = [
        (["other": "x"], Fault("days", .missing)), (["days": []], Fault("days", .missing)),
        (["days": ["soon"]], Fault("days[0]", .date)), (["days": "soon"], Fault("days", .date)),
    ]

    @Test(arguments: lists)
    func `a list that must be there is missing or faulty, not both`(written: Written, fault: Fault) {
        var fields = Fields(written)
        let days = fields.requiredList("days", LocalDate.init(parsing:))
        #expect(days == nil)
        #expect(fields.faults == [fault])
    }

    @Test func `groups have their path in their faults`() {
        var fields = Fields(["cities": [["name": "Tours"], "Paris"]], path: "network")
        var groups = fields.groups("cities")
        _ = groups[0].required("slug", Slug.init(parsing:))
        #expect(groups[0].faults == [Fault("network.cities[0].slug", .missing)])
        #expect(groups[1].faults == [Fault("network.cities[1]", .notFields)])
    }

    @Test func `a list of groups may be empty or left out`() {
        var fields = Fields(["cities": nil, "series": []])
        let groups = fields.groups("cities") + fields.groups("series") + fields.groups("meetups")
        #expect(groups.isEmpty && fields.faults.isEmpty)
    }

    @Test(arguments: ["Tours", ["name": "Tours"]] as [Written])
    func `a list of groups is a list`(written: Written) {
        var fields = Fields(["cities": written])
        let groups = fields.groups("cities")
        #expect(groups.isEmpty)
        #expect(fields.faults == [Fault("cities", .notList)])
    }

    @Test func `a group's faults are taken over`() throws {
        var fields = Fields(["venue": ["name": "", "extra": "x"]])
        let group = fields.group("venue")
        var venue = try #require(group)
        _ = venue.required("name", Text.line(most: 80))
        venue.closeUnknown()
        fields.absorb(venue.faults)
        #expect(fields.faults == [Fault("venue.name", .missing), Fault("venue.extra", .unknown)])
        #expect(!fields.has("venue"))
    }
}

struct FieldsPlaceTests {
    private let group = Place(line: 1, column: 1)
    private let key = Place(line: 2, column: 1)
    private let value = Place(line: 2, column: 7)

    @Test func `a faulty value has its own place`() {
        var fields = written("rule", "soon")
        _ = fields.required("rule", Rule.rules)
        #expect(fields.faults.map(\.place) == [value])
    }

    @Test func `what is missing has the group's place`() {
        var fields = written("rule", "second thursday")
        _ = fields.required("time", LocalTime.init(parsing:))
        #expect(fields.faults == [Fault("time", .missing, at: group)])
    }

    @Test func `what is unknown has its name's place`() {
        var fields = written("rule", "second thursday")
        fields.closeUnknown()
        #expect(fields.faults == [Fault("rule", .unknown, at: key)])
    }

    @Test func `what is reported of a field has the field's place, also when it was taken`() {
        var fields = written("rule", "second thursday")
        _ = fields.required("rule", Rule.rules)
        fields.report("rule", .ruleNeedsStart)
        #expect(fields.faults == [Fault("rule", .ruleNeedsStart, at: value)])
    }

    private func written(_ name: String, _ text: String) -> Fields {
        let field = Written.Field(name: name, place: key, value: Written(.text(text), at: value))
        return Fields(Written(.fields([field]), at: group))
    }
}
