package import Domain

extension Written: ExpressibleByStringLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    package init(stringLiteral text: String) { self.init(.text(text)) }

    package init(nilLiteral: ()) { self.init(.nothing) }

    package init(arrayLiteral items: Written...) { self.init(.list(items)) }

    package init(dictionaryLiteral fields: (String, Written)...) {
        self.init(.fields(fields.map { Field(name: $0.0, value: $0.1) }))
    }
}

extension Written {
    /// These fields with one set to something else.
    func setting(_ name: String, _ value: Written) -> Written {
        guard case .fields(let fields) = content else { return self }
        return Written(.fields(fields.filter { $0.name != name } + [Field(name: name, value: value)]), at: place)
    }

    /// These fields without one.
    func without(_ name: String) -> Written {
        guard case .fields(let fields) = content else { return self }
        return Written(.fields(fields.filter { $0.name != name }), at: place)
    }
}
