import Foundation
import Testing

@testable import Storage

struct DurabilityTests {
    @Test func `a write returns only after the disk confirms it, and 64 writes share that`() async throws {
        try await withTemporaryFolder { folder throws in
            let trace = try await TracedProcess.trace(suite: "AcknowledgedWrites", in: folder)
            let confirmations = try AcknowledgedWrites.ids.map { try confirmation(of: $0, in: trace) }
            #expect(Set(confirmations.prefix(AcknowledgedWrites.alone)).count == AcknowledgedWrites.alone)
            #expect(Set(confirmations.dropFirst(AcknowledgedWrites.alone)).count == 1)
        }
    }

    /// Returns the position in the trace at which the log with the row was synchronized. Fails if the caller got its
    /// result earlier.
    private func confirmation(of id: String, in trace: SystemCallTrace) throws -> Int {
        let written = try #require(trace.calls("pwrite64", on: "-wal>", containing: id).first)
        let synced = try #require(trace.calls("fdatasync", on: "-wal>").first { $0.start > written.end })
        let answered = try #require(trace.calls("write", on: "", containing: "acknowledged \(id)").first)
        #expect(synced.end < answered.start, "\(id)")
        return synced.end
    }
}

/// Not a test by itself: `DurabilityTests` runs it in a separate process and traces that process.
@Suite(.enabled(if: TracedProcess.folder != nil))
struct AcknowledgedWrites {
    static let alone = 10
    static let ids = (0..<alone + WriteQueue.groupLimit).map { "row-\($0)-" }

    @Test func run() async throws {
        let folder = try #require(TracedProcess.folder)
        let database = try SQLiteDatabase(path: folder.appending(path: "test.sqlite").path)
        try await Migrator.migrate(database, [.scene])
        for id in Self.ids.prefix(Self.alone) {
            try await database.write { try $0.insertGuest(id) }
            acknowledge(id)
        }
        let together = Array(Self.ids.dropFirst(Self.alone))
        let outcomes = try await database.writeTogether(together.map { id in { try $0.insertGuest(id) } }) { index in
            acknowledge(together[index])
        }
        #expect(outcomes.allSatisfy { $0.error == nil })
        try database.close()
    }

    private func acknowledge(_ id: String) {
        let line = "acknowledged \(id)\n"
        write(STDOUT_FILENO, line, line.utf8.count)
    }
}
