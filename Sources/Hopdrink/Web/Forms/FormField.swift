import Domain

/// One field of a form, with what was written and its error.
struct FormField: Sendable {
    let value: String
    let fieldError: String?

    /// `otherwise` is the value as long as nothing was written.
    init(_ name: String, _ entry: FormInput, otherwise: String = "", _ texts: Translations) {
        value = entry.written.text(of: name) ?? otherwise
        fieldError = entry.errors.list.first { $0.field == name }.map { texts.sentence(for: $0.problem) }
    }
}
