/// The input of the form for a guest's card.
package enum CardDraft {
    package static let maxLine = 80
    package static let maxParagraph = 500
    package static let maxPhone = 40

    /// Reads the card's form; only `name` and `trade` are required. Throws all field errors together.
    package static func card(reading written: RawInput) throws(ValidationErrors) -> Card {
        var fields = InputDecoder(written)
        let name = fields.required("name", TextParser.line(maximum: maxLine))
        let trade = fields.required("trade", TextParser.line(maximum: maxLine))
        var card = Card(name: name ?? "", trade: trade ?? "")
        card.firm = fields.optional("firm", line(maximum: maxLine)) ?? nil
        card.city = fields.optional("city", line(maximum: maxLine)) ?? nil
        card.site = fields.optional("site", unlessBlank(WebAddress.init(parsing:))) ?? nil
        card.phone = fields.optional("phone", line(maximum: maxPhone)) ?? nil
        card.languages = fields.optional("languages", line(maximum: maxLine)) ?? nil
        card.offer = fields.optional("offer", paragraph) ?? nil
        card.seek = fields.optional("seek", paragraph) ?? nil
        try fields.finish()
        return card
    }

    private static func line(maximum: Int) -> Parser<String?> { unlessBlank(TextParser.line(maximum: maximum)) }

    private static var paragraph: Parser<String?> { unlessBlank(TextParser.paragraph(maximum: maxParagraph)) }

    /// Returns a parser that reads blank text as nil: a form sends an empty field as empty text.
    private static func unlessBlank<Value>(_ parse: @escaping Parser<Value>) -> Parser<Value?> {
        { (text) throws(FieldErrorReason) in text.trimmed.isEmpty ? nil : try parse(text) }
    }
}
