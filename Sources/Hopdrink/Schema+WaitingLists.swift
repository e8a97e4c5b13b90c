import Storage

extension Schema {
    /// What meetups ask of their guests, what these say, whose turn it is on a waiting list, and what was decided there.
    @Sendable static func waitingLists(_ dialect: Dialect) -> [SQL] {
        terms("series", dialect) + terms("meetups", dialect) + [
            "CREATE INDEX meetups_to_reconfirm ON meetups (starts_at) WHERE reconfirm_before IS NOT NULL",
            "ALTER TABLE rsvps ADD COLUMN answer \(dialect.text) NOT NULL DEFAULT ''",
            "ALTER TABLE rsvps ADD COLUMN remark \(dialect.text) NOT NULL DEFAULT ''",
            "ALTER TABLE rsvps ADD COLUMN question \(dialect.text) NOT NULL DEFAULT ''",
            flag("accepts_fewer", dialect), flag("is_first", dialect), flag("is_unresponsive", dialect),
            "ALTER TABLE rsvps ADD COLUMN calendar_shift \(dialect.bigint) NOT NULL DEFAULT 0 CHECK (calendar_shift >= 0)",
            decisions(dialect),
            "CREATE INDEX waiting_decisions_by_rsvp ON waiting_decisions (rsvp_id) WHERE rsvp_id IS NOT NULL",
        ]
    }

    private static func flag(_ name: SQL, _ dialect: Dialect) -> SQL {
        "ALTER TABLE rsvps ADD COLUMN \(name) \(dialect.bigint) NOT NULL DEFAULT 0 CHECK (\(name) IN (0, 1))"
    }

    private static func terms(_ table: SQL, _ dialect: Dialect) -> [SQL] {
        [
            "ALTER TABLE \(table) ADD COLUMN guest_question \(dialect.text) NOT NULL DEFAULT ''",
            """
            ALTER TABLE \(table) ADD COLUMN smaller_may_pass \(dialect.bigint) NOT NULL DEFAULT 0
            CHECK (smaller_may_pass IN (0, 1))
            """,
            "ALTER TABLE \(table) ADD COLUMN list_closing \(dialect.bigint) NOT NULL DEFAULT 120 CHECK (list_closing > 0)",
            "ALTER TABLE \(table) ADD COLUMN reconfirm_before \(dialect.bigint) CHECK (reconfirm_before > 0)",
        ]
    }

    private static func decisions(_ dialect: Dialect) -> SQL {
        """
        CREATE TABLE waiting_decisions (
            id \(dialect.text) NOT NULL PRIMARY KEY,
            meetup_id \(dialect.text) NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
            position \(dialect.bigint) NOT NULL CHECK (position > 0),
            rsvp_id \(dialect.text) REFERENCES rsvps (id) ON DELETE SET NULL,
            party \(dialect.bigint) NOT NULL CHECK (party >= 0),
            what \(dialect.text) NOT NULL CHECK (what IN ('joined', 'promoted', 'promoted_with_fewer', 'skipped',
                'left', 'closed', 'took_place', 'seat_released', 'returned')),
            free \(dialect.bigint) NOT NULL CHECK (free >= 0),
            decided_at \(dialect.bigint) NOT NULL,
            UNIQUE (meetup_id, position)
        ) \(dialect.strict)
        """
    }
}
