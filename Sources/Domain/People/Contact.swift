/// A person's public name and, optionally, their email address, which only emails use: `Ada Lovelace
/// <ada@example.org>`.
package struct Contact: Hashable, Sendable {
    package let name: String
    package let address: EmailAddress?

    package init(name: String, address: EmailAddress? = nil) {
        self.name = name
        self.address = address
    }

    package init(parsing text: String) throws(FieldErrorReason) {
        let line = try TextParser.line(text, maximum: 340).unicodeScalars
        guard line.last == ">", let open = line.lastIndex(of: "<") else {
            self.init(name: try TextParser.line(text, maximum: 80))
            return
        }
        let address = line[line.index(after: open)...].dropLast()
        self.init(
            name: try TextParser.line(String(line[..<open]), maximum: 80),
            address: try EmailAddress(parsing: String(address))
        )
    }

    /// Name and address in the form that `init(parsing:)` reads.
    package var text: String { address.map { "\(name) <\($0)>" } ?? name }
}
