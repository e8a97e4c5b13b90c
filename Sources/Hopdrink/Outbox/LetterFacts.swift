import Domain
import Foundation
import Storage

/// The facts in an email, as they are in the database when the email is sent.
struct LetterFacts: Sendable {
    /// The recipient, with what the email is about.
    enum Reader: Sendable {
        case guest(RSVP, Guest, Meetup)
        /// One of the people who look after the meetup.
        case contact(Contact, EmailAddress, Meetup)
        /// A follower, with the meetups that are news to them.
        case follower(Follower, news: [Meetup])
        /// A person who is not a guest, a contact or a follower.
        case person(Correspondent, LetterTopic)
    }

    /// The topic of an email to a `person`.
    enum LetterTopic: Sendable {
        case personalData
        case cityRequest(CityRequest)
        /// The associated city is one that the requested city may be like.
        case wanted(RequestedCity, like: City?)
        /// The associated meetups are the first in the requested city.
        case begins(CityRequest, City, [Meetup])
    }

    /// A guest's RSVP with its meetup.
    struct Answer: Sendable {
        let rsvp: RSVP
        let meetup: Meetup
        /// The reservation until the guest confirms.
        var prospect = Prospect.open(arrival: nil)

        var reservedUntil: Date? { if case .seat(let until, _) = prospect { until } else { nil } }
    }

    /// The reason why an email is not sent, and its state afterwards.
    struct Objection: Equatable, Sendable {
        let state: LetterState
        let reason: String
    }

    /// Nil for emails that are not about a city.
    let city: City?
    let reader: Reader
    /// The suppression that keeps this email from the reader's address.
    let suppression: Suppression?
    /// The city's next meetup, for a thank-you email.
    var next: Meetup?
    /// The reservation of a guest who is asked to confirm.
    var prospect = Prospect.open(arrival: nil)
    /// The guest list, for a host.
    var headCount = HeadCount(going: [], waiting: [])

    /// The reader's own language, or the city's for a contact.
    var language: Language {
        switch reader {
        case .guest(let rsvp, _, _): rsvp.language
        case .contact: city?.languages.first ?? .english
        case .follower(let follower, _): follower.language
        case .person(let person, _): person.language
        }
    }

    /// Returns why the email must not be sent; nil if it may be sent.
    func objection(to letter: Letter, at now: Date) -> Objection? {
        if now >= deadline(of: letter) {
            return Objection(state: .expired, reason: "its deadline passed before it could be sent")
        }
        guard reader.confirms(letter) else {
            return Objection(state: .withdrawn, reason: "what it says is no longer true")
        }
        return suppression.map { Objection(state: .suppressed, reason: $0.reason) }
    }

    /// Returns the deadline. If the meetup moves, the deadlines of its emails move too, but a reminder's never gets
    /// later: the meetup gets a new reminder.
    private func deadline(of letter: Letter) -> Date {
        switch reader {
        case .guest(_, _, let meetup), .contact(_, _, let meetup):
            let deadline = letter.kind.deadline(about: meetup, queued: letter.queued)
            return letter.kind == .reminder ? min(deadline, letter.deadline) : deadline
        case .follower, .person: return letter.deadline
        }
    }
}

extension LetterFacts.Reader {
    var address: EmailAddress {
        switch self {
        case .guest(_, let guest, _): guest.address
        case .contact(_, let address, _): address
        case .follower(let follower, _): follower.address
        case .person(let person, _): person.address
        }
    }

    /// The name beside the address; nil if the reader gave none.
    var name: String? {
        switch self {
        // An unconfirmed address may be a stranger's, so the email does not greet it with a name that somebody typed.
        case .guest(let rsvp, _, _): rsvp.state.isPending ? nil : rsvp.name
        case .contact(let contact, _, _): contact.name
        case .follower: nil
        case .person(let person, _): person.name
        }
    }

    /// Returns whether the email still tells the truth.
    fileprivate func confirms(_ letter: Letter) -> Bool {
        switch self {
        case .guest(let rsvp, _, let meetup):
            letter.kind.isTrue(of: rsvp, meetup) && letter.isOnTime(for: meetup)
                && letter.details.former != LetterDetails(former: meetup).former
        case .contact(_, _, let meetup): letter.kind.isTrue(of: meetup) && letter.isOnTime(for: meetup)
        case .follower(let follower, let news):
            letter.kind.isTrue(of: follower) && (letter.kind != .digest || !news.isEmpty)
        case .person(_, .personalData), .person(_, .wanted): true
        case .person(_, .cityRequest(let cityRequest)): letter.kind.isTrue(of: cityRequest)
        case .person(_, .begins(let cityRequest, _, let meetups)):
            letter.kind.isTrue(of: cityRequest) && !meetups.isEmpty
        }
    }
}

extension LetterStore {
    /// Returns nil if the email's subject is gone.
    func facts(of letter: Letter) throws -> LetterFacts? {
        switch letter.subject {
        case .rsvp(let id):
            guard let rsvp = try tx.rsvps.find(id), let meetup = try tx.meetups.find(rsvp.meetup),
                let guest = try tx.guests.find(rsvp.guest)
            else { return nil }
            if letter.kind == .confirm { return try facts(asking: letter, rsvp, guest, meetup) }
            var facts = try facts(of: letter, for: .guest(rsvp, guest, meetup), in: meetup.city)
            if letter.kind == .thanks { facts.next = try nextMeetup(in: meetup.city) }
            return facts
        case .meetup(let id, let contact):
            guard let meetup = try tx.meetups.find(id), let address = contact.address else { return nil }
            var facts = try facts(of: letter, for: .contact(contact, address, meetup), in: meetup.city)
            if letter.kind == .headCount { facts.headCount = try headCount(of: meetup.id) }
            return facts
        case .follower(let id):
            guard var follower = try tx.followers.find(id) else { return nil }
            if let code = letter.details.language, letter.kind == .follow {
                follower.language = try Language(parsing: code)
            }
            let news = letter.kind == .digest ? try news(for: letter, in: follower.city) : []
            return try facts(of: letter, for: .follower(follower, news: news), in: follower.city)
        case .person(let person, let cityRequest):
            guard let topic = try topic(of: letter, cityRequest: cityRequest) else { return nil }
            let suppression = try tx.suppressions.find(of: person.address, stopping: letter.kind)
            return LetterFacts(city: nil, reader: .person(person, topic), suppression: suppression)
        }
    }

    /// Returns the facts of an email that asks to confirm. It states what was asked then, whatever was asked since.
    private func facts(
        asking letter: Letter, _ rsvp: RSVP, _ guest: Guest, _ meetup: Meetup
    ) throws -> LetterFacts? {
        guard !rsvp.state.isConfirmed, let content = try letter.ask.flatMap({ try tx.asks.find($0) })?.content else {
            return rsvp.state.isPending ? nil : try facts(of: letter, for: .guest(rsvp, guest, meetup), in: meetup.city)
        }
        var asked = rsvp.saying(content)
        asked.state = .pending
        var facts = try facts(of: letter, for: .guest(asked, guest, meetup), in: meetup.city)
        facts.prospect = Prospect(of: content.party, try tx.asks.all(about: rsvp.id), at: tx.now)
        return facts
    }

    private func facts(of letter: Letter, for reader: LetterFacts.Reader, in city: Slug) throws -> LetterFacts {
        let suppression = try tx.suppressions.find(of: reader.address, stopping: letter.kind)
        return LetterFacts(city: try tx.cities.require(city), reader: reader, suppression: suppression)
    }

    private func nextMeetup(in city: Slug) throws -> Meetup? {
        try tx.meetups.all(in: city, endingAfter: tx.now, limit: 50).first {
            $0.state == .scheduled && !$0.hasStarted(at: tx.now)
        }
    }

    private func headCount(of meetup: Meetup.ID) throws -> HeadCount {
        HeadCount(going: try tx.rsvps.all(to: meetup, in: .going), waiting: try tx.rsvps.all(to: meetup, in: .waiting))
    }

    private func news(for letter: Letter, in city: Slug) throws -> [Meetup] {
        let notifiedUntil = Date(timeIntervalSince1970: TimeInterval(letter.details.notifiedUntil ?? 0))
        return Digest.news(
            in: try tx.meetups.all(in: city, endingAfter: tx.now), notifiedUntil: notifiedUntil, at: tx.now)
    }
}
