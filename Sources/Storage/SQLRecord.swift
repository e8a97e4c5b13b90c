/// The columns of one row and what each is to hold, in one list for all statements that write the row.
///
///     let record: SQLRecord = ["slug": city.slug.text, "name": city.name, "latitude": city.coordinates?.latitude]
///     try execute("INSERT INTO cities (\(record.columns)) VALUES (\(record.values)) \(record.upsert(on: "slug"))")
///
/// Names are literals in the program's text, so nothing from outside becomes one. Values are bound; `SQL` is spliced.
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

    /// The names: `slug, name`.
    package var columns: SQL { SQL(stringLiteral: entries.map(\.column).joined(separator: ", ")) }

    /// The values in the order of `columns`, without parentheses.
    package var values: SQL { list { entry, text in entry.value.append(to: &text) } }

    /// What follows `UPDATE … SET`: `slug = …, name = …`.
    package var assignments: SQL {
        list { entry, text in
            text.appendLiteral("\(entry.column) = ")
            entry.value.append(to: &text)
        }
    }

    /// What follows the values to change the row that has these keys already: every column but the keys, and those that
    /// keep what they hold. More assignments may follow after a comma.
    package func upsert(on keys: StaticString..., keeping kept: [StaticString] = []) -> SQL {
        let columns = keys.map(\.description).joined(separator: ", ")
        let changes = without(keys + kept).entries.map { "\($0.column) = excluded.\($0.column)" }
        return SQL(stringLiteral: "ON CONFLICT (\(columns)) DO UPDATE SET \(changes.joined(separator: ", "))")
    }

    /// For the condition of an upsert: whether a column of the table's row is to change.
    package func differs(from table: StaticString) -> SQL {
        let changes = entries.map { "\(table).\($0.column) IS DISTINCT FROM excluded.\($0.column)" }
        return SQL(stringLiteral: "(\(changes.joined(separator: " OR ")))")
    }

    /// The record without some of its columns.
    package func without(_ columns: [StaticString]) -> SQLRecord {
        let names = Set(columns.map(\.description))
        precondition(names.isSubset(of: entries.map(\.column)), "a column to leave out is not in the record")
        return SQLRecord(entries.filter { !names.contains($0.column) })
    }

    /// The columns of this record and then those of the other.
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

/// What a column of a record can be given: a value, which is bound, or SQL that the engine computes.
package protocol SQLTerm: Sendable {
    func append(to text: inout SQL.StringInterpolation)
}

extension SQL: SQLTerm {
    package func append(to text: inout StringInterpolation) { text.appendInterpolation(self) }
}

extension SQLBindable {
    package func append(to text: inout SQL.StringInterpolation) { text.appendInterpolation(self) }
}
