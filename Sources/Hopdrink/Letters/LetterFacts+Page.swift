import Domain
import Foundation
import Storage

extension LetterFacts {
    /// Returns the content of the letter for its templates.
    func page(of letter: Letter, _ links: LetterLinks, in site: LocalizedSite, at now: Date) throws -> any LetterPage {
        switch reader {
        case .guest(let rsvp, _, let meetup):
            let answer = Answer(rsvp: rsvp, meetup: meetup, prospect: prospect)
            guard letter.kind == .thanks else { return MeetupLetter(letter, answer, links, in: site, at: now) }
            return ThanksLetter(answer, next: next, in: try knownCity, links, site)
        case .contact(let contact, _, let meetup):
            return try page(of: letter, to: contact, about: meetup, links, site)
        case .follower(let follower, let news):
            guard letter.kind == .digest else { return FollowLetter(follower, in: try knownCity, links, site) }
            return DigestLetter(news, in: try knownCity, links, site)
        case .person(let person, let topic): return page(about: topic, to: person, links, site)
        }
    }

    private var knownCity: City {
        get throws {
            guard let city else { throw StoreError.missing(table: "cities") }
            return city
        }
    }

    private func page(
        of letter: Letter, to contact: Contact, about meetup: Meetup, _ links: LetterLinks, _ site: LocalizedSite
    ) throws -> any LetterPage {
        switch letter.kind {
        case .headCount: return HeadCountLetter(headCount, to: contact, about: meetup, links, site)
        case .question:
            guard let question = letter.details.question else { throw StoreError.unreadable(column: "letters.details") }
            return QuestionLetter(question, to: contact, about: meetup, in: try knownCity, site)
        default: return MeetupLetter(letter, to: contact, about: meetup, links, in: site)
        }
    }

    private func page(
        about topic: LetterTopic, to person: Correspondent, _ links: LetterLinks, _ site: LocalizedSite
    ) -> any LetterPage {
        switch topic {
        case .personalData: PersonalLetter(personalData: links, site)
        case .cityRequest(let cityRequest): PersonalLetter(cityRequest, links, site)
        case .wanted(let city, let neighbour): RequestedCityLetter(city, like: neighbour, to: person, site)
        case .begins(_, let city, let meetups): CityBeginsLetter(meetups, in: city, site)
        }
    }
}
