import Domain

/// The form on a meetup's page, with what a visitor wrote and what is wrong with it.
struct RSVPForm: Sendable {
    /// What a visitor wrote.
    struct Entry: Sendable {
        var written = Written(.nothing)
        var faults = Faults([])
    }

    let action: String
    let name: FormField
    let email: FormField
    /// Nil when the room holds but one person.
    let companions: FormField?
    let mostCompanions: Int
    /// Whether anything is wrong.
    let isFaulty: Bool
    /// What is wrong with the form as a whole.
    let faults: [String]

    init(for meetup: Meetup, _ entry: Entry, in edition: Edition) {
        action = Address.rsvps(meetup.id, in: edition.language).path
        name = FormField("name", entry, edition.texts)
        email = FormField("email", entry, edition.texts)
        mostCompanions = min(RSVPDraft.mostCompanions, meetup.terms.capacity - 1)
        companions = mostCompanions > 0 ? FormField("companions", entry, otherwise: "0", edition.texts) : nil
        isFaulty = !entry.faults.list.isEmpty
        let shown: Set<String> = ["name", "email", "companions"]
        faults = entry.faults.list.filter { !shown.contains($0.field) }.map { edition.texts.sentence(for: $0.problem) }
    }
}

/// One field of a form, with what was written and what is wrong with it.
struct FormField: Sendable {
    let value: String
    let fault: String?

    /// `otherwise` is what stands in the field as long as nothing was written.
    init(_ name: String, _ entry: RSVPForm.Entry, otherwise: String = "", _ texts: Texts) {
        value = entry.written.text(of: name) ?? otherwise
        fault = entry.faults.list.first { $0.field == name }.map { texts.sentence(for: $0.problem) }
    }
}

extension Written {
    /// The text of the first field of this name.
    fileprivate func text(of name: String) -> String? {
        guard case .fields(let fields) = content else { return nil }
        guard case .text(let text) = fields.first(where: { $0.name == name })?.value.content else { return nil }
        return text
    }
}
