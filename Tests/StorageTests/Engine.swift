import Foundation
import TestDatabases

@testable import Storage

/// The engines on which the same SQL must run.
enum Engine: CaseIterable {
    case memory
    case file
    case postgres

    /// All engines, or only those without a server if there is no test server.
    static var allCases: [Engine] { TestServer.url == nil ? [.memory, .file] : [.memory, .file, .postgres] }

    /// Runs the body on an empty database that has the tables of `Migration.scene`.
    @discardableResult
    func withDatabase<T>(_ body: (any Database) async throws -> T) async throws -> T {
        switch self {
        case .memory: try await SQLiteEngine.memory.withDatabase(body)
        case .file: try await SQLiteEngine.file.withDatabase(body)
        case .postgres: try await scene(PostgresDatabase(try await TestServer.emptySchema()), body)
        }
    }
}

/// The embedded engine, in memory and on disk.
enum SQLiteEngine: CaseIterable {
    case memory
    case file

    /// Runs the body on an empty database that has the tables of `Migration.scene`.
    @discardableResult
    func withDatabase<T>(_ body: (SQLiteDatabase) async throws -> T) async throws -> T {
        switch self {
        case .memory:
            try await scene(SQLiteDatabase.inMemory(), body)
        case .file:
            try await withTemporaryFolder { folder throws in
                try await scene(SQLiteDatabase(path: folder.appending(path: "test.sqlite").path), body)
            }
        }
    }

}

/// Migrates the database, runs the body, and closes the database.
func scene<Engine: Database, T>(_ database: Engine, _ body: (Engine) async throws -> T) async throws -> T {
    try await Migrator.migrate(database, [.scene])
    let result = try await body(database)
    try database.close()
    return result
}

extension Migration {
    /// Cities, and guests who live in them.
    static let scene = Migration("scene") { dialect in
        [
            """
            CREATE TABLE city (
                slug TEXT PRIMARY KEY,
                places \(dialect.bigint) NOT NULL CHECK (places > 0)
            ) \(dialect.strict)
            """,
            """
            CREATE TABLE guest (
                id TEXT PRIMARY KEY,
                city TEXT NOT NULL REFERENCES city,
                note TEXT,
                arrival \(dialect.bigint) NOT NULL DEFAULT 0
            ) \(dialect.strict)
            """,
            "INSERT INTO city (slug, places) VALUES ('tours', 20)",
        ]
    }
}

extension Transaction {
    func insertGuest(_ id: String, city: String = "tours", note: String? = nil) throws {
        try execute(
            """
            INSERT INTO guest (id, city, note, arrival)
            VALUES (\(id), \(city), \(note), (SELECT count(*) FROM guest))
            """
        )
    }
}

extension Database {
    /// Returns the ids of all guests, in the order in which they were inserted.
    func guests() async throws -> [String] {
        try await read { transaction in
            try transaction.rows("SELECT id FROM guest ORDER BY arrival").map { try $0.text("id") }
        }
    }
}

/// Runs the body with a new folder, and removes the folder afterwards.
@discardableResult
func withTemporaryFolder<T>(_ body: (URL) async throws -> T) async throws -> T {
    let folder = FileManager.default.temporaryDirectory.appending(path: "hopdrink-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    do {
        let result = try await body(folder)
        try FileManager.default.removeItem(at: folder)
        return result
    } catch {
        try FileManager.default.removeItem(at: folder)
        throw error
    }
}
