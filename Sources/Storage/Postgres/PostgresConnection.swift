import CPostgres
import Foundation

/// One connection to the server, used by one thread at a time. Every call blocks until the server has responded.
final class PostgresConnection: Connection {
    private let handle: OpaquePointer
    /// The name of each prepared statement, by the text of the statement.
    private var prepared: [String: String] = [:]

    /// Takes ownership of the handle.
    init(owning handle: OpaquePointer) {
        self.handle = handle
        // Notices such as "relation exists, skipping" would go to stderr.
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
    }

    deinit {
        PQfinish(handle)
    }

    var dialect: Dialect { .postgres }

    var isOpen: Bool { PQstatus(handle) == CONNECTION_OK }

    var isInTransaction: Bool { PQtransactionStatus(handle) != PQTRANS_IDLE }

    func rows(_ statement: SQL) throws(DatabaseError) -> [SQLRow] {
        try run(statement).rows()
    }

    func execute(_ statement: SQL) throws(DatabaseError) -> Int {
        try run(statement).changedRows
    }

    /// Runs a statement that has no values, without preparing it.
    func command(_ text: String) throws(DatabaseError) {
        _ = try PostgresResult(PQexec(handle, text), of: handle)
    }

    private func run(_ statement: SQL) throws(DatabaseError) -> PostgresResult {
        let name = try prepare(statement)
        let values = statement.values.map(\.text)
        let result = withCStrings(values) { PQexecPrepared(handle, name, Int32(values.count), $0, nil, nil, 0) }
        return try PostgresResult(result, of: handle)
    }

    private func prepare(_ statement: SQL) throws(DatabaseError) -> String {
        let text = statement.numberedText
        if let name = prepared[text] { return name }
        let name = "s\(prepared.count)"
        let types = statement.values.map(\.type)
        _ = try PostgresResult(PQprepare(handle, name, text, Int32(types.count), types), of: handle)
        prepared[text] = name
        return name
    }
}

/// Passes the texts to C as strings that are valid during the body only.
func withCStrings<Result>(
    _ texts: [String?], _ body: ([UnsafePointer<CChar>?]) -> Result
) -> Result {
    let copies = texts.map { $0.flatMap { strdup($0) } }
    defer { for copy in copies { free(copy) } }
    return body(copies.map { UnsafePointer($0) })
}

extension SQL {
    /// The statement with `$1`, `$2` … where values are bound.
    fileprivate var numberedText: String {
        var text = fragments[0]
        for (number, fragment) in fragments.dropFirst().enumerated() { text += "$\(number + 1)\(fragment)" }
        return text
    }
}

extension SQLValue {
    fileprivate var text: String? {
        switch self {
        case .null: nil
        case .integer(let integer): String(integer)
        case .text(let text): text
        }
    }

    /// The type that is declared to the server. For NULL the server infers the type.
    fileprivate var type: Oid {
        switch self {
        case .null: 0
        case .integer: PostgresType.bigint
        case .text: PostgresType.text
        }
    }
}
