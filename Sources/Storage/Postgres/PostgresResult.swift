import CPostgres

/// The server's result of one statement.
final class PostgresResult {
    private let handle: OpaquePointer?

    /// Takes ownership of the result. Throws if the result is an error.
    init(_ handle: OpaquePointer?, of connection: OpaquePointer) throws(DatabaseError) {
        self.handle = handle
        switch PQresultStatus(handle) {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK: return
        default: throw DatabaseError(handle, of: connection)
        }
    }

    deinit {
        PQclear(handle)
    }

    /// The number of rows that the statement changed; 0 for a statement that only reads.
    var changedRows: Int {
        PQresultStatus(handle) == PGRES_TUPLES_OK && !isChange
            ? 0 : Int(String(cString: PQcmdTuples(handle))) ?? 0
    }

    func rows() throws(DatabaseError) -> [SQLRow] {
        let columns = (0..<PQnfields(handle)).map { String(cString: PQfname(handle, $0)) }
        var rows: [SQLRow] = []
        rows.reserveCapacity(Int(PQntuples(handle)))
        for row in 0..<PQntuples(handle) {
            var values: [SQLValue] = []
            values.reserveCapacity(columns.count)
            for (index, column) in columns.enumerated() {
                values.append(try value(row, Int32(index), named: column))
            }
            rows.append(SQLRow(columns: columns, values: values))
        }
        return rows
    }

    /// False for a `SELECT`: the server reports a number of rows for it too, although it changes none.
    private var isChange: Bool {
        !String(cString: PQcmdStatus(handle)).hasPrefix("SELECT")
    }

    private func value(_ row: Int32, _ column: Int32, named name: String) throws(DatabaseError) -> SQLValue {
        guard PQgetisnull(handle, row, column) == 0 else { return .null }
        let bytes = UnsafeRawBufferPointer(
            start: PQgetvalue(handle, row, column), count: Int(PQgetlength(handle, row, column))
        )
        let text = String(decoding: bytes, as: UTF8.self)
        switch PQftype(handle, column) {
        case PostgresType.text, PostgresType.varchar, PostgresType.name: return .text(text)
        case PostgresType.bigint, PostgresType.integer, PostgresType.smallint:
            guard let integer = Int64(text) else { throw .unexpectedValue(column: name) }
            return .integer(integer)
        default: throw .unexpectedValue(column: name)
        }
    }
}

/// The object identifiers of types in the server's catalogue `pg_type`, which never change.
enum PostgresType {
    static let name: Oid = 19
    static let bigint: Oid = 20
    static let smallint: Oid = 21
    static let integer: Oid = 23
    static let text: Oid = 25
    static let varchar: Oid = 1043
}
