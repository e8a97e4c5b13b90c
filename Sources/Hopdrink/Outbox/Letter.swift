import Domain
import Foundation
import Storage

/// An email to one person, as it waits in the outbox.
struct Letter: Sendable {
    typealias ID = Identifier<Letter>

    /// The subject of the email, which determines the recipient.
    enum Subject: Sendable {
        /// An RSVP; the guest gets the email.
        case rsvp(RSVP.ID)
        /// A meetup; one of the people who look after it gets the email.
        case meetup(Meetup.ID, to: Contact)
        /// A city's news; a follower gets the email.
        case follower(Follower.ID)
        /// A person who is not a guest, a contact or a follower, perhaps with a city request.
        case person(Correspondent, cityRequest: CityRequest.ID? = nil)
    }

    let id: ID
    let kind: LetterKind
    let subject: Subject
    /// What it tells of that holds no longer when it is written.
    let details: LetterDetails
    let queued: Date
    let deadline: Date
    /// The number of attempts to send it.
    let attempts: Int
    /// Whether an earlier attempt ended without the relay's reply.
    let isUncertain: Bool
    /// The bytes that may have arrived; a second attempt sends the same bytes.
    let body: String?
    /// The envelope sender that belongs to these bytes.
    let sender: String?
    /// The ask that the email asks to confirm; nil for other emails.
    var ask: Ask.ID?
    /// When the meetup that it tells of was to begin as it was queued; nil for letters about none.
    var startsAt: Date?
    /// Of a reminder, how many minutes before the start it was due.
    var reminderOffset: Int?
}

/// The facts that a letter must remember of the moment when it was queued.
struct LetterDetails: Codable, Equatable, Sendable {
    /// The time and place of the meetup before it changed.
    struct Former: Codable, Equatable, Sendable {
        /// The local time: `2026-12-10T19:00`.
        let start: String
        let end: String
        /// The name of the time zone of `start` and `end`.
        let zone: String
        let place: String
        let address: String
        /// The notes about how to get in.
        let access: String
    }

    /// A guest's question.
    struct Question: Codable, Equatable, Sendable {
        let name: String
        /// The address for the reply.
        let address: String
        let text: String
    }

    var former: Former?
    var question: Question?
    /// The guest whom the email is about.
    var guest: String?
    /// The size that a party asked for before it got fewer seats.
    var askedParty: Int?
    /// The time until which the reader had been told everything, in seconds since 1970.
    var notifiedUntil: Int?
    /// The language in which the email was requested, whoever asks again meanwhile.
    var language: String?
    /// The requested city in its folded form, or the slug of the new one.
    var city: String?
}

extension LetterDetails {
    init(former meetup: Meetup) {
        let venue = meetup.terms.venue
        former = Former(
            start: "\(meetup.wallStart)", end: "\(meetup.end)", zone: meetup.timeZone.name, place: venue.place,
            address: venue.address, access: venue.access
        )
    }

    init(row: SQLRow) throws {
        guard let text = try row.optionalText("details") else { self.init(); return }
        self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
    }

    /// The details as JSON; nil if there are none.
    var text: String? {
        get throws { self == LetterDetails() ? nil : String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
    }
}

extension Letter.Subject {
    var rsvp: RSVP.ID? { if case .rsvp(let id) = self { id } else { nil } }

    var meetup: Meetup.ID? { if case .meetup(let id, _) = self { id } else { nil } }

    var follower: Follower.ID? { if case .follower(let id) = self { id } else { nil } }

    var cityRequest: CityRequest.ID? { if case .person(_, let cityRequest) = self { cityRequest } else { nil } }

    var owner: (kind: LetterOwner, id: String) {
        switch self {
        case .rsvp(let id): (.rsvp, id.text)
        case .meetup(let id, _): (.meetup, id.text)
        case .follower(let id): (.follower, id.text)
        case .person(_, let cityRequest?): (.cityRequest, cityRequest.text)
        case .person(let person, nil): (.person, person.address.folded)
        }
    }

    /// Who gets it, where the owner does not say so.
    var recipient: (text: String, address: EmailAddress?)? {
        switch self {
        case .rsvp, .follower: nil
        case .meetup(_, let contact): (contact.text, contact.address)
        case .person(let person, _): (person.text, person.address)
        }
    }

    /// The language it is written in, where the owner does not say so.
    var language: Language? { if case .person(let person, _) = self { person.language } else { nil } }

    /// Emails with the same key leave one after the other.
    var conversationKey: String {
        switch self {
        case .rsvp(let id): id.text
        case .meetup(let id, let contact): "\(id):\(contact.address?.folded ?? "")"
        case .follower(let id): id.text
        case .person(let person, _): person.address.folded
        }
    }

    fileprivate init(row: SQLRow) throws {
        switch LetterOwner(rawValue: try row.text("owner_kind")) {
        case .rsvp: self = .rsvp(try row.ownerID())
        case .meetup: self = .meetup(try row.ownerID(), to: try Contact(parsing: row.text("recipient")))
        case .follower: self = .follower(try row.ownerID())
        case .cityRequest: self = .person(try Correspondent(row: row), cityRequest: try row.ownerID())
        case .person: self = .person(try Correspondent(row: row))
        case nil: throw StoreError.unreadable(column: "letters.owner_kind")
        }
    }
}

extension SQLRow {
    fileprivate func ownerID<Owner>() throws -> Identifier<Owner> {
        guard let id = Identifier<Owner>(parsing: try text("owner_id")) else {
            throw StoreError.unreadable(column: "letters.owner_id")
        }
        return id
    }
}

extension Correspondent {
    fileprivate init(row: SQLRow) throws {
        try self.init(parsing: row.text("recipient"), in: try Language(parsing: row.text("language")))
    }
}

extension Letter {
    init(row: SQLRow) throws {
        guard let id = ID(parsing: try row.text("id")), let kind = LetterKind(rawValue: try row.text("kind")) else {
            throw StoreError.unreadable(column: "letters.id")
        }
        self.init(
            id: id, kind: kind, subject: try Subject(row: row), details: try LetterDetails(row: row),
            queued: try row.instant("created_at"), deadline: try row.instant("deadline"),
            attempts: try row.integer("attempts"), isUncertain: try row.flag("is_uncertain"),
            body: try row.optionalText("body"), sender: try row.optionalText("sender"),
            ask: try row.optionalText("ask_id").flatMap(Ask.ID.init(parsing:)),
            startsAt: try row.optionalInstant("starts_at"), reminderOffset: try row.optionalInteger("reminder_offset")
        )
    }
}
