import Domain
import Hummingbird
import Storage

/// The pages of the network and of each city.
struct CityRoutes: Sendable {
    let database: any Database
    let pages: Pages
    let now: CurrentTime

    private static let meetupsShown = 12

    private func network(in edition: Edition) async throws -> Response {
        let instant = now()
        let cities = try await database.read { transaction in
            try transaction.cities().map { city in
                let next = try transaction.meetups(in: city.slug, endingAfter: instant, limit: 10)
                return NetworkPage.Next(city: city, meetup: next.first { $0.state == .scheduled })
            }
        }
        return pages.response(NetworkPage(cities, in: edition))
    }

    @Sendable func city(_ request: Request, context: RequestContext) async throws -> Response {
        let edition = try pages.edition(context)
        guard let slug = context.slug("city") else { throw Failure.notFound }
        let instant = now()
        let found = try await database.read { transaction in
            try transaction.city(slug).map { city in
                let meetups = try transaction.meetups(in: slug, endingAfter: instant, limit: Self.meetupsShown)
                return (
                    city,
                    try meetups.map { meetup in
                        CityPage.Entry(meetup: meetup, occupancy: try transaction.occupancy(of: meetup, at: instant))
                    }
                )
            }
        }
        guard let (city, entries) = found else { throw Failure.notFound }
        return pages.response(CityPage(city, entries, in: edition, at: instant))
    }

    /// `/` leads to the network in the visitor's language.
    @Sendable func chooseNetwork(_ request: Request, context: RequestContext) async throws -> Response {
        .found(.network(in: pages.language(for: request)))
    }

    /// `/fr/` is the network in French, and `/fr` leads there; `/tours` leads to the city in the visitor's language, else
    /// in its own.
    @Sendable func networkOrCity(_ request: Request, context: RequestContext) async throws -> Response {
        let name = try context.parameters.require("lang")
        if let language = pages.locales.language(name) {
            guard request.uri.path.hasSuffix("/") else { return .found(.network(in: language)) }
            return try await network(in: pages.edition(language))
        }
        guard let slug = context.slug("lang"), let city = try await database.read({ try $0.city(slug) }) else {
            throw Failure.notFound
        }
        return .found(.city(slug, in: pages.language(for: request, city: city.languages)))
    }
}
