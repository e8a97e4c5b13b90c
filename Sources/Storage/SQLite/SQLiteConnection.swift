import GRDB

struct SQLiteConnection: Connection {
    let database: GRDB.Database

    var dialect: Dialect { .sqlite }

    func rows(_ statement: SQL) throws(DatabaseError) -> [SQLRow] {
        try Self.translatingErrors {
            let prepared = try database.cachedStatement(sql: statement.questionedText)
            let columns = prepared.columnNames
            let cursor = try Row.fetchCursor(prepared, arguments: statement.arguments)
            var rows: [SQLRow] = []
            while let row = try cursor.next() {
                rows.append(try SQLRow(columns: columns, row))
            }
            return rows
        }
    }

    func execute(_ statement: SQL) throws(DatabaseError) -> Int {
        try Self.translatingErrors {
            let before = database.totalChangesCount
            try database.cachedStatement(sql: statement.questionedText).execute(arguments: statement.arguments)
            // SQLite doesn't reset its count of changed rows for a statement that changes none, such as `CREATE`.
            return database.totalChangesCount == before ? 0 : database.changesCount
        }
    }

    private static func translatingErrors<T>(_ work: () throws -> T) throws(DatabaseError) -> T {
        do {
            return try work()
        } catch {
            throw DatabaseError(sqlite: error)
        }
    }
}

extension SQLiteConnection {
    /// Uses GRDB's connection, or throws the error with which GRDB failed.
    init(_ connection: Result<GRDB.Database, any Error>) throws(DatabaseError) {
        do { database = try connection.get() } catch { throw DatabaseError(sqlite: error) }
    }
}

extension SQL {
    /// The statement with `?` where values are bound.
    fileprivate var questionedText: String {
        fragments.joined(separator: "?")
    }

    fileprivate var arguments: StatementArguments {
        // The optional selects the only initializer that builds no key path. A key path would cost more than the
        // insert.
        StatementArguments(values.map { $0.databaseValue as (any DatabaseValueConvertible)? })
    }
}

extension SQLValue {
    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let integer): integer.databaseValue
        case .text(let text): text.databaseValue
        }
    }
}

extension SQLRow {
    fileprivate init(columns: [String], _ row: Row) throws(DatabaseError) {
        var values: [SQLValue] = []
        values.reserveCapacity(columns.count)
        for (column, value) in zip(columns, row.databaseValues) {
            switch value.storage {
            case .null: values.append(.null)
            case .int64(let integer): values.append(.integer(integer))
            case .string(let text): values.append(.text(text))
            case .double, .blob: throw .unexpectedValue(column: column)
            }
        }
        self.init(columns: columns, values: values)
    }
}
