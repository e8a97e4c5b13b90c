import Domain
import Foundation
import Storage
import Testing

@testable import Hopdrink

/// What a former version stored is there, and means the same, once the schema is today's.
struct MigrationTests {
    /// Of the version before days could be left out, moved or added.
    private static let former = Schema.migrations.prefix(7)

    private func migrated() async throws -> any Database {
        let database = try await TestSite.emptyDatabase()
        try await Migrator.migrate(database, Array(Self.former))
        try await database.write { transaction in
            for statement in SchemaTests.good where !statement.contains("guest_feeds") {
                try transaction.execute(SQL(stringLiteral: statement))
            }
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

    @Test func `a letter that waited is about its answer`() async throws {
        let database = try await migrated()
        let letter = try await database.read { try $0.row("SELECT * FROM letters") }
        #expect(try letter?.text("rsvp_id") == "rsvp" && letter?.optionalText("meetup_id") == nil)
        #expect(try letter?.text("idempotency_key") == "key" && letter?.text("state") == "ready")
    }

    @Test func `a meetup is called off for no reason, and nobody has to confirm it`() async throws {
        let database = try await migrated()
        let meetup = try await database.read { try $0.row("SELECT * FROM meetups") }
        #expect(try meetup?.text("reason") == "" && meetup?.flag("is_tentative") == false)
    }
}
