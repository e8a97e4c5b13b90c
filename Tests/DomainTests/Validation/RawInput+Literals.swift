package import Domain

extension RawInput: ExpressibleByStringLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    package init(stringLiteral text: String) { self.init(.text(text)) }

    package init(nilLiteral: ()) { self.init(.null) }

    package init(arrayLiteral items: RawInput...) { self.init(.list(items)) }

    package init(dictionaryLiteral fields: (String, RawInput)...) {
        self.init(.fields(fields.map { Field(name: $0.0, value: $0.1) }))
    }
}

extension RawInput {
    /// Returns these fields with one of them replaced.
    func setting(_ name: String, _ value: RawInput) -> RawInput {
        guard case .fields(let fields) = content else { return self }
        return RawInput(.fields(fields.filter { $0.name != name } + [Field(name: name, value: value)]), at: location)
    }

    /// Returns these fields without one of them.
    func without(_ name: String) -> RawInput {
        guard case .fields(let fields) = content else { return self }
        return RawInput(.fields(fields.filter { $0.name != name }), at: location)
    }
}
