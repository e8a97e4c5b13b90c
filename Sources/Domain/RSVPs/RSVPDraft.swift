/// What a guest says when they want to come.
package struct RSVPDraft: Equatable, Sendable {
    package let name: String
    package let address: EmailAddress
    package let companions: Int

    package static let mostCompanions = 9

    /// Reads `name`, `email` and `companions`; the party must fit into a room of `capacity`. Throws every fault.
    package init(reading written: Written, capacity: Int) throws(Faults) {
        var fields = Fields(written)
        let name = fields.required("name", Text.line(most: 80))
        let address = fields.required("email", EmailAddress.init(parsing:))
        let companions = fields.optional("companions") { (text) throws(Problem) in
            try Self.companions(text, capacity: capacity)
        }
        try fields.finish()
        guard let name, let address else { throw Faults([]) }
        self.name = name
        self.address = address
        self.companions = companions ?? 0
    }

    /// Reads `companions` alone, as a guest changes it. Throws every fault.
    package static func companions(reading written: Written, capacity: Int) throws(Faults) -> Int {
        var fields = Fields(written)
        let companions = fields.required("companions") { (text) throws(Problem) in
            try Self.companions(text, capacity: capacity)
        }
        try fields.finish()
        return companions ?? 0
    }

    /// How many come along: from nobody to nine, and never more than the room holds beside the guest.
    package static func companions(_ text: String, capacity: Int) throws(Problem) -> Int {
        let companions = text.trimmed.isEmpty ? 0 : try Text.number(text, 0...mostCompanions)
        guard companions < capacity else { throw .party(most: capacity) }
        return companions
    }
}
