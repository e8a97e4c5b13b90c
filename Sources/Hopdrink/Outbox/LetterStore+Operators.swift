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
        }
        guard let address else { return }
        try suppress(address, Suppression(scope: .everything, cause: .bounced), at: now)
    }

    /// Lets the link in a letter open what the letter is about.
    func save(_ token: Token, of letter: Letter, until expiry: Date) throws {
        switch letter.subject {
        case .rsvp(let id): try save(token, for: letter.kind.opens, opening: id, until: expiry)
        case .meetup(let id, _): try save(token, openingForHosts: id)
        case .follower: return
        }
    }

    /// Letters that are not sent and why, newest first.
    func unsentLetters(limit: Int = 1000) throws -> [UnsentLetter] {
        try rows(
            """
            SELECT l.id, l.kind, l.state, l.reply, l.attempts, l.next_at, l.settled_at,
                coalesce(l.meetup_id, r.meetup_id) AS meetup
            FROM letters l LEFT JOIN rsvps r ON r.id = l.rsvp_id
            WHERE l.state NOT IN ('sent', 'withdrawn') ORDER BY l.id DESC LIMIT \(limit)
            """
        ).map(UnsentLetter.init(row:))
    }
}

/// What an operator sees of a letter that is not sent: nothing that tells who was to get it.
struct UnsentLetter: Sendable, Encodable {
    let id: String
    let kind: String
    let meetup: String?
    let state: String
    let reason: String?
    let attempts: Int
    /// When it is tried next, after RFC 3339; nil when it is not.
    let next: String?

    fileprivate init(row: SQLRow) throws {
        id = try row.text("id")
        kind = try row.text("kind")
        meetup = try row.optionalText("meetup")
        state = try row.text("state")
        reason = try row.optionalText("reply").map(Self.withoutAddresses)
        attempts = try row.integer("attempts")
        let isSettled = try row.optionalInstant("settled_at") != nil
        next = isSettled ? nil : try row.instant("next_at").formatted(.iso8601)
    }

    /// Relays like to repeat the guest's address.
    private static func withoutAddresses(_ reply: String) -> String {
        reply.split(separator: " ").map { $0.utf8.contains(UInt8(ascii: "@")) ? "…" : $0 }.joined(separator: " ")
    }
}
