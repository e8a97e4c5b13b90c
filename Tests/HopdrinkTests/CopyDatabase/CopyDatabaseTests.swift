import Foundation
import Storage
import TestDatabases
import Testing

@testable import Hopdrink

/// Copying a network to another database.
struct CopyDatabaseTests {
    private let site: TestSite
    private let target: any Database

    init() async throws {
        site = try await TestSite()
        try await site.join("ada@example.org")
        try await site.ask("bob@example.org")
        _ = try await site.guestFeed(of: "ada@example.org")
        try await site.fillInCard(of: "ada@example.org", ["trade": "Web"])
        try await site.crash()
        target = try SQLiteDatabase.inMemory()
    }

    private var copy: CopyDatabase { CopyDatabase(from: site.database, to: target) }

    @discardableResult
    private func copy(from source: any Database, to target: any Database) async throws -> [CopyDatabase.Contents] {
        try await CopyDatabase(from: source, to: target).perform { _ in }
    }

    @discardableResult
    private func copy() async throws -> [CopyDatabase.Contents] { try await copy(from: site.database, to: target) }

    private func dump(_ database: any Database) async throws -> [String: Set<String>] {
        try await database.read { tx in
            Dictionary(
                uniqueKeysWithValues: try CopiedTable.all.map { table in
                    let rows = try tx.rows("SELECT * FROM \(table.name)")
                    let texts = rows.map { row in zip(row.columns, row.values).map { "\($0)" }.sorted().joined() }
                    return ("\(table)", Set(texts))
                }
            )
        }
    }

    @Test func `everything is copied, there and back`() async throws {
        let contents = try await copy()
        #expect(contents.first { $0.table == "rsvps" }?.rows == 2)
        #expect(contents.first { $0.table == "guest_feeds" }?.rows == 1)
        #expect(contents.first { $0.table == "cards" }?.rows == 1)
        #expect(Set(contents.map(\.checksum)).count > 5)
        #expect(try await dump(target) == dump(site.database))
        let back = try await TestSite.emptyDatabase()
        #expect(try await copy(from: target, to: back) == contents)
        #expect(try await dump(back) == dump(site.database))
    }

    @Test func `every table of the schema is copied, except those about daemons and copies`() async throws {
        let tables = try await site.database.read { tx in
            try tx.rows(tx.dialect.tables).map { try $0.text("name") }
        }
        let copied = CopiedTable.all.map { "\($0)" }
        #expect(Set(tables).subtracting(copied) == ["migration", "daemons", "database_copies"])
        #expect(Set(copied).isSubset(of: tables))
    }

    @Test func `more rows than one statement can hold are copied in several`() async throws {
        try await site.database.write { tx in
            for number in 0..<1203 {
                try tx.execute(
                    "INSERT INTO guests (id, address, folded_address) VALUES (\("\(number)"), \("a"), \("\(number)"))"
                )
            }
        }
        var steps: [CopyDatabase.Progress] = []
        let contents = try await copy.perform { steps.append($0) }
        #expect(contents.first { $0.table == "guests" }?.rows == 1205)
        let copied = steps.filter { $0.step == .copying }
        #expect(copied.map(\.rows) == copied.map(\.rows).sorted())
        #expect(copied.last?.rows == copied.last?.total)
        #expect(steps.last?.step == .verifying && steps.last?.rows == steps.last?.total)
    }

    @Test func `target that is not empty is refused and left unchanged`() async throws {
        try await copy()
        let before = try await dump(target)
        await #expect(throws: CopyDatabase.Refusal.targetNotEmpty(table: "cities")) { try await copy() }
        #expect(try await dump(target) == before)
    }

    @Test func `interrupted copy is detected, and the next one starts over`() async throws {
        let source = site.database
        let interrupted = Task { [copy] in
            try await copy.perform { progress in
                if progress.table == "guests" { withUnsafeCurrentTask { $0?.cancel() } }
            }
        }
        await #expect(throws: CancellationError.self) { try await interrupted.value }
        #expect(try await target.read { try $0.copies.hasUnfinished() })
        #expect(try await target.read { try $0.row("SELECT id FROM guests") } != nil)
        try await copy()
        #expect(try await !target.read { try $0.copies.hasUnfinished() })
        #expect(try await dump(target) == dump(source))
    }

    @Test func `difference in the target fails the copy`() async throws {
        let target = target
        await #expect(throws: CopyDatabase.Refusal.differs(table: "guests")) {
            _ = try await copy.perform { progress in
                guard progress.step == .verifying, progress.table == "cities" else { return }
                try await target.write { try $0.execute("UPDATE guests SET address = 'eve@example.org'") }
            }
        }
        #expect(try await target.read { try $0.copies.hasUnfinished() })
    }

    @Test func `older schema is refused`() async throws {
        let older = try SQLiteDatabase.inMemory()
        try await Migrator.migrate(older, [])
        await #expect(throws: DatabaseError.olderSchema) {
            try await copy(from: older, to: target)
        }
    }

    @Test(.enabled(if: TestServer.url != nil)) func `copy is refused while a daemon runs on the server`() async throws {
        try await site.daemonService.begin()
        await #expect(throws: CopyDatabase.Refusal.daemonsRunning(hosts: ["cellar"])) { try await copy() }
    }
}
