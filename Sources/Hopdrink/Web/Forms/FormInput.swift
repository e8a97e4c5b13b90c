import Domain

/// What a visitor wrote into a form, and its errors.
struct FormInput: Sendable {
    var written = RawInput(.null)
    var errors = ValidationErrors([])
    /// The form token in a hidden field, from `FormProtection`; empty if the form causes no email.
    var formToken = ""
}

extension FormInput {
    /// Returns the errors of the form as a whole: all those that belong to none of the shown fields.
    func errorsBeside(_ shown: Set<String>, _ texts: Translations) -> [String] {
        errors.list.filter { !shown.contains($0.field) }.map { texts.sentence(for: $0.problem) }
    }
}

extension RawInput {
    /// Returns the text of the first field with this name.
    func text(of name: String) -> String? {
        guard case .fields(let fields) = content else { return nil }
        guard case .text(let text) = fields.first(where: { $0.name == name })?.value.content else { return nil }
        return text
    }

    /// Returns whether a checkbox with this name is ticked.
    func isChecked(_ name: String) -> Bool { text(of: name) == "yes" }
}
