/// Takes named values out of what was written, one by one, and keeps every fault it meets.
package struct InputDecoder {
    package private(set) var errors: [FieldError] = []
    private let path: String
    private let location: SourceLocation?
    private var fields: [String: RawInput.Field] = [:]
    private var locations: [String: SourceLocation] = [:]
    private let isGroup: Bool

    /// `path`, such as `cities[0]`, stands before the names of these fields in a fault.
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

    /// Whether a field of this name was written and not yet taken.
    package func has(_ field: String) -> Bool {
        fields[field] != nil
    }

    /// Adds a fault at the field's place, or at the group's if the field was not written. What is no group at all has one
    /// fault, that.
    package mutating func report(_ field: String, _ problem: FieldErrorReason) {
        guard isGroup else { return }
        errors.append(FieldError(name(field), problem, at: locations[field] ?? location))
    }

    /// Ends the reading: what nobody took is unknown. Throws every fault together.
    package mutating func finish() throws(ValidationErrors) {
        closeUnknown()
        guard errors.isEmpty else { throw ValidationErrors(errors) }
    }

    /// Reports what nobody took, for a group inside another.
    package mutating func closeUnknown() {
        for field in fields.values.sorted(by: { $0.name < $1.name }) {
            errors.append(FieldError(name(field.name), field.value.refusal ?? .unknown, at: field.location))
        }
        fields = [:]
    }

    /// Takes over the faults of a group that was read on its own.
    package mutating func absorb(_ others: [FieldError]) {
        errors += others
    }
}

extension InputDecoder {
    /// A value that must be there; nil when it is not or is faulty, and the fault is kept.
    package mutating func required<Value>(_ field: String, _ parse: Parser<Value>) -> Value? {
        guard let found = fields[field], !found.value.isNull else {
            report(field, .missing)
            fields[field] = nil
            return nil
        }
        return optional(field, parse)
    }

    /// A value that may be left out; a name with nothing behind it counts as left out.
    package mutating func optional<Value>(_ field: String, _ parse: Parser<Value>) -> Value? {
        guard let found = fields.removeValue(forKey: field), !found.value.isNull else { return nil }
        return read(found.value, as: name(field), parse)
    }

    /// A list of single values; one value alone counts as a list of one.
    package mutating func list<Value>(_ field: String, _ parse: Parser<Value>) -> [Value]? {
        guard let found = fields.removeValue(forKey: field), !found.value.isNull else { return nil }
        guard case .list(let items) = found.value.content else {
            return read(found.value, as: name(field), parse).map { [$0] }
        }
        return items.enumerated().compactMap { read($1, as: "\(name(field))[\($0)]", parse) }
    }

    /// A list that must be there and hold something; nil when it does not, and the fault is kept.
    package mutating func requiredList<Value>(_ field: String, _ parse: Parser<Value>) -> [Value]? {
        let known = errors.count
        let values = list(field, parse) ?? []
        if values.isEmpty, errors.count == known { report(field, .missing) }
        return values.isEmpty ? nil : values
    }

    /// A group of named values inside this one.
    package mutating func group(_ field: String) -> InputDecoder? {
        guard let found = fields.removeValue(forKey: field) else { return nil }
        return InputDecoder(found.value, path: name(field))
    }

    /// A list of groups inside this one.
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
