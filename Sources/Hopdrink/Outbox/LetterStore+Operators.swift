import Domain
import Foundation
import Storage

extension LetterStore {
    /// Suppresses the reader's address, because a relay said that it does not exist. The address of somebody who looks
    /// after a meetup is tried again next time.
    func suppressReader(of letter: Letter) throws {
        let address: EmailAddress?
        switch letter.subject {
        case .rsvp(let id): address = try tx.rsvps.find(id).flatMap { try tx.guests.find($0.guest)?.address }
        case .follower(let id): address = try tx.followers.find(id)?.address
        case .meetup: address = nil
        // A person who was forgotten while the email was sent stays forgotten.
        case .person(let person, _): address = try self.find(letter.id) == nil ? nil : person.address
        }
        guard let address else { return }
        try tx.suppressions.suppress(address, Suppression(scope: .everything, cause: .bounced))
    }

    /// Saves the token in an email's link, so that it opens the email's subject.
    func save(_ token: Token, of letter: Letter, until expiry: Date) throws {
        switch letter.subject {
        case .rsvp(let id):
            let purpose = (letter.kind.email as? GuestEmail)?.opens ?? .manage
            try tx.tokens.save(token, for: purpose, opening: id, asking: letter.ask, until: expiry)
        case .meetup(let id, _): try tx.hosts.save(token, opening: id)
        case .follower: return
        case .person(let person, _): try tx.personalData.save(token, opening: person.address, until: expiry)
        }
    }
}

extension LetterStore {
    /// Returns what a letter says now; nil if its subject is gone.
    func facts(of letter: Letter) throws -> LetterFacts? { try letter.kind.email.facts(for: letter, tx) }

    func find(_ id: Letter.ID) throws -> Letter? {
        try tx.row("SELECT * FROM letters WHERE id = \(id.text)").map(Letter.init(row:))
    }

    /// Marks a letter as dead, because a mail server gave up an email that had left. Returns false if that was known.
    func markDead(_ letter: Letter.ID, because reason: String) throws -> Bool {
        try tx.execute(
            """
            UPDATE letters SET state = 'dead', reply = \(reason), settled_at = \(tx.now), lease_owner = NULL,
                lease_until = NULL, sending_since = NULL, body = NULL, details = NULL
            WHERE id = \(letter.text) AND state <> 'dead'
            """
        ) == 1
    }

    /// Saves what a mail server says about an email that is not lost yet.
    func note(_ reply: String, on letter: Letter.ID) throws {
        try tx.execute("UPDATE letters SET reply = \(reply) WHERE id = \(letter.text) AND state = 'sent'")
    }
}
