import Domain

/// The form for whoever wants to know what is held of their address.
struct PersonalDataFormPage: Page {
    static let template = "pages/personal_data_form"

    let frame: Frame
    let texts: Translations
    let action: String
    let seal: String
    let email: FormField
    /// What is wrong with the form as a whole.
    let errors: [String]
    /// Whether a link led here that opens nothing any more.
    let isExpired: Bool

    init(_ entry: RSVPForm.Entry = RSVPForm.Entry(), isExpired: Bool = false, in edition: Edition) {
        texts = edition.texts
        action = Address.requestPersonalData(in: edition.language).path
        seal = entry.seal
        email = FormField("email", entry, texts)
        errors = entry.errorsBeside(["email"], texts)
        self.isExpired = isExpired
        frame = Frame(
            edition, title: texts(.personalDataTitle), description: texts(.personalDataText),
            at: PublicPlace(address: { Address.requestPersonalData(in: $0) })
        )
    }
}

/// All that is held of an address, in words, with the ways to take it along and to have it erased.
struct PersonalDataPage: Page {
    static let template = "pages/personal_data"

    struct Section: Sendable {
        let title: String
        let lines: [String]
    }

    let frame: Frame
    let texts: Translations
    let intro: String
    let sections: [Section]
    let isEmpty: Bool
    let export: String
    let erase: String

    init(_ personalData: PersonalData, with token: Token, in edition: Edition) {
        texts = edition.texts
        intro = texts(.personalDataIntro, ["address": personalData.address.text, "network": edition.network])
        sections = personalData.sections.filter { !$0.records.isEmpty }.map { section in
            Section(title: edition.texts(section.title), lines: section.records.map { $0.words(edition) })
        }
        isEmpty = personalData.isEmpty
        export = Address.exportPersonalData(token, in: edition.language).path
        erase = Address.erasePersonalData(token, in: edition.language).path
        frame = Frame(private: edition, title: texts(.personalDataTitle), description: texts(.personalDataText))
    }
}

extension ButtonPage {
    /// The last question before everything is erased.
    init(erasing token: Token, in edition: Edition) {
        let texts = edition.texts
        let words = Words(
            title: texts(.personalDataEraseTitle), text: texts(.personalDataEraseText), button: texts(.personalDataEraseButton)
        )
        self.init(words, to: .erasePersonalData(token, in: edition.language), in: edition)
    }
}
