/// A guest's changes to a confirmed RSVP.
package struct RSVPChange: Equatable, Sendable {
    /// The other fields of the guest's page; they are changed all together or not at all.
    package struct Said: Equatable, Sendable {
        package let answer: String
        package let remark: String
        package let acceptsFewer: Bool
    }

    package let companions: Int
    /// Nil if these fields stay as they are.
    package let said: Said?

    package init(companions: Int) {
        self.companions = companions
        said = nil
    }

    /// Reads `companions`, which may be left out if the capacity is 1, and with `remark` also `answer` and
    /// `accepts_fewer`. Throws all field errors together.
    package init(reading written: RawInput, capacity: Int) throws(ValidationErrors) {
        var fields = InputDecoder(written)
        if capacity > 1, !fields.has("companions") { fields.report("companions", .missing) }
        let companions = fields.optional("companions") { (text) throws(FieldErrorReason) in
            try RSVPDraft.companions(text, capacity: capacity)
        }
        let isWhole = fields.has("remark")
        let remark = fields.optional("remark", TextParser.paragraph(maximum: GuestWords.maxRemarkLength)) ?? ""
        let answer = fields.optional("answer", TextParser.answer) ?? ""
        let acceptsFewer = fields.optional("accepts_fewer", TextParser.yesOrNo) ?? false
        try fields.finish()
        self.companions = companions ?? 0
        said = isWhole ? Said(answer: answer, remark: remark, acceptsFewer: acceptsFewer) : nil
    }
}

extension RSVP {
    /// Returns this RSVP after the change. If the meetup no longer asks its question, the old answer stays.
    package func applying(_ change: RSVPChange, asks: Bool) -> RSVP {
        var rsvp = self
        rsvp.companions = change.companions
        guard let said = change.said else { return rsvp }
        rsvp.acceptsFewer = said.acceptsFewer
        rsvp.words.remark = said.remark
        if asks { rsvp.words.answer = said.answer }
        return rsvp
    }
}
