import Foundation
import Testing

@testable import Storage

struct DiskFailureTests {
    @Test func `a full disk fails the whole group, reads still work, and writes work again with space`() async throws {
        try await SQLiteEngine.file.withDatabase { database throws in
            try await database.write { try $0.insertGuest("before") }
            let outcomes = try await writeTogether(10, to: database, withWriteAheadLogOn: "/dev/full")
            #expect(outcomes.map(\.error) == Array(repeating: .full, count: 10))
            #expect(try await database.guests() == ["before"])
            try await database.write { try $0.insertGuest("after") }
            #expect(try await database.guests() == ["before", "after"])
        }
    }

    @Test func `a failed fsync fails the group and stops all further writes`() async throws {
        try await SQLiteEngine.file.withDatabase { database throws in
            try await database.write { try $0.insertGuest("before") }
            // This device accepts writes, but can't be synchronized.
            let outcomes = try await writeTogether(10, to: database, withWriteAheadLogOn: "/dev/null")
            let failure = DatabaseError.unavailable(code: "1034")
            #expect(outcomes.map(\.error) == Array(repeating: failure, count: 10))
            await #expect(throws: failure) { try await database.write { try $0.insertGuest("after") } }
            #expect(try await database.guests() == ["before"])
        }
    }

    @Test(arguments: SQLiteEngine.allCases)
    func `a write that makes SQLite roll back the transaction fails its whole group`(
        engine: SQLiteEngine
    ) async throws {
        try await engine.withDatabase { database throws in
            try await database.write { try $0.insertGuest("before") }
            let pages = try await database.limit(to: 20)
            let outcomes = try await database.writeTogether(
                (0..<8).map { number in { try $0.insertGuest("\(number)", note: number == 5 ? .large : nil) } }
            )
            #expect(outcomes.map(\.error) == Array(repeating: .full, count: 8))
            #expect(try await database.guests() == ["before"])
            _ = try await database.limit(to: pages)
            try await database.write { try $0.insertGuest("after", note: .large) }
            #expect(try await database.guests() == ["before", "after"])
        }
    }

    @Test(arguments: SQLiteEngine.allCases)
    func `a body that continues after a rollback by SQLite writes nothing`(engine: SQLiteEngine) async throws {
        try await engine.withDatabase { database throws in
            _ = try await database.limit(to: 20)
            await #expect(throws: DatabaseError.full) {
                try await database.write { transaction in
                    #expect(throws: DatabaseError.full) { try transaction.insertGuest("a", note: .large) }
                    #expect(throws: DatabaseError.full) { try transaction.insertGuest("b") }
                }
            }
            #expect(try await database.guests() == [])
        }
    }

    private func writeTogether(
        _ count: Int,
        to database: SQLiteDatabase,
        withWriteAheadLogOn device: String
    ) async throws -> [Result<Void, any Error>] {
        let descriptor = try #require(try await descriptor(of: database.file() + "-wal"))
        let original = dup(descriptor)
        let replacement = open(device, O_RDWR)
        dup2(replacement, descriptor)
        defer {
            dup2(original, descriptor)
            close(original)
            close(replacement)
        }
        return try await database.writeTogether((0..<count).map { number in { try $0.insertGuest("\(number)") } })
    }

    /// Returns the writer's descriptor: before the first read, no reader has the file open.
    private func descriptor(of path: String) throws -> Int32? {
        let files = FileManager.default
        return try files.contentsOfDirectory(atPath: "/proc/self/fd").compactMap(Int32.init).first { descriptor in
            // Other descriptors may have been closed in the meantime.
            (try? files.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(descriptor)")) == path
        }
    }
}

extension SQLiteDatabase {
    /// Sets the max number of pages of the database, and returns the previous max number.
    fileprivate func limit(to pages: Int) async throws -> Int {
        try await write { transaction in
            let before = try transaction.row("PRAGMA max_page_count")?.integer("max_page_count") ?? 0
            _ = try transaction.rows("PRAGMA max_page_count = \(SQL(stringLiteral: "\(pages)"))")
            return before
        }
    }

    fileprivate func file() async throws -> String {
        try await write { try $0.row("PRAGMA database_list")?.text("file") ?? "" }
    }
}

extension String {
    fileprivate static let large = String(repeating: "large ", count: 100_000)
}
