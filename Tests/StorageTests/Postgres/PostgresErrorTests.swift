import Testing

@testable import Storage

struct PostgresErrorTests {
    @Test(arguments: [
        ("23505", DatabaseError.conflict(.unique)), ("23503", .conflict(.foreignKey)), ("23514", .conflict(.check)),
        ("23502", .conflict(.notNull)), ("40001", .serialization), ("40P01", .serialization), ("53100", .full),
        ("57014", .busy), ("42501", .forbidden(message: "m")), ("57P01", .unreachable(reason: "m")),
        ("25006", .unreachable(reason: "m")), ("0A000", .stale), ("42601", .failed(code: "42601", message: "m")),
    ])
    func `a statement's error is identified by its code`(code: String, error: DatabaseError) {
        #expect(DatabaseError(sqlState: code, message: "m") == error)
    }

    @Test(arguments: [
        ("connection to server at \"db\", port 5432 failed: FATAL:  28P01\n", DatabaseError.refused(code: "28P01")),
        ("connection to server on socket \"/s\" failed: FATAL:  3D000\n", .refused(code: "3D000")),
        ("… failed: FATAL:  57P03\n", .unreachable(reason: "the server answers 57P03")),
        (
            "could not translate host name \"db\" to address: NAME\nmore",
            .unreachable(reason: "could not translate host name \"db\" to address: NAME")
        ),
        (
            "… failed: Connection refused\n\tIs the server running on that host?\n",
            .unreachable(reason: "… failed: Connection refused")
        ),
    ])
    func `a refused login and an unreachable server give different errors`(message: String, error: DatabaseError) {
        #expect(DatabaseError(connecting: message) == error)
    }

    @Test func `backoff repeats the last error until it is reset`() throws {
        let backoff = Backoff()
        try backoff.check()
        for _ in 0..<20 { backoff.note(.unreachable(reason: "away")) }
        #expect(throws: DatabaseError.unreachable(reason: "away")) { try backoff.check() }
        backoff.reset()
        try backoff.check()
    }

    @Test(arguments: [
        ("postgres://hopdrink@db.example.org/hopdrink?sslmode=verify-full", nil), ("postgres://", nil),
        ("postgres://db?colour=red", "invalid URI query parameter: \"colour\""),
    ])
    func `a URL that libpq can't parse is detected before it is used`(url: String, fault: String?) {
        #expect(PostgresSettings.fault(inURL: url) == fault)
    }
}
