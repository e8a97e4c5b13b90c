/// The input of the RSVP form.
package struct RSVPDraft: Equatable, Sendable {
    package let name: String
    package let address: EmailAddress
    package let companions: Int
    package let words: GuestWords
    /// Whether the guest comes with fewer companions if the whole party does not fit.
    package let acceptsFewer: Bool

    package static let maxCompanions = 9

    /// Reads `name`, `email`, `companions` and the guest's texts; the party must fit into `capacity`. If no
    /// representative takes questions, the message goes to the host. Throws all field errors together.
    package init(reading written: RawInput, capacity: Int, allowsQuestion: Bool = false) throws(ValidationErrors) {
        var fields = InputDecoder(written)
        let name = fields.required("name", TextParser.line(maximum: 80))
        let address = fields.required("email", EmailAddress.init(parsing:))
        let companions = fields.optional("companions") { (text) throws(FieldErrorReason) in
            try Self.companions(text, capacity: capacity)
        }
        let words = GuestWords(reading: &fields, allowsQuestion: allowsQuestion)
        let acceptsFewer = fields.optional("accepts_fewer", TextParser.yesOrNo)
        try fields.finish()
        guard let name, let address else { throw ValidationErrors([]) }
        self.name = name
        self.address = address
        self.companions = companions ?? 0
        self.words = words
        self.acceptsFewer = acceptsFewer ?? false
    }

    /// Reads the number of companions: from 0 to 9, and never more than the capacity allows besides the guest.
    package static func companions(_ text: String, capacity: Int) throws(FieldErrorReason) -> Int {
        let companions = text.trimmed.isEmpty ? 0 : try TextParser.number(text, 0...maxCompanions)
        guard companions < capacity else { throw .party(maximum: capacity) }
        return companions
    }
}

extension GuestWords {
    /// Reads `answer`, `word` and `word_for`, which is `host` or `representative`.
    fileprivate init(reading fields: inout InputDecoder, allowsQuestion: Bool) {
        let answer = fields.optional("answer", TextParser.answer)
        let isQuestion = fields.optional("word_for") { (text) throws(FieldErrorReason) in
            guard ["host", "representative"].contains(text) else { throw .oneOf(["host", "representative"]) }
            return text == "representative"
        }
        let asks = allowsQuestion && isQuestion == true
        let word =
            fields.optional("word", TextParser.paragraph(maximum: asks ? Self.maxQuestionLength : Self.maxRemarkLength))
            ?? ""
        self.init(answer: answer ?? "", remark: asks ? "" : word, question: asks ? word : "")
    }
}
