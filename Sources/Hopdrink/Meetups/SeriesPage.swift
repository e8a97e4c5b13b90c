import Domain
import Foundation

/// The page of a series: its rule, its next meetups and the head counts of past ones.
struct SeriesPage: Page {
    static let template = "pages/series"

    /// The contents of a series' page.
    struct Contents: Sendable {
        let series: Series
        let city: City
        var coming: [SeriesOccurrence] = []
        var past: [PastMeetup] = []
    }

    /// One meetup as a line of the list.
    struct Row: Sendable {
        let when: FormattedDate
        /// Nil as long as the meetup has no page, so nobody can RSVP yet.
        let path: String?
        let isCancelled: Bool
    }

    let layout: PageLayout
    let texts: Translations
    let title: String
    let city: String
    let cityPath: String
    let rule: String
    let paragraphs: [String]
    let venue: VenueView
    let hosts: String?
    let occurrences: [Row]
    let hasOccurrences: Bool
    let subscription: Subscription
    let past: [PastMeetupRow]
    let hasPast: Bool

    init(_ contents: Contents, in site: LocalizedSite) {
        let (series, city) = (contents.series, contents.city)
        texts = site.texts
        title = series.plan.terms.title
        self.city = city.name
        cityPath = Address.city(city.slug, in: site.language).path
        rule = texts.words(series.plan.rules, at: series.plan.time)
        paragraphs = series.plan.terms.text.paragraphs
        venue = VenueView(series.plan.terms.venue)
        hosts = texts.hosts(series.plan.terms.hosts.map(\.name))
        occurrences = contents.coming.map { Row($0, in: city.timeZone, site) }
        hasOccurrences = !occurrences.isEmpty
        subscription = Subscription(to: series, in: site)
        past = contents.past.map { PastMeetupRow($0, in: site) }
        hasPast = !past.isEmpty
        layout = Self.layout(series, in: city, describedAs: "\(rule), \(venue.name), \(city.name).", site)
    }

    private static func layout(
        _ series: Series, in city: City, describedAs description: String, _ site: LocalizedSite
    ) -> PageLayout {
        let place = CanonicalURLs(in: city, site) { Address.series(series.plan.slug, of: city.slug, in: $0) }
        let title = "\(series.plan.terms.title), \(city.name)"
        var layout = PageLayout(site, title: title, description: description, at: place)
        layout.feed = PageLayout.Feed(
            name: series.plan.terms.title, path: Address.feed(of: series.plan.slug, in: city.slug).path
        )
        return layout
    }
}

extension SeriesPage.Row {
    fileprivate init(_ heading: SeriesOccurrence, in zone: Zone, _ site: LocalizedSite) {
        when = FormattedDate(heading.startsAt, in: zone, site.texts)
        path = heading.meetup.map { Address.meetup($0, in: site.language).path }
        isCancelled = heading.isCancelled
    }
}
