import Storage

extension Schema {
    @Sendable static func seriesHistory(_ dialect: Dialect) -> [SQL] {
        [
            "ALTER TABLE series ADD COLUMN anchored_on \(dialect.text) NOT NULL DEFAULT '2020-01-01'",
            """
            ALTER TABLE series ADD COLUMN revision_number \(dialect.bigint) NOT NULL DEFAULT 0
            CHECK (revision_number >= 0)
            """,
            "ALTER TABLE series ADD COLUMN created_at \(dialect.bigint) NOT NULL DEFAULT 0",
            "ALTER TABLE series ADD COLUMN modified_at \(dialect.bigint) NOT NULL DEFAULT 0",
            anchors, revisions,
        ]
    }

    /// The first evening after the last that was, as planned, at another hour or in another zone than the series now is.
    private static let anchors: SQL = """
        UPDATE series SET anchored_on = coalesce(
            (SELECT min(m.occurrence_date) FROM meetups m WHERE m.series_id = series.id AND m.occurrence_date > coalesce(
                (SELECT max(f.occurrence_date) FROM meetups f
                WHERE f.series_id = series.id AND f.is_detached = 0 AND f.state = 'scheduled'
                    AND (substr(f.local_start, 12) <> series.local_time
                        OR f.time_zone <> (SELECT c.time_zone FROM cities c WHERE c.slug = series.city_slug))), '')),
            from_date, anchored_on)
        """

    private static let revisions: SQL = """
        UPDATE series SET
            created_at = coalesce((SELECT min(m.created_at) FROM meetups m WHERE m.series_id = series.id), 0),
            modified_at = coalesce((SELECT max(m.modified_at) FROM meetups m WHERE m.series_id = series.id), 0)
        """
}
