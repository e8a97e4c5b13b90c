import Domain

/// Tells a visitor the result of an action: a sentence or two and a link back.
struct NotePage: Page {
    static let template = "pages/note"

    let layout: PageLayout
    let texts: Translations
    let title: String
    let text: String
    let hint: String?
    var back: Link

    struct Link: Sendable {
        let label: String
        let path: String
    }

    init(_ title: TranslationKey, _ text: TranslationKey, hint: TranslationKey? = nil, in site: LocalizedSite) {
        texts = site.texts
        self.title = texts(title)
        self.text = texts(text)
        self.hint = hint.map { site.texts($0) }
        back = Link(label: texts(.backToStart), path: Address.network(in: site.language).path)
        layout = PageLayout(private: site, title: self.title, description: self.text)
    }
}

/// Asks a visitor to confirm an action: a sentence and one button.
struct ButtonPage: Page {
    static let template = "pages/button"

    struct Words: Sendable {
        let title: String
        let text: String
        let button: String
    }

    let layout: PageLayout
    let texts: Translations
    let title: String
    let text: String
    let action: String
    let button: String
    /// Whether the button removes something; it is then less prominent.
    let isQuiet: Bool

    init(_ words: Words, to address: Address, isQuiet: Bool = false, in site: LocalizedSite) {
        texts = site.texts
        title = words.title
        text = words.text
        button = words.button
        action = address.path
        self.isQuiet = isQuiet
        layout = PageLayout(private: site, title: title, description: text)
    }
}
