import Foundation
import TestDatabases
import Testing

@testable import Storage

/// Tests of behaviour that only a server has. Run them with a server: `Tests/with-postgres swift test`.
@Suite(.enabled(if: TestServer.url != nil)) struct PostgresDatabaseTests {
    private let settings: PostgresSettings

    init() async throws {
        settings = try await TestServer.emptySchema()
    }

    /// Opens a database with the tables of `Migration.scene`. `change` may give its connections a name of their own.
    private func open(_ change: (inout PostgresSettings) -> Void = { _ in }) async throws -> PostgresDatabase {
        var settings = settings
        change(&settings)
        let database = PostgresDatabase(settings)
        try await Migrator.migrate(database, [.scene])
        return database
    }

    @Test func `locking a row for update loses no concurrent change`() async throws {
        let database = try await open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<30 {
                group.addTask {
                    try await database.write { transaction in
                        let row = try transaction.row("SELECT places FROM city \(transaction.dialect.forUpdate)")
                        let places = try #require(try row?.integer("places"))
                        try transaction.execute("UPDATE city SET places = \(places + 1)")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await places(in: database) == 50)
    }

    @Test func `a deadlock is resolved by a repetition, and both transactions succeed`() async throws {
        let database = try await open()
        try await database.write { try $0.execute("INSERT INTO city (slug, places) VALUES ('lyon', 20)") }
        let (first, second) = (Flag(), Flag())
        async let one: Void = add(1, to: ["tours", "lyon"], raising: first, awaiting: second, in: database)
        async let two: Void = add(2, to: ["lyon", "tours"], raising: second, awaiting: first, in: database)
        _ = try await (one, two)
        let places = try await database.read { try $0.rows("SELECT places FROM city").map { try $0.integer("places") } }
        #expect(places == [23, 23])
    }

    private func add(
        _ number: Int, to cities: [String], raising mine: Flag, awaiting other: Flag, in database: PostgresDatabase
    ) async throws {
        try await database.write { transaction in
            for city in cities {
                try transaction.execute("UPDATE city SET places = places + \(number) WHERE slug = \(city)")
                mine.raise()
                while !other.isRaised { sched_yield() }
            }
        }
    }

    @Test func `a transaction that always conflicts fails after five attempts`() async throws {
        let database = try await open()
        let attempts = Counter()
        await #expect(throws: DatabaseError.serialization) {
            try await database.write { transaction in
                attempts.increase()
                try transaction.execute("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$")
            }
        }
        #expect(attempts.value == 5)
    }

    @Test func `a read sees one state while another transaction writes`() async throws {
        let database = try await open()
        let (reading, written) = (Flag(), Flag())
        async let counts = database.read { transaction in
            let before = try transaction.rows("SELECT id FROM guest").count
            reading.raise()
            while !written.isRaised { sched_yield() }
            return [before, try transaction.rows("SELECT id FROM guest").count]
        }
        while !reading.isRaised { await Task.yield() }
        try await database.write { try $0.insertGuest("a") }
        written.raise()
        #expect(try await counts == [0, 0])
    }

    @Test func `a statement that takes too long is ended`() async throws {
        let database = try await open()
        var hasty = settings
        hasty.limits.statementTimeout = .milliseconds(50)
        await #expect(throws: DatabaseError.busy) {
            try await PostgresDatabase(hasty).read { _ = try $0.row("SELECT 1 AS one FROM pg_sleep(600)") }
        }
        #expect(try await places(in: database) == 20)
    }

    @Test func `an idle connection that the server closed is replaced without an error`() async throws {
        let database = try await open { $0.url += "&application_name=resting" }
        try await end("resting")
        #expect(try await places(in: database) == 20)
    }

    @Test func `a connection that ends in a transaction causes one error and no lasting damage`() async throws {
        let database = try await open()
        let error = await #expect(throws: DatabaseError.self) {
            try await database.write { transaction in
                try transaction.insertGuest("a")
                _ = try transaction.row("SELECT 1 AS one FROM pg_terminate_backend(pg_backend_pid())")
            }
        }
        #expect(error?.mayPass == true)
        #expect(try await database.guests() == [])
    }

    @Test func `a prepared statement is prepared again after another daemon's migration`() async throws {
        let database = try await open { $0.limits.connections = 1 }
        let all: SQL = "SELECT * FROM city WHERE slug = \("tours")"
        let columns = try await database.read { try $0.row(all)?.columns }
        let other = PostgresDatabase(settings)
        try await other.write { try $0.execute("ALTER TABLE city ADD COLUMN country TEXT") }
        #expect(columns == ["slug", "places"])
        #expect(try await database.read { try $0.row(all)?.columns } == ["slug", "places", "country"])
    }

    @Test func `connections never exceed the limit, and every caller gets a result`() async throws {
        let database = try await open { settings in
            settings.url += "&application_name=crowd"
            settings.limits.connections = 2
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                group.addTask { try await database.write { try $0.insertGuest("guest \(number)") } }
            }
            try await group.waitForAll()
        }
        #expect(try await database.guests().count == 100)
        let open = try await connections(named: "crowd")
        #expect((1...2).contains(open))
    }

    @Test func `a closed database refuses everything`() async throws {
        let database = try await open()
        database.close()
        await #expect(throws: DatabaseError.closed) { try await database.write { try $0.insertGuest("a") } }
        await #expect(throws: DatabaseError.closed) { try await database.guests() }
    }

    @Test(arguments: ["", "l'été", "\u{1F377} à « Tours »", "\\x00 \\n $1 ?", String(repeating: "é", count: 600_000)])
    func `text is stored unchanged`(text: String) async throws {
        let database = try await open()
        try await database.write { try $0.insertGuest("a", note: text) }
        #expect(try await database.read { try $0.row("SELECT note FROM guest")?.text("note") } == text)
    }

    @Test func `numbers are stored unchanged`() async throws {
        let database = try await open()
        for number in [Int64.min, -1, 0, Int64.max] {
            try await database.write { try $0.execute("UPDATE city SET places = 1") }
            let row = try await database.read { try $0.row("SELECT CAST(\(number) AS BIGINT) AS number") }
            #expect(try row?.integer("number") == Int(number))
        }
    }

    @Test(arguments: ["1.5", "true", "now()", "decode('00', 'hex')"])
    func `a type that other engines don't have is refused`(expression: String) async throws {
        let database = try await open()
        await #expect(throws: DatabaseError.unexpectedValue(column: "value")) {
            try await database.read { _ = try $0.row("SELECT \(SQL(stringLiteral: expression)) AS value") }
        }
    }

    @Test func `a commit is on disk before it returns, whatever the server's default`() async throws {
        let database = try await open { $0.url += "%20-csynchronous_commit%3Doff" }
        let row = try await database.read { try $0.row("SELECT current_setting('synchronous_commit') AS value") }
        #expect(try row?.text("value") == "on")
    }

    @Test func `tables of another program are left alone`() async throws {
        let database = PostgresDatabase(settings)
        try await database.write { try $0.execute("CREATE TABLE invoices (id TEXT)") }
        await #expect(throws: DatabaseError.foreignTables(example: "invoices")) {
            try await Migrator.migrate(database, [.scene])
        }
    }

    @Test func `several daemons that start at the same time run each migration once`() async throws {
        let settings = settings
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<5 {
                group.addTask { try await Migrator.migrate(PostgresDatabase(settings), [.scene]) }
            }
            try await group.waitForAll()
        }
        #expect(try await places(in: PostgresDatabase(settings)) == 20)
    }

    @Test func `a missing database and an unreachable server give different errors`() async throws {
        let missing = PostgresDatabase(PostgresSettings(url: settings.url.replacing("/hopdrink?", with: "/nothing?")))
        await #expect(throws: DatabaseError.refused(code: "3D000")) { try await missing.read { _ in } }
        let nowhere = PostgresDatabase(PostgresSettings(url: "postgres://hopdrink@/hopdrink?host=/nowhere"))
        let error = await #expect(throws: DatabaseError.self) { try await nowhere.read { _ in } }
        guard case .unreachable(let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("/nowhere"))
    }

    @Test func `the server's clock is compared with ours`() async throws {
        let database = PostgresDatabase(settings)
        #expect(try await abs(database.clockLead { Date() }) < 2)
        #expect(try await database.clockLead { Date().addingTimeInterval(1000) } < -900)
        #expect(try await database.clockLead { Date().addingTimeInterval(-1000) } > 900)
    }

    private func places(in database: PostgresDatabase) async throws -> Int? {
        try await database.read { try $0.row("SELECT places FROM city WHERE slug = 'tours'")?.integer("places") }
    }

    private func end(_ name: String) async throws {
        let administrator = PostgresDatabase(settings)
        try await administrator.write { transaction in
            _ = try transaction.rows(
                """
                SELECT CAST(pg_terminate_backend(pid, 60000) AS TEXT) AS ended FROM pg_stat_activity
                WHERE application_name = \(name)
                """
            )
        }
    }

    private func connections(named name: String) async throws -> Int {
        try await PostgresDatabase(settings).read { transaction in
            try transaction.row("SELECT count(*) AS total FROM pg_stat_activity WHERE application_name = \(name)")?
                .integer("total") ?? 0
        }
    }
}
