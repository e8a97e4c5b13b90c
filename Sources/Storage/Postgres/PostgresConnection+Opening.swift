import CPostgres
import Foundation

extension PostgresConnection {
    /// The max time for connecting and logging in.
    private static let patience: Duration = .seconds(20)

    /// Connects, and blocks until the server has accepted or refused the login.
    static func open(_ settings: PostgresSettings) throws(DatabaseError) -> PostgresConnection {
        guard let handle = start(settings) else { throw .unreachable(reason: "out of memory") }
        let connection = PostgresConnection(owning: handle)
        // The message of a refusal then contains its code.
        PQsetErrorVerbosity(handle, PQERRORS_SQLSTATE)
        try finish(handle, by: ContinuousClock.now + patience)
        PQsetErrorVerbosity(handle, PQERRORS_DEFAULT)
        try checkEncoding(handle)
        try connection.agree(settings)
        return connection
    }

    /// Options before the URI are defaults. Options after the URI override it.
    private static func start(_ settings: PostgresSettings) -> OpaquePointer? {
        let password = settings.password.map { [("password", $0)] } ?? []
        let options =
            password + [
                ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
                ("tcp_user_timeout", "30000"), ("fallback_application_name", "hopdrink"), ("dbname", settings.url),
                ("client_encoding", "UTF8"),
            ]
        return withCStrings(options.map(\.0) + [nil]) { names in
            withCStrings(options.map(\.1) + [nil]) { values in PQconnectStartParams(names, values, 1) }
        }
    }

    private static func finish(_ handle: OpaquePointer, by end: ContinuousClock.Instant) throws(DatabaseError) {
        var status = PQstatus(handle) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING
        while status != PGRES_POLLING_OK {
            guard status != PGRES_POLLING_FAILED else { throw refusal(of: handle) }
            guard wait(for: handle, status, until: end) else {
                throw .unreachable(reason: "the server does not answer")
            }
            status = PQconnectPoll(handle)
        }
    }

    /// libpq itself detects a missing password, so there is no code from the server.
    private static func refusal(of handle: OpaquePointer) -> DatabaseError {
        if PQconnectionNeedsPassword(handle) == 1 { return .refused(code: "28P01") }
        return DatabaseError(connecting: String(cString: PQerrorMessage(handle)))
    }

    /// Returns whether the socket became ready in time.
    private static func wait(
        for handle: OpaquePointer, _ status: PostgresPollingStatusType, until end: ContinuousClock.Instant
    ) -> Bool {
        let events = status == PGRES_POLLING_READING ? POLLIN : POLLOUT
        var descriptor = pollfd(fd: PQsocket(handle), events: Int16(events), revents: 0)
        let left = max(.zero, end - ContinuousClock.now)
        return poll(&descriptor, 1, Int32(left / .milliseconds(1))) > 0
    }

    private static func checkEncoding(_ handle: OpaquePointer) throws(DatabaseError) {
        let encoding = PQparameterStatus(handle, "server_encoding").map { String(cString: $0) } ?? ""
        guard encoding == "UTF8" else { throw .wrongEncoding(encoding) }
    }

    /// Turns on waiting for the disk at each commit, whatever the server's default, and limits the time of statements
    /// and of idle transactions, so that no row stays locked for ever.
    private func agree(_ settings: PostgresSettings) throws(DatabaseError) {
        let limit = Int(settings.limits.statementTimeout / .milliseconds(1))
        try command(
            """
            SET statement_timeout = \(limit);
            SET idle_in_transaction_session_timeout = 60000;
            SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
            """
        )
    }
}
