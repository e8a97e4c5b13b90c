import Crypto
import Domain
import Foundation
import Storage

struct TokenStore {
    let tx: Transaction

    func rsvp(openedBy token: Token, for purpose: TokenPurpose) throws -> RSVP? {
        try opened(by: token, for: purpose)?.rsvp
    }

    /// Returns the RSVP that a token of this purpose opens until it expires, and the ask that its email was about,
    /// which may be gone. The token is found by its hash, so the time of the query reveals nothing about other tokens.
    func opened(
        by token: Token, for purpose: TokenPurpose
    ) throws -> (rsvp: RSVP, ask: Ask.ID?)? {
        try tx.row(
            """
            SELECT rsvps.*, tokens.ask_id AS asked FROM tokens JOIN rsvps ON rsvps.id = tokens.rsvp_id
            WHERE tokens.hash = \(token.hash) AND tokens.purpose = \(purpose.rawValue) AND tokens.expires_at > \(tx.now)
            """
        ).map { (try RSVP(row: $0), try $0.optionalText("asked").flatMap(Ask.ID.init(parsing:))) }
    }

    /// Saves a token; `ask` is what it confirms.
    func save(
        _ token: Token, for purpose: TokenPurpose, opening rsvp: RSVP.ID, asking ask: Ask.ID? = nil, until expiry: Date
    ) throws {
        let record: SQLRecord = [
            "hash": token.hash,
            "purpose": purpose.rawValue,
            "rsvp_id": rsvp.text,
            "ask_id": ask?.text,
            "expires_at": expiry,
        ]
        try tx.execute(
            "INSERT INTO tokens (\(record.columns)) VALUES (\(record.values)) ON CONFLICT (hash) DO NOTHING"
        )
    }

    /// Extends the links in guests' emails to the end of the meetup, which moved.
    func extend(ofGuestsOf meetup: Meetup) throws {
        try tx.execute(
            """
            UPDATE tokens SET expires_at = \(meetup.endsAt)
            WHERE rsvp_id IN (SELECT id FROM rsvps WHERE meetup_id = \(meetup.id.text))
            """
        )
    }
}

extension Transaction {
    var tokens: TokenStore { TokenStore(tx: self) }
}

extension Token {
    /// SHA-256 in hexadecimal: enough for a secret of 128 random bits (OWASP ASVS 6.5.2).
    var hash: String { text.contentHash }
}

extension String {
    /// SHA-256 of the text's UTF-8, in hexadecimal.
    package var contentHash: String {
        SHA256.hash(data: Data(utf8)).map { Int($0).hexadecimal }.joined()
    }
}
