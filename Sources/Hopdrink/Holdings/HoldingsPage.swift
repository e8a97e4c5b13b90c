import Domain

/// The form for whoever wants to know what is held of their address.
struct HoldingsFormPage: Page {
    static let template = "pages/holdings_form"

    let frame: Frame
    let texts: Texts
    let action: String
    let seal: String
    let email: FormField
    /// What is wrong with the form as a whole.
    let faults: [String]
    /// Whether a link led here that opens nothing any more.
    let isExpired: Bool

    init(_ entry: RSVPForm.Entry = RSVPForm.Entry(), isExpired: Bool = false, in edition: Edition) {
        texts = edition.texts
        action = Address.askForHoldings(in: edition.language).path
        seal = entry.seal
        email = FormField("email", entry, texts)
        faults = entry.faultsBeside(["email"], texts)
        self.isExpired = isExpired
        frame = Frame(
            edition, title: texts(.holdingsTitle), description: texts(.holdingsText),
            at: PublicPlace(address: { Address.askForHoldings(in: $0) })
        )
    }
}

/// All that is held of an address, in words, with the ways to take it along and to have it erased.
struct HoldingsPage: Page {
    static let template = "pages/holdings"

    struct Section: Sendable {
        let title: String
        let lines: [String]
    }

    let frame: Frame
    let texts: Texts
    let intro: String
    let sections: [Section]
    let isEmpty: Bool
    let export: String
    let erase: String

    init(_ holdings: Holdings, with token: Token, in edition: Edition) {
        texts = edition.texts
        intro = texts(.holdingsIntro, ["address": holdings.address.text, "network": edition.network])
        sections = holdings.sections.filter { !$0.records.isEmpty }.map { section in
            Section(title: edition.texts(section.title), lines: section.records.map { $0.words(edition) })
        }
        isEmpty = holdings.isEmpty
        export = Address.exportHoldings(token, in: edition.language).path
        erase = Address.eraseHoldings(token, in: edition.language).path
        frame = Frame(private: edition, title: texts(.holdingsTitle), description: texts(.holdingsText))
    }
}

extension ButtonPage {
    /// The last question before everything is erased.
    init(erasing token: Token, in edition: Edition) {
        let texts = edition.texts
        let words = Words(
            title: texts(.holdingsEraseTitle), text: texts(.holdingsEraseText), button: texts(.holdingsEraseButton)
        )
        self.init(words, to: .eraseHoldings(token, in: edition.language), in: edition)
    }
}
