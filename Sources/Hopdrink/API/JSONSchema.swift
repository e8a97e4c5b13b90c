import Domain

/// The schema of a JSON value. `read` refuses everything else, and the OpenAPI document states the same schema word
/// for word; a test compares them.
indirect enum JSONSchema: Sendable {
    struct Member: Sendable {
        let name: String
        let schema: JSONSchema
        let isRequired: Bool

        static func required(_ name: String, _ schema: JSONSchema) -> Member {
            Member(name: name, schema: schema, isRequired: true)
        }

        static func optional(_ name: String, _ schema: JSONSchema) -> Member {
            Member(name: name, schema: schema, isRequired: false)
        }
    }

    /// The length counts Unicode code points, as in JSON Schema.
    case text(TextForm, length: ClosedRange<Int>)
    case word([String])
    /// `3.0` is the same number as `3`.
    case integer(ClosedRange<Int>)
    case flag
    case list(of: JSONSchema, maximum: Int)
    /// No other member names are allowed.
    case object([Member])
}

extension JSONSchema {
    /// Returns the values, with a field error wherever they do not match the schema. `null` is a value like any other
    /// and matches no schema.
    func read(_ value: JSONValue) -> RawInput {
        switch (self, value) {
        case (.text(let form, let length), .string(let text)): Self.read(text, form, length)
        case (.word(let words), .string(let text)):
            RawInput(words.contains(text) ? .text(text) : .refused(.oneOf(words)))
        case (.integer(let range), .number(let number)): Self.read(number, range)
        case (.flag, .flag(let flag)): RawInput(.text(String(flag)))
        case (.list(let item, let maximum), .list(let values)):
            RawInput(values.count > maximum ? .refused(.tooMany(maximum: maximum)) : .list(values.map(item.read)))
        case (.object(let members), .object(let values)): Self.read(values, members)
        default: RawInput(.refused(.notType(noun)))
        }
    }

    /// Reads the parameters of a query, in which every value is text.
    func read(query: RawInput) -> RawInput {
        guard case .object(let members) = self, case .fields(let fields) = query.content else { return query }
        return RawInput(
            .fields(
                fields.map { field in
                    guard let member = members.first(where: { $0.name == field.name }),
                        case .text(let text) = field.value.content
                    else { return field }
                    return RawInput.Field(name: field.name, value: member.schema.read(parameter: text))
                }
            )
        )
    }

    private func read(parameter text: String) -> RawInput {
        guard case .integer = self else { return read(.string(text)) }
        let isNumber = digits(text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]) != nil
        return read(isNumber ? .number(JSONNumber(text: text)) : .string(text))
    }

    private var noun: String {
        switch self {
        case .text, .word: "a string"
        case .integer: "a number"
        case .flag: "true or false"
        case .list: "a list"
        case .object: "an object"
        }
    }

    private static func read(_ text: String, _ form: TextForm, _ length: ClosedRange<Int>) -> RawInput {
        let count = text.unicodeScalars.count
        if count > length.upperBound { return RawInput(.refused(.tooLong(maximum: length.upperBound))) }
        if count == 0, length.lowerBound > 0 { return RawInput(.refused(.missing)) }
        if let problem = form.problem(text) { return RawInput(.refused(problem)) }
        return RawInput(count < length.lowerBound ? .refused(.tooShort(minimum: length.lowerBound)) : .text(text))
    }

    private static func read(_ number: JSONNumber, _ range: ClosedRange<Int>) -> RawInput {
        guard let integer = number.integer, range.contains(integer) else {
            return RawInput(.refused(.notNumber(from: range.lowerBound, to: range.upperBound)))
        }
        return RawInput(.text(String(integer)))
    }

    private static func read(_ values: [JSONValue.Member], _ members: [Member]) -> RawInput {
        let fields = values.map { value in
            let schema = members.first { $0.name == value.name }?.schema
            return RawInput.Field(name: value.name, value: schema?.read(value.value) ?? RawInput(.refused(.unknown)))
        }
        let missing = members.filter { member in member.isRequired && !values.contains { $0.name == member.name } }
        return RawInput(
            .fields(fields + missing.map { RawInput.Field(name: $0.name, value: RawInput(.refused(.missing))) }))
    }
}

extension JSONSchema {
    /// The same schema as a JSON Schema document, with the names of each object in alphabetical order.
    var document: RawInput {
        switch self {
        case .text(let form, let length):
            RawInput(
                [
                    "type": "string", "minLength": length.lowerBound == 0 ? nil : String(length.lowerBound),
                    "maxLength": String(length.upperBound), "pattern": form.pattern, "format": form.format,
                ].compactMapValues(\.self)
            )
        case .word(let words): Self.document("string", "enum", RawInput(.list(words.map { RawInput(.text($0)) })))
        case .integer(let range):
            RawInput(["type": "integer", "minimum": String(range.lowerBound), "maximum": String(range.upperBound)])
        case .flag: RawInput(["type": "boolean"])
        case .list(let item, let maximum): Self.document("array", "items", item.document, ["maxItems": String(maximum)])
        case .object(let members): Self.document(members)
        }
    }

    private static func document(_ members: [Member]) -> RawInput {
        let properties = members.map { RawInput.Field(name: $0.name, value: $0.schema.document) }
        let required = members.filter(\.isRequired).map { RawInput(.text($0.name)) }
        let document = document(
            "object", "properties", RawInput(.fields(properties)), ["additionalProperties": "false"])
        guard !required.isEmpty, case .fields(let fields) = document.content else { return document }
        return RawInput(.fields(fields + [RawInput.Field(name: "required", value: RawInput(.list(required)))]))
    }

    private static func document(
        _ type: String, _ name: String, _ value: RawInput, _ others: [String: String] = [:]
    ) -> RawInput {
        let texts = others.merging(["type": type]) { first, _ in first }
        let fields = texts.map { RawInput.Field(name: $0.key, value: RawInput(.text($0.value))) }
        return RawInput(.fields(fields + [RawInput.Field(name: name, value: value)]))
    }
}
