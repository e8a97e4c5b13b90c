import Domain
import Foundation
import Storage

/// What a letter says, as the database knows it when the letter leaves.
struct LetterFacts: Sendable {
    /// Whom it goes to, and about what.
    enum Reader: Sendable {
        case guest(RSVP, Guest, Meetup)
        /// Somebody who looks after the meetup.
        case contact(Contact, EmailAddress, Meetup)
        /// With what is news to them.
        case follower(Follower, news: [Meetup])
        /// Somebody by themselves.
        case person(Correspondent, LetterTopic)
    }

    /// What somebody is written to about by themselves.
    enum LetterTopic: Sendable {
        case personalData
        case cityRequest(CityRequest)
        /// With a city that the new one may be like.
        case wanted(RequestedCity, like: City?)
        /// With the first meetups in the city that was asked for.
        case begins(CityRequest, City, [Meetup])
    }

    /// What a guest said of which meetup.
    struct Answer: Sendable {
        let rsvp: RSVP
        let meetup: Meetup
        /// What is kept until they confirm it.
        var prospect = Prospect.open(arrival: nil)

        var reservedUntil: Date? { if case .seat(let until, _) = prospect { until } else { nil } }
    }

    /// Why a letter does not leave, and what that makes of it.
    struct Objection: Equatable, Sendable {
        let state: LetterState
        let reason: String
    }

    /// Nil for letters that are about none.
    let city: City?
    let reader: Reader
    /// What keeps this letter from the reader's address.
    let suppression: Suppression?
    /// The city's next meetup, for thanks.
    var next: Meetup?
    /// What is kept for a guest who is asked to confirm.
    var prospect = Prospect.open(arrival: nil)
    /// Who comes, for a host.
    var headCount = HeadCount(going: [], waiting: [])

    /// A guest's own language, or the city's.
    var language: Language {
        switch reader {
        case .guest(let rsvp, _, _): rsvp.language
        case .contact: city?.languages.first ?? .english
        case .follower(let follower, _): follower.language
        case .person(let person, _): person.language
        }
    }

    /// What keeps the letter from leaving; nil when nothing does.
    func objection(to letter: Letter, at now: Date) -> Objection? {
        if now >= deadline(of: letter) {
            return Objection(state: .expired, reason: "its deadline passed before it could be sent")
        }
        guard reader.confirms(letter) else {
            return Objection(state: .withdrawn, reason: "what it says is no longer true")
        }
        return suppression.map { Objection(state: .suppressed, reason: $0.reason) }
    }

    /// A meetup that moved takes the deadlines of letters about it along, but for a reminder's: it is due anew.
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

    /// As it is written beside the address; nil for who gave none.
    var name: String? {
        switch self {
        // An address that nobody confirmed may be a stranger's: it is not greeted with what somebody typed.
        case .guest(let rsvp, _, _): rsvp.state.isPending ? nil : rsvp.name
        case .contact(let contact, _, _): contact.name
        case .follower: nil
        case .person(let person, _): person.name
        }
    }

    /// Whether the letter still tells the truth.
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

extension Transaction {
    /// Nil when what the letter is about is gone.
    func facts(of letter: Letter, at now: Date) throws -> LetterFacts? {
        switch letter.subject {
        case .rsvp(let id):
            guard let rsvp = try rsvp(id), let meetup = try meetup(rsvp.meetup), let guest = try guest(rsvp.guest)
            else { return nil }
            if letter.kind == .confirm { return try facts(asking: letter, rsvp, guest, meetup, at: now) }
            var facts = try facts(of: letter, for: .guest(rsvp, guest, meetup), in: meetup.city)
            if letter.kind == .thanks { facts.next = try nextMeetup(in: meetup.city, at: now) }
            return facts
        case .meetup(let id, let contact):
            guard let meetup = try meetup(id), let address = contact.address else { return nil }
            var facts = try facts(of: letter, for: .contact(contact, address, meetup), in: meetup.city)
            if letter.kind == .headCount { facts.headCount = try headCount(of: meetup.id) }
            return facts
        case .follower(let id):
            guard var follower = try follower(id) else { return nil }
            if let code = letter.details.language, letter.kind == .follow {
                follower.language = try Language(parsing: code)
            }
            let news = letter.kind == .digest ? try news(for: letter, in: follower.city, at: now) : []
            return try facts(of: letter, for: .follower(follower, news: news), in: follower.city)
        case .person(let person, let cityRequest):
            guard let topic = try topic(of: letter, cityRequest: cityRequest, at: now) else { return nil }
            let suppression = try suppression(of: person.address, stopping: letter.kind)
            return LetterFacts(city: nil, reader: .person(person, topic), suppression: suppression)
        }
    }

    /// Of a letter that asks to confirm: it tells of what was asked then, whatever was asked since.
    private func facts(
        asking letter: Letter, _ rsvp: RSVP, _ guest: Guest, _ meetup: Meetup, at now: Date
    ) throws -> LetterFacts? {
        guard !rsvp.state.isConfirmed, let content = try letter.ask.flatMap({ try ask($0) })?.content else {
            return rsvp.state.isPending ? nil : try facts(of: letter, for: .guest(rsvp, guest, meetup), in: meetup.city)
        }
        var asked = rsvp.saying(content)
        asked.state = .pending
        var facts = try facts(of: letter, for: .guest(asked, guest, meetup), in: meetup.city)
        facts.prospect = Prospect(of: content.party, try asks(about: rsvp.id), at: now)
        return facts
    }

    private func facts(of letter: Letter, for reader: LetterFacts.Reader, in city: Slug) throws -> LetterFacts {
        let suppression = try suppression(of: reader.address, stopping: letter.kind)
        return LetterFacts(city: try self.city(of: city), reader: reader, suppression: suppression)
    }

    private func nextMeetup(in city: Slug, at now: Date) throws -> Meetup? {
        try meetups(in: city, endingAfter: now, limit: 50).first { $0.state == .scheduled && !$0.hasStarted(at: now) }
    }

    private func headCount(of meetup: Meetup.ID) throws -> HeadCount {
        HeadCount(going: try rsvps(to: meetup, in: .going), waiting: try rsvps(to: meetup, in: .waiting))
    }

    private func news(for letter: Letter, in city: Slug, at now: Date) throws -> [Meetup] {
        let notifiedUntil = Date(timeIntervalSince1970: TimeInterval(letter.details.notifiedUntil ?? 0))
        return Digest.news(in: try meetups(in: city, endingAfter: now), notifiedUntil: notifiedUntil, at: now)
    }
}
