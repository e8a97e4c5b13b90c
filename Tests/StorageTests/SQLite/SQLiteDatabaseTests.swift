import Foundation
import Testing

@testable import Storage

struct SQLiteDatabaseTests {
    @Test func `a commit waits for the disk, foreign keys are enforced and the schema is not trusted`() async throws {
        try await SQLiteEngine.file.withDatabase { database throws in
            #expect(try await pragma("synchronous", of: database) == 2)
            #expect(try await pragma("foreign_keys", of: database) == 1)
            #expect(try await pragma("trusted_schema", of: database) == 0)
            #expect(try await pragma("busy_timeout", as: "timeout", of: database) == 5000)
        }
    }

    @Test func `a second daemon on the same file is refused until the first has closed it`() async throws {
        try await withTemporaryFolder { folder throws in
            let path = folder.appending(path: "test.sqlite").path
            let first = try SQLiteDatabase(path: path)
            #expect(throws: DatabaseError.inUse) { try SQLiteDatabase(path: path) }
            try first.close()
            try SQLiteDatabase(path: path).close()
        }
    }

    @Test func `a database without references releases its file`() async throws {
        try await withTemporaryFolder { folder throws in
            let path = folder.appending(path: "test.sqlite").path
            _ = try SQLiteDatabase(path: path)
            try SQLiteDatabase(path: path).close()
        }
    }

    @Test func `written rows are still there after closing and reopening`() async throws {
        try await withTemporaryFolder { folder throws in
            let path = folder.appending(path: "test.sqlite").path
            let first = try SQLiteDatabase(path: path)
            try await Migrator.migrate(first, [.scene])
            try await first.write { try $0.insertGuest("a") }
            _ = try await first.guests()
            try first.close()
            #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
            let second = try SQLiteDatabase(path: path)
            #expect(try await second.guests() == ["a"])
            try second.close()
        }
    }

    @Test func `erased data is in no file after forgetErased`() async throws {
        try await withTemporaryFolder { folder throws in
            let path = folder.appending(path: "test.sqlite").path
            let database = try SQLiteDatabase(path: path)
            try await Migrator.migrate(database, [.scene])
            try await database.write { try $0.insertGuest("Ada Lovelace") }
            try await database.write { try $0.execute("DELETE FROM guest") }
            try await database.forgetErased()
            for file in [path, path + "-wal"] {
                let bytes = FileManager.default.contents(atPath: file) ?? Data()
                #expect(bytes.firstRange(of: Data("Lovelace".utf8)) == nil)
            }
            try database.close()
        }
    }

    @Test func `a missing folder is created and only its owner can read it`() async throws {
        try await withTemporaryFolder { folder throws in
            let inner = folder.appending(path: "state/hopdrink")
            try SQLiteDatabase(path: inner.appending(path: "test.sqlite").path).close()
            let attributes = try FileManager.default.attributesOfItem(atPath: inner.path)
            #expect(attributes[.posixPermissions] as? Int == 0o700)
        }
    }

    @Test func `a folder that can't be created is named in the error`() async throws {
        try await withTemporaryFolder { folder throws in
            let file = folder.appending(path: "file")
            try Data().write(to: file)
            let error = #expect(throws: DatabaseError.self) {
                try SQLiteDatabase(path: file.appending(path: "test.sqlite").path)
            }
            if case .cannotOpen(file.path, _) = error { return }
            Issue.record("\(String(describing: error))")
        }
    }

    @Test func `a file that is not a database is refused`() async throws {
        try await withTemporaryFolder { folder throws in
            let file = folder.appending(path: "test.sqlite")
            try Data(String(repeating: "no database ", count: 500).utf8).write(to: file)
            #expect(throws: DatabaseError.damaged) { try SQLiteDatabase(path: file.path) }
        }
    }

    @Test func `a file left by a crash is checked before it is used`() async throws {
        try await withTemporaryFolder { folder throws in
            let file = folder.appending(path: "test.sqlite")
            let database = try SQLiteDatabase(path: file.path)
            try await Migrator.migrate(database, [.scene])
            for number in 0..<200 { try await database.write { try $0.insertGuest("guest \(number)") } }
            try database.close()
            var bytes = try Data(contentsOf: file)
            bytes.replaceSubrange((bytes.count - 6000)..<bytes.count, with: Data(repeating: 7, count: 6000))
            try bytes.write(to: file)
            try Data().write(to: folder.appending(path: "test.sqlite-wal"))
            #expect(throws: DatabaseError.damaged) { try SQLiteDatabase(path: file.path) }
        }
    }

    @Test(arguments: SQLiteEngine.allCases)
    func `a closed database refuses everything`(engine: SQLiteEngine) async throws {
        try await engine.withDatabase { database throws in
            _ = try await database.guests()
            try database.close()
            await #expect(throws: DatabaseError.closed) { try await database.write { try $0.insertGuest("a") } }
            await #expect(throws: DatabaseError.closed) { try await database.guests() }
        }
    }

    @Test(arguments: SQLiteEngine.allCases)
    func `closing completes the waiting writes`(engine: SQLiteEngine) async throws {
        try await engine.withDatabase { database throws in
            let started = Flag()
            async let writes = database.writeTogether(
                (0..<80).map { number in
                    { transaction in
                        try transaction.insertGuest("guest \(number)")
                        started.raise()
                    }
                }
            )
            while !started.isRaised { await Task.yield() }
            try database.close()
            #expect(try await writes.allSatisfy { $0.error == nil })
        }
    }

    @Test func `a read sees one state, however long it takes and whatever is written meanwhile`() async throws {
        try await SQLiteEngine.file.withDatabase { database throws in
            let (reading, startReading) = AsyncStream.makeStream(of: Void.self)
            let written = Flag()
            async let counts = database.read { transaction in
                let before = try transaction.rows("SELECT id FROM guest").count
                startReading.finish()
                while !written.isRaised { sched_yield() }
                return [before, try transaction.rows("SELECT id FROM guest").count]
            }
            for await _ in reading {}
            try await database.write { try $0.insertGuest("a") }
            #expect(try await database.guests() == ["a"])
            written.raise()
            #expect(try await counts == [0, 0])
        }
    }

    private func pragma(_ name: SQL, as column: String? = nil, of database: SQLiteDatabase) async throws -> Int? {
        try await database.write { transaction in
            try transaction.row("PRAGMA \(name)")?.integer(column ?? name.fragments.joined())
        }
    }
}
