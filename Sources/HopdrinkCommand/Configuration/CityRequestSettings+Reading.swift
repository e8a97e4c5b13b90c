import Domain
import Hopdrink

extension CityRequestSettings {
    /// Reads the group `city_requests`.
    mutating func read(_ fields: inout InputDecoder) {
        guard var group = fields.group("city_requests") else { return }
        group.take("threshold", TextParser.number(in: 1...100_000), into: &threshold)
        group.closeUnknown()
        fields.absorb(group.errors)
    }
}

extension TextParser {
    /// Parses a contact, which must have an email address.
    static func administrator(_ text: String) throws(FieldErrorReason) -> Contact {
        let contact = try Contact(parsing: text)
        guard contact.address != nil else { throw .format("needs an email address, as in Ada <ada@example.org>") }
        return contact
    }
}
