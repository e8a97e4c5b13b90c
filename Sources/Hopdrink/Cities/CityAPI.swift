import Domain
import Foundation
import Hummingbird
import Storage

/// The API of cities and their meetups in JSON.
struct CityAPI: Sendable {
    let database: any Database
    let base: BaseURL

    private struct CityList: Encodable {
        let cities: [CityView]
    }

    private struct MeetupList: Encodable {
        let meetups: [MeetupView]
    }

    @Sendable func list(_ request: Request, context: RequestContext) async throws -> Response {
        context.shows(.network)
        let cities = try await database.read { try $0.cities.all() }
        return try .json(CityList(cities: cities.map { CityView($0, base) }))
    }

    @Sendable func meetups(_ request: Request, context: RequestContext) async throws -> Response {
        guard let slug = context.slug("city") else { throw Failure.notFound }
        context.shows(.city(slug))
        let views = try await database.read { tx in
            try tx.cities.find(slug).map { city in
                let meetups = try tx.meetups.all(in: slug, endingAfter: tx.now)
                context.shows(meetups)
                let occupancies = try tx.rsvps.shownOccupancies(of: meetups)
                return zip(meetups, occupancies).map { MeetupView($0, in: city, $1, base) }
            }
        }
        guard let views else { throw Failure.notFound }
        return try .json(MeetupList(meetups: views))
    }
}

/// A city as the API shows it.
struct CityView: Encodable {
    let slug: String
    let name: String
    let country: String
    let timeZone: String
    let languages: [String]
    let representative: String?
    let feed: String

    init(_ city: City, _ base: BaseURL) {
        slug = city.slug.text
        name = city.name
        country = city.country
        timeZone = city.timeZone.name
        languages = city.languages.map(\.code)
        representative = city.representative?.name
        feed = base.absolute(.feed(city.slug))
    }
}
