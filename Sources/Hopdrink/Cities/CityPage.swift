import Domain
import Foundation

/// The page of a city: its next meetups, the past ones, and how to subscribe.
struct CityPage: Page {
    static let template = "pages/city"

    /// A meetup and its occupancy.
    struct Entry: Sendable {
        let meetup: Meetup
        let occupancy: Occupancy
    }

    /// The coming meetups, the series and the past meetups of a city.
    struct Contents: Sendable {
        var coming: [Entry] = []
        var series: [Series] = []
        var past: [PastMeetup] = []
    }

    let layout: PageLayout
    let texts: Translations
    let name: String
    let meetups: [MeetupSummary]
    let hasMeetups: Bool
    let series: [SeriesLink]
    let hasSeries: Bool
    let past: [PastMeetupRow]
    let hasPast: Bool
    let representative: String?
    let subscription: Subscription
    let follow: FollowForm
    /// The HTML that another site copies to show the city's dates.
    let snippet: String

    init(_ city: City, _ contents: Contents, _ form: FormInput? = nil, in site: LocalizedSite, at now: Date) {
        texts = site.texts
        name = city.name
        meetups = contents.coming.map { MeetupSummary($0.meetup, $0.occupancy, in: site, at: now) }
        hasMeetups = !meetups.isEmpty
        series = contents.series.map { SeriesLink($0, in: site) }
        hasSeries = !series.isEmpty
        past = contents.past.map { PastMeetupRow($0, in: site) }
        hasPast = !past.isEmpty
        representative = city.representative.map { site.texts(.cityRepresentative, ["name": $0.name]) }
        subscription = Subscription(to: city, in: site)
        follow = FollowForm(of: city, form ?? FormInput(), in: site)
        snippet = EmbedPage.snippet(of: city, in: site)
        layout = Self.layout(city, contents, site)
    }

    private static func layout(_ city: City, _ contents: Contents, _ site: LocalizedSite) -> PageLayout {
        let texts = site.texts
        var layout = PageLayout(
            site, title: texts(.cityTitle, ["city": city.name]),
            description: texts(.cityDescription, ["city": city.name]), at: .city(city.slug)
        )
        let name = texts(.feedName, ["city": city.name])
        layout.feed = PageLayout.Feed(name: name, path: Address.feed(city.slug).path)
        layout.atom = PageLayout.Feed(name: name, path: Address.atom(city.slug).path)
        layout.structuredData = StructuredEvent.text(
            contents.coming.map { StructuredEvent($0.meetup, $0.occupancy, in: city, site).shortened(to: 160) }
        )
        return layout
    }
}

/// The form to follow a city by email.
struct FollowForm: Sendable {
    let action: String
    let formToken: String
    let email: FormField
    /// The errors of the form as a whole.
    let errors: [String]

    init(of city: City, _ entry: FormInput, in site: LocalizedSite) {
        action = Address.followers(of: city.slug, in: site.language).path
        formToken = entry.formToken
        email = FormField("email", entry, site.texts)
        errors = entry.errorsBeside(["email"], site.texts)
    }
}

/// The addresses that subscribe a calendar to all meetups of a city or a series.
struct Subscription: Sendable {
    let name: String
    /// A link that opens the visitor's calendar.
    let webcal: String
    /// An address to copy into a calendar on the web.
    let https: String

    init(to city: City, in site: LocalizedSite) {
        self.init(site.texts(.feedName, ["city": city.name]), .feed(city.slug), site.base)
    }

    init(to series: Series, in site: LocalizedSite) {
        self.init(series.plan.terms.title, .feed(of: series.plan.slug, in: series.city), site.base)
    }

    private init(_ name: String, _ feed: Address, _ base: BaseURL) {
        self.name = name
        webcal = base.webcal(feed)
        https = base.absolute(feed)
    }
}
