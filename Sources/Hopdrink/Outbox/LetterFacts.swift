import Domain
import Storage

/// What a letter says, as the database knows it when the letter leaves.
struct LetterFacts: Sendable {
    /// Whom it goes to.
    enum Reader: Sendable {
        case guest(RSVP, Guest, isUndeliverable: Bool)
        /// Somebody who looks after the meetup.
        case contact(Contact, EmailAddress)
    }

    let meetup: Meetup
    let city: City
    let reader: Reader

    /// A guest's own language, or the city's.
    var language: Language {
        switch reader {
        case .guest(let rsvp, _, _): rsvp.language
        case .contact: city.languages.first ?? .english
        }
    }

    /// Whether a letter of this kind still tells the truth.
    func confirm(_ kind: LetterKind) -> Bool {
        switch reader {
        case .guest(let rsvp, _, _): kind.isTrue(of: rsvp, meetup)
        case .contact: kind.isTrue(of: meetup)
        }
    }
}

extension LetterFacts.Reader {
    var address: EmailAddress {
        switch self {
        case .guest(_, let guest, _): guest.address
        case .contact(_, let address): address
        }
    }

    var name: String {
        switch self {
        case .guest(let rsvp, _, _): rsvp.name
        case .contact(let contact, _): contact.name
        }
    }

    var takesMail: Bool {
        if case .guest(_, _, let isUndeliverable) = self { !isUndeliverable } else { true }
    }
}

extension Transaction {
    /// Nil when what the letter is about is gone.
    func facts(of letter: Letter) throws -> LetterFacts? {
        switch letter.subject {
        case .rsvp(let id): try facts(ofAnswer: id)
        case .meetup(let id, let contact): try facts(of: id, for: contact)
        }
    }

    private func facts(ofAnswer id: RSVP.ID) throws -> LetterFacts? {
        guard let rsvp = try rsvp(id), let meetup = try meetup(rsvp.meetup), let guest = try guest(rsvp.guest) else {
            return nil
        }
        let reader = LetterFacts.Reader.guest(rsvp, guest, isUndeliverable: try isUndeliverable(guest.id))
        return LetterFacts(meetup: meetup, city: try city(of: meetup.city), reader: reader)
    }

    private func facts(of id: Meetup.ID, for contact: Contact) throws -> LetterFacts? {
        guard let meetup = try meetup(id), let address = contact.address else { return nil }
        return LetterFacts(meetup: meetup, city: try city(of: meetup.city), reader: .contact(contact, address))
    }
}
