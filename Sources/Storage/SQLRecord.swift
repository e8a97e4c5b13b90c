/// The columns of one row and their values, in one list for all statements that write the row.
///
///     let record: SQLRecord = ["slug": city.slug.text, "name": city.name, "latitude": city.coordinates?.latitude]
///     try execute("INSERT INTO cities (\(record.columns)) VALUES (\(record.values)) \(record.upsert(on: "slug"))")
///
/// Column names are literals in the source code, so no input becomes a name. Values are bound; `SQL` is spliced.
package struct SQLRecord: Sendable, ExpressibleByDictionaryLiteral {
    private struct Entry {
        let column: String
        let value: any SQLTerm
    }

    private let entries: [Entry]

    private init(_ entries: [Entry]) {
        self.entries = entries
    }

    package init(dictionaryLiteral elements: (StaticString, (any SQLTerm)?)...) {
        entries = elements.map { Entry(column: $0.description, value: $1 ?? SQLValue.null) }
    }

    /// The column names: `slug, name`.
    package var columns: SQL { SQL(stringLiteral: entries.map(\.column).joined(separator: ", ")) }

    /// The values in the order of `columns`, without parentheses.
    package var values: SQL { list { entry, text in entry.value.append(to: &text) } }

    /// The text that follows `UPDATE … SET`: `slug = …, name = …`.
    package var assignments: SQL {
        list { entry, text in
            text.appendLiteral("\(entry.column) = ")
            entry.value.append(to: &text)
        }
    }

    /// Returns the end of an `INSERT` that updates the existing row with these keys: every column except the keys and
    /// the columns in `kept`. More assignments may follow after a comma.
    package func upsert(on keys: StaticString..., keeping kept: [StaticString] = []) -> SQL {
        let columns = keys.map(\.description).joined(separator: ", ")
        let changes = without(keys + kept).entries.map { "\($0.column) = excluded.\($0.column)" }
        return SQL(stringLiteral: "ON CONFLICT (\(columns)) DO UPDATE SET \(changes.joined(separator: ", "))")
    }

    /// Returns the condition of an upsert that is true if any column of the existing row would change.
    package func differs(from table: StaticString) -> SQL {
        let changes = entries.map { "\(table).\($0.column) IS DISTINCT FROM excluded.\($0.column)" }
        return SQL(stringLiteral: "(\(changes.joined(separator: " OR ")))")
    }

    /// Returns the record without these columns. Each of them must be in the record.
    package func without(_ columns: [StaticString]) -> SQLRecord {
        let names = Set(columns.map(\.description))
        precondition(names.isSubset(of: entries.map(\.column)), "a column to leave out is not in the record")
        return SQLRecord(entries.filter { !names.contains($0.column) })
    }

    /// Returns the columns of this record followed by the columns of the other.
    package func adding(_ other: SQLRecord) -> SQLRecord {
        SQLRecord(entries + other.entries)
    }

    private func list(_ append: (Entry, inout SQL.StringInterpolation) -> Void) -> SQL {
        var text = SQL.StringInterpolation(literalCapacity: 0, interpolationCount: entries.count)
        for (index, entry) in entries.enumerated() {
            if index > 0 { text.appendLiteral(", ") }
            append(entry, &text)
        }
        return SQL(stringInterpolation: text)
    }
}

/// A possible value of a column in a record: a value, which is bound, or SQL that the engine computes.
package protocol SQLTerm: Sendable {
    func append(to text: inout SQL.StringInterpolation)
}

extension SQL: SQLTerm {
    package func append(to text: inout StringInterpolation) { text.appendInterpolation(self) }
}

extension SQLBindable {
    package func append(to text: inout SQL.StringInterpolation) { text.appendInterpolation(self) }
}
