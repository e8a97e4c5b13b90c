/// The recipient of an email that concerns neither an RSVP nor a meetup they host or represent.
package struct Correspondent: Hashable, Sendable {
    /// Nil if the person gave no name.
    package let name: String?
    package let address: EmailAddress
    package let language: Language

    package init(name: String? = nil, address: EmailAddress, language: Language) {
        self.name = name
        self.address = address
        self.language = language
    }

    /// Reads `Ada <ada@example.org>` or only an address.
    package init(parsing text: String, in language: Language) throws(FieldErrorReason) {
        let contact = try Contact(parsing: text)
        guard let address = contact.address else {
            self.init(address: try EmailAddress(parsing: text), language: language)
            return
        }
        self.init(name: contact.name, address: address, language: language)
    }

    /// Name and address in the form that `init(parsing:in:)` reads.
    package var text: String { name.map { "\($0) <\(address)>" } ?? address.text }
}
