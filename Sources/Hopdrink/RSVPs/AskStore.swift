import Domain
import Foundation
import Storage

struct AskStore {
    let tx: Transaction

    func find(_ id: Ask.ID) throws -> Ask? {
        try tx.row("SELECT * FROM asks WHERE id = \(id.text)").map(Ask.init(row:))
    }

    /// Returns the undecided asks under one guest's address, in order of arrival.
    func all(about rsvp: RSVP.ID) throws -> [Ask] {
        try tx.rows("SELECT * FROM asks WHERE rsvp_id = \(rsvp.text) ORDER BY arrival").map(Ask.init(row:))
    }

    /// Returns how many seats are reserved for unconfirmed RSVPs. Lock the meetup's row first.
    func reservedSeats(at meetup: Meetup.ID, client: String) throws -> ReservedSeats {
        let row = try tx.row(
            """
            SELECT CAST(coalesce(sum(people), 0) AS BIGINT) AS in_all,
                CAST(coalesce(sum(CASE WHEN client = \(client) THEN people ELSE 0 END), 0) AS BIGINT) AS for_client
            FROM asks WHERE meetup_id = \(meetup.text) AND place = 'seat' AND reserved_until >= \(tx.now)
            """
        )
        return ReservedSeats(
            inAll: try row?.integer("in_all") ?? 0, forClient: try row?.integer("for_client") ?? 0
        )
    }

    /// Inserts an ask; `client` says where it came from.
    func insert(_ ask: Ask, from client: String) throws {
        let record = ask.record(from: client)
        try tx.execute("INSERT INTO asks (\(record.columns)) VALUES (\(record.values))")
    }

    /// Returns how many emails asked the guest to confirm an RSVP: in all, and from one client. It counts those since
    /// the last confirmation, and within the time after which such asks are erased.
    func confirmRequests(about rsvp: RSVP.ID, from client: String) throws -> (inAll: Int, fromClient: Int) {
        let row = try tx.row(
            """
            SELECT count(*) AS in_all,
                CAST(coalesce(sum(CASE WHEN client = \(client) THEN 1 ELSE 0 END), 0) AS BIGINT) AS from_client
            FROM asks WHERE rsvp_id = \(rsvp.text) AND name IS NOT NULL
            """
        )
        return (try row?.integer("in_all") ?? 0, try row?.integer("from_client") ?? 0)
    }

    /// Releases the reservations under one guest's address. The asks can still be confirmed.
    func release(about rsvp: RSVP.ID) throws {
        try tx.execute("UPDATE asks SET place = 'open' WHERE rsvp_id = \(rsvp.text)")
    }

    /// Erases all asks under one guest's address.
    func erase(about rsvp: RSVP.ID) throws {
        try tx.execute("DELETE FROM asks WHERE rsvp_id = \(rsvp.text)")
    }

    /// Returns the ask that the guest confirmed last.
    func confirmed(of rsvp: RSVP.ID) throws -> Ask.ID? {
        try tx.row("SELECT ask_id FROM rsvps WHERE id = \(rsvp.text)")?.optionalText("ask_id").flatMap(
            Ask.ID.init(parsing:))
    }

    func markConfirmed(_ ask: Ask.ID, of rsvp: RSVP.ID) throws {
        try tx.execute("UPDATE rsvps SET ask_id = \(ask.text) WHERE id = \(rsvp.text)")
    }

    /// Erases the asks from before `limit`, which nobody confirmed in time, and the expired reservations of asks that
    /// nobody can confirm. Returns the number of erased asks.
    func erase(askedBefore limit: Date) throws -> Int {
        try tx.execute("DELETE FROM asks WHERE \(Ask.isLeft(askedBefore: limit, at: tx.now))")
    }

    func hasLeft(askedBefore limit: Date) throws -> Bool {
        try tx.row(
            """
            SELECT 1 AS one FROM asks WHERE asked_at < \(limit)
            UNION ALL SELECT 1 AS one FROM asks WHERE name IS NULL AND reserved_until < \(tx.now) LIMIT 1
            """
        ) != nil
    }
}

extension Transaction {
    var asks: AskStore { AskStore(tx: self) }
}

extension Ask {
    fileprivate static func isLeft(askedBefore limit: Date, at now: Date) -> SQL {
        "asked_at < \(limit) OR (name IS NULL AND reserved_until < \(now))"
    }

    fileprivate func record(from client: String) -> SQLRecord {
        [
            "id": id.text,
            "meetup_id": meetup.text,
            "rsvp_id": rsvp?.text,
            "name": content?.name,
            "language": content?.language.code,
            "companions": content?.companions,
            "answer": content?.words.answer,
            "remark": content?.words.remark,
            "question": content?.words.question,
            "accepts_fewer": content?.acceptsFewer,
            "people": people,
            "place": reservation.place.rawValue,
            "reserved_until": reservation.until,
            "client": client,
            "arrival": arrival,
            "asked_at": askedAt,
        ]
    }

    init(row: SQLRow) throws {
        guard let id = ID(parsing: try row.text("id")), let meetup = Meetup.ID(parsing: try row.text("meetup_id")),
            let place = Place(rawValue: try row.text("place"))
        else { throw StoreError.unreadable(column: "asks.id") }
        self.init(
            id: id, meetup: meetup, rsvp: try row.optionalText("rsvp_id").flatMap(RSVP.ID.init(parsing:)),
            content: try Content(row: row), people: try row.integer("people"),
            reservation: Reservation(place: place, until: try row.instant("reserved_until")),
            arrival: try row.integer("arrival"),
            askedAt: try row.instant("asked_at")
        )
    }
}

extension Ask.Content {
    fileprivate init?(row: SQLRow) throws {
        guard let name = try row.optionalText("name") else { return nil }
        let words = GuestWords(
            answer: try row.text("answer"), remark: try row.text("remark"), question: try row.text("question")
        )
        self.init(
            name: name, companions: try row.integer("companions"), words: words,
            acceptsFewer: try row.flag("accepts_fewer"), language: try Language(parsing: row.text("language"))
        )
    }
}
