/// One statement. An interpolated value is bound; only literals and other `SQL` become text.
package struct SQL: Sendable, Equatable, ExpressibleByStringInterpolation {
    /// The text around the values: one more fragment than there are values.
    let fragments: [String]
    let values: [SQLValue]

    package init(stringLiteral text: String) {
        fragments = [text]
        values = []
    }

    package init(stringInterpolation: StringInterpolation) {
        fragments = stringInterpolation.fragments
        values = stringInterpolation.values
    }

    /// The text of a statement without values.
    package var text: String { fragments.joined() }

    /// Throws if a text contains a NUL. Both engines' C interfaces would cut off the text after it.
    func checkText() throws(DatabaseError) {
        for case .text(let text) in values where text.utf8.contains(0) {
            throw .unstorableText
        }
    }
}

extension SQL {
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var fragments = [""]
        fileprivate var values: [SQLValue] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            fragments.reserveCapacity(interpolationCount + 1)
            values.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) {
            fragments[fragments.count - 1] += literal
        }

        /// Binds the value.
        package mutating func appendInterpolation(_ value: some SQLBindable) {
            values.append(value.sqlValue)
            fragments.append("")
        }

        /// Binds the value, or NULL.
        package mutating func appendInterpolation(_ value: (some SQLBindable)?) {
            appendInterpolation(value?.sqlValue ?? .null)
        }

        /// Splices the fragment and binds its values.
        package mutating func appendInterpolation(_ fragment: SQL) {
            for (text, value) in zip(fragment.fragments, fragment.values) {
                appendLiteral(text)
                appendInterpolation(value)
            }
            appendLiteral(fragment.fragments.last ?? "")
        }

        /// Binds the values as the right side of an `IN`, parentheses included. An empty list matches no row.
        package mutating func appendInterpolation(list values: [String]) {
            appendList(values, empty: "(SELECT '' WHERE 1 = 0)")
        }

        /// Binds the values as the right side of an `IN`, parentheses included. An empty list matches no row.
        package mutating func appendInterpolation(list values: [Int]) {
            appendList(values, empty: "(SELECT 0 WHERE 1 = 0)")
        }

        /// Binds the values of one row, parentheses included.
        package mutating func appendInterpolation(row values: [SQLValue]) {
            appendLiteral("(")
            for (index, value) in values.enumerated() {
                if index > 0 { appendLiteral(", ") }
                appendInterpolation(value)
            }
            appendLiteral(")")
        }

        /// Binds the values of several rows, in the form that follows `VALUES`.
        package mutating func appendInterpolation(rows: [[SQLValue]]) {
            for (index, values) in rows.enumerated() {
                if index > 0 { appendLiteral(", ") }
                appendInterpolation(row: values)
            }
        }

        private mutating func appendList(_ values: [some SQLBindable], empty: String) {
            guard let first = values.first, let last = values.last else { return appendLiteral(empty) }
            // Engines cache statements by their text. Lists padded to a power of two keep the number of texts small.
            let padding = repeatElement(last, count: values.count.nextPowerOfTwo - values.count)
            appendLiteral("(")
            appendInterpolation(first)
            for value in values.dropFirst() + padding {
                appendLiteral(", ")
                appendInterpolation(value)
            }
            appendLiteral(")")
        }
    }
}

extension Int {
    fileprivate var nextPowerOfTwo: Int {
        1 << (bitWidth - (self - 1).leadingZeroBitCount)
    }
}
