import Domain
import Foundation
import Storage

struct RSVPStore {
    let tx: Transaction

    func find(_ id: RSVP.ID) throws -> RSVP? {
        try tx.row("SELECT * FROM rsvps WHERE id = \(id.text)").map(RSVP.init(row:))
    }

    func find(of guest: Guest.ID, to meetup: Meetup.ID) throws -> RSVP? {
        try tx.row("SELECT * FROM rsvps WHERE meetup_id = \(meetup.text) AND guest_id = \(guest.text)")
            .map(RSVP.init(row:))
    }

    func all(to meetup: Meetup.ID, in state: RSVP.StateName) throws -> [RSVP] {
        try tx.rows(
            "SELECT * FROM rsvps WHERE meetup_id = \(meetup.text) AND state = \(state.literal) ORDER BY arrival"
        ).map(RSVP.init(row:))
    }

    /// Returns how many seats are taken or reserved for unconfirmed RSVPs. It does not count `rsvp`, for which the
    /// caller asks.
    func occupancy(of meetup: Meetup, without rsvp: RSVP.ID? = nil) throws -> Occupancy {
        let (id, own) = (meetup.id.text, rsvp?.text ?? "")
        let row = try tx.row(
            """
            SELECT CAST(coalesce(sum(1 + companions), 0) AS BIGINT) AS going, (
                SELECT count(*) FROM rsvps WHERE meetup_id = \(id) AND state = 'waiting' AND is_unresponsive = 0
                    AND id <> \(own)) AS waiting, (
                SELECT CAST(coalesce(sum(people), 0) AS BIGINT) FROM asks
                WHERE meetup_id = \(id) AND place = 'seat' AND reserved_until >= \(tx.now)
                    AND (rsvp_id IS NULL OR rsvp_id <> \(own))) AS held
            FROM rsvps WHERE meetup_id = \(id) AND id <> \(own) AND state = 'going'
            """
        )
        let (going, locked) = (try row?.integer("going") ?? 0, try row?.integer("held") ?? 0)
        return occupancy(of: meetup, taken: going + locked, waiting: try row?.integer("waiting") ?? 0)
    }

    /// Returns the occupancy that everybody is shown, without unconfirmed RSVPs. So nobody learns from it what became
    /// of an RSVP that they made under another person's address.
    func shownOccupancy(of meetup: Meetup) throws -> Occupancy {
        try shownOccupancies(of: [meetup])[0]
    }

    /// The same of several meetups, in their order.
    func shownOccupancies(of meetups: [Meetup]) throws -> [Occupancy] {
        let counts = try tx.rows(
            """
            SELECT meetup_id,
                CAST(sum(CASE WHEN state = 'going' THEN 1 + companions ELSE 0 END) AS BIGINT) AS going,
                CAST(sum(CASE WHEN state = 'waiting' AND is_unresponsive = 0 THEN 1 ELSE 0 END) AS BIGINT) AS waiting
            FROM rsvps WHERE meetup_id IN \(list: meetups.map(\.id.text)) GROUP BY meetup_id
            """
        )
        let byMeetup = Dictionary(uniqueKeysWithValues: try counts.map { (try $0.text("meetup_id"), $0) })
        return try meetups.map { meetup in
            let row = byMeetup[meetup.id.text]
            let (going, waiting) = (try row?.integer("going") ?? 0, try row?.integer("waiting") ?? 0)
            return occupancy(of: meetup, taken: going, waiting: waiting)
        }
    }

    private func occupancy(of meetup: Meetup, taken: Int, waiting: Int) -> Occupancy {
        Occupancy(
            capacity: meetup.terms.capacity, taken: taken,
            isAwaited: WaitingList.bars(newcomersTo: meetup, waiting: waiting, at: tx.now)
        )
    }

    /// Returns the position in the order of arrival for the next guest. Lock the meetup's row first.
    func nextArrival(at meetup: Meetup.ID) throws -> Int {
        let row = try tx.row(
            """
            SELECT (SELECT max(arrival) FROM rsvps WHERE meetup_id = \(meetup.text)) AS answered,
                (SELECT max(arrival) FROM asks WHERE meetup_id = \(meetup.text)) AS asked
            """
        )
        return max(try row?.optionalInteger("answered") ?? 0, try row?.optionalInteger("asked") ?? 0) + 1
    }

    /// Returns the RSVP's place on the waiting list; nil if it does not wait.
    func waitingPlace(of rsvp: RSVP, at meetup: Meetup) throws -> WaitingPlace? {
        guard rsvp.state == .waiting else { return nil }
        let waiting = try all(to: meetup.id, in: .waiting)
        return WaitingList.place(
            of: rsvp, among: waiting, at: meetup, in: try occupancy(of: meetup), at: tx.now
        )
    }

    /// Returns the guest's RSVP to the meetup and inserts `fresh` if there is none. An existing RSVP stays as it is;
    /// only the time of the last ask of a pending one changes.
    func findOrInsert(asking fresh: RSVP) throws -> RSVP {
        let record = fresh.record(askedAt: tx.now)
        let row = try tx.row(
            """
            INSERT INTO rsvps (\(record.columns)) VALUES (\(record.values))
            ON CONFLICT (meetup_id, guest_id) DO UPDATE SET
                asked_at = CASE WHEN rsvps.state = 'pending' THEN excluded.asked_at ELSE rsvps.asked_at END
            RETURNING *
            """
        )
        guard let row else { throw StoreError.missing(table: "rsvps") }
        return try RSVP(row: row)
    }

    /// Inserts the RSVP, or updates everything but its id, meetup and guest. `askedAt` is when the guest last asked.
    func save(_ rsvp: RSVP, askedAt: Date) throws {
        // An unconfirmed RSVP is shown to nobody, so no page changes.
        if !rsvp.state.isPending { tx.note(.meetup(rsvp.meetup)) }
        let record = rsvp.record(askedAt: askedAt)
        try tx.execute(
            """
            INSERT INTO rsvps (\(record.columns)) VALUES (\(record.values))
            \(record.upsert(on: "id", keeping: ["meetup_id", "guest_id", "created_at", "changed_at"])),
                \(RSVP.revised(at: askedAt))
            """
        )
    }

    /// Updates the RSVP, but not what the guest wrote and when they last asked.
    func update(_ rsvp: RSVP) throws {
        tx.note(.meetup(rsvp.meetup))
        try tx.execute(
            """
            UPDATE rsvps SET \(rsvp.placeRecord.assignments), \(RSVP.revised(at: tx.now)) WHERE id = \(rsvp.id.text)
            """
        )
    }
}

extension Transaction {
    var rsvps: RSVPStore { RSVPStore(tx: self) }
}

extension RSVPStore {
    /// Saves what the guest wrote. No calendar shows it, so the revision stays.
    func saveWords(of rsvp: RSVP) throws {
        try tx.execute("UPDATE rsvps SET \(rsvp.wordsRecord.assignments) WHERE id = \(rsvp.id.text)")
    }

    /// Returns how many people are going to a meetup or waiting for it.
    func people(at meetup: Meetup.ID) throws -> Int {
        let row = try tx.row(
            """
            SELECT CAST(coalesce(sum(1 + companions), 0) AS BIGINT) AS people FROM rsvps
            WHERE meetup_id = \(meetup.text) AND state IN ('going', 'waiting')
            """
        )
        return try row?.integer("people") ?? 0
    }

    /// Returns the coming meetups where guests wait. Seats may have become free because a reservation expired.
    func meetupsWithWaiting() throws -> [Meetup.ID] {
        try tx.rows(
            """
            SELECT id FROM meetups WHERE state = 'scheduled' AND starts_at > \(tx.now)
                AND id IN (SELECT meetup_id FROM rsvps WHERE state = 'waiting')
            """
        ).compactMap { Meetup.ID(parsing: try $0.text("id")) }
    }

    /// Erases RSVPs that nobody confirmed, with their emails and tokens, and guests who have no RSVP left. Guests whose
    /// row is locked, because they are being written to, are left for later. Returns the number of erased RSVPs.
    func erasePending(askedBefore limit: Date) throws -> Int {
        let guests = try tx.rows(
            """
            SELECT id FROM guests
            WHERE id IN (SELECT guest_id FROM rsvps WHERE state = 'pending' AND asked_at < \(limit) LIMIT 1000)
            ORDER BY id \(tx.dialect.forUpdate) \(tx.dialect.skipLocked)
            """
        ).map { try $0.text("id") }
        let erased = try tx.letters.deleteOwners(
            .rsvp, where: "state = 'pending' AND asked_at < \(limit) AND guest_id IN \(list: guests)"
        )
        let isForgotten: SQL = """
            id IN \(list: guests) AND NOT EXISTS (SELECT 1 FROM rsvps WHERE rsvps.guest_id = guests.id)
            """
        try tx.suppressions.forget(ofGuestsWhere: isForgotten)
        try tx.execute("DELETE FROM guests WHERE \(isForgotten)")
        return erased
    }

    func hasPending(askedBefore limit: Date) throws -> Bool {
        try tx.row("SELECT 1 AS one FROM rsvps WHERE state = 'pending' AND asked_at < \(limit) LIMIT 1") != nil
    }
}

extension RSVP {
    /// The name of a state in the database.
    enum StateName: String, Sendable {
        case pending
        case going
        case waiting
        case cancelled

        /// The name as a literal, for a condition. If the name is bound, SQLite prepares the statement again at each
        /// use, to see whether one of the indexes on a single state fits now.
        fileprivate var literal: SQL { "'\(SQL(stringLiteral: rawValue))'" }
    }

    fileprivate func record(askedAt: Date) -> SQLRecord {
        let record: SQLRecord = [
            "id": id.text,
            "meetup_id": meetup.text,
            "guest_id": guest.text,
            "name": name,
            "language": language.code,
            "created_at": createdAt,
            "asked_at": askedAt,
            "changed_at": askedAt,
        ]
        return record.adding(wordsRecord).adding(placeRecord)
    }

    /// What the guest said.
    fileprivate var wordsRecord: SQLRecord {
        [
            "answer": words.answer,
            "remark": words.remark,
            "question": words.question,
            "accepts_fewer": acceptsFewer,
        ]
    }

    /// For how many there is a place or a turn. Only who waits has a turn.
    fileprivate var placeRecord: SQLRecord {
        let turn = state == .waiting ? self.turn : .inOrder
        let (isFirst, isUnresponsive) = (turn != .inOrder, turn == .unresponsive)
        return [
            "companions": companions,
            "state": state.name.rawValue,
            "going_since": state.goingSince,
            "arrival": arrival,
            "is_first": isFirst,
            "is_unresponsive": isUnresponsive,
            "calendar_shift": calendarShift,
        ]
    }

    /// The assignments for one more revision. `changed_at` grows even if the clock stands still.
    fileprivate static func revised(at now: Date) -> SQL {
        """
        revision_number = rsvps.revision_number + 1,
        changed_at = CASE WHEN rsvps.changed_at < \(now) THEN \(now) ELSE rsvps.changed_at + 1 END
        """
    }

    init(row: SQLRow) throws {
        guard let id = ID(parsing: try row.text("id")), let meetup = Meetup.ID(parsing: try row.text("meetup_id")),
            let guest = Guest.ID(parsing: try row.text("guest_id"))
        else { throw StoreError.unreadable(column: "rsvps.id") }
        self.init(
            id: id, meetup: meetup, guest: guest, name: try row.text("name"),
            companions: try row.integer("companions"), state: try State(row: row), arrival: try row.integer("arrival"),
            language: try Language(parsing: row.text("language")), createdAt: try row.instant("created_at")
        )
        words = GuestWords(
            answer: try row.text("answer"), remark: try row.text("remark"), question: try row.text("question")
        )
        calendarShift = try row.integer("calendar_shift")
        acceptsFewer = try row.flag("accepts_fewer")
        turn = try row.flag("is_unresponsive") ? .unresponsive : try row.flag("is_first") ? .first : .inOrder
    }
}

extension RSVP.State {
    var name: RSVP.StateName {
        switch self {
        case .pending: .pending
        case .going: .going
        case .waiting: .waiting
        case .cancelled: .cancelled
        }
    }

    fileprivate var goingSince: Date? {
        if case .going(let since) = self { since } else { nil }
    }

    fileprivate init(row: SQLRow) throws {
        switch RSVP.StateName(rawValue: try row.text("state")) {
        case .pending: self = .pending
        case .going: self = .going(since: try row.instant("going_since"))
        case .waiting: self = .waiting
        case .cancelled: self = .cancelled
        case nil: throw StoreError.unreadable(column: "rsvps.state")
        }
    }
}
