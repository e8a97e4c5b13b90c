import Testing

@testable import Storage

struct MigratorTests {
    private let cities = Migration("cities") { ["CREATE TABLE town (slug TEXT PRIMARY KEY) \($0.strict)"] }
    private let venues = Migration("venues") { ["CREATE TABLE venue (id TEXT PRIMARY KEY) \($0.strict)"] }

    @Test(arguments: Engine.allCases)
    func `migrations are applied once and in order, however often they are given`(engine: Engine) async throws {
        try await engine.withDatabase { database throws in
            for list in [[.scene], [.scene, cities], [.scene, cities, venues], [.scene, cities, venues]] {
                try await Migrator.migrate(database, list)
            }
            let names = try await database.read { transaction in
                try transaction.rows("SELECT name FROM migration ORDER BY step").map { try $0.text("name") }
            }
            #expect(names == ["scene", "cities", "venues"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a schema newer than the program is refused and left alone`(engine: Engine) async throws {
        try await engine.withDatabase { database throws in
            try await Migrator.migrate(database, [.scene, cities])
            await #expect(throws: DatabaseError.newerSchema(migration: "cities")) {
                try await Migrator.migrate(database, [.scene, venues])
            }
            #expect(try await !exists("venue", in: database))
        }
    }

    @Test(arguments: Engine.allCases)
    func `a migration inserted before an applied one is refused`(engine: Engine) async throws {
        try await engine.withDatabase { database throws in
            try await Migrator.migrate(database, [.scene, cities])
            await #expect(throws: DatabaseError.migrationOutOfOrder(migration: "cities")) {
                try await Migrator.migrate(database, [.scene, venues, cities])
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a failed migration undoes the others of the same run`(engine: Engine) async throws {
        let broken = Migration("broken") { _ in ["CREATE TABLE"] }
        try await engine.withDatabase { database throws in
            await #expect(throws: DatabaseError.self) {
                try await Migrator.migrate(database, [.scene, cities, broken])
            }
            #expect(try await !exists("town", in: database))
            try await Migrator.migrate(database, [.scene, cities])
        }
    }

    private func exists(_ table: String, in database: any Database) async throws -> Bool {
        do {
            _ = try await database.read { try $0.rows("SELECT * FROM \(SQL(stringLiteral: table))") }
            return true
        } catch DatabaseError.failed {
            return false
        }
    }
}
