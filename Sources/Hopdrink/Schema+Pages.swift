import Storage

extension Schema {
    /// Where cities lie, how many came to an evening, when one that moved was to begin, and which were removed.
    @Sendable static func pages(_ dialect: Dialect) -> [SQL] {
        [
            "ALTER TABLE cities ADD COLUMN latitude \(dialect.bigint)",
            "ALTER TABLE cities ADD COLUMN longitude \(dialect.bigint)",
            "ALTER TABLE meetups ADD COLUMN head_count \(dialect.bigint)",
            "ALTER TABLE meetups ADD COLUMN moved_from \(dialect.bigint)",
            "CREATE INDEX meetups_uncounted ON meetups (ends_at) WHERE head_count IS NULL AND state = 'scheduled'",
            "CREATE TABLE deleted_meetups (id \(dialect.text) NOT NULL PRIMARY KEY) \(dialect.strict)",
        ]
    }
}
