package import Foundation

/// The values of a column, in the subset of SQL that all engines share.
package enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case text(String)
}

/// A type that can be interpolated into `SQL` as a value.
package protocol SQLBindable: SQLTerm {
    var sqlValue: SQLValue { get }
}

extension SQLValue: SQLBindable {
    package var sqlValue: SQLValue { self }
}

extension String: SQLBindable {
    package var sqlValue: SQLValue { .text(self) }
}

extension Int: SQLBindable {
    package var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Int64: SQLBindable {
    package var sqlValue: SQLValue { .integer(self) }
}

/// Stored as 0 or 1.
extension Bool: SQLBindable {
    package var sqlValue: SQLValue { .integer(self ? 1 : 0) }
}

/// Stored as whole seconds since 1970 UTC; a fraction is cut off.
extension Date: SQLBindable {
    package var sqlValue: SQLValue { .integer(Int64(timeIntervalSince1970.rounded(.down))) }
}
