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
    let touchIcon: String
    /// What is shown beside a link to the page; absolute.
    let picture: String
    let pictureWidth = Pictures.previewSize.width
    let pictureHeight = Pictures.previewSize.height
    let network: String
    /// Whether it is one visitor's own page: not indexed, and without an address to share.
    let isPrivate: Bool
    /// Absolute.
    let canonical: String?
    let alternates: [Alternate]
    let hasAlternates: Bool
    /// The page for those who speak none of its languages; absolute.
    let otherwise: String?
    var feed: Feed?
    /// The same for feed readers.
    var atom: Feed?
    /// schema.org in JSON.
    var structuredData: String?
}

extension Frame {
    /// The frame of a page for everybody.
    init(_ edition: Edition, title: String, description: String, at place: PublicPlace) {
        self.init(edition, title: title, description: description, place: place)
    }

    /// The frame of one visitor's own page.
    init(private edition: Edition, title: String, description: String) {
        self.init(edition, title: title, description: description, place: nil)
    }

    private init(_ edition: Edition, title: String, description: String, place: PublicPlace?) {
        self.title = title
        suffix = title.hasPrefix(edition.network) ? nil : edition.network
        self.description = description
        language = edition.language.code
        home = Address.network(in: edition.language).path
        data = Address.requestPersonalData(in: edition.language).path
        stylesheet = edition.files.stylesheet.path
        icon = Address.icon.path
        touchIcon = edition.files.touchIcon.path
        picture = edition.base.absolute(edition.files.picture)
        network = edition.network
        isPrivate = place == nil
        canonical = place.map { edition.base.absolute($0.address(edition.language)) }
        alternates = place.map { $0.alternates(in: edition) } ?? []
        hasAlternates = alternates.count > 1
        otherwise = place.map { edition.base.absolute($0.otherwise) }
    }
}

/// Where a page for everybody stands in each language, and for those who speak none of them.
struct PublicPlace: Sendable {
    let address: @Sendable (Language) -> Address
    let otherwise: Address

    static let network = PublicPlace(address: { Address.network(in: $0) }, otherwise: .start)

    static func city(_ city: Slug) -> PublicPlace {
        PublicPlace(address: { Address.city(city, in: $0) }, otherwise: .city(city))
    }

    /// A page within a city, whose own language is for those who speak none.
    init(in city: City, _ edition: Edition, address: @escaping @Sendable (Language) -> Address) {
        let spoken = edition.languages.map(\.language)
        self.address = address
        otherwise = address(city.languages.first(where: spoken.contains) ?? .english)
    }

    /// A page of the whole network, in English for those who speak none of its languages.
    init(address: @escaping @Sendable (Language) -> Address) {
        self.init(address: address, otherwise: address(.english))
    }

    private init(address: @escaping @Sendable (Language) -> Address, otherwise: Address) {
        self.address = address
        self.otherwise = otherwise
    }

    fileprivate func alternates(in edition: Edition) -> [Frame.Alternate] {
        edition.languages.map { Frame.Alternate($0, at: address($0.language), edition) }
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
