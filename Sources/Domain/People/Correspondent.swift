/// Somebody who is written to by themselves: neither about an answer nor because they look after a meetup.
package struct Correspondent: Hashable, Sendable {
    /// Nil for who gave none.
    package let name: String?
    package let address: EmailAddress
    package let language: Language

    package init(name: String? = nil, address: EmailAddress, language: Language) {
        self.name = name
        self.address = address
        self.language = language
    }

    /// Reads `Ada <ada@example.org>` or an address alone.
    package init(parsing text: String, in language: Language) throws(FieldErrorReason) {
        let contact = try Contact(parsing: text)
        guard let address = contact.address else {
            self.init(address: try EmailAddress(parsing: text), language: language)
            return
        }
        self.init(name: contact.name, address: address, language: language)
    }

    /// Name and address as they can be read again.
    package var text: String { name.map { "\($0) <\(address)>" } ?? address.text }
}
