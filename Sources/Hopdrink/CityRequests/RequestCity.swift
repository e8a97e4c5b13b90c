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
        _ draft: CityRequestDraft, in language: Language, _ transaction: Transaction, at now: Date
    ) throws -> Outcome {
        let folded = draft.city.folded
        if let city = try transaction.cities().first(where: { CityName.fold($0.name) == folded }) {
            return .exists(city.slug)
        }
        let cityRequest = try transaction.cityRequest(draft, in: language, at: now)
        let yesterday = now.addingTimeInterval(-86_400)
        let letters = try transaction.letters(.cityRequest, to: draft.address, since: yesterday)
        if letters < LetterKind.maxPersonalPerDay {
            let asked = cityRequest.saying(draft, in: language)
            let ask = Ask.ID.new(at: now)
            try transaction.insert(ask, about: asked, at: now)
            try transaction.queue(
                .cityRequest, to: asked.correspondent, about: cityRequest.id, asking: ask, because: ask.text, at: now
            )
        }
        return .letterOnItsWay
    }
}

extension Transaction {
    /// Returns the topic of an email to a `person`; nil if it is gone.
    func topic(of letter: Letter, cityRequest: CityRequest.ID?, at now: Date) throws -> LetterFacts.LetterTopic? {
        switch letter.kind {
        case .data: return .personalData
        case .cityRequest:
            guard let cityRequest = try cityRequest.flatMap({ try self.cityRequest($0) }) else { return nil }
            guard cityRequest.state == .pending else { return .cityRequest(cityRequest) }
            return try letter.ask.flatMap { try self.cityRequest(cityRequest, askedBy: $0) }.map { .cityRequest($0) }
        case .cityRequested:
            let wanted = try letter.details.city.flatMap { try requestedCity($0) }
            return try wanted.map { .wanted($0, like: try cities().first) }
        case .cityStarts:
            guard let cityRequest = try cityRequest.flatMap({ try self.cityRequest($0) }),
                let slug = try letter.details.city.map({ try Slug(parsing: $0) }), let city = try city(slug)
            else { return nil }
            return .begins(cityRequest, city, try firstMeetups(in: slug, at: now))
        default: return nil
        }
    }

    /// Returns the first meetups of a city that begins.
    func firstMeetups(in city: Slug, at now: Date) throws -> [Meetup] {
        let meetups = try meetups(in: city, endingAfter: now, limit: 50)
        return Array(meetups.filter { $0.state == .scheduled && !$0.hasStarted(at: now) }.prefix(3))
    }
}
