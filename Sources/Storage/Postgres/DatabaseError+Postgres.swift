import CPostgres

extension DatabaseError {
    /// The error of a statement.
    init(_ result: OpaquePointer?, of connection: OpaquePointer) {
        let reason = String(cString: PQerrorMessage(connection)).firstLine
        guard PQstatus(connection) == CONNECTION_OK else {
            self = .unreachable(reason: reason)
            return
        }
        let code = PQresultErrorField(result, 67).map { String(cString: $0) } ?? ""  // PG_DIAG_SQLSTATE, a macro
        self.init(sqlState: code, message: reason)
    }

    /// Maps the codes of appendix A of the PostgreSQL manual.
    init(sqlState code: String, message: String) {
        switch code {
        case "23505": self = .conflict(.unique)
        case "23503": self = .conflict(.foreignKey)
        case "23514": self = .conflict(.check)
        case "23502": self = .conflict(.notNull)
        case "40001", "40P01": self = .serialization
        case "53100": self = .full
        case "57014", "55P03": self = .busy
        case "42501": self = .forbidden(message: message)
        // The server shuts down, is not ready, became a standby, has too many connections, or ended an idle
        // transaction.
        case "57P01", "57P02", "57P03", "25006", "53300", "25P03": self = .unreachable(reason: message)
        // The prepared statement is gone, or returns other columns since another daemon migrated the schema.
        case "0A000", "26000": self = .stale
        default: self = .failed(code: code, message: message)
        }
    }

    /// The reason why connecting failed. The server's response ends with its code; without a response there is no code.
    init(connecting message: String) {
        let words = message.split(whereSeparator: \.isWhitespace)
        let code = words.last.map(String.init).flatMap { $0.isSQLState ? $0 : nil }
        switch code {
        case "28000", "28P01", "3D000", "42501": self = .refused(code: code ?? "")
        case let code?: self = .unreachable(reason: "the server answers \(code)")
        case nil: self = .unreachable(reason: message.firstLine)
        }
    }

    /// Whether the connection can't be used after this error.
    var endsConnection: Bool {
        switch self {
        case .unreachable, .stale: true
        default: false
        }
    }

    /// Whether the transaction may succeed if it is run again at once.
    var isWorthRepeating: Bool { self == .serialization || self == .stale }
}

extension String {
    fileprivate var firstLine: String {
        split(whereSeparator: \.isNewline).first.map(String.init) ?? self
    }

    fileprivate var isSQLState: Bool {
        utf8.count == 5
            && utf8.allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
            } && utf8.contains { $0 < UInt8(ascii: "A") }
    }
}
