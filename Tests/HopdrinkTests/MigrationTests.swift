import Domain
import Foundation
import Storage
import Testing

@testable import Hopdrink

/// What a former version stored is there, and means the same, once the schema is today's.
struct MigrationTests {
    /// Of the version before days could be left out, moved or added.
    private static let former = Schema.migrations.prefix(7)

    private static func isOfLater(_ statement: String) -> Bool {
        [
            "guest_feeds", "letters", "deleted_meetups", "waiting_decisions", "followers", "suppressions", "secrets",
            "received_mail", "mailboxes", "city_requests", "requested_cities", "personal_data_requests",
            "personal_data_tokens", "cards",
            "asks", "city_request_asks", "zone_rules",
        ]
        .contains { statement.contains("INTO \($0) ") }
    }

    /// As the former version wrote them: one waits for the first time, one was tried, one may have arrived, one is over.
    private static let letters: [SQL] = [
        ("a", "ready", 0, 0, nil), ("b", "ready", 2, 0, nil), ("c", "ready", 1, 1, nil), ("d", "obsolete", 0, 0, 5),
    ].map { (id: String, state: String, attempts: Int, isUncertain: Int, settled: Int?) in
        """
        INSERT INTO letters (id, kind, idempotency_key, rsvp_id, deadline, next_at, attempts, is_uncertain, created_at,
            state, settled_at)
        VALUES (\(id), 'confirm', \(id), 'rsvp', 9, 1, \(attempts), \(isUncertain), 1, \(state), \(settled))
        """
    }

    private func migrated() async throws -> any Database {
        let database = try await TestSite.emptyDatabase()
        try await Migrator.migrate(database, Array(Self.former))
        try await database.write { transaction in
            for statement in SchemaTests.good where !Self.isOfLater(statement) {
                try transaction.execute(SQL(stringLiteral: statement))
            }
            for statement in Self.letters { try transaction.execute(statement) }
            try transaction.execute("UPDATE guests SET undeliverable_at = 5 WHERE id = 'other'")
            try transaction.execute("UPDATE series SET cancelled_dates = '2026-12-10,2026-12-24', hosts = 'Ada'")
        }
        try await Migrator.migrate(database, Schema.migrations)
        return database
    }

    @Test func `every row is still there`() async throws {
        let database = try await migrated()
        for table in ["cities", "venues", "series", "meetups", "deleted_dates", "guests", "rsvps", "tokens", "letters"]
        {
            let rows = try await database.read { try $0.rows("SELECT * FROM \(SQL(stringLiteral: table))") }
            #expect(!rows.isEmpty, "\(table)")
        }
    }

    @Test func `a series' dates that were called off are so`() async throws {
        let database = try await migrated()
        let row = try await database.read { try $0.row("SELECT * FROM series") }
        let exceptions = try SeriesExceptions.read(try #require(row))
        #expect(exceptions.keys.map(\.description).sorted() == ["2026-12-10", "2026-12-24"])
        #expect(exceptions.values.allSatisfy { $0 == .cancelled(reason: "") })
        #expect(try row?.text("anchored_on") == "2026-12-10")
    }

    @Test func `letters are about their answer, in the order in which they were queued`() async throws {
        let database = try await migrated()
        let letters = try await database.read { try $0.rows("SELECT * FROM letters ORDER BY position") }
        #expect(try letters.map { try $0.text("id") } == ["a", "b", "c", "d"])
        #expect(try letters.map { try $0.text("state") } == ["ready", "retry", "uncertain", "withdrawn"])
        #expect(try letters.allSatisfy { try $0.text("rsvp_id") == "rsvp" && $0.text("conversation_key") == "rsvp" })
    }

    @Test func `an address that takes no mail still gets none`() async throws {
        let database = try await migrated()
        let row = try await database.read { try $0.row("SELECT * FROM suppressions") }
        #expect(try row?.text("folded_address") == "bob@example.org" && row?.text("cause") == "bounced")
    }

    @Test func `a meetup is called off for no reason, and nobody has to confirm it`() async throws {
        let database = try await migrated()
        let meetup = try await database.read { try $0.row("SELECT * FROM meetups") }
        #expect(try meetup?.text("reason") == "" && meetup?.flag("is_tentative") == false)
    }
}
