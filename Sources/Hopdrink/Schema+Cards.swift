import Storage

extension Schema {
    /// What guests want others to have of them, if anything.
    @Sendable static func cards(_ dialect: Dialect) -> [SQL] {
        let text = dialect.text
        return [
            """
            CREATE TABLE cards (
                guest_id \(text) NOT NULL PRIMARY KEY REFERENCES guests (id) ON DELETE CASCADE,
                name \(text) NOT NULL CHECK (name <> ''),
                trade \(text) NOT NULL CHECK (trade <> ''),
                folded_trade \(text) NOT NULL,
                firm \(text),
                city \(text),
                site \(text),
                phone \(text),
                languages \(text),
                offer \(text),
                seek \(text),
                changed_at \(dialect.bigint) NOT NULL
            ) \(dialect.strict)
            """
        ]
    }
}
