/// Input before it is decoded, in one form for YAML, JSON and HTML forms.
package struct RawInput: Sendable {
    package enum Content: Sendable {
        case null
        case text(String)
        case list([RawInput])
        case fields([Field])
        /// A value that was refused before it was decoded; `InputDecoder` reports it at its location.
        case refused(FieldErrorReason)
    }

    package struct Field: Sendable {
        package let name: String
        package let location: SourceLocation?
        package let value: RawInput

        package init(name: String, location: SourceLocation? = nil, value: RawInput) {
            self.name = name
            self.location = location
            self.value = value
        }
    }

    package let content: Content
    package let location: SourceLocation?

    package init(_ content: Content, at location: SourceLocation? = nil) {
        self.content = content
        self.location = location
    }
}

extension RawInput {
    /// Returns the value under this name in a group.
    package func field(_ name: String) -> RawInput? {
        guard case .fields(let fields) = content else { return nil }
        return fields.first { $0.name == name }?.value
    }

    /// One text for equal content, wherever it was written and in whatever order the names of a group are.
    package var canonicalText: String {
        switch content {
        case .null: "~"
        case .text(let text): "\(text.utf8.count):\(text)"
        case .list(let values): "[\(values.map(\.canonicalText).joined(separator: ","))]"
        case .fields(let fields): "{\(fields.map(\.canonicalText).sorted().joined(separator: ","))}"
        case .refused(let problem): "!\(problem.sentence)"
        }
    }

    /// A group of plain texts, as a form sends them.
    package init(_ texts: [String: String]) {
        let fields = texts.sorted { $0.key < $1.key }.map { Field(name: $0.key, value: RawInput(.text($0.value))) }
        self.init(.fields(fields))
    }
}

extension RawInput.Field {
    fileprivate var canonicalText: String { "\(name.utf8.count):\(name)=\(value.canonicalText)" }
}
