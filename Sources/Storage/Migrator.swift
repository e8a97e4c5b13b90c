package enum Migrator {
    /// Applies all missing migrations of the list in one transaction.
    package static func migrate(_ database: any Database, _ migrations: [Migration]) async throws {
        try await database.write { transaction in
            try transaction.excludeOthers()
            try makeTable(transaction)
            let applied = try names(transaction)
            try check(applied, against: migrations.map(\.name))
            for (step, migration) in migrations.enumerated().dropFirst(applied.count) {
                try apply(migration, as: step, in: transaction)
            }
        }
    }

    /// Throws unless all migrations of the list are applied. Changes nothing.
    package static func check(_ database: any Database, _ migrations: [Migration]) async throws {
        let known = migrations.map(\.name)
        let applied = try await database.read { transaction in
            let tables = try transaction.rows(transaction.dialect.tables).map { try $0.text("name") }
            return tables.contains("migration") ? try names(transaction) : []
        }
        try check(applied, against: known)
        guard applied.count == known.count else { throw DatabaseError.olderSchema }
    }

    private static func names(_ transaction: Transaction) throws -> [String] {
        try transaction.rows("SELECT name FROM migration ORDER BY step").map { try $0.text("name") }
    }

    /// Creates the table of migrations in a database that has no tables yet. Throws if there are tables of another
    /// program.
    private static func makeTable(_ transaction: Transaction) throws {
        let tables = try transaction.rows(transaction.dialect.tables).map { try $0.text("name") }
        guard !tables.contains("migration") else { return }
        if let example = tables.first { throw DatabaseError.foreignTables(example: example) }
        try transaction.execute(
            """
            CREATE TABLE migration (
                step \(transaction.dialect.bigint) PRIMARY KEY,
                name \(transaction.dialect.text) NOT NULL UNIQUE
            ) \(transaction.dialect.strict)
            """
        )
    }

    private static func check(_ applied: [String], against known: [String]) throws(DatabaseError) {
        if let name = applied.first(where: { !known.contains($0) }) {
            throw .newerSchema(migration: name)
        }
        if let (name, _) = zip(applied, known).first(where: { $0 != $1 }) {
            throw .migrationOutOfOrder(migration: name)
        }
    }

    private static func apply(_ migration: Migration, as step: Int, in transaction: Transaction) throws {
        for statement in migration.statements(transaction.dialect) {
            try transaction.execute(statement)
        }
        try transaction.execute("INSERT INTO migration (step, name) VALUES (\(step), \(migration.name))")
    }
}
