import Domain

/// The fields that one template shows.
protocol Page: Sendable {
    /// The template's name: its path under `templates/`, without `.mustache`.
    static var template: String { get }
    /// What the layout around it shows.
    var frame: Frame { get }
}

/// What the layout shows around every page.
struct Frame: Sendable {
    /// The same page in another language.
    struct Alternate: Sendable {
        let code: String
        let name: String
        let path: String
        let absolute: String
        let isCurrent: Bool
    }

    /// A calendar that belongs to the page.
    struct Feed: Sendable {
        let name: String
        let path: String
    }

    let title: String
    /// The site's name, where the title does not start with it.
    let suffix: String?
    let description: String
    let language: String
    let home: String
    /// Where visitors ask what is held of them.
    let data: String
    let stylesheet: String
    let icon: String
    let network: String
    /// Whether it is one visitor's own page: not indexed, and without an address to share.
    let isPrivate: Bool
    /// Absolute.
    let canonical: String?
    let alternates: [Alternate]
    let hasAlternates: Bool
    var feed: Feed?
    /// The same for feed readers.
    var atom: Feed?
    /// schema.org in JSON.
    var structuredData: String?
}

extension Frame {
    /// The frame of a page for everybody; `address` says where it stands in each language.
    init(_ edition: Edition, title: String, description: String, address: (Language) -> Address) {
        self.init(
            edition, title: title, description: description,
            canonical: edition.base.absolute(address(edition.language)),
            alternates: edition.languages.map { Alternate($0, at: address($0.language), edition) }
        )
    }

    /// The frame of one visitor's own page.
    init(private edition: Edition, title: String, description: String) {
        self.init(edition, title: title, description: description, canonical: nil, alternates: [])
    }

    private init(
        _ edition: Edition, title: String, description: String, canonical: String?, alternates: [Alternate]
    ) {
        self.title = title
        suffix = title.hasPrefix(edition.network) ? nil : edition.network
        self.description = description
        language = edition.language.code
        home = Address.network(in: edition.language).path
        data = Address.askForHoldings(in: edition.language).path
        stylesheet = edition.stylesheet.path
        icon = Address.icon.path
        network = edition.network
        isPrivate = canonical == nil
        self.canonical = canonical
        self.alternates = alternates
        hasAlternates = alternates.count > 1
    }
}

extension Frame.Alternate {
    fileprivate init(_ choice: Edition.Choice, at address: Address, _ edition: Edition) {
        code = choice.language.code
        name = choice.name
        path = address.path
        absolute = edition.base.absolute(address)
        isCurrent = choice.language == edition.language
    }
}
