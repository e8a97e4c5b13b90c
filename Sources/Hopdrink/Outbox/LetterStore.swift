import Domain
import Foundation
import Storage

struct LetterStore {
    let tx: Transaction

    /// Queues an email unless its key exists already. `ask` is what the email asks to confirm.
    func enqueue(
        _ email: GuestEmail, about rsvp: RSVP, of meetup: Meetup, asking ask: Ask.ID? = nil,
        remembering details: LetterDetails = LetterDetails()
    ) throws {
        var letter = LetterDraft(email, about: .rsvp(rsvp.id), due: tx.now)
        letter.ask = ask
        letter.key = email.idempotencyKey(about: rsvp.id, of: meetup, asking: ask, at: tx.now)
        letter.deadline = email.usefulUntil(meetup, tx.now)
        letter.startsAt = meetup.startsAt
        letter.details = details
        try enqueue(letter, to: try tx.guests.find(rsvp.guest)?.address)
    }

    /// Queues a letter about a meetup to somebody who looks after it, unless its key exists already; `cause` tells
    /// letters of one kind apart. One that tells of a guest goes with that guest's RSVP.
    func enqueue(
        _ email: ContactEmail, to contact: Contact, about meetup: Meetup, tellingOf rsvp: RSVP.ID? = nil,
        because cause: String? = nil, remembering details: LetterDetails = LetterDetails()
    ) throws {
        var letter = LetterDraft(email, about: .meetup(meetup.id, to: contact), due: tx.now)
        letter.key = email.idempotencyKey(to: contact, about: meetup, because: cause)
        letter.deadline = email.usefulUntil(meetup, tx.now)
        letter.startsAt = meetup.startsAt
        letter.toldRSVP = rsvp
        letter.details = details
        try enqueue(letter, to: contact.address)
    }

    /// Queues a reminder. A late one is recorded as expired, so that it is accounted for.
    func enqueue(_ reminder: ReminderPlan.Reminder, about rsvp: RSVP.ID, of meetup: Meetup) throws {
        var letter = LetterDraft(GuestEmail.reminder, about: .rsvp(rsvp), due: reminder.due)
        letter.key = reminder.idempotencyKey(about: rsvp, of: meetup)
        letter.deadline = reminder.deadline
        letter.reminderOffset = reminder.offset
        letter.startsAt = meetup.startsAt
        let address = try tx.rsvps.find(rsvp).flatMap { try tx.guests.find($0.guest)?.address }
        guard let id = try enqueue(letter, to: address), tx.now >= reminder.deadline else { return }
        try settle(id, as: .expired, because: "it was due while the daemon was not running")
    }

    /// Queues an email to a follower of a city; `language` is the one in which it was requested.
    func enqueue(
        _ email: FollowerEmail, to follower: Follower, in language: Language? = nil
    ) throws {
        var letter = LetterDraft(email, about: .follower(follower.id), due: tx.now)
        letter.key = email.idempotencyKey(to: follower.id, in: language, at: tx.now)
        letter.deadline = email.usefulUntil(tx.now)
        letter.details.notifiedUntil = follower.notifiedUntil.wholeSeconds
        letter.details.language = language?.code
        try enqueue(letter, to: follower.address)
    }

    /// Queues an email to a `person`, unless its key exists already. `cause` distinguishes emails of one kind.
    func enqueue(
        _ email: PersonEmail, to person: Correspondent, about cityRequest: CityRequest.ID? = nil,
        asking ask: Ask.ID? = nil,
        because cause: String? = nil, remembering details: LetterDetails = LetterDetails()
    ) throws {
        var letter = LetterDraft(email, about: .person(person, cityRequest: cityRequest), due: tx.now)
        letter.ask = ask
        letter.key = email.idempotencyKey(to: person, because: cause, at: tx.now)
        letter.deadline = tx.now.addingTimeInterval(email.lifetime)
        letter.details = details
        try enqueue(letter, to: person.address)
    }

    /// Returns how many emails of a kind were queued for a `person` with this address since `limit`.
    func count(_ kind: LetterKind, to address: EmailAddress, since limit: Date) throws -> Int {
        let row = try tx.row(
            """
            SELECT count(*) AS letters FROM letters
            WHERE folded_recipient = \(address.folded) AND kind = \(kind.rawValue) AND created_at > \(limit)
            """
        )
        return try row?.integer("letters") ?? 0
    }
}

extension Transaction {
    var letters: LetterStore { LetterStore(tx: self) }
}

/// A letter before it is in the outbox.
private struct LetterDraft {
    let email: any Email
    let subject: Letter.Subject
    let due: Date
    var key = ""
    var deadline = Date.distantFuture
    var details = LetterDetails()
    var startsAt: Date?
    var reminderOffset: Int?
    var ask: Ask.ID?
    /// The guest's RSVP of which it tells somebody else.
    var toldRSVP: RSVP.ID?

    init(_ email: any Email, about subject: Letter.Subject, due: Date) {
        self.email = email
        self.subject = subject
        self.due = due
    }

    var record: SQLRecord {
        get throws {
            let (owner, recipient, conversationKey) = (subject.owner, subject.recipient, subject.conversationKey)
            let position: SQL =
                "(SELECT coalesce(max(position), 0) + 1 FROM letters WHERE conversation_key = \(conversationKey))"
            return [
                "kind": email.kind.rawValue,
                "idempotency_key": key,
                "owner_kind": owner.kind.rawValue,
                "owner_id": owner.id,
                "recipient": recipient?.text,
                "folded_recipient": recipient?.address?.folded,
                "language": subject.language?.code,
                "about_rsvp_id": toldRSVP?.text,
                "ask_id": ask?.text,
                "starts_at": startsAt,
                "details": try details.text,
                "conversation_key": conversationKey,
                "position": position,
                "due_at": due,
                "reminder_offset": reminderOffset,
                "deadline": deadline,
            ]
        }
    }
}

extension LetterStore {
    /// Queues the letter behind earlier ones of its conversation. Returns nil if its key exists already. A letter to a
    /// suppressed address is stored as suppressed.
    @discardableResult
    private func enqueue(_ letter: LetterDraft, to address: EmailAddress?) throws -> Letter.ID? {
        var letter = letter
        let known = try withdraw(supersededBy: letter)
        if letter.email.tellsChange, let known { letter.details.former = known }
        let suppression = try address.flatMap { try tx.suppressions.find(of: $0, stopping: letter.email) }
        return try insert(letter, stoppedBy: suppression)
    }

    /// Inserts the letter. A suppressed address takes as much work as any other.
    private func insert(
        _ letter: LetterDraft, stoppedBy suppression: Suppression?
    ) throws -> Letter.ID? {
        let state: LetterState = suppression == nil ? .ready : .suppressed
        let id = Letter.ID.new(at: tx.now)
        let settled = suppression.map { _ in tx.now }
        var written = letter
        if suppression != nil { written.details = LetterDetails() }
        let start: SQLRecord = [
            "id": id.text,
            "state": state.rawValue,
            "next_at": tx.now,
            "attempts": 0,
            "is_uncertain": false,
            "created_at": tx.now,
            "reply": suppression?.reason,
            "settled_at": settled,
        ]
        let record = start.adding(try written.record)
        let count = try tx.execute(
            """
            INSERT INTO letters (\(record.columns)) VALUES (\(record.values))
            ON CONFLICT (idempotency_key) DO NOTHING
            """
        )
        return count == 1 ? id : nil
    }

    /// Withdraws the letters that the new one supersedes and whose sending has not begun. Returns the time and place of
    /// the meetup that the reader knows.
    private func withdraw(supersededBy letter: LetterDraft) throws -> LetterDetails.Former? {
        guard !letter.email.supersedes.isEmpty else { return nil }
        let withdrawn = try tx.rows(
            """
            UPDATE letters SET state = 'withdrawn', settled_at = \(tx.now), reply = 'a newer email says what holds', body = NULL
            WHERE conversation_key = \(letter.subject.conversationKey) AND kind IN \(list: letter.email.supersedes.map(\.rawValue))
                AND is_uncertain = 0 AND state IN \(list: LetterState.untouched.map(\.rawValue))
            RETURNING position, details
            """
        )
        let first = try withdrawn.min { try $0.integer("position") < $1.integer("position") }
        return try first.flatMap { try LetterDetails(row: $0).former }
    }
}

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
