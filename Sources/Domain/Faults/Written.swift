/// What somebody wrote, before it is understood: the same for YAML, JSON and forms.
package struct Written: Sendable {
    package enum Content: Sendable {
        case nothing
        case text(String)
        case list([Written])
        case fields([Field])
    }

    package struct Field: Sendable {
        package let name: String
        package let place: Place?
        package let value: Written

        package init(name: String, place: Place? = nil, value: Written) {
            self.name = name
            self.place = place
            self.value = value
        }
    }

    package let content: Content
    package let place: Place?

    package init(_ content: Content, at place: Place? = nil) {
        self.content = content
        self.place = place
    }
}

extension Written {
    /// A group of plain texts, as a form sends them.
    package init(_ texts: [String: String]) {
        let fields = texts.sorted { $0.key < $1.key }.map { Field(name: $0.key, value: Written(.text($0.value))) }
        self.init(.fields(fields))
    }
}
