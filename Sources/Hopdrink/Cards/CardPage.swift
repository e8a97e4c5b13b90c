import Domain

/// The page with the form of a guest's card.
struct CardPage: Page {
    static let template = "pages/card"

    /// The context of the page.
    struct Setting: Sendable {
        /// The name in the guest's RSVP.
        let guest: String
        let card: Card?
        /// The guest's input, with its errors.
        var entry: FormInput?
        /// Whether the card was just saved.
        var isSaved = false
    }

    /// A field of one line.
    struct Line: Sendable {
        let name: String
        let label: String
        let type: String
        let autocomplete: String
        let maximum: Int
        let isRequired: Bool
        let field: FormField
    }

    /// A field of several lines.
    struct Paragraph: Sendable {
        let name: String
        let label: String
        let maximum: Int
        let field: FormField
    }

    let layout: PageLayout
    let texts: Translations
    let action: String
    /// The target of the button that deletes the card; nil if there is no card.
    let delete: String?
    let back: String
    let isSaved: Bool
    let isFaulty: Bool
    let lines: [Line]
    let paragraphs: [Paragraph]

    init(_ setting: Setting, with token: Token, in site: LocalizedSite) {
        let entry = setting.entry ?? FormInput(written: Self.written(setting))
        texts = site.texts
        action = Address.card(token, in: site.language).path
        delete = setting.card.map { _ in Address.deleteCard(token, in: site.language).path }
        back = Address.manage(token, in: site.language).path
        isSaved = setting.isSaved
        isFaulty = !entry.errors.list.isEmpty
        lines = Self.lines.map { Line($0, entry, site.texts) }
        let maximum = CardDraft.maxParagraph
        paragraphs = [("offer", TranslationKey.cardOffer), ("seek", .cardSeek)].map { name, label in
            let field = FormField(name, entry, site.texts)
            return Paragraph(name: name, label: site.texts(label), maximum: maximum, field: field)
        }
        layout = PageLayout(private: site, title: texts(.cardTitle), description: texts(.cardText))
    }

    /// Returns the form's values before the guest writes.
    private static func written(_ setting: Setting) -> RawInput {
        guard let card = setting.card else { return RawInput(["name": setting.guest]) }
        let values = [
            "name": card.name, "trade": card.trade, "firm": card.firm, "city": card.city, "site": card.site?.text,
            "phone": card.phone, "languages": card.languages, "offer": card.offer, "seek": card.seek,
        ]
        return RawInput(values.compactMapValues(\.self))
    }
}

extension CardPage {
    /// The definition of a line.
    fileprivate struct Plan {
        let name: String
        let label: TranslationKey
        var type = "text"
        var autocomplete = "off"
        var maximum = CardDraft.maxLine
        var isRequired = false
    }

    /// The lines in the order of a card.
    private static let lines = [
        Plan(name: "name", label: .cardName, autocomplete: "name", isRequired: true),
        Plan(name: "trade", label: .cardTrade, autocomplete: "organization-title", isRequired: true),
        Plan(name: "firm", label: .cardFirm, autocomplete: "organization"),
        Plan(name: "city", label: .cardCity, autocomplete: "address-level2"),
        Plan(name: "site", label: .cardSite, type: "url", autocomplete: "url", maximum: WebAddress.maximum),
        Plan(name: "phone", label: .cardPhone, type: "tel", autocomplete: "tel", maximum: CardDraft.maxPhone),
        Plan(name: "languages", label: .cardLanguages),
    ]
}

extension CardPage.Line {
    fileprivate init(_ plan: CardPage.Plan, _ entry: FormInput, _ texts: Translations) {
        name = plan.name
        label = texts(plan.label)
        type = plan.type
        autocomplete = plan.autocomplete
        maximum = plan.maximum
        isRequired = plan.isRequired
        field = FormField(plan.name, entry, texts)
    }
}
