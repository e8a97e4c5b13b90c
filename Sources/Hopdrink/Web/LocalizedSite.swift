import Domain

/// The site in one language: what every page needs besides its own values.
struct LocalizedSite: Sendable {
    /// A language the site speaks, with the name it has in itself.
    struct Choice: Sendable {
        let language: Language
        let name: String
    }

    /// Where the files are that every page shows.
    struct Files: Sendable {
        let stylesheet: Address
        let picture: Address
        let touchIcon: Address
    }

    let texts: Translations
    let languages: [Choice]
    let base: BaseURL
    let files: Files
    /// The name of the whole site.
    let network: String

    var language: Language { texts.language }
}

extension LocalizedSite.Files {
    init(stylesheet: SiteFile, pictures: Pictures) {
        self.init(
            stylesheet: .stylesheet(version: stylesheet.version), picture: .picture(version: pictures.version),
            touchIcon: .touchIcon(version: pictures.version)
        )
    }
}
