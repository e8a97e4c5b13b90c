package import Foundation

/// One row. Columns are found by name, which is lower case on every engine. The accessors throw
/// `DatabaseError.unexpectedValue` if the column is missing or has a value of another type.
package struct SQLRow: Sendable, Equatable {
    package let columns: [String]
    package let values: [SQLValue]

    package func text(_ column: String) throws(DatabaseError) -> String {
        try present(optionalText(column), in: column)
    }

    package func optionalText(_ column: String) throws(DatabaseError) -> String? {
        switch try value(column) {
        case .null: nil
        case .text(let text): text
        case .integer: throw .unexpectedValue(column: column)
        }
    }

    package func integer(_ column: String) throws(DatabaseError) -> Int {
        try present(optionalInteger(column), in: column)
    }

    package func optionalInteger(_ column: String) throws(DatabaseError) -> Int? {
        switch try value(column) {
        case .null: nil
        case .integer(let integer): Int(integer)
        case .text: throw .unexpectedValue(column: column)
        }
    }

    package func instant(_ column: String) throws(DatabaseError) -> Date {
        try present(optionalInstant(column), in: column)
    }

    package func optionalInstant(_ column: String) throws(DatabaseError) -> Date? {
        guard let seconds = try optionalInteger(column) else { return nil }
        return Date(timeIntervalSince1970: TimeInterval(seconds))
    }

    package func flag(_ column: String) throws(DatabaseError) -> Bool {
        switch try integer(column) {
        case 0: false
        case 1: true
        default: throw .unexpectedValue(column: column)
        }
    }

    private func value(_ column: String) throws(DatabaseError) -> SQLValue {
        guard let index = columns.firstIndex(of: column) else { throw .unexpectedValue(column: column) }
        return values[index]
    }

    private func present<T>(_ value: T?, in column: String) throws(DatabaseError) -> T {
        guard let value else { throw .unexpectedValue(column: column) }
        return value
    }
}
