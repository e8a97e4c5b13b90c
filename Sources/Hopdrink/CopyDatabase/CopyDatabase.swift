import Crypto
import Foundation
package import Storage

/// Copies a whole network into an empty database, on any two engines, and verifies that all rows arrived.
///
/// Only reads the source. Marks the target as incomplete until the copy is done: a daemon refuses an incomplete
/// database, and the next copy starts again from the beginning.
package struct CopyDatabase: Sendable {
    package enum Refusal: Error, Equatable {
        /// Live daemons would change the source or the target during the copy.
        case daemonsRunning(hosts: [String])
        case targetNotEmpty(table: String)
        /// The rows in the target differ from those in the source.
        case differs(table: String)
    }

    package enum Step: String, Sendable {
        case copying
        case verifying
    }

    /// The progress of a step. Verification reads every row on both sides.
    package struct Progress: Equatable, Sendable {
        package let step: Step
        package let table: String
        package let rows: Int
        package let total: Int

        package init(step: Step, table: String, rows: Int, total: Int) {
            self.step = step
            self.table = table
            self.rows = rows
            self.total = total
        }
    }

    package typealias Report = (Progress) async throws -> Void

    /// The contents of a table, which are the same on both sides.
    package struct Contents: Equatable, Sendable {
        package let table: String
        package let rows: Int
        /// SHA-256 over all rows in the order of their keys, in hexadecimal.
        package let checksum: String
    }

    private static let batch = 500

    private let source: any Database
    private let target: any Database

    package init(from source: any Database, to target: any Database) {
        self.source = source
        self.target = target
    }

    package func perform(_ report: Report) async throws -> [Contents] {
        try await Migrator.check(source, Schema.migrations)
        try await Migrator.migrate(target, Schema.migrations)
        try await refuseDaemons()
        try await begin()
        let total = try await source.read { tx in
            try CopiedTable.all.reduce(0) { try $0 + tx.copies.count($1) }
        }
        try await copyAll(total: total, report)
        let contents = try await verifyAll(total: 2 * total, report)
        try await target.write { try $0.copies.finish() }
        return contents
    }

    private func refuseDaemons() async throws {
        for database in [source, target] {
            let hosts = try await database.read {
                try $0.copies.hostsOfDaemons(seenSince: $0.now.addingTimeInterval(-DaemonService.silence))
            }
            // If only one process can use the database, it is this one.
            guard hosts.isEmpty || !database.isShared else { throw Refusal.daemonsRunning(hosts: hosts) }
        }
    }

    /// Makes sure that the target is empty. Deletes what an interrupted copy left there.
    private func begin() async throws {
        try await target.write { tx in
            try tx.excludeOthers()
            if try tx.copies.hasUnfinished() {
                for table in CopiedTable.all.reversed() { try tx.copies.deleteRows(of: table) }
                return
            }
            for table in CopiedTable.all {
                guard try tx.copies.count(table) == 0 else { throw Refusal.targetNotEmpty(table: "\(table)") }
            }
            try tx.copies.begin()
        }
    }

    private func copyAll(total: Int, _ report: Report) async throws {
        var copied = 0
        for table in CopiedTable.all {
            try await forEachBatch(of: table, in: source) { rows in
                try await target.write { try $0.copies.insert(rows, into: table) }
                copied += rows.count
                try await report(Progress(step: .copying, table: "\(table)", rows: copied, total: total))
            }
        }
    }

    private func verifyAll(total: Int, _ report: Report) async throws -> [Contents] {
        var verified = 0
        var all: [Contents] = []
        for table in CopiedTable.all {
            let contents = try await contents(of: table, in: target)
            guard try await self.contents(of: table, in: source) == contents else {
                throw Refusal.differs(table: "\(table)")
            }
            all.append(contents)
            verified += 2 * contents.rows
            try await report(Progress(step: .verifying, table: "\(table)", rows: verified, total: total))
        }
        return all
    }

    private func contents(of table: CopiedTable, in database: any Database) async throws -> Contents {
        var count = 0
        var hash = SHA256()
        try await forEachBatch(of: table, in: database) { rows in
            count += rows.count
            for row in rows { hash.update(data: row.bytes) }
        }
        let checksum = hash.finalize().map { Int($0).hexadecimal }.joined()
        return Contents(table: "\(table)", rows: count, checksum: checksum)
    }

    private func forEachBatch(
        of table: CopiedTable, in database: any Database, _ body: ([SQLRow]) async throws -> Void
    ) async throws {
        var key = table.beforeAll
        while true {
            try Task.checkCancellation()
            let rows = try await database.read { [key] in try $0.copies.rows(of: table, after: key, limit: Self.batch) }
            guard let last = rows.last else { return }
            try await body(rows)
            key = try table.key(of: last)
        }
    }
}

extension SQLRow {
    /// The name and value of every column, sorted by name, encoded so that different rows have different bytes.
    fileprivate var bytes: Data {
        var data = Data()
        for (column, value) in zip(columns, values).sorted(by: { $0.0 < $1.0 }) {
            let text =
                switch value {
                case .null: "-"
                case .integer(let integer): "i\(integer)"
                case .text(let text): "t\(text.utf8.count):\(text)"
                }
            data.append(contentsOf: "\(column)=\(text)\n".utf8)
        }
        return data
    }
}
