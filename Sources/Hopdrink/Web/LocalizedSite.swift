import Domain

/// The site in one language: everything that every page needs besides its own values.
struct LocalizedSite: Sendable {
    /// One of the site's languages, with its own name for itself.
    struct Choice: Sendable {
        let language: Language
        let name: String
    }

    /// The addresses of the files that every page uses.
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
