import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// Everything that pages are made of: templates, translations, the stylesheet and the site's base URL. Safe to share.
package struct Pages: Sendable {
    package let base: BaseURL
    let locales: Locales
    let stylesheet: SiteFile
    let icon: SiteFile
    /// `robots.txt`, which search engines and calendar importers request first.
    let robots: SiteFile
    /// The API's description in OpenAPI.
    let openAPI: SiteFile
    /// The picture that chats and social networks show beside a link.
    let picture: SiteFile
    /// The icon for a phone's home screen, which rounds the corners itself.
    let touchIcon: SiteFile
    private let templates: Templates
    private let sites: [Language: LocalizedSite]

    /// Reads and checks every file under `folder`. Throws an error whose description names the faulty file.
    package init(folder: String, base: BaseURL, network: String = "Hopdrink") throws {
        let locales = try Locales(folder: "\(folder)/locale")
        templates = try Templates(folder: folder, required: Self.required)
        try locales.check(templates.texts)
        stylesheet = try SiteFile(path: "\(folder)/styles.css", mediaType: "text/css; charset=utf-8")
        icon = try SiteFile(path: "\(folder)/favicon.svg", mediaType: "image/svg+xml")
        robots = try SiteFile(
            path: "\(folder)/robots.txt", mediaType: "text/plain; charset=utf-8",
            addition: "\nSitemap: \(base.absolute(.sitemap))\n"
        )
        picture = try SiteFile(path: "\(folder)/picture.png", mediaType: "image/png")
        touchIcon = try SiteFile(path: "\(folder)/touch-icon.png", mediaType: "image/png")
        openAPI = try SiteFile(path: "\(folder)/openapi.yaml", mediaType: "application/yaml")
        let files = LocalizedSite.Files(
            stylesheet: .stylesheet(version: stylesheet.version), picture: .picture(version: picture.version),
            touchIcon: .touchIcon(version: touchIcon.version)
        )
        let choices = locales.all.map { LocalizedSite.Choice(language: $0.language, name: $0(.languageName)) }
        let sites = locales.all.map { texts in
            LocalizedSite(texts: texts, languages: choices, base: base, files: files, network: network)
        }
        self.sites = Dictionary(uniqueKeysWithValues: sites.map { ($0.language, $0) })
        self.base = base
        self.locales = locales
    }

    private static var required: [String] {
        let pages: [any Page.Type] = [
            NetworkPage.self, CityPage.self, MeetupPage.self, SentPage.self, ConfirmPage.self, ManagePage.self,
            GuestFeedPage.self, GuestFeedGonePage.self, HostPage.self,
            ErrorPage.self, ReconfirmPage.self, GuestListPage.self, NotePage.self, ButtonPage.self,
            CityRequestPage.self,
            PersonalDataFormPage.self, PersonalDataPage.self, SeriesPage.self, EmbedPage.self, CardPage.self,
        ]
        let letters: [any LetterPage.Type] = [
            MeetupLetter.self, ThanksLetter.self, HeadCountLetter.self, QuestionLetter.self, FollowLetter.self,
            DigestLetter.self, PersonalLetter.self, RequestedCityLetter.self, CityBeginsLetter.self,
        ]
        return pages.map { $0.template } + letters.flatMap { ["\($0.template).txt", "\($0.template).html"] }
            + [AtomFeed.template]
    }

    /// The site in a language; in English if it does not have that language.
    func site(_ language: Language) -> LocalizedSite {
        guard let site = sites[language] ?? sites[.english] else {
            preconditionFailure("the locales were checked to have English")
        }
        return site
    }

    /// The site in the language with this code, as a URL names it. Throws `Failure.notFound` if the site does not have
    /// it.
    func site(named code: String) throws(Failure) -> LocalizedSite {
        guard let language = locales.language(code) else { throw .notFound }
        return site(language)
    }

    /// The site in the language that the request's URL names.
    func site(_ context: RequestContext) throws -> LocalizedSite {
        try site(named: context.parameters.require("lang"))
    }

    /// The language for a visitor whose URL names none.
    func language(for request: Request, city: [Language] = []) -> Language {
        LanguageChoice.choose(from: locales.languages, acceptLanguage: request.headers[.acceptLanguage], city: city)
    }

    func html(_ page: some Page) -> String { templates.render(page) }

    func atom(_ feed: AtomFeed) -> String { templates.render(feed, as: AtomFeed.template) }

    func letter(_ letter: some LetterPage) -> (plain: String, html: String) {
        let template = type(of: letter).template
        return (
            templates.render(letter, as: "\(template).txt").withoutBlankRuns,
            templates.render(letter, as: "\(template).html")
        )
    }
}

extension String {
    /// The text with each run of blank lines reduced to one. A part that a template leaves out still leaves the blank
    /// lines around it.
    fileprivate var withoutBlankRuns: String {
        let lines = utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        var kept: [Substring.UTF8View] = []
        for line in lines where !line.isEmpty || kept.last?.isEmpty == false { kept.append(line) }
        return kept.map { String(Substring($0)) }.joined(separator: "\n")
    }
}
