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
        if letters < LetterKind.maxPersonalPerDay {
            let asked = cityRequest.saying(draft, in: language)
            let ask = Ask.ID.new(at: tx.now)
            try tx.cityRequests.insert(ask, about: asked)
            try tx.letters.enqueue(
                .cityRequest, to: asked.correspondent, about: cityRequest.id, asking: ask, because: ask.text)
        }
        return .letterOnItsWay
    }
}

extension LetterStore {
    /// Returns the topic of an email to a `person`; nil if it is gone.
    func topic(of letter: Letter, cityRequest: CityRequest.ID?) throws -> LetterFacts.LetterTopic? {
        switch letter.kind {
        case .data: return .personalData
        case .cityRequest:
            guard let cityRequest = try cityRequest.flatMap({ try tx.cityRequests.find($0) }) else { return nil }
            guard cityRequest.state == .pending else { return .cityRequest(cityRequest) }
            return try letter.ask.flatMap { try tx.cityRequests.find(cityRequest, askedBy: $0) }.map {
                .cityRequest($0)
            }
        case .cityRequested:
            let wanted = try letter.details.city.flatMap { try tx.cityRequests.requestedCity($0) }
            return try wanted.map { .wanted($0, like: try tx.cities.all().first) }
        case .cityStarts:
            guard let cityRequest = try cityRequest.flatMap({ try tx.cityRequests.find($0) }),
                let slug = try letter.details.city.map({ try Slug(parsing: $0) }), let city = try tx.cities.find(slug)
            else { return nil }
            return .begins(cityRequest, city, try tx.meetups.firstScheduled(in: slug))
        default: return nil
        }
    }
}

extension MeetupStore {
    /// Returns the first meetups of a city that begins.
    func firstScheduled(in city: Slug) throws -> [Meetup] {
        let meetups = try all(in: city, endingAfter: tx.now, limit: 50)
        return Array(meetups.filter { $0.state == .scheduled && !$0.hasStarted(at: tx.now) }.prefix(3))
    }
}
