import Domain
import Foundation
import Storage

/// Requests a city. The outcome looks the same from outside, whatever is known about the address.
enum RequestCity {
    enum Outcome: Equatable, Sendable {
        case letterOnItsWay
        /// The network already has the city.
        case exists(Slug)
    }

    static func perform(
        _ draft: CityRequestDraft, in language: Language, _ tx: Transaction
    ) throws -> Outcome {
        let folded = draft.city.folded
        if let city = try tx.cities.all().first(where: { CityName.fold($0.name) == folded }) {
            return .exists(city.slug)
        }
        let cityRequest = try tx.cityRequests.findOrInsert(draft, in: language)
        let yesterday = tx.now.addingTimeInterval(-86_400)
        let letters = try tx.letters.count(.cityRequest, to: draft.address, since: yesterday)
        if letters < PersonEmail.maxPerDay {
            let asked = cityRequest.saying(draft, in: language)
            let ask = Ask.ID.new(at: tx.now)
            try tx.cityRequests.insert(ask, about: asked)
            try tx.letters.enqueue(
                .cityRequest, to: asked.correspondent, about: cityRequest.id, asking: ask, because: ask.text)
        }
        return .letterOnItsWay
    }
}

extension MeetupStore {
    /// Returns the first meetups of a city that begins.
    func firstScheduled(in city: Slug) throws -> [Meetup] {
        let meetups = try all(in: city, endingAfter: tx.now, limit: 50)
        return Array(meetups.filter { $0.state == .scheduled && !$0.hasStarted(at: tx.now) }.prefix(3))
    }
}
