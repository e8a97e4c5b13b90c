import Domain
import Foundation
import Storage

struct CityRequestStore {
    let tx: Transaction

    func find(_ id: CityRequest.ID) throws -> CityRequest? {
        try tx.row("SELECT * FROM city_requests WHERE id = \(id.text)").map(CityRequest.init(row:))
    }

    /// Returns this address's request for this city and inserts one if there is none. An existing request keeps its
    /// content: the new content counts once it is confirmed. Somebody who was told that the city exists may request it
    /// again. Lifts the suppression of an address that bounced, because somebody asks for email again.
    func findOrInsert(_ draft: CityRequestDraft, in language: Language) throws -> CityRequest {
        let record = CityRequest(id: .new(at: tx.now), draft: draft, language: language, state: .pending, since: tx.now)
            .record
        let row = try tx.row(
            """
            INSERT INTO city_requests (\(record.columns)) VALUES (\(record.values))
            ON CONFLICT (folded_city, folded_address) DO UPDATE SET
                state_since = CASE WHEN city_requests.state = 'confirmed' THEN city_requests.state_since
                    ELSE excluded.state_since END,
                state = CASE WHEN city_requests.state = 'confirmed' THEN 'confirmed' ELSE 'pending' END
            RETURNING *
            """
        )
        guard let row else { throw StoreError.missing(table: "city_requests") }
        try tx.suppressions.lift(of: draft.address)
        return try CityRequest(row: row)
    }

    /// Saves what an email about the request asks to confirm.
    func insert(_ ask: Ask.ID, about cityRequest: CityRequest) throws {
        let asked: SQLRecord = ["id": ask.text, "city_request_id": cityRequest.id.text, "asked_at": tx.now]
        let record = asked.adding(cityRequest.wordsRecord)
        try tx.execute("INSERT INTO city_request_asks (\(record.columns)) VALUES (\(record.values))")
    }

    /// Returns the request as an email asks to confirm it; nil if that ask is gone.
    func find(_ cityRequest: CityRequest, askedBy ask: Ask.ID) throws -> CityRequest? {
        try tx.row(
            "SELECT * FROM city_request_asks WHERE id = \(ask.text) AND city_request_id = \(cityRequest.id.text)"
        )
        .map { row in
            let draft = CityRequestDraft(
                city: try CityName(parsing: row.text("city_name")), address: cityRequest.address,
                weekdays: Weekday.all(in: try row.text("weekdays"))
            )
            return cityRequest.saying(draft, in: try Language(parsing: row.text("language")))
        }
    }

    /// Returns all unconfirmed asks of a request.
    func asks(about cityRequest: CityRequest) throws -> [CityRequest] {
        try tx.rows(
            "SELECT id FROM city_request_asks WHERE city_request_id = \(cityRequest.id.text) ORDER BY asked_at, id"
        ).compactMap { row in
            try Ask.ID(parsing: row.text("id")).flatMap { try self.find(cityRequest, askedBy: $0) }
        }.map { CityRequest(id: $0.id, draft: $0.draft, language: $0.language, state: .pending, since: $0.since) }
    }

    /// Confirms the request with the content of the ask. A request that is already confirmed or fulfilled stays as it
    /// is.
    func confirm(_ asked: CityRequest) throws {
        let count = try tx.execute(
            """
            UPDATE city_requests SET state = 'confirmed', state_since = \(tx.now), \(asked.wordsRecord.assignments)
            WHERE id = \(asked.id.text) AND state = 'pending'
            """
        )
        tx.note(.cityRequests)
        if count == 1 { try tx.execute("DELETE FROM city_request_asks WHERE city_request_id = \(asked.id.text)") }
    }

    /// Deletes the request with its emails.
    func withdraw(_ id: CityRequest.ID) throws {
        tx.note(.cityRequests)
        try tx.letters.deleteOwners(.cityRequest, where: "id = \(id.text)")
    }

    /// Returns how many people request each city, the most requested first. Leaves out cities with fewer than
    /// `minimum`.
    func requestedCities(minimum: Int, without known: [String], maximum: Int = 1000) throws -> [CityRequestCount] {
        try tx.rows(
            """
            SELECT f.city_name, f.folded_city, a.people FROM (
                SELECT folded_city, count(*) AS people, min(id) AS first_id FROM city_requests
                WHERE state = 'confirmed' AND folded_city NOT IN \(list: known)
                GROUP BY folded_city HAVING count(*) >= \(minimum)) a JOIN city_requests f ON f.id = a.first_id
            ORDER BY a.people DESC, f.folded_city LIMIT \(maximum)
            """
        ).map { row in
            CityRequestCount(
                name: try row.text("city_name"), folded: try row.text("folded_city"), people: try row.integer("people")
            )
        }
    }

    /// Returns nil if nobody requests the city.
    func requestedCity(_ folded: String) throws -> RequestedCity? {
        RequestedCity(
            try tx.rows(
                "SELECT * FROM city_requests WHERE folded_city = \(folded) AND state = 'confirmed' ORDER BY id LIMIT 10000"
            ).map(CityRequest.init(row:))
        )
    }

    /// Records that administrators are told about the city. Returns true only for the first caller.
    func markAnnounced(_ folded: String) throws -> Bool {
        try tx.execute(
            """
            INSERT INTO requested_cities (folded_city, told_at) VALUES (\(folded), \(tx.now))
            ON CONFLICT (folded_city) DO NOTHING
            """
        ) == 1
    }

    func announcedCities() throws -> Set<String> {
        Set(try tx.rows("SELECT folded_city FROM requested_cities").map { try $0.text("folded_city") })
    }

    /// Returns the cities, in their folded form, with a confirmed request.
    func foldedCities() throws -> Set<String> {
        let rows = try tx.rows("SELECT DISTINCT folded_city FROM city_requests WHERE state = 'confirmed'")
        return Set(try rows.map { try $0.text("folded_city") })
    }

    /// Marks requests for the city as fulfilled and returns them. Skips rows that another daemon has locked.
    func fulfil(for folded: String, maximum: Int) throws -> [CityRequest] {
        let ids = try tx.rows(
            """
            SELECT id FROM city_requests WHERE folded_city = \(folded) AND state = 'confirmed'
            ORDER BY id LIMIT \(maximum) \(tx.dialect.forUpdate) \(tx.dialect.skipLocked)
            """
        ).map { try $0.text("id") }
        tx.note(.cityRequests)
        return try tx.rows(
            "UPDATE city_requests SET state = 'done', state_since = \(tx.now) WHERE id IN \(list: ids) RETURNING *"
        ).map(CityRequest.init(row:))
    }

    /// Erases abandoned requests with their emails. Returns the number of requests.
    func erase(_ left: AbandonedCityRequests) throws -> Int {
        let erased = try tx.letters.deleteOwners(.cityRequest, where: left.condition)
        try tx.execute("DELETE FROM city_request_asks WHERE asked_at < \(left.pendingSince)")
        tx.note(.cityRequests)
        try tx.execute(
            """
            DELETE FROM requested_cities
            WHERE folded_city NOT IN (SELECT folded_city FROM city_requests WHERE state = 'confirmed')
            """
        )
        return erased
    }

    func has(_ left: AbandonedCityRequests) throws -> Bool {
        try tx.row(
            """
            SELECT 1 AS one FROM city_requests WHERE \(left.condition)
            UNION ALL SELECT 1 AS one FROM city_request_asks WHERE asked_at < \(left.pendingSince) LIMIT 1
            """
        ) != nil
    }
}

extension Transaction {
    var cityRequests: CityRequestStore { CityRequestStore(tx: self) }
}

/// The number of people who request one city.
struct CityRequestCount: Equatable, Sendable {
    /// The name as it was written first.
    let name: String
    let folded: String
    let people: Int
}

/// Requests that were never confirmed, that were fulfilled some time ago, or that nobody fulfilled for years.
struct AbandonedCityRequests: Sendable {
    let pendingSince: Date
    let doneSince: Date
    let confirmedSince: Date

    fileprivate var condition: SQL {
        """
        state_since < \(max(pendingSince, doneSince))
            AND ((state = 'pending' AND state_since < \(pendingSince)) OR (state = 'done' AND state_since < \(doneSince))
                OR (state = 'confirmed' AND state_since < \(confirmedSince)))
        """
    }
}

extension CityRequest {
    fileprivate var record: SQLRecord {
        let record: SQLRecord = [
            "id": id.text,
            "folded_city": city.folded,
            "address": address.text,
            "folded_address": address.folded,
            "state": state.rawValue,
            "state_since": since,
        ]
        return record.adding(wordsRecord)
    }

    /// What was written into the form: columns of the city request, and of the request that an email asks to confirm.
    fileprivate var wordsRecord: SQLRecord {
        ["city_name": city.text, "weekdays": Weekday.text(of: weekdays), "language": language.code]
    }

    init(row: SQLRow) throws {
        guard let id = ID(parsing: try row.text("id")), let state = State(rawValue: try row.text("state")) else {
            throw StoreError.unreadable(column: "city_requests.id")
        }
        let draft = CityRequestDraft(
            city: try CityName(parsing: row.text("city_name")), address: try EmailAddress(parsing: row.text("address")),
            weekdays: Weekday.all(in: try row.text("weekdays"))
        )
        self.init(
            id: id, draft: draft, language: try Language(parsing: row.text("language")), state: state,
            since: try row.instant("state_since")
        )
    }
}
