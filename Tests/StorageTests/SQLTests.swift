import Foundation
import Testing

@testable import Storage

struct SQLTests {
    @Test func `an interpolated value is bound and never becomes text`() {
        let statement: SQL = "SELECT id FROM guest WHERE id = \("x' OR 1 = 1") AND places > \(3)"
        #expect(statement.fragments == ["SELECT id FROM guest WHERE id = ", " AND places > ", ""])
        #expect(statement.values == [.text("x' OR 1 = 1"), .integer(3)])
    }

    @Test func `every kind of value has one stored form`() {
        let nobody: String? = nil
        let statement: SQL =
            "\(true) \(false) \(Date(timeIntervalSince1970: 1.9)) \(Int64.max) \(nobody) \(Optional("guest"))"
        let stored: [SQLValue] = [
            .integer(1), .integer(0), .integer(1), .integer(.max), .null, .text("guest"),
        ]
        #expect(statement.values == stored)
    }

    @Test func `another piece of SQL is spliced together with its values`() {
        let condition: SQL = "city = \("tours")"
        let statement: SQL = "SELECT id FROM guest WHERE note = \("a") AND \(condition) LIMIT \(1)"
        #expect(statement == "SELECT id FROM guest WHERE note = \("a") AND city = \("tours") LIMIT \(1)")
        #expect(statement.values.count == 3)
    }

    @Test(arguments: [(1, 1), (2, 2), (3, 4), (5, 8), (8, 8), (9, 16)])
    func `lists of similar length share one text`(count: Int, placeholders: Int) {
        let statement: SQL = "SELECT id FROM guest WHERE places IN \(list: Array(1...count))"
        #expect(statement.values.count == placeholders)
        #expect(Set(statement.values).count == count)
    }

    @Test(arguments: Engine.allCases)
    func `an SQL injection in a value stays a value`(engine: Engine) async throws {
        let attack = "x'); DROP TABLE guest; --"
        try await engine.withDatabase { database throws in
            try await database.write { try $0.insertGuest(attack) }
            #expect(try await database.guests() == [attack])
        }
    }

    @Test(arguments: Engine.allCases)
    func `IN matches the values of a list, and NOT IN matches the others`(engine: Engine) async throws {
        try await engine.withDatabase { database throws in
            for id in ["a", "b", "c"] { try await database.write { try $0.insertGuest(id) } }
            #expect(try await count(of: "id IN \(list: ["a", "c", "z"])", in: database) == 2)
            #expect(try await count(of: "id NOT IN \(list: ["a", "c", "z"])", in: database) == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `an empty list matches no row with IN and every row with NOT IN`(engine: Engine) async throws {
        try await engine.withDatabase { database throws in
            try await database.write { try $0.insertGuest("a") }
            let ids: [String] = []
            let numbers: [Int] = []
            #expect(try await count(of: "id IN \(list: ids)", in: database) == 0)
            #expect(try await count(of: "id NOT IN \(list: ids)", in: database) == 1)
            #expect(try await count(of: "length(id) NOT IN \(list: numbers)", in: database) == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a text with a NUL is refused instead of shortened`(engine: Engine) async throws {
        try await engine.withDatabase { database throws in
            await #expect(throws: DatabaseError.unstorableText) {
                try await database.write { try $0.insertGuest("a\u{0}b") }
            }
            #expect(try await database.guests() == [])
        }
    }

    private func count(of condition: SQL, in database: any Database) async throws -> Int? {
        try await database.read { transaction in
            try transaction.row("SELECT count(*) AS total FROM guest WHERE \(condition)")?.integer("total")
        }
    }
}
