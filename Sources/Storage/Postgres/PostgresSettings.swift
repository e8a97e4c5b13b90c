import CPostgres

/// Which server, as whom, and with how many connections at most.
package struct PostgresSettings: Equatable, Sendable {
    /// A connection URI as libpq reads it (PostgreSQL manual §34.1.1.2): `postgres://user@host/database?sslmode=verify-full`.
    /// What it leaves out comes from libpq's own environment variables, service and password file.
    package var url: String
    package var limits = Limits()

    /// For where neither the URI nor the environment has one.
    package var password: String?

    package init(url: String) {
        self.url = url
    }

    package struct Limits: Equatable, Sendable {
        /// How many transactions run at the same time.
        package var connections = 8
        /// How long the server may work on one statement.
        package var statementTimeout: Duration = .seconds(30)

        package init() {}
    }

    /// Why libpq can't read an address; nil when it can.
    package static func fieldError(inURL url: String) -> String? {
        var message: UnsafeMutablePointer<CChar>?
        let options = PQconninfoParse(url, &message)
        defer {
            PQconninfoFree(options)
            PQfreemem(message)
        }
        guard options == nil else { return nil }
        return message.map { String(cString: $0).split(whereSeparator: \.isNewline).joined(separator: " ") }
            ?? "out of memory"
    }

    /// Whether a text is the address of a server, and not the path of a file.
    package static func isURL(_ text: String) -> Bool {
        text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
    }
}
