import Storage

extension Schema {
    /// The next start gives every city its time.
    @Sendable static func cityChanges(_ dialect: Dialect) -> [SQL] {
        ["ALTER TABLE cities ADD COLUMN changed_at \(dialect.bigint) NOT NULL DEFAULT 0"]
    }

    @Sendable static func guestFeeds(_ dialect: Dialect) -> [SQL] {
        [
            """
            CREATE TABLE guest_feeds (
                hash \(dialect.text) NOT NULL PRIMARY KEY,
                guest_id \(dialect.text) NOT NULL REFERENCES guests (id) ON DELETE CASCADE,
                language \(dialect.text) NOT NULL,
                created_at \(dialect.bigint) NOT NULL
            ) \(dialect.strict)
            """,
            "CREATE INDEX guest_feeds_by_guest ON guest_feeds (guest_id, created_at)",
            "ALTER TABLE rsvps ADD COLUMN revision_number \(dialect.bigint) NOT NULL DEFAULT 0",
            "ALTER TABLE rsvps ADD COLUMN changed_at \(dialect.bigint) NOT NULL DEFAULT 0",
        ]
    }
}
