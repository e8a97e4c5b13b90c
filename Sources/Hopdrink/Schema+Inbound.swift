import Storage

extension Schema {
    /// On which day, counted from 1970, a guest last answered by mail, and how often.
    @Sendable static func answersByMail(_ dialect: Dialect) -> [SQL] {
        [
            "ALTER TABLE rsvps ADD COLUMN reply_day \(dialect.bigint) NOT NULL DEFAULT 0",
            "ALTER TABLE rsvps ADD COLUMN reply_count \(dialect.bigint) NOT NULL DEFAULT 0",
        ]
    }
}
