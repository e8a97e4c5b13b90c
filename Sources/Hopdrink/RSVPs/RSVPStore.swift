import Domain
import Foundation
import Storage

extension Transaction {
    func rsvp(_ id: RSVP.ID) throws -> RSVP? {
        try row("SELECT * FROM rsvps WHERE id = \(id.text)").map(RSVP.init(row:))
    }

    func rsvp(of guest: Guest.ID, to meetup: Meetup.ID) throws -> RSVP? {
        try row("SELECT * FROM rsvps WHERE meetup_id = \(meetup.text) AND guest_id = \(guest.text)")
            .map(RSVP.init(row:))
    }

    func rsvps(to meetup: Meetup.ID, in state: RSVP.StateName) throws -> [RSVP] {
        try rows(
            "SELECT * FROM rsvps WHERE meetup_id = \(meetup.text) AND state = \(state.literal) ORDER BY arrival"
        ).map(RSVP.init(row:))
    }

    /// How many people's places are taken or held. `rsvp`, who asks, is not counted.
    func occupancy(of meetup: Meetup, without rsvp: RSVP.ID? = nil, at now: Date) throws -> Occupancy {
        let row = try row(
            """
            SELECT CAST(coalesce(sum(1 + companions), 0) AS BIGINT) AS taken, (
                SELECT count(*) FROM rsvps WHERE meetup_id = \(meetup.id.text) AND state = 'waiting'
                    AND is_silent = 0 AND id <> \(rsvp?.text ?? "")) AS waiting
            FROM rsvps
            WHERE meetup_id = \(meetup.id.text) AND id <> \(rsvp?.text ?? "")
                AND (state = 'going' OR (state = 'pending' AND held_place = 'seat' AND held_until >= \(now)))
            """
        )
        let waiting = try row?.integer("waiting") ?? 0
        return Occupancy(
            capacity: meetup.terms.capacity, taken: try row?.integer("taken") ?? 0,
            isAwaited: WaitingList.bars(newcomersTo: meetup, waiting: waiting, at: now)
        )
    }

    /// The place in the order of arrival of whoever comes next. Hold the meetup's row first.
    func nextArrival(at meetup: Meetup.ID) throws -> Int {
        let row = try row("SELECT max(arrival) AS latest FROM rsvps WHERE meetup_id = \(meetup.text)")
        return (try row?.optionalInteger("latest") ?? 0) + 1
    }

    /// Where the RSVP stands on the waiting list; nil when it does not wait.
    func waitingPlace(of rsvp: RSVP, at meetup: Meetup, at now: Date) throws -> WaitingPlace? {
        guard rsvp.state == .waiting else { return nil }
        let waiting = try rsvps(to: meetup.id, in: .waiting)
        return WaitingList.place(
            of: rsvp, among: waiting, at: meetup, in: try occupancy(of: meetup, at: now), at: now
        )
    }

    /// Inserts the RSVP, or changes everything but its id, meetup and guest. `askedAt` is when the guest last asked.
    func save(_ rsvp: RSVP, askedAt: Date) throws {
        // What nobody confirmed yet is shown to nobody.
        if !rsvp.state.isPending { note(.meetup(rsvp.meetup)) }
        try execute(
            """
            INSERT INTO rsvps (id, meetup_id, guest_id, name, language, companions, state, held_place, held_until,
                going_since, arrival, created_at, asked_at, changed_at, answer, remark, question, accepts_fewer)
            VALUES (\(rsvp.id.text), \(rsvp.meetup.text), \(rsvp.guest.text), \(rsvp.name), \(rsvp.language.code),
                \(rsvp.companions), \(rsvp.state.name.rawValue), \(rsvp.state.hold?.place.rawValue),
                \(rsvp.state.hold?.until), \(rsvp.state.goingSince), \(rsvp.arrival), \(rsvp.createdAt), \(askedAt), \(askedAt),
                \(rsvp.words.answer), \(rsvp.words.remark), \(rsvp.words.question), \(rsvp.acceptsFewer))
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, language = excluded.language,
                companions = excluded.companions, state = excluded.state, held_place = excluded.held_place,
                held_until = excluded.held_until, going_since = excluded.going_since, arrival = excluded.arrival,
                asked_at = excluded.asked_at, answer = excluded.answer, remark = excluded.remark,
                question = excluded.question, accepts_fewer = excluded.accepts_fewer, is_first = 0, is_silent = 0,
                \(RSVP.revised(at: askedAt))
            """
        )
    }

    /// Changes the RSVP and leaves alone what the guest said and when they last asked.
    func update(_ rsvp: RSVP, at now: Date) throws {
        note(.meetup(rsvp.meetup))
        try execute(
            """
            UPDATE rsvps SET companions = \(rsvp.companions), state = \(rsvp.state.name.rawValue),
                held_place = \(rsvp.state.hold?.place.rawValue), held_until = \(rsvp.state.hold?.until),
                going_since = \(rsvp.state.goingSince), arrival = \(rsvp.arrival),
                is_first = \(rsvp.standing != .inOrder), is_silent = \(rsvp.standing == .silent),
                calendar_shift = \(rsvp.calendarShift),
                \(RSVP.revised(at: now))
            WHERE id = \(rsvp.id.text)
            """
        )
    }
}

extension Transaction {
    /// Writes down what the guest said; no calendar shows it.
    func saveWords(of rsvp: RSVP) throws {
        try execute(
            """
            UPDATE rsvps SET answer = \(rsvp.words.answer), remark = \(rsvp.words.remark),
                question = \(rsvp.words.question), accepts_fewer = \(rsvp.acceptsFewer)
            WHERE id = \(rsvp.id.text)
            """
        )
    }

    /// Meetups to come where somebody waits: places may have become free because a hold ran out.
    func meetupsWithWaiting(at now: Date) throws -> [Meetup.ID] {
        try rows(
            """
            SELECT id FROM meetups WHERE state = 'scheduled' AND starts_at > \(now)
                AND id IN (SELECT meetup_id FROM rsvps WHERE state = 'waiting')
            """
        ).compactMap { Meetup.ID(parsing: try $0.text("id")) }
    }

    /// Erases answers that nobody confirmed, with their letters and tokens, and guests of whom nothing is left.
    /// Guests who are just being written to are left for later. Returns how many answers it erased.
    func erasePending(askedBefore limit: Date) throws -> Int {
        let guests = try rows(
            """
            SELECT id FROM guests
            WHERE id IN (SELECT guest_id FROM rsvps WHERE state = 'pending' AND asked_at < \(limit) LIMIT 1000)
            ORDER BY id \(dialect.forUpdate) \(dialect.skipLocked)
            """
        ).map { try $0.text("id") }
        let erased = try execute(
            """
            DELETE FROM rsvps WHERE state = 'pending' AND asked_at < \(limit) AND guest_id IN \(list: guests)
            """
        )
        let isForgotten: SQL = """
            id IN \(list: guests) AND NOT EXISTS (SELECT 1 FROM rsvps WHERE rsvps.guest_id = guests.id)
            """
        try forgetSuppressions(ofGuestsWhere: isForgotten)
        try execute("DELETE FROM guests WHERE \(isForgotten)")
        return erased
    }

    func hasPending(askedBefore limit: Date) throws -> Bool {
        try row("SELECT 1 AS one FROM rsvps WHERE state = 'pending' AND asked_at < \(limit) LIMIT 1") != nil
    }
}

extension RSVP {
    /// A state's word in the database.
    enum StateName: String, Sendable {
        case pending
        case going
        case waiting
        case cancelled

        /// For a condition: when the word is bound, SQLite prepares the statement again at each use, to see whether
        /// one of the indexes on a single state fits now.
        fileprivate var literal: SQL { "'\(SQL(stringLiteral: rawValue))'" }
    }

    /// One more revision; its time grows although the clock stands.
    fileprivate static func revised(at now: Date) -> SQL {
        """
        revision_number = rsvps.revision_number + 1,
        changed_at = CASE WHEN rsvps.changed_at < \(now) THEN \(now) ELSE rsvps.changed_at + 1 END
        """
    }

    /// Only who waits has a turn.
    fileprivate var standing: Turn { state == .waiting ? turn : .inOrder }

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
        turn = try row.flag("is_silent") ? .silent : try row.flag("is_first") ? .first : .inOrder
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

    fileprivate var hold: RSVP.Hold? {
        if case .pending(let hold) = self { hold } else { nil }
    }

    fileprivate var goingSince: Date? {
        if case .going(let since) = self { since } else { nil }
    }

    fileprivate init(row: SQLRow) throws {
        switch RSVP.StateName(rawValue: try row.text("state")) {
        case .pending:
            let place = RSVP.Place(rawValue: try row.text("held_place")) ?? .line
            self = .pending(RSVP.Hold(place: place, until: try row.instant("held_until")))
        case .going: self = .going(since: try row.instant("going_since"))
        case .waiting: self = .waiting
        case .cancelled: self = .cancelled
        case nil: throw StoreError.unreadable(column: "rsvps.state")
        }
    }
}
