import Domain
import Foundation
import Storage

/// A letter to one person, as it waits in the outbox.
struct Letter: Sendable {
    typealias ID = Identifier<Letter>

    /// What it is about, which says who gets it.
    enum Subject: Sendable {
        /// A guest's answer.
        case rsvp(RSVP.ID)
        /// A meetup, to somebody who looks after it.
        case meetup(Meetup.ID, to: Contact)
    }

    let id: ID
    let kind: LetterKind
    let subject: Subject
    let idempotencyKey: String
    let deadline: Date
    let attempts: Int
    /// Whether an earlier attempt ended without the relay's answer.
    let isUncertain: Bool
    /// The bytes as they were sent first; a second attempt sends the same.
    let body: String?
}

extension Transaction {
    /// Queues a letter unless its key exists already. Nobody gets more than three requests to confirm one RSVP.
    func queue(_ kind: LetterKind, about rsvp: RSVP, of meetup: Meetup, at now: Date) throws {
        if kind == .confirm, try confirmRequests(about: rsvp.id) >= LetterKind.mostConfirmRequests { return }
        let key = kind.idempotencyKey(about: rsvp, of: meetup, at: now)
        try insert(kind, key: key, about: .rsvp(rsvp.id), deadline: kind.deadline(of: meetup), at: now)
    }

    /// Queues a letter about a meetup to somebody who looks after it, unless its key exists already.
    func queue(_ kind: LetterKind, to contact: Contact, about meetup: Meetup, at now: Date) throws {
        let key = kind.idempotencyKey(to: contact, about: meetup)
        let subject = Letter.Subject.meetup(meetup.id, to: contact)
        try insert(kind, key: key, about: subject, deadline: kind.deadline(of: meetup), at: now)
    }

    /// Queues a reminder; one that is too late is written down as expired, so that it is accounted for.
    func queue(_ reminder: ReminderPlan.Reminder, about rsvp: RSVP.ID, of meetup: Meetup, at now: Date) throws {
        let key = reminder.idempotencyKey(about: rsvp, of: meetup)
        let id = try insert(.reminder, key: key, about: .rsvp(rsvp), deadline: reminder.deadline, at: now)
        if now >= reminder.deadline { try settle(id, as: .expired, reply: "due while the daemon was away", at: now) }
    }

    @discardableResult
    private func insert(
        _ kind: LetterKind, key: String, about subject: Letter.Subject, deadline: Date, at now: Date
    ) throws -> Letter.ID {
        let id = Letter.ID.new(at: now)
        try execute(
            """
            INSERT INTO letters (id, kind, idempotency_key, rsvp_id, meetup_id, recipient, deadline, state, next_at,
                attempts, is_uncertain, created_at)
            VALUES (\(id.text), \(kind.rawValue), \(key), \(subject.rsvp?.text), \(subject.meetup?.text),
                \(subject.recipient?.text), \(deadline), 'ready', \(now), 0, 0, \(now))
            ON CONFLICT (idempotency_key) DO NOTHING
            """
        )
        return id
    }

    /// How many there were since the RSVP was last confirmed.
    private func confirmRequests(about rsvp: RSVP.ID) throws -> Int {
        let row = try row(
            """
            SELECT count(*) AS letters FROM letters
            WHERE rsvp_id = \(rsvp.text) AND kind = 'confirm' AND id > coalesce(
                (SELECT max(id) FROM letters WHERE rsvp_id = \(rsvp.text) AND kind IN ('going', 'waiting')), '')
            """
        )
        return try row?.integer("letters") ?? 0
    }
}

extension Transaction {
    /// Leases letters whose time has come, oldest first, and never one that an older open letter to the same guest
    /// about the same meetup must precede.
    func lease(_ limit: Int, to owner: String, until end: Date, at now: Date) throws -> [Letter] {
        try rows(
            """
            WITH claimed AS MATERIALIZED (
                SELECT id FROM letters l
                WHERE settled_at IS NULL AND next_at <= \(now) AND state = 'ready'
                    AND NOT EXISTS (
                        SELECT 1 FROM letters older
                        WHERE older.rsvp_id = l.rsvp_id AND older.id < l.id AND older.settled_at IS NULL)
                ORDER BY next_at, id LIMIT \(limit) \(dialect.forUpdate) \(dialect.skipLocked))
            UPDATE letters SET state = 'leased', lease_owner = \(owner), lease_until = \(end)
            WHERE id IN (SELECT id FROM claimed)
            RETURNING *
            """
        ).map(Letter.init(row:)).sorted { $0.id.text < $1.id.text }
    }

    /// Freezes the letter's bytes just before they are sent, and extends the lease to `end`. False when the lease was
    /// lost meanwhile. Doing the same twice is doing it once: the answer to the first may have been lost.
    func markSending(_ letter: Letter.ID, _ composed: ComposedLetter, owner: String, until end: Date) throws -> Bool {
        try execute(
            """
            UPDATE letters SET state = 'sending', sender = \(composed.sender),
                body = \(composed.body), lease_until = \(end),
                attempts = CASE WHEN state = 'leased' THEN attempts + 1 ELSE attempts END
            WHERE id = \(letter.text) AND lease_owner = \(owner)
                AND (state = 'leased' OR (state = 'sending' AND body = \(composed.body)))
            """
        ) == 1
    }

    /// Ends a letter's way for good; the bytes go, the answer stays.
    func settle(_ letter: Letter.ID, as state: Letter.FinalState, reply: String, at now: Date) throws {
        try execute(
            """
            UPDATE letters SET state = \(state.rawValue), reply = \(reply), settled_at = \(now), lease_owner = NULL,
                lease_until = NULL, body = NULL
            WHERE id = \(letter.text)
            """
        )
    }

    /// Puts a letter back, to be tried again later.
    func postpone(_ letter: Letter.ID, until next: Date, reply: String, _ count: Letter.Attempt) throws {
        try execute(
            """
            UPDATE letters SET state = 'ready', reply = \(reply), next_at = \(next), lease_owner = NULL,
                lease_until = NULL, attempts = attempts - \(count == .untried ? 1 : 0),
                is_uncertain = CASE WHEN \(count == .uncertain) = 1 THEN 1 ELSE is_uncertain END
            WHERE id = \(letter.text)
            """
        )
    }

    /// Takes back leases that ended before `end`, or whose owner has been silent. What was leased was never sent; what
    /// was being sent may have arrived, and is tried once more after a while. Returns how many may have arrived.
    func recoverLetters(
        leasedUntil end: Date, orBySilentSince limit: Date, tryUncertainAt next: Date
    ) throws -> Int {
        let isLost: SQL = """
            settled_at IS NULL AND (lease_until < \(end)
                OR lease_owner NOT IN (SELECT id FROM daemons WHERE seen_at >= \(limit)))
            """
        try execute(
            """
            UPDATE letters SET state = 'ready', lease_owner = NULL, lease_until = NULL
            WHERE state = 'leased' AND \(isLost)
            """
        )
        return try execute(
            """
            UPDATE letters SET state = 'ready', lease_owner = NULL, lease_until = NULL, is_uncertain = 1,
                next_at = \(next), reply = 'nobody knows what the relay answered'
            WHERE state = 'sending' AND \(isLost)
            """
        )
    }
}

extension Letter.Subject {
    fileprivate var rsvp: RSVP.ID? { if case .rsvp(let id) = self { id } else { nil } }

    fileprivate var meetup: Meetup.ID? { if case .meetup(let id, _) = self { id } else { nil } }

    fileprivate var recipient: Contact? { if case .meetup(_, let contact) = self { contact } else { nil } }

    fileprivate init?(row: SQLRow) throws {
        if let rsvp = try row.optionalText("rsvp_id").flatMap(RSVP.ID.init(parsing:)) {
            self = .rsvp(rsvp)
        } else if let meetup = try row.optionalText("meetup_id").flatMap(Meetup.ID.init(parsing:)) {
            self = .meetup(meetup, to: try Contact(parsing: row.text("recipient")))
        } else {
            return nil
        }
    }
}

extension Letter {
    /// Whether the meetup still begins when it did as this reminder fell due.
    func isOnTime(for meetup: Meetup) -> Bool {
        kind != .reminder
            || ReminderPlan.reminders(of: meetup).contains { idempotencyKey.hasSuffix($0.keySuffix(of: meetup)) }
    }

    /// How a letter's way can end.
    enum FinalState: String, Sendable {
        case sent
        /// Its deadline passed.
        case expired
        /// What it was to say is no longer true.
        case obsolete
        /// The guest's address takes no mail.
        case suppressed
        /// It was refused for good.
        case dead
    }

    /// What an attempt that brought no end counts for.
    enum Attempt: Sendable {
        case untried
        case failed
        case uncertain
    }

    fileprivate init(row: SQLRow) throws {
        guard let id = ID(parsing: try row.text("id")), let kind = LetterKind(rawValue: try row.text("kind")),
            let subject = try Subject(row: row)
        else { throw StoreError.unreadable(column: "letters.id") }
        self.init(
            id: id, kind: kind, subject: subject, idempotencyKey: try row.text("idempotency_key"),
            deadline: try row.instant("deadline"),
            attempts: try row.integer("attempts"), isUncertain: try row.flag("is_uncertain"),
            body: try row.optionalText("body")
        )
    }
}

extension Transaction {
    func hasLettersDue(at now: Date) throws -> Bool {
        try row(
            "SELECT 1 AS one FROM letters WHERE settled_at IS NULL AND next_at <= \(now) AND state = 'ready' LIMIT 1"
        ) != nil
    }

    /// Who looks after a meetup is asked again next time: a guest is not.
    func markUndeliverable(readerOf letter: Letter, at now: Date) throws {
        guard case .rsvp(let id) = letter.subject, let guest = try rsvp(id)?.guest else { return }
        try markUndeliverable(guest, at: now)
    }

    /// Lets the link in a letter open what the letter is about.
    func save(_ token: Token, of letter: Letter, until expiry: Date) throws {
        switch letter.subject {
        case .rsvp(let id): try save(token, for: letter.kind.opens, opening: id, until: expiry)
        case .meetup(let id, _): try save(token, openingForHosts: id)
        }
    }

    /// Letters that are not sent and why, newest first.
    func unsentLetters(limit: Int = 1000) throws -> [UnsentLetter] {
        try rows(
            """
            SELECT l.id, l.kind, l.state, l.reply, l.attempts, l.next_at, l.settled_at,
                coalesce(l.meetup_id, r.meetup_id) AS meetup
            FROM letters l LEFT JOIN rsvps r ON r.id = l.rsvp_id
            WHERE l.state NOT IN ('sent', 'obsolete') ORDER BY l.id DESC LIMIT \(limit)
            """
        ).map(UnsentLetter.init(row:))
    }
}

/// What an operator sees of a letter that is not sent: nothing that tells who was to get it.
struct UnsentLetter: Sendable, Encodable {
    let id: String
    let kind: String
    let meetup: String
    let state: String
    let reason: String?
    let attempts: Int
    /// When it is tried next, after RFC 3339; nil when it is not.
    let next: String?

    fileprivate init(row: SQLRow) throws {
        id = try row.text("id")
        kind = try row.text("kind")
        meetup = try row.text("meetup")
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
