import Domain
import Foundation
import Hummingbird
import Storage

/// The pages of the network and of each city.
struct CityRoutes: Sendable {
    let database: any Database
    let pages: Pages
    let forms: FormProtection

    private static let meetupsShown = 12
    private static let pastShown = 6
    private static let embedded = 6

    private func network(in site: LocalizedSite, _ context: RequestContext) async throws -> Response {
        context.shows(.network, .cityRequests)
        let (cities, wanted) = try await database.read { tx in
            let next = try tx.cities.nextMeetups()
            let cities = try tx.cities.all().map { NetworkPage.Next(city: $0, meetup: next[$0.slug]) }
            return (cities, try tx.cityRequests.citiesToName())
        }
        var page = NetworkPage(cities, in: site)
        page.cityRequest = CityRequestForm(wanted, FormInput(formToken: forms.formToken(.cityRequest)), in: site)
        return pages.response(page)
    }

    @Sendable func city(_ request: Request, context: RequestContext) async throws -> Response {
        try await page(context)
    }

    private struct Visit {
        let site: LocalizedSite
        let city: Slug
        let shown: ShownSubjects?

        func shows(_ meetups: [Meetup]) { shown?.add(meetups.map { .meetup($0.id) } + [.city(city)]) }
    }

    private func visit(_ context: RequestContext) throws -> Visit {
        guard let slug = context.slug("city") else { throw Failure.notFound }
        return Visit(site: try pages.site(context), city: slug, shown: context.shown)
    }

    /// Returns the page of the city in the request's path, with what was written into its form and is faulty.
    func page(
        _ context: RequestContext, _ form: FormInput? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let visit = try visit(context)
        let found = try await database.read { tx in
            try tx.cities.find(visit.city).map { city in
                var contents = CityPage.Contents()
                contents.coming = try tx.meetups.entries(in: city, limit: Self.meetupsShown)
                contents.series = try tx.series.all(in: city.slug)
                contents.past = try tx.meetups.past(in: city.slug, endedBy: tx.now, limit: Self.pastShown)
                return (city, contents)
            }
        }
        guard let (city, contents) = found else { throw Failure.notFound }
        visit.shows(contents.coming.map(\.meetup) + contents.past.map(\.meetup))
        var entry = form ?? FormInput()
        entry.formToken = forms.formToken(.follow(visit.city))
        return pages.response(CityPage(city, contents, entry, in: visit.site, at: database.now), status: status)
    }

    /// Shows the city's next meetups on another site. This is the only page that other sites may put into a frame.
    @Sendable func embed(_ request: Request, context: RequestContext) async throws -> Response {
        let visit = try visit(context)
        let found = try await database.read { tx in
            try tx.cities.find(visit.city).map { city in
                (city, try tx.meetups.entries(in: city, limit: Self.embedded))
            }
        }
        guard let (city, entries) = found else { throw Failure.notFound }
        visit.shows(entries.map(\.meetup))
        var response = pages.response(EmbedPage(city, entries, in: visit.site, at: database.now))
        response.headers[.contentSecurityPolicy] = SecurityHeaders.embeddable
        return response
    }

    /// Redirects `/` to the network in the visitor's language.
    @Sendable func chooseNetwork(_ request: Request, context: RequestContext) async throws -> Response {
        .found(.network(in: pages.language(for: request)))
    }

    /// Responds to `/fr/` with the network in French, and redirects `/fr` there. Redirects `/tours` to the city in the
    /// visitor's language, or else in the city's own.
    @Sendable func networkOrCity(_ request: Request, context: RequestContext) async throws -> Response {
        let name = try context.parameters.require("lang")
        if let language = pages.locales.language(name) {
            guard request.uri.path.hasSuffix("/") else { return .found(.network(in: language)) }
            return try await network(in: pages.site(language), context)
        }
        guard let slug = context.slug("lang"), let city = try await database.read({ try $0.cities.find(slug) }) else {
            throw Failure.notFound
        }
        return .found(.city(slug, in: pages.language(for: request, city: city.languages)))
    }
}

extension MeetupStore {
    /// Returns a city's next meetups with their occupancy.
    fileprivate func entries(in city: City, limit: Int) throws -> [CityPage.Entry] {
        let meetups = try all(in: city.slug, endingAfter: tx.now, limit: limit)
        let occupancies = try tx.rsvps.shownOccupancies(of: meetups)
        return zip(meetups, occupancies).map { CityPage.Entry(meetup: $0, occupancy: $1) }
    }
}
