import Domain
import Foundation

/// The page of the network: all cities, each with its next meetup.
struct NetworkPage: Page {
    static let template = "pages/network"

    /// A city and its next meetup.
    struct Next: Sendable {
        let city: City
        let meetup: Meetup?
    }

    struct Row: Sendable {
        let name: String
        let path: String
        let next: MeetupHeading?
    }

    struct MeetupHeading: Sendable {
        let when: FormattedDate
        let place: String
    }

    let layout: PageLayout
    let texts: Translations
    let cities: [Row]
    let hasCities: Bool
    /// The form to request another city.
    var cityRequest: CityRequestForm?
    /// Nil if there is nothing to draw.
    let map: CityMapView?

    init(_ cities: [Next], in site: LocalizedSite) {
        texts = site.texts
        layout = PageLayout(
            site, title: texts(.networkTitle, ["network": site.network]),
            description: texts(.networkDescription), at: .network
        )
        self.cities = cities.map { Row($0, in: site) }
        hasCities = !cities.isEmpty
        map = CityMapView(cities, in: site)
    }
}

extension NetworkPage.Row {
    fileprivate init(_ entry: NetworkPage.Next, in site: LocalizedSite) {
        name = entry.city.name
        path = Address.city(entry.city.slug, in: site.language).path
        next = entry.meetup.map { meetup in
            NetworkPage.MeetupHeading(when: FormattedDate(meetup, site.texts), place: meetup.terms.venue.name)
        }
    }
}
