import Domain
import Foundation

/// The next meetups of a city as a list that other sites show in a frame.
struct EmbedPage: Page {
    static let template = "pages/embed"

    let layout: PageLayout
    let texts: Translations
    let cityPage: String
    let meetups: [MeetupSummary]
    let hasMeetups: Bool

    init(_ city: City, _ entries: [CityPage.Entry], in site: LocalizedSite, at now: Date) {
        texts = site.texts
        cityPage = Address.city(city.slug, in: site.language).path
        meetups = entries.map { MeetupSummary($0.meetup, $0.occupancy, in: site, at: now) }
        hasMeetups = !entries.isEmpty
        layout = PageLayout(
            site, title: texts(.cityTitle, ["city": city.name]),
            description: texts(.cityDescription, ["city": city.name]), at: .city(city.slug)
        )
    }

    /// Returns the HTML that another site copies. All words in it are ours, except the city's name: it is escaped here,
    /// and once more where the page shows the snippet.
    static func snippet(of city: City, in site: LocalizedSite) -> String {
        let title = MarkupText().escapeText(site.texts(.cityTitle, ["city": city.name]))
        let address = site.base.absolute(.embed(city.slug, in: site.language))
        return "<iframe src=\"\(address)\" title=\"\(title)\" width=\"100%\" height=\"480\" loading=\"lazy\"></iframe>"
    }
}
