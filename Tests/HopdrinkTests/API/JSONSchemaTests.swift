import Domain
import Testing

@testable import Hopdrink

struct JSONSchemaTests {
    /// Returns the first error for `value` as the schema's only member, after the decoder has read every known field.
    private func problem(_ schema: JSONSchema, _ value: String) throws -> FieldErrorReason? {
        let body = try JSONParser.parse(Array("{\"x\":\(value)}".utf8))
        var fields = InputDecoder(JSONSchema.object([.required("x", schema)]).read(body))
        switch schema {
        case .list: _ = fields.list("x") { (text) throws(FieldErrorReason) in text }
        case .object:
            var group = fields.group("x")
            group?.closeUnknown()
            fields.absorb(group?.errors ?? [])
        default: _ = fields.required("x") { (text) throws(FieldErrorReason) in text }
        }
        fields.closeUnknown()
        return fields.errors.first?.problem
    }

    private static let values = ["null", "true", "3", "3.5", "\"3\"", "\"true\"", "[]", "[3]", "{}", "\"\""]

    @Test(arguments: [
        (JSONSchema.text(.line, length: 1...9), ["\"3\"", "\"true\""]),
        (.word(["3"]), ["\"3\""]),
        (.integer(0...9), ["3"]),
        (.flag, ["true"]),
        (.list(of: .integer(0...9), maximum: 3), ["[]", "[3]"]),
        (.object([]), ["{}"]),
    ])
    func `value of another type is refused`(schema: JSONSchema, good: [String]) throws {
        for value in Self.values {
            #expect(try (problem(schema, value) == nil) == good.contains(value), "\(value)")
        }
    }

    @Test func `error says what is expected`() throws {
        #expect(try problem(.integer(0...9), "\"3\"")?.sentence == "must be a number")
        #expect(try problem(.integer(0...9), "null")?.sentence == "must be a number")
        #expect(try problem(.integer(0...9), "10")?.sentence == "must be a whole number from 0 to 9")
        #expect(try problem(.integer(0...9), "1e999")?.sentence == "must be a whole number from 0 to 9")
        #expect(try problem(.flag, "\"yes\"")?.sentence == "must be true or false")
        #expect(try problem(.text(.line, length: 1...9), "3")?.sentence == "must be a string")
        #expect(try problem(.list(of: .flag, maximum: 1), "true")?.sentence == "must be a list")
        #expect(try problem(.list(of: .flag, maximum: 1), "[true,true]")?.sentence == "must not have more than 1 items")
        #expect(try problem(.object([]), "[]")?.sentence == "must be an object")
        #expect(try problem(.word(["a", "b"]), "\"c\"")?.sentence == "must be one of a, b")
    }

    @Test func `length counts code points`() throws {
        let schema = JSONSchema.text(.line, length: 1...4)
        #expect(try problem(schema, "\"🍷🍷🍷🍷\"") == nil)
        #expect(try problem(schema, "\"👩‍👩‍👧\"") == .tooLong(maximum: 4))
        #expect(try problem(schema, #""e\u0301e\u0301""#) == nil)
        #expect(try problem(schema, #""e\u0301e\u0301e""#) == .tooLong(maximum: 4))
        #expect(try problem(schema, "\"\"") == .missing)
        #expect(try problem(.text(.line, length: 3...4), "\"ab\"") == .tooShort(minimum: 3))
    }

    @Test func `every field error has its path and is reported once`() throws {
        let venue = JSONSchema.object([.required("name", .text(.line, length: 1...9)), .optional("room", .flag)])
        let schema = JSONSchema.object([
            .required("venue", venue), .required("size", .integer(1...9)),
            .optional("days", .list(of: .date, maximum: 9)),
        ])
        let body = #"{"venue":{"room":1,"shoe":2},"days":["2026-12-10",5,null],"hat":{},"size":true}"#
        var fields = InputDecoder(schema.read(try JSONParser.parse(Array(body.utf8))))
        let written = fields.group("venue")
        var group = try #require(written)
        _ = group.required("name", TextParser.line(maximum: 9))
        _ = group.optional("room", TextParser.yesOrNo)
        group.closeUnknown()
        fields.absorb(group.errors)
        _ = fields.required("size", TextParser.number(in: 1...9))
        _ = fields.list("days", LocalDate.init(parsing:))
        fields.closeUnknown()
        #expect(
            fields.errors == [
                FieldError("venue.name", .missing), FieldError("venue.room", .notType("true or false")),
                FieldError("venue.shoe", .unknown), FieldError("size", .notType("a number")),
                FieldError("days[1]", .notType("a string")), FieldError("days[2]", .notType("a string")),
                FieldError("hat", .unknown),
            ]
        )
    }

    @Test func `body that is not an object has one error`() throws {
        for body in ["[]", "null", "3", "\"{}\"", "true"] {
            var fields = InputDecoder(JSONSchema.newRSVP.read(try JSONParser.parse(Array(body.utf8))))
            _ = fields.required("name", TextParser.line(maximum: 80))
            fields.closeUnknown()
            #expect(fields.errors == [FieldError("", .notType("an object"))])
        }
    }

    @Test func `field that the schema does not know is refused even if a decoder asks for it`() throws {
        var fields = InputDecoder(JSONSchema.object([]).read(try JSONParser.parse(Array(#"{"x":"y"}"#.utf8))))
        #expect(fields.optional("x", TextParser.line(maximum: 9)) == nil)
        #expect(fields.errors == [FieldError("x", .unknown)])
    }

    @Test func `query parameters are read by their types`() throws {
        let query = try FormReader.parse(Array("rule=second+thursday&count=5&time=19%3A00".utf8))
        #expect(InputDecoder(JSONSchema.dates.read(query: query)).errors.isEmpty)
        for (text, problem) in [
            ("count=five", FieldErrorReason.notType("a number")), ("count=", .notType("a number")),
            ("count=1e1", .notType("a number")),
            ("count=101", .notNumber(from: 1, to: 100)), ("count=-1", .notNumber(from: 1, to: 100)),
            ("rule=", .missing), ("from=2026-02-30", .date),
        ] {
            var fields = InputDecoder(JSONSchema.dates.read(query: try FormReader.parse(Array(text.utf8))))
            for name in ["count", "rule", "from"] {
                _ = fields.optional(name) { (text) throws(FieldErrorReason) in text }
            }
            #expect(fields.errors.map(\.problem) == [problem], "\(text)")
        }
    }
}
