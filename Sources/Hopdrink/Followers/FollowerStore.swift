import Domain
import Foundation
import Storage

struct FollowerStore {
    let tx: Transaction

    func find(_ id: Follower.ID) throws -> Follower? {
        try tx.row("SELECT * FROM followers WHERE id = \(id.text)").map(Follower.init(row:))
    }

    /// Returns the city's follower with this address and inserts one if there is none. A follower who had stopped
    /// becomes pending again; one who follows stays as they are. The language changes only when they confirm, to that
    /// of the link. Lifts the suppression of an address that bounced, because somebody asks for email again.
    func findOrInsert(_ address: EmailAddress, of city: Slug, in language: Language) throws -> Follower {
        let fresh = Follower(
            id: .new(at: tx.now), city: city, address: address, language: language, state: .pending,
            notifiedUntil: Date(timeIntervalSince1970: 0)
        )
        let record = fresh.record(since: tx.now)
        let row = try tx.row(
            """
            INSERT INTO followers (\(record.columns)) VALUES (\(record.values))
            ON CONFLICT (city_slug, folded_address) DO UPDATE SET
                state_since = CASE WHEN followers.state = 'following' THEN followers.state_since
                    ELSE excluded.state_since END,
                state = CASE WHEN followers.state = 'following' THEN 'following' ELSE 'pending' END
            RETURNING *
            """
        )
        guard let row else { throw StoreError.missing(table: "followers") }
        try tx.suppressions.lift(of: address)
        return try Follower(row: row)
    }

    /// Returns whether there is such a follower. A follower who is already in the state stays as they are.
    @discardableResult
    func move(_ id: Follower.ID, to state: Follower.State) throws -> Bool {
        try tx.execute(
            """
            UPDATE followers SET state = \(state.rawValue),
                state_since = CASE WHEN state = \(state.rawValue) THEN state_since ELSE CAST(\(tx.now) AS BIGINT) END
            WHERE id = \(id.text)
            """
        ) == 1
    }

    /// Makes somebody a follower who pressed the button, and emails them in this language from now on. Returns whether
    /// there is such a follower.
    func follow(_ id: Follower.ID, in language: Language) throws -> Bool {
        try tx.execute(
            """
            UPDATE followers SET language = \(language.code) WHERE id = \(id.text) AND state <> 'following'
            """
        )
        return try move(id, to: .following)
    }

    /// Returns how many emails asked a follower to confirm since `limit`.
    func confirmRequests(to id: Follower.ID, since limit: Date) throws -> Int {
        let row = try tx.row(
            """
            SELECT count(*) AS letters FROM letters
            WHERE owner_kind = 'follower' AND owner_id = \(id.text) AND kind = 'follow' AND created_at > \(limit)
            """
        )
        return try row?.integer("letters") ?? 0
    }

    /// Returns the city's followers who were last notified before `limit`. Skips rows that another daemon has locked.
    func all(of city: Slug, notifiedBefore limit: Date, maximum: Int) throws -> [Follower] {
        try tx.rows(
            """
            SELECT * FROM followers
            WHERE city_slug = \(city.text) AND state = 'following' AND notified_until < \(limit)
            ORDER BY notified_until, id LIMIT \(maximum) \(tx.dialect.forUpdate) \(tx.dialect.skipLocked)
            """
        ).map(Follower.init(row:))
    }

    func hasAny(of city: Slug, notifiedBefore limit: Date) throws -> Bool {
        try tx.row(
            """
            SELECT 1 AS one FROM followers
            WHERE city_slug = \(city.text) AND state = 'following' AND notified_until < \(limit) LIMIT 1
            """
        ) != nil
    }

    func markNotified(_ id: Follower.ID, until now: Date) throws {
        try tx.execute("UPDATE followers SET notified_until = \(now) WHERE id = \(id.text)")
    }

    /// Erases these followers with their emails. Returns their number.
    func erase(_ left: LeftFollowers) throws -> Int {
        try tx.letters.deleteOwners(.follower, where: left.condition)
    }

    func has(_ left: LeftFollowers) throws -> Bool {
        try tx.row("SELECT 1 AS one FROM followers WHERE \(left.condition) LIMIT 1") != nil
    }
}

extension Transaction {
    var followers: FollowerStore { FollowerStore(tx: self) }
}

/// Followers who never confirmed or who stopped, both some time ago.
struct LeftFollowers: Sendable {
    let pendingSince: Date
    let stoppedSince: Date

    fileprivate var condition: SQL {
        """
        state <> 'following' AND state_since < \(max(pendingSince, stoppedSince))
            AND state_since < CASE WHEN state = 'pending' THEN CAST(\(pendingSince) AS BIGINT)
                ELSE CAST(\(stoppedSince) AS BIGINT) END
        """
    }
}

extension Follower {
    /// `since` is when the follower came into the state.
    fileprivate func record(since: Date) -> SQLRecord {
        [
            "id": id.text,
            "city_slug": city.text,
            "address": address.text,
            "folded_address": address.folded,
            "language": language.code,
            "state": state.rawValue,
            "notified_until": notifiedUntil,
            "state_since": since,
        ]
    }

    init(row: SQLRow) throws {
        guard let id = ID(parsing: try row.text("id")), let state = State(rawValue: try row.text("state")) else {
            throw StoreError.unreadable(column: "followers.id")
        }
        self.init(
            id: id, city: try Slug(parsing: row.text("city_slug")),
            address: try EmailAddress(parsing: row.text("address")),
            language: try Language(parsing: row.text("language")), state: state,
            notifiedUntil: try row.instant("notified_until")
        )
    }
}
