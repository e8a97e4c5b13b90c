/// Decodes named values from `RawInput`, one by one, and collects all field errors.
package struct InputDecoder {
    package private(set) var errors: [FieldError] = []
    private let path: String
    private let location: SourceLocation?
    private var fields: [String: RawInput.Field] = [:]
    private var locations: [String: SourceLocation] = [:]
    private let isGroup: Bool

    /// `path`, such as `cities[0]`, precedes the names of these fields in a field error.
    package init(_ written: RawInput, path: String = "") {
        self.path = path
        location = written.location
        switch written.content {
        case .fields(let list):
            isGroup = true
            list.forEach { add($0) }
        case .null: isGroup = true
        case .text, .list:
            isGroup = false
            errors.append(FieldError(path, .notFields, at: written.location))
        case .refused(let problem):
            isGroup = false
            errors.append(FieldError(path, problem, at: written.location))
        }
    }

    private mutating func add(_ field: RawInput.Field) {
        locations[field.name] = field.value.location ?? field.location
        if fields.updateValue(field, forKey: field.name) != nil {
            errors.append(FieldError(name(field.name), .twice, at: field.location))
        }
    }

    private func name(_ field: String) -> String {
        path.isEmpty ? field : "\(path).\(field)"
    }

    /// Whether the input has a field of this name that was not read yet.
    package func has(_ field: String) -> Bool {
        fields[field] != nil
    }

    /// Adds a field error at the field's location, or at the group's location if the input lacks the field. Input that
    /// is not a group has only that one error.
    package mutating func report(_ field: String, _ problem: FieldErrorReason) {
        guard isGroup else { return }
        errors.append(FieldError(name(field), problem, at: locations[field] ?? location))
    }

    /// Ends decoding: fields that were not read are unknown. Throws all field errors together.
    package mutating func finish() throws(ValidationErrors) {
        closeUnknown()
        guard errors.isEmpty else { throw ValidationErrors(errors) }
    }

    /// Reports fields that were not read, for a group inside another.
    package mutating func closeUnknown() {
        for field in fields.values.sorted(by: { $0.name < $1.name }) {
            errors.append(FieldError(name(field.name), field.value.refusal ?? .unknown, at: field.location))
        }
        fields = [:]
    }

    /// Adds the field errors of a group that was decoded on its own.
    package mutating func absorb(_ others: [FieldError]) {
        errors += others
    }
}

extension InputDecoder {
    /// Reads a required value. Returns nil if it is missing or invalid, and adds the field error.
    package mutating func required<Value>(_ field: String, _ parse: Parser<Value>) -> Value? {
        guard let found = fields[field], !found.value.isNull else {
            report(field, .missing)
            fields[field] = nil
            return nil
        }
        return optional(field, parse)
    }

    /// Reads an optional value; a name without a value counts as left out.
    package mutating func optional<Value>(_ field: String, _ parse: Parser<Value>) -> Value? {
        guard let found = fields.removeValue(forKey: field), !found.value.isNull else { return nil }
        return read(found.value, as: name(field), parse)
    }

    /// Reads a list of single values; one value alone counts as a list of one.
    package mutating func list<Value>(_ field: String, _ parse: Parser<Value>) -> [Value]? {
        guard let found = fields.removeValue(forKey: field), !found.value.isNull else { return nil }
        guard case .list(let items) = found.value.content else {
            return read(found.value, as: name(field), parse).map { [$0] }
        }
        return items.enumerated().compactMap { read($1, as: "\(name(field))[\($0)]", parse) }
    }

    /// Reads a list that must not be missing or empty. Returns nil if it is, and adds the field error.
    package mutating func requiredList<Value>(_ field: String, _ parse: Parser<Value>) -> [Value]? {
        let known = errors.count
        let values = list(field, parse) ?? []
        if values.isEmpty, errors.count == known { report(field, .missing) }
        return values.isEmpty ? nil : values
    }

    /// Returns a decoder for a group of named values inside this one.
    package mutating func group(_ field: String) -> InputDecoder? {
        guard let found = fields.removeValue(forKey: field) else { return nil }
        return InputDecoder(found.value, path: name(field))
    }

    /// Returns decoders for a list of groups inside this one.
    package mutating func groups(_ field: String) -> [InputDecoder] {
        guard let found = fields.removeValue(forKey: field) else { return [] }
        guard case .list(let items) = found.value.content else {
            if case .null = found.value.content { return [] }
            errors.append(FieldError(name(field), found.value.refusal ?? .notList, at: found.value.location))
            return []
        }
        return items.enumerated().map { InputDecoder($1, path: "\(name(field))[\($0)]") }
    }

    private mutating func read<Value>(
        _ written: RawInput, as field: String, _ parse: Parser<Value>
    ) -> Value? {
        do throws(FieldErrorReason) {
            return try parse(try written.text)
        } catch {
            errors.append(FieldError(field, error, at: written.location))
            return nil
        }
    }
}

extension RawInput {
    fileprivate var isNull: Bool {
        if case .null = content { true } else { false }
    }

    fileprivate var text: String {
        get throws(FieldErrorReason) {
            switch content {
            case .text(let text): return text
            case .null: return ""
            case .list, .fields: throw .notText
            case .refused(let problem): throw problem
            }
        }
    }

    fileprivate var refusal: FieldErrorReason? {
        if case .refused(let problem) = content { problem } else { nil }
    }
}
