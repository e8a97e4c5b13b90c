/// A guest's question to the city's representative.
package enum QuestionDraft {
    /// The max number of questions that a guest may ask about one meetup in a day.
    package static let maxPerDay = 5

    /// Reads `question`. Throws all field errors together.
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
