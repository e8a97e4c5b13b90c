import Domain

/// The site in one language: what every page needs besides its own values.
struct Edition: Sendable {
    /// A language the site speaks, with the name it has in itself.
    struct Choice: Sendable {
        let language: Language
        let name: String
    }

    let texts: Texts
    let languages: [Choice]
    let base: BaseURL
    let stylesheet: Address
    /// The name of the whole site.
    let network: String

    var language: Language { texts.language }
}
