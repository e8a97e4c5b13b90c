import Testing

@testable import Storage

struct GroupCommitTests {
    @Test(arguments: SQLiteEngine.allCases)
    func `writes that throw don't affect the others of their group`(engine: SQLiteEngine) async throws {
        try await engine.withDatabase { database throws in
            let outcomes = try await database.writeTogether(
                (0..<50).map { number in
                    { transaction in
                        try transaction.insertGuest("guest \(number)")
                        if number % 3 == 0 { throw Refusal() }
                        if number % 5 == 0 { try transaction.insertGuest("guest \(number)") }
                        return number
                    }
                }
            )
            let committed = (0..<50).filter { $0 % 3 != 0 && $0 % 5 != 0 }
            #expect(outcomes.compactMap { try? $0.get() } == committed)
            #expect(try await database.guests() == committed.map { "guest \($0)" })
            #expect(outcomes[5].error == .conflict(.unique))
        }
    }

    @Test(arguments: SQLiteEngine.allCases)
    func `writes run in order of arrival`(engine: SQLiteEngine) async throws {
        try await engine.withDatabase { database throws in
            let ids = (0..<150).map { "guest \($0)" }
            _ = try await database.writeTogether(ids.map { id in { try $0.insertGuest(id) } })
            #expect(try await database.guests() == ids)
        }
    }

    @Test(arguments: SQLiteEngine.allCases)
    func `a write sees the earlier writes of its group`(engine: SQLiteEngine) async throws {
        try await engine.withDatabase { database throws in
            let outcomes = try await database.writeTogether(
                (0..<10).map { number in
                    { transaction in
                        let taken = try transaction.row("SELECT count(*) AS taken FROM guest")?.integer("taken") ?? 0
                        if taken < 4 { try transaction.insertGuest("guest \(number)") }
                        return taken
                    }
                }
            )
            #expect(try outcomes.map { try $0.get() } == [0, 1, 2, 3, 4, 4, 4, 4, 4, 4])
            #expect(try await database.guests().count == 4)
        }
    }

    @Test(arguments: SQLiteEngine.allCases)
    func `every caller gets a result when hundreds write at the same time`(engine: SQLiteEngine) async throws {
        try await engine.withDatabase { database throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<500 {
                    group.addTask { try await database.write { try $0.insertGuest("guest \(number)") } }
                }
                try await group.waitForAll()
            }
            #expect(try await database.guests().count == 500)
        }
    }

    @Test(arguments: SQLiteEngine.allCases)
    func `a deferred constraint fails only the write that violates it`(
        engine: SQLiteEngine
    ) async throws {
        try await engine.withDatabase { database throws in
            try await database.write { transaction in
                try transaction.execute(
                    "CREATE TABLE card (id TEXT, guest TEXT REFERENCES guest (id) DEFERRABLE INITIALLY DEFERRED)"
                )
            }
            let outcomes = try await database.writeTogether(
                (0..<4).map { number in
                    { transaction in
                        let guest = "guest \(number)"
                        try transaction.execute("INSERT INTO card (id, guest) VALUES ('card', \(guest))")
                        if number != 2 { try transaction.insertGuest(guest) }
                    }
                }
            )
            #expect(outcomes.map(\.error) == [nil, nil, .conflict(.foreignKey), nil])
            #expect(try await database.guests() == ["guest 0", "guest 1", "guest 3"])
        }
    }

    @Test(arguments: SQLiteEngine.allCases)
    func `cancelling the caller doesn't stop its write`(engine: SQLiteEngine) async throws {
        try await engine.withDatabase { database throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.cancelAll()
                group.addTask { try await database.write { try $0.insertGuest("a") } }
                try await group.waitForAll()
            }
            #expect(try await database.guests() == ["a"])
        }
    }
}
