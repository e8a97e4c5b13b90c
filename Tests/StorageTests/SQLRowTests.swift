import Foundation
import Testing

@testable import Storage

struct SQLRowTests {
    private let row = SQLRow(
        columns: ["name", "places", "is_full", "starts_at", "note"],
        values: [.text("Tours"), .integer(20), .integer(1), .integer(1_763_668_800), .null]
    )

    @Test func `columns are read by name`() throws {
        #expect(try row.text("name") == "Tours")
        #expect(try row.integer("places") == 20)
        #expect(try row.flag("is_full"))
        #expect(try row.instant("starts_at") == Date(timeIntervalSince1970: 1_763_668_800))
    }

    @Test func `an optional column may be empty or filled`() throws {
        #expect(try row.optionalText("note") == nil)
        #expect(try row.optionalInteger("note") == nil)
        #expect(try row.optionalInstant("note") == nil)
        #expect(try row.optionalText("name") == "Tours")
    }

    @Test func `an empty column, a missing column and a column of another type are errors`() {
        #expect(throws: DatabaseError.unexpectedValue(column: "note")) { try row.text("note") }
        #expect(throws: DatabaseError.unexpectedValue(column: "nmae")) { try row.text("nmae") }
        #expect(throws: DatabaseError.unexpectedValue(column: "name")) { try row.integer("name") }
        #expect(throws: DatabaseError.unexpectedValue(column: "places")) { try row.optionalText("places") }
        #expect(throws: DatabaseError.unexpectedValue(column: "places")) { try row.flag("places") }
    }

    @Test(arguments: Engine.allCases)
    func `a written row is read back unchanged`(engine: Engine) async throws {
        let note = "Zoë’s 🍷 \u{22}e\u{301}\r\n"
        try await engine.withDatabase { database throws in
            let rows = try await database.write { transaction in
                try transaction.insertGuest("a", note: note)
                try transaction.insertGuest("b")
                return try transaction.rows(
                    "SELECT id, note, \(Int.min) AS minimum FROM guest ORDER BY id"
                )
            }
            #expect(try rows.map { try $0.text("id") } == ["a", "b"])
            #expect(try rows.map { try $0.optionalText("note").map { Array($0.utf8) } } == [Array(note.utf8), nil])
            #expect(try rows.map { try $0.integer("minimum") } == [.min, .min])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a value outside the portable subset is refused`(engine: Engine) async throws {
        try await engine.withDatabase { database throws in
            await #expect(throws: DatabaseError.unexpectedValue(column: "mean")) {
                try await database.read { try $0.rows("SELECT avg(places) AS mean FROM city") }
            }
        }
    }
}
