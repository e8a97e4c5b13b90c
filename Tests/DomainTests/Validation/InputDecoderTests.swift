import Domain
import Testing

struct InputDecoderTests {
    @Test func `all field errors are reported together`() throws {
        var fields = InputDecoder(["email": "ada", "size": "many", "color": "red"])
        let name = fields.required("name", TextParser.line(maximum: 80))
        let address = fields.required("email", EmailAddress.init(parsing:))
        let size = fields.optional("size", TextParser.number(in: 1...9))
        #expect(name == nil && address == nil && size == nil)
        let errors = #expect(throws: ValidationErrors.self) { try fields.finish() }
        #expect(
            errors?.list == [
                FieldError("name", .missing), FieldError("email", .address),
                FieldError("size", .notNumber(from: 1, to: 9)),
                FieldError("color", .unknown),
            ]
        )
    }

    @Test func `values are returned if there are no field errors`() throws {
        var fields = InputDecoder(["name": " Ada ", "tags": ["a", "b"]])
        let name = fields.required("name", TextParser.line(maximum: 80))
        let address = fields.optional("email", EmailAddress.init(parsing:))
        let tags = fields.list("tags", TextParser.line(maximum: 9))
        let others = fields.list("others", TextParser.line(maximum: 9))
        try fields.finish()
        #expect(name == "Ada" && address == nil && tags == ["a", "b"] && others == nil)
    }

    @Test func `unknown fields are reported in the order of their names`() {
        var fields = InputDecoder(["b": "1", "c": "1", "a": "1"])
        _ = fields.optional("c", TextParser.line(maximum: 9))
        fields.closeUnknown()
        #expect(fields.errors == [FieldError("a", .unknown), FieldError("b", .unknown)])
    }

    @Test func `duplicate field is reported at its second location`() {
        let first = RawInput.Field(name: "name", location: SourceLocation(line: 1, column: 1), value: "Ada")
        let second = RawInput.Field(name: "name", location: SourceLocation(line: 2, column: 1), value: "Eve")
        let fields = InputDecoder(RawInput(.fields([first, second])))
        #expect(fields.errors == [FieldError("name", .twice, at: SourceLocation(line: 2, column: 1))])
    }

    @Test(arguments: ["x", ["x"], []] as [RawInput])
    func `value or list has no fields`(written: RawInput) {
        #expect(InputDecoder(written, path: "cities[0]").errors == [FieldError("cities[0]", .notFields)])
    }

    @Test(arguments: [nil, [:]] as [RawInput])
    func `empty input is a group without fields`(written: RawInput) {
        var fields = InputDecoder(written, path: "cities[0]")
        #expect(fields.errors.isEmpty)
        _ = fields.required("name", TextParser.line(maximum: 80))
        #expect(fields.errors == [FieldError("cities[0].name", .missing)])
    }

    @Test(arguments: [["Ada"], ["first": "Ada"]] as [RawInput])
    func `list or group is not a single value`(value: RawInput) {
        var fields = InputDecoder(["name": value])
        _ = fields.required("name", TextParser.line(maximum: 80))
        #expect(fields.errors == [FieldError("name", .notText)])
    }

    @Test func `null counts as missing in a required field`() {
        var fields = InputDecoder(["name": nil])
        _ = fields.required("name", TextParser.line(maximum: 80))
        #expect(fields.errors == [FieldError("name", .missing)])
    }

    @Test func `refused value is reported once, when it is read or at the end`() {
        let refused = { (name: String) in RawInput.Field(name: name, value: RawInput(.refused(.notType("a string")))) }
        var fields = InputDecoder(RawInput(.fields(["a", "b", "c", "d", "e", "f"].map(refused))))
        let required = fields.required("a", TextParser.line(maximum: 80))
        let optional = fields.optional("b", TextParser.line(maximum: 80))
        let list = fields.list("c", TextParser.line(maximum: 80))
        let groups = fields.groups("d")
        let group = fields.group("e")
        #expect(required == nil && optional == nil && list == nil && groups.isEmpty)
        #expect(group?.errors == [FieldError("e", .notType("a string"))])
        fields.closeUnknown()
        #expect(fields.errors == ["a", "b", "c", "d", "f"].map { FieldError($0, .notType("a string")) })
    }

    @Test func `form is a group of texts`() {
        let fields = InputDecoder(RawInput(["name": "Ada"]))
        #expect(fields.has("name") && !fields.has("email"))
    }
}

struct InputDecoderListTests {
    @Test func `field errors in a list have the number of their item`() {
        var fields = InputDecoder(["days": ["2026-12-10", "soon", ["x"]]])
        let days = fields.list("days", LocalDate.init(parsing:))
        #expect(days?.map(\.description) == ["2026-12-10"])
        #expect(fields.errors == [FieldError("days[1]", .date), FieldError("days[2]", .notText)])
    }

    @Test func `single value counts as a list of one`() {
        var fields = InputDecoder(["days": "2026-12-10", "times": "soon"])
        let days = fields.list("days", LocalDate.init(parsing:))
        let times = fields.list("times", LocalTime.init(parsing:))
        #expect(days?.count == 1 && times == nil)
        #expect(fields.errors == [FieldError("times", .time)])
    }

    static let lists: [(RawInput, FieldError)] = [
        (["other": "x"], FieldError("days", .missing)), (["days": []], FieldError("days", .missing)),
        (["days": ["soon"]], FieldError("days[0]", .date)), (["days": "soon"], FieldError("days", .date)),
    ]

    @Test(arguments: lists)
    func `required list is missing or invalid, not both`(written: RawInput, fieldError: FieldError) {
        var fields = InputDecoder(written)
        let days = fields.requiredList("days", LocalDate.init(parsing:))
        #expect(days == nil)
        #expect(fields.errors == [fieldError])
    }

    @Test func `field errors in groups have their path`() {
        var fields = InputDecoder(["cities": [["name": "Tours"], "Paris"]], path: "network")
        var groups = fields.groups("cities")
        _ = groups[0].required("slug", Slug.init(parsing:))
        #expect(groups[0].errors == [FieldError("network.cities[0].slug", .missing)])
        #expect(groups[1].errors == [FieldError("network.cities[1]", .notFields)])
    }

    @Test func `list of groups may be empty or left out`() {
        var fields = InputDecoder(["cities": nil, "series": []])
        let groups = fields.groups("cities") + fields.groups("series") + fields.groups("meetups")
        #expect(groups.isEmpty && fields.errors.isEmpty)
    }

    @Test(arguments: ["Tours", ["name": "Tours"]] as [RawInput])
    func `list of groups must be a list`(written: RawInput) {
        var fields = InputDecoder(["cities": written])
        let groups = fields.groups("cities")
        #expect(groups.isEmpty)
        #expect(fields.errors == [FieldError("cities", .notList)])
    }

    @Test func `field errors of a group are taken over`() throws {
        var fields = InputDecoder(["venue": ["name": "", "extra": "x"]])
        let group = fields.group("venue")
        var venue = try #require(group)
        _ = venue.required("name", TextParser.line(maximum: 80))
        venue.closeUnknown()
        fields.absorb(venue.errors)
        #expect(fields.errors == [FieldError("venue.name", .missing), FieldError("venue.extra", .unknown)])
        #expect(!fields.has("venue"))
    }
}

struct InputDecoderLocationTests {
    private let group = SourceLocation(line: 1, column: 1)
    private let key = SourceLocation(line: 2, column: 1)
    private let value = SourceLocation(line: 2, column: 7)

    @Test func `invalid value has its own location`() {
        var fields = written("rule", "soon")
        _ = fields.required("rule", Rule.rules)
        #expect(fields.errors.map(\.location) == [value])
    }

    @Test func `missing field has the group's location`() {
        var fields = written("rule", "second thursday")
        _ = fields.required("time", LocalTime.init(parsing:))
        #expect(fields.errors == [FieldError("time", .missing, at: group)])
    }

    @Test func `unknown field has its name's location`() {
        var fields = written("rule", "second thursday")
        fields.closeUnknown()
        #expect(fields.errors == [FieldError("rule", .unknown, at: key)])
    }

    @Test func `reported field error has the field's location, even after it was read`() {
        var fields = written("rule", "second thursday")
        _ = fields.required("rule", Rule.rules)
        fields.report("rule", .ruleNeedsStart)
        #expect(fields.errors == [FieldError("rule", .ruleNeedsStart, at: value)])
    }

    private func written(_ name: String, _ text: String) -> InputDecoder {
        let field = RawInput.Field(name: name, location: key, value: RawInput(.text(text), at: value))
        return InputDecoder(RawInput(.fields([field]), at: group))
    }
}
