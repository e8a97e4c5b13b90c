/// What a guest wants to know of the city's representative.
package enum QuestionDraft {
    /// How many somebody may ask about one meetup in a day.
    package static let maxPerDay = 5

    /// Reads `question`. Throws every fault.
    package static func text(reading written: RawInput) throws(ValidationErrors) -> String {
        var fields = InputDecoder(written)
        let text = fields.required("question") { (text) throws(FieldErrorReason) in
            let paragraph = try TextParser.paragraph(text, maximum: 1000)
            guard !paragraph.isEmpty else { throw .missing }
            return paragraph
        }
        try fields.finish()
        return text ?? ""
    }
}
