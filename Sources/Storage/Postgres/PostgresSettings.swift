import CPostgres

/// The server, the login and the max number of connections.
package struct PostgresSettings: Equatable, Sendable {
    /// A connection URI in libpq's format (PostgreSQL manual §34.1.1.2):
    /// `postgres://user@host/database?sslmode=verify-full`. libpq takes missing parts from its own environment
    /// variables, service file and password file.
    package var url: String
    package var limits = Limits()

    /// The password if neither the URI nor the environment has one.
    package var password: String?

    package init(url: String) {
        self.url = url
    }

    package struct Limits: Equatable, Sendable {
        /// The max number of concurrent transactions.
        package var connections = 8
        /// The max time that the server may spend on one statement.
        package var statementTimeout: Duration = .seconds(30)

        package init() {}
    }

    /// Returns the reason why libpq can't parse a URL, or nil if it can.
    package static func fault(inURL url: String) -> String? {
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

    /// Whether a text is the URL of a server, and not the path of a file.
    package static func isURL(_ text: String) -> Bool {
        text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
    }
}
