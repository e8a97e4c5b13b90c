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
        case person(Correspondent, PersonEmail.Content)
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

    /// These are not facts for a letter of this kind.
    struct OtherReader: Error {}

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

    /// The city of an email that is about one.
    var knownCity: City {
        get throws {
            guard let city else { throw StoreError.missing(table: "cities") }
            return city
        }
    }

    /// Returns why the email must not be sent; nil if it may be sent.
    func objection(to letter: Letter, at now: Date) -> Objection? {
        let email = letter.kind.email
        if now >= email.deadline(of: letter, self) {
            return Objection(state: .expired, reason: "its deadline passed before it could be sent")
        }
        guard email.isTrue(letter, self) else {
            return Objection(state: .withdrawn, reason: "what it says is no longer true")
        }
        return suppression.map { Objection(state: .suppressed, reason: $0.reason) }
    }
}

extension LetterFacts {
    /// Reads what all emails need.
    init(of email: any Email, for reader: Reader, in city: Slug?, _ tx: Transaction) throws {
        let suppression = try tx.suppressions.find(of: reader.address, stopping: email)
        self.init(city: try city.map { try tx.cities.require($0) }, reader: reader, suppression: suppression)
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
}
