import Domain
import Foundation
import Storage

extension Transaction {
    /// Nothing more goes to the reader's address: a relay said that there is none. Who looks after a meetup is asked
    /// again next time.
    func suppressReader(of letter: Letter, at now: Date) throws {
        let address: EmailAddress?
        switch letter.subject {
        case .rsvp(let id): address = try rsvp(id).flatMap { try guest($0.guest)?.address }
        case .follower(let id): address = try follower(id)?.address
        case .meetup: address = nil
        // Who was forgotten while the letter was sent stays forgotten.
        case .person(let person, _): address = try self.letter(letter.id) == nil ? nil : person.address
        }
        guard let address else { return }
        try suppress(address, Suppression(scope: .everything, cause: .bounced), at: now)
    }

    /// Lets the link in a letter open what the letter is about.
    func save(_ token: Token, of letter: Letter, until expiry: Date) throws {
        switch letter.subject {
        case .rsvp(let id): try save(token, for: letter.kind.opens, opening: id, asking: letter.ask, until: expiry)
        case .meetup(let id, _): try save(token, openingForHosts: id)
        case .follower: return
        case .person(let person, _): try save(token, openingPersonalDataOf: person.address, until: expiry)
        }
    }
}

extension Transaction {
    func letter(_ id: Letter.ID) throws -> Letter? {
        try row("SELECT * FROM letters WHERE id = \(id.text)").map(Letter.init(row:))
    }

    /// A mail server gave a letter up that had left. False when that was known.
    func bury(_ letter: Letter.ID, because reason: String, at now: Date) throws -> Bool {
        try execute(
            """
            UPDATE letters SET state = 'dead', reply = \(reason), settled_at = \(now), lease_owner = NULL,
                lease_until = NULL, sending_since = NULL, body = NULL, details = NULL
            WHERE id = \(letter.text) AND state <> 'dead'
            """
        ) == 1
    }

    /// Writes down what a mail server says of a letter that is not lost yet.
    func note(_ reply: String, on letter: Letter.ID) throws {
        try execute("UPDATE letters SET reply = \(reply) WHERE id = \(letter.text) AND state = 'sent'")
    }
}
