import Storage

/// A table that is copied with a network, and its key: the columns that order its rows, which are texts and never
/// empty.
struct CopiedTable: Sendable {
    let name: SQL
    let key: [String]

    private init(_ name: SQL, by key: String...) {
        self.name = name
        self.key = key
    }

    /// The order ensures that no row refers to a row that is not copied yet. The daemons' own table is not copied.
    static let all = [
        CopiedTable("cities", by: "slug"), CopiedTable("venues", by: "id"), CopiedTable("series", by: "id"),
        CopiedTable("meetups", by: "id"), CopiedTable("deleted_dates", by: "series_id", "occurrence_date"),
        CopiedTable("guests", by: "id"), CopiedTable("rsvps", by: "id"), CopiedTable("asks", by: "id"),
        CopiedTable("tokens", by: "hash"),
        CopiedTable("waiting_decisions", by: "id"),
        CopiedTable("followers", by: "id"), CopiedTable("city_requests", by: "id"),
        CopiedTable("city_request_asks", by: "id"),
        CopiedTable("requested_cities", by: "folded_city"), CopiedTable("personal_data_requests", by: "folded_address"),
        CopiedTable("personal_data_tokens", by: "hash"), CopiedTable("letters", by: "id"),
        CopiedTable("guest_feeds", by: "hash"),
        CopiedTable("host_tokens", by: "hash"), CopiedTable("suppressions", by: "folded_address", "scope"),
        CopiedTable("secrets", by: "name"), CopiedTable("received_mail", by: "hash"),
        CopiedTable("mailboxes", by: "name"),
        CopiedTable("deleted_meetups", by: "id"),
        CopiedTable("cards", by: "guest_id"), CopiedTable("zone_rules", by: "zone"),
        CopiedTable("organiser_tokens", by: "id"), CopiedTable("idempotency_keys", by: "hash"),
    ]

    /// The values of a row's key columns.
    func key(of row: SQLRow) throws -> [SQLValue] {
        try key.map { .text(try row.text($0)) }
    }

    /// A key that is before every key in the table.
    var beforeAll: [SQLValue] { key.map { _ in .text("") } }
}

extension CopiedTable: CustomStringConvertible {
    var description: String { name.text }
}
