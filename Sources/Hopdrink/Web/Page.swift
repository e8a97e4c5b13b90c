import Domain

/// The fields that one template shows.
protocol Page: Sendable {
    /// The template's name: its path under `templates/`, without `.mustache`.
    static var template: String { get }
    /// The fields of the layout around it.
    var layout: PageLayout { get }
}

/// The fields of the layout, which surrounds every page.
struct PageLayout: Sendable {
    /// The same page in another language.
    struct Alternate: Sendable {
        let code: String
        let name: String
        let path: String
        let absolute: String
        let isCurrent: Bool
    }

    /// A feed that belongs to the page.
    struct Feed: Sendable {
        let name: String
        let path: String
    }

    let title: String
    /// The site's name, if the title does not start with it.
    let suffix: String?
    let description: String
    let language: String
    let home: String
    /// The path of the page on which visitors request their personal data.
    let data: String
    let stylesheet: String
    let icon: String
    let touchIcon: String
    /// The URL of the preview image that other sites show beside a link to the page; absolute.
    let picture: String
    let pictureWidth = 1200
    let pictureHeight = 630
    let network: String
    /// Whether the page belongs to one visitor. Such a page is not indexed and has no canonical URL.
    let isPrivate: Bool
    /// The canonical URL; absolute.
    let canonical: String?
    let alternates: [Alternate]
    let hasAlternates: Bool
    /// The URL of the page for visitors who speak none of its languages; absolute.
    let otherwise: String?
    var feed: Feed?
    /// The same feed in Atom format, for feed readers.
    var atom: Feed?
    /// schema.org data in JSON.
    var structuredData: String?
}

extension PageLayout {
    /// The layout of a public page.
    init(_ site: LocalizedSite, title: String, description: String, at place: CanonicalURLs) {
        self.init(site, title: title, description: description, place: place)
    }

    /// The layout of a page that belongs to one visitor.
    init(private site: LocalizedSite, title: String, description: String) {
        self.init(site, title: title, description: description, place: nil)
    }

    private init(_ site: LocalizedSite, title: String, description: String, place: CanonicalURLs?) {
        self.title = title
        suffix = title.hasPrefix(site.network) ? nil : site.network
        self.description = description
        language = site.language.code
        home = Address.network(in: site.language).path
        data = Address.requestPersonalData(in: site.language).path
        stylesheet = site.files.stylesheet.path
        icon = Address.icon.path
        touchIcon = site.files.touchIcon.path
        picture = site.base.absolute(site.files.picture)
        network = site.network
        isPrivate = place == nil
        canonical = place.map { site.base.absolute($0.address(site.language)) }
        alternates = place.map { $0.alternates(in: site) } ?? []
        hasAlternates = alternates.count > 1
        otherwise = place.map { site.base.absolute($0.otherwise) }
    }
}

/// The addresses of a public page: one for each language, and one for visitors who speak none of them.
struct CanonicalURLs: Sendable {
    let address: @Sendable (Language) -> Address
    let otherwise: Address

    static let network = CanonicalURLs(address: { Address.network(in: $0) }, otherwise: .start)

    static func city(_ city: Slug) -> CanonicalURLs {
        CanonicalURLs(address: { Address.city(city, in: $0) }, otherwise: .city(city))
    }

    /// A page within a city. Visitors who speak none of its languages get the city's own language.
    init(in city: City, _ site: LocalizedSite, address: @escaping @Sendable (Language) -> Address) {
        let spoken = site.languages.map(\.language)
        self.address = address
        otherwise = address(city.languages.first(where: spoken.contains) ?? .english)
    }

    /// A page of the whole network. Visitors who speak none of its languages get English.
    init(address: @escaping @Sendable (Language) -> Address) {
        self.init(address: address, otherwise: address(.english))
    }

    private init(address: @escaping @Sendable (Language) -> Address, otherwise: Address) {
        self.address = address
        self.otherwise = otherwise
    }

    fileprivate func alternates(in site: LocalizedSite) -> [PageLayout.Alternate] {
        site.languages.map { PageLayout.Alternate($0, at: address($0.language), site) }
    }
}

extension PageLayout.Alternate {
    fileprivate init(_ choice: LocalizedSite.Choice, at address: Address, _ site: LocalizedSite) {
        code = choice.language.code
        name = choice.name
        path = address.path
        absolute = site.base.absolute(address)
        isCurrent = choice.language == site.language
    }
}
