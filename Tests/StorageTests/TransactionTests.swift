import Testing

@testable import Storage

struct TransactionTests {
    static let conflicts: [(SQL, DatabaseError.Constraint)] = [
        ("INSERT INTO city (slug, places) VALUES ('tours', 5)", .unique),
        ("INSERT INTO guest (id, city) VALUES ('a', 'nowhere')", .foreignKey),
        ("DELETE FROM city", .foreignKey),
        ("INSERT INTO city (slug, places) VALUES ('lyon', 0)", .check),
        ("INSERT INTO city (slug, places) VALUES ('lyon', NULL)", .notNull),
        ("INSERT INTO city (slug, places) VALUES (NULL, 5)", .notNull),
    ]

    @Test(arguments: Engine.allCases, conflicts)
    func `a conflict reports the kind of the violated constraint`(
        engine: Engine,
        conflict: (SQL, DatabaseError.Constraint)
    ) async throws {
        try await engine.withDatabase { database throws in
            try await database.write { try $0.insertGuest("z") }
            await #expect(throws: DatabaseError.conflict(conflict.1)) {
                try await database.write { try $0.execute(conflict.0) }
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a column refuses values of another type`(engine: Engine) async throws {
        try await engine.withDatabase { database throws in
            await #expect(throws: DatabaseError.self) {
                try await database.write { try $0.execute("UPDATE city SET places = 'many'") }
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a body that throws leaves no changes`(engine: Engine) async throws {
        try await engine.withDatabase { database throws in
            await #expect(throws: Refusal.self) {
                try await database.write { transaction in
                    try transaction.insertGuest("a")
                    throw Refusal()
                }
            }
            #expect(try await database.guests() == [])
        }
    }

    @Test(arguments: Engine.allCases)
    func `the first failed statement ends the transaction even if its error is caught`(engine: Engine) async throws {
        try await engine.withDatabase { database throws in
            try await database.write { try $0.insertGuest("a") }
            await #expect(throws: DatabaseError.conflict(.unique)) {
                try await database.write { transaction in
                    try transaction.insertGuest("b")
                    #expect(throws: DatabaseError.conflict(.unique)) { try transaction.insertGuest("a") }
                    #expect(throws: DatabaseError.conflict(.unique)) { try transaction.insertGuest("c") }
                }
            }
            #expect(try await database.guests() == ["a"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a body may turn a failure into its own error`(engine: Engine) async throws {
        try await engine.withDatabase { database throws in
            await #expect(throws: Refusal.self) {
                try await database.write { transaction in
                    do { try transaction.insertGuest("a", city: "nowhere") } catch { throw Refusal() }
                }
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `execute returns how many rows the statement changed`(engine: Engine) async throws {
        try await engine.withDatabase { database throws in
            try await database.write { transaction in
                try transaction.insertGuest("a")
                try transaction.insertGuest("b")
                #expect(try transaction.execute("UPDATE guest SET note = 'x'") == 2)
                #expect(try transaction.execute("UPDATE guest SET note = 'x' WHERE id = 'z'") == 0)
                #expect(
                    try transaction.execute("INSERT INTO guest (id, city) VALUES ('a', 'tours') ON CONFLICT DO NOTHING")
                        == 0)
                #expect(try transaction.execute("CREATE INDEX guest_city ON guest (city)") == 0)
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a statement that changes rows can return rows`(engine: Engine) async throws {
        try await engine.withDatabase { database throws in
            let id = try await database.write { transaction in
                try transaction.row("INSERT INTO guest (id, city) VALUES ('a', 'tours') RETURNING id")?.text("id")
            }
            #expect(id == "a")
            #expect(try await database.guests() == ["a"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a value is computed once per transaction, and again in the next one`(engine: Engine) async throws {
        try await engine.withDatabase { database throws in
            for _ in 1...2 {
                let found = try await database.write { transaction in
                    (1...3).map { number in transaction.once("number") { number } } + [transaction.once("other") { 9 }]
                }
                #expect(found == [1, 1, 1, 9])
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a read can't change anything`(engine: Engine) async throws {
        try await engine.withDatabase { database throws in
            await #expect(throws: DatabaseError.self) { try await database.read { try $0.insertGuest("a") } }
            #expect(try await database.guests() == [])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a wrong statement is reported with the engine's code`(engine: Engine) async throws {
        try await engine.withDatabase { database throws in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.read { try $0.rows("SELECT nothing FROM guest") }
            }
            if case .failed(let code, _) = error, !code.isEmpty { return }
            Issue.record("\(String(describing: error))")
        }
    }

    @Test(arguments: Engine.allCases)
    func `a row that is locked for update can be read by the transaction that locked it`(
        engine: Engine
    ) async throws {
        try await engine.withDatabase { database throws in
            let places = try await database.write { transaction in
                let words = transaction.dialect
                let city = try transaction.row("SELECT places FROM city WHERE slug = \("tours") \(words.forUpdate)")
                _ = try transaction.rows("SELECT places FROM city LIMIT 1 \(words.forUpdate) \(words.skipLocked)")
                return try city?.integer("places")
            }
            #expect(places == 20)
        }
    }
}

struct Refusal: Error {}
