import Hopdrink
import Storage
import Testing

@testable import HopdrinkCommand

@Suite struct CopyReportTests {
    @Test(arguments: [
        (0, 0, "copying rsvps: 0 of 0 rows, 0 %, about 0 s left"),
        (500, 2000, "copying rsvps: 500 of 2000 rows, 25 %, about 30 s left"),
        (2000, 2000, "copying rsvps: 2000 of 2000 rows, 100 %, about 0 s left"),
    ])
    func `a line shows the progress and the estimated time`(rows: Int, total: Int, line: String) {
        let progress = CopyDatabase.Progress(step: .copying, table: "rsvps", rows: rows, total: total)
        #expect(CopyReport.line(progress, after: .seconds(10)) == line)
    }

    @Test(arguments: [
        (CopyDatabase.Refusal.daemonsRunning(hosts: ["a", "b"]) as any Error, 75),
        (CopyDatabase.Refusal.targetNotEmpty(table: "rsvps"), 73), (CopyDatabase.Refusal.differs(table: "rsvps"), 74),
        (DatabaseError.cannotOpen(path: "/x", reason: "no"), 66), (DatabaseError.unreachable(reason: "away"), 69),
        (DatabaseError.refused(code: "28P01"), 77), (DatabaseError.foreignTables(example: "x"), 78),
    ])
    func `each error that prevents a copy has its exit code`(error: any Error, exitCode: Int) {
        #expect(Int(CopyFailure(error).exitCode) == exitCode)
    }
}
