import Domain
import Foundation
import Storage

extension PersonEmail {
    /// How long the news that a city is requested or starts is of use, in seconds.
    static let patienceForCities: TimeInterval = 7 * 86_400

    /// Asks somebody to confirm their city request.
    static let cityRequest = PersonEmail(
        kind: .cityRequest, title: .personalDataLetterRequest, lifetime: Outbox.patienceForConfirming,
        read: { letter, tx in
            guard let request = try tx.cityRequests.subject(of: letter) else { return nil }
            let asked =
                request.state == .pending
                ? try letter.ask.flatMap { try tx.cityRequests.find(request, askedBy: $0) } : request
            return asked.map { asked in
                Content(isTrue: asked.state != .done) { _, links, site in PersonalLetter(asked, links, site) }
            }
        }
    )

    /// Tells an administrator that many people request a city.
    static let cityRequested = PersonEmail(
        kind: .cityRequested, title: .personalDataLetterOrganiser, lifetime: patienceForCities,
        read: { letter, tx in
            guard let requested = try letter.details.city.flatMap({ try tx.cityRequests.requestedCity($0) }) else {
                return nil
            }
            let neighbour = try tx.cities.all().first
            return Content { person, _, site in RequestedCityLetter(requested, like: neighbour, to: person, site) }
        }
    )

    /// Tells somebody who requested a city that it starts.
    static let cityStarts = PersonEmail(
        kind: .cityStarts, title: .personalDataLetterNews, lifetime: patienceForCities,
        read: { letter, tx in
            guard let request = try tx.cityRequests.subject(of: letter),
                let slug = try letter.details.city.map({ try Slug(parsing: $0) }), let city = try tx.cities.find(slug)
            else { return nil }
            let meetups = try tx.meetups.firstScheduled(in: slug)
            return Content(isTrue: request.state == .done && !meetups.isEmpty) { _, _, site in
                CityBeginsLetter(meetups, in: city, site)
            }
        }
    )
}

extension CityRequestStore {
    fileprivate func subject(of letter: Letter) throws -> CityRequest? {
        try letter.subject.cityRequest.flatMap { try find($0) }
    }
}
