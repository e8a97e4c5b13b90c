import Domain

/// The form to request the personal data of an address.
struct PersonalDataFormPage: Page {
    static let template = "pages/personal_data_form"

    let layout: PageLayout
    let texts: Translations
    let action: String
    let formToken: String
    let email: FormField
    /// The errors of the form as a whole.
    let errors: [String]
    /// Whether an expired link led to this page.
    let isExpired: Bool

    init(_ entry: FormInput = FormInput(), isExpired: Bool = false, in site: LocalizedSite) {
        texts = site.texts
        action = Address.requestPersonalData(in: site.language).path
        formToken = entry.formToken
        email = FormField("email", entry, texts)
        errors = entry.errorsBeside(["email"], texts)
        self.isExpired = isExpired
        layout = PageLayout(
            site, title: texts(.personalDataTitle), description: texts(.personalDataText),
            at: CanonicalURLs(address: { Address.requestPersonalData(in: $0) })
        )
    }
}

/// All personal data of an address in words, with links to download and to delete it.
struct PersonalDataPage: Page {
    static let template = "pages/personal_data"

    struct Section: Sendable {
        let title: String
        let lines: [String]
    }

    let layout: PageLayout
    let texts: Translations
    let intro: String
    let sections: [Section]
    let isEmpty: Bool
    let export: String
    let erase: String

    init(_ personalData: PersonalData, with token: Token, in site: LocalizedSite) {
        texts = site.texts
        intro = texts(.personalDataIntro, ["address": personalData.address.text, "network": site.network])
        sections = personalData.sections.filter { !$0.records.isEmpty }.map { section in
            Section(title: site.texts(section.title), lines: section.records.map { $0.words(site) })
        }
        isEmpty = personalData.isEmpty
        export = Address.exportPersonalData(token, in: site.language).path
        erase = Address.erasePersonalData(token, in: site.language).path
        layout = PageLayout(private: site, title: texts(.personalDataTitle), description: texts(.personalDataText))
    }
}

extension ButtonPage {
    /// The page that asks for confirmation before everything is deleted.
    init(erasing token: Token, in site: LocalizedSite) {
        let texts = site.texts
        let words = Words(
            title: texts(.personalDataEraseTitle), text: texts(.personalDataEraseText),
            button: texts(.personalDataEraseButton)
        )
        self.init(words, to: .erasePersonalData(token, in: site.language), in: site)
    }
}
