import Storage

extension Schema {
    /// By which rules of a zone the instants of its meetups were computed.
    @Sendable static func zoneRules(_ dialect: Dialect) -> [SQL] {
        [
            """
            CREATE TABLE zone_rules (
                zone \(dialect.text) NOT NULL PRIMARY KEY,
                fingerprint \(dialect.text) NOT NULL
            ) \(dialect.strict)
            """
        ]
    }
}
