import Domain

/// What a value in JSON must be. The reader refuses everything else, and the OpenAPI document says the same, word for
/// word: a test compares them.
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

    /// The length counts Unicode code points, as JSON Schema does.
    case text(TextForm, length: ClosedRange<Int>)
    case word([String])
    /// `3.0` is the same number as `3`.
    case integer(ClosedRange<Int>)
    case flag
    case list(of: JSONSchema, most: Int)
    /// With no other names than these.
    case object([Member])
}

extension JSONSchema {
    /// What was written, with a refusal wherever it is not as this says. `null` is a value like any other, and stands for
    /// none.
    func read(_ value: JSONValue) -> Written {
        switch (self, value) {
        case (.text(let form, let length), .string(let text)): Self.read(text, form, length)
        case (.word(let words), .string(let text)):
            Written(words.contains(text) ? .text(text) : .refused(.oneOf(words)))
        case (.integer(let range), .number(let number)): Self.read(number, range)
        case (.flag, .flag(let flag)): Written(.text(String(flag)))
        case (.list(let item, let most), .list(let values)):
            Written(values.count > most ? .refused(.tooMany(most: most)) : .list(values.map(item.read)))
        case (.object(let members), .object(let values)): Self.read(values, members)
        default: Written(.refused(.notType(noun)))
        }
    }

    /// What stands under the names of a query, in which every value is a text.
    func read(query: Written) -> Written {
        guard case .object(let members) = self, case .fields(let fields) = query.content else { return query }
        return Written(
            .fields(
                fields.map { field in
                    guard let member = members.first(where: { $0.name == field.name }),
                        case .text(let text) = field.value.content
                    else { return field }
                    return Written.Field(name: field.name, value: member.schema.read(parameter: text))
                }
            )
        )
    }

    private func read(parameter text: String) -> Written {
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

    private static func read(_ text: String, _ form: TextForm, _ length: ClosedRange<Int>) -> Written {
        let count = text.unicodeScalars.count
        if count > length.upperBound { return Written(.refused(.tooLong(most: length.upperBound))) }
        if count == 0, length.lowerBound > 0 { return Written(.refused(.missing)) }
        if let problem = form.problem(text) { return Written(.refused(problem)) }
        return Written(count < length.lowerBound ? .refused(.tooShort(least: length.lowerBound)) : .text(text))
    }

    private static func read(_ number: JSONNumber, _ range: ClosedRange<Int>) -> Written {
        guard let integer = number.integer, range.contains(integer) else {
            return Written(.refused(.notNumber(from: range.lowerBound, to: range.upperBound)))
        }
        return Written(.text(String(integer)))
    }

    private static func read(_ values: [JSONValue.Member], _ members: [Member]) -> Written {
        let fields = values.map { value in
            let schema = members.first { $0.name == value.name }?.schema
            return Written.Field(name: value.name, value: schema?.read(value.value) ?? Written(.refused(.unknown)))
        }
        let missing = members.filter { member in member.isRequired && !values.contains { $0.name == member.name } }
        return Written(
            .fields(fields + missing.map { Written.Field(name: $0.name, value: Written(.refused(.missing))) }))
    }
}

extension JSONSchema {
    /// The same in the words of JSON Schema, with the names of each object in alphabetical order.
    var document: Written {
        switch self {
        case .text(let form, let length):
            Written(
                [
                    "type": "string", "minLength": length.lowerBound == 0 ? nil : String(length.lowerBound),
                    "maxLength": String(length.upperBound), "pattern": form.pattern, "format": form.format,
                ].compactMapValues(\.self)
            )
        case .word(let words): Self.document("string", "enum", Written(.list(words.map { Written(.text($0)) })))
        case .integer(let range):
            Written(["type": "integer", "minimum": String(range.lowerBound), "maximum": String(range.upperBound)])
        case .flag: Written(["type": "boolean"])
        case .list(let item, let most): Self.document("array", "items", item.document, ["maxItems": String(most)])
        case .object(let members): Self.document(members)
        }
    }

    private static func document(_ members: [Member]) -> Written {
        let properties = members.map { Written.Field(name: $0.name, value: $0.schema.document) }
        let required = members.filter(\.isRequired).map { Written(.text($0.name)) }
        let document = document("object", "properties", Written(.fields(properties)), ["additionalProperties": "false"])
        guard !required.isEmpty, case .fields(let fields) = document.content else { return document }
        return Written(.fields(fields + [Written.Field(name: "required", value: Written(.list(required)))]))
    }

    private static func document(
        _ type: String, _ name: String, _ value: Written, _ others: [String: String] = [:]
    ) -> Written {
        let texts = others.merging(["type": type]) { first, _ in first }
        let fields = texts.map { Written.Field(name: $0.key, value: Written(.text($0.value))) }
        return Written(.fields(fields + [Written.Field(name: name, value: value)]))
    }
}
