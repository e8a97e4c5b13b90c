import Domain
import Foundation
import Storage

/// A person's role in the network, from the configuration or an organiser.
struct OrganiserRole: Equatable, Sendable {
    let isHost: Bool
    /// The city that they represent, or the series or meetup that they host.
    let of: String

    var name: String { isHost ? "host" : "representative" }
}

struct PersonalDataStore {
    let tx: Transaction

    /// Returns the kind, state and times of every letter to the address, oldest first.
    func lettersEver(to address: EmailAddress) throws -> [SQLRow] {
        let columns: SQL = "l.id, l.kind, l.state, l.created_at, l.settled_at"
        return try tx.rows(
            """
            SELECT \(columns) FROM guests g JOIN rsvps r ON r.guest_id = g.id
                JOIN letters l ON l.owner_kind = 'rsvp' AND l.owner_id = r.id
            WHERE g.folded_address = \(address.folded)
            UNION ALL SELECT \(columns) FROM followers f
                JOIN letters l ON l.owner_kind = 'follower' AND l.owner_id = f.id
            WHERE f.folded_address = \(address.folded)
            UNION ALL SELECT \(columns) FROM letters l WHERE l.folded_recipient = \(address.folded)
            ORDER BY id
            """
        )
    }

    func roles(of address: EmailAddress) throws -> [OrganiserRole] {
        let cities = try tx.rows("SELECT name FROM cities WHERE \(address.isContact("representative")) ORDER BY slug")
        let series = try tx.rows(
            """
            SELECT title FROM series WHERE ended_at IS NULL AND \(address.isContact("hosts"))
            UNION SELECT title FROM meetups WHERE slug IS NOT NULL AND \(address.isContact("hosts")) ORDER BY title
            """
        )
        return try cities.map { OrganiserRole(isHost: false, of: try $0.text("name")) }
            + series.map { OrganiserRole(isHost: true, of: try $0.text("title")) }
    }

    /// Returns the address as it was first written, if it has any personal data; nil otherwise.
    func knownAddress(_ address: EmailAddress) throws -> EmailAddress? {
        let known = try tx.row(
            """
            SELECT address FROM guests WHERE folded_address = \(address.folded)
            UNION ALL SELECT address FROM followers WHERE folded_address = \(address.folded)
            UNION ALL SELECT address FROM city_requests WHERE folded_address = \(address.folded)
            """
        )
        if let text = try known?.text("address") { return try EmailAddress(parsing: text) }
        return try gather(of: address).isEmpty ? nil : address
    }
}

extension Transaction {
    var personalData: PersonalDataStore { PersonalDataStore(tx: self) }
}

extension EmailAddress {
    /// For a condition: the address is one of those in a column of contacts, `Ada <ada@example.org>`, as the
    /// configuration writes them.
    fileprivate func isContact(_ column: SQL) -> SQL {
        let escaped = folded.unicodeScalars.map { ["%", "_", "\\"].contains($0) ? "\\\($0)" : "\($0)" }.joined()
        let pattern = "%<\(escaped)>%"
        return "lower(\(column)) LIKE \(pattern) ESCAPE '\\'"
    }
}

// MARK: - Requests for personal data, and the links in their emails

/// A request for the personal data of an address.
struct PersonalDataRequest: Sendable {
    let person: Correspondent
}

/// The access that a link to personal data gives.
enum PersonalDataAccess: Equatable, Sendable {
    /// The time for which a link is valid, in seconds.
    static let lifetime: TimeInterval = 3600

    case granted(EmailAddress)
    /// The link was just used to erase everything.
    case erased
}

extension PersonalDataStore {
    /// Saves a request. A known address takes as much work as any other.
    func request(of address: EmailAddress, in language: Language) throws {
        let record: SQLRecord = [
            "folded_address": address.folded,
            "address": address.text,
            "language": language.code,
            "asked_at": tx.now,
        ]
        try tx.execute(
            """
            INSERT INTO personal_data_requests (\(record.columns)) VALUES (\(record.values))
            \(record.upsert(on: "folded_address", keeping: ["address"]))
            """
        )
    }

    func hasRequests() throws -> Bool {
        try tx.row("SELECT 1 AS one FROM personal_data_requests LIMIT 1") != nil
    }

    /// Takes the oldest requests that no other daemon is about to take.
    func takeRequests(maximum: Int) throws -> [PersonalDataRequest] {
        let keys = try tx.rows(
            """
            SELECT folded_address FROM personal_data_requests
            ORDER BY asked_at, folded_address LIMIT \(maximum) \(tx.dialect.forUpdate) \(tx.dialect.skipLocked)
            """
        ).map { try $0.text("folded_address") }
        return try tx.rows(
            "DELETE FROM personal_data_requests WHERE folded_address IN \(list: keys) RETURNING address, language"
        ).map { row in
            let language = try Language(parsing: row.text("language"))
            return PersonalDataRequest(
                person: Correspondent(address: try EmailAddress(parsing: row.text("address")), language: language)
            )
        }
    }

    func save(_ token: Token, opening address: EmailAddress, until expiry: Date) throws {
        try tx.execute(
            """
            INSERT INTO personal_data_tokens (hash, folded_address, expires_at)
            VALUES (\(token.hash), \(address.folded), \(expiry)) ON CONFLICT (hash) DO NOTHING
            """
        )
    }

    /// Returns nil if the token opens nothing, or has expired.
    func access(openedBy token: Token) throws -> PersonalDataAccess? {
        try tx.row(
            "SELECT folded_address FROM personal_data_tokens WHERE hash = \(token.hash) AND expires_at > \(tx.now)"
        )
        .map {
            let address = try $0.text("folded_address")
            return address.isEmpty ? .erased : .granted(try EmailAddress(parsing: address))
        }
    }

    /// Marks the token as used; it opens nothing else any more.
    func use(up token: Token) throws {
        try tx.execute("UPDATE personal_data_tokens SET folded_address = '' WHERE hash = \(token.hash)")
    }

    /// Deletes expired links, and emails to a `person` that were settled long ago.
    func eraseLinks(expiredBy now: Date, lettersSettledBefore limit: Date) throws -> Int {
        try tx.execute("DELETE FROM personal_data_tokens WHERE expires_at <= \(now)")
            + tx.execute("DELETE FROM letters WHERE language IS NOT NULL AND settled_at < \(limit)")
    }

    func hasLinks(expiredBy now: Date, lettersSettledBefore limit: Date) throws -> Bool {
        try tx.row(
            """
            SELECT 1 AS one FROM personal_data_tokens WHERE expires_at <= \(now)
            UNION ALL SELECT 1 AS one FROM letters WHERE language IS NOT NULL AND settled_at < \(limit) LIMIT 1
            """
        ) != nil
    }
}
