/// An error in the input: the path of the field, the reason, and the location in the file if there is one.
package struct FieldError: Error, Equatable, Sendable {
    package let field: String
    package let problem: FieldErrorReason
    package let location: SourceLocation?

    package init(_ field: String, _ problem: FieldErrorReason, at location: SourceLocation? = nil) {
        self.field = field
        self.problem = problem
        self.location = location
    }

    /// The field error as an English sentence, with its location first if there is one.
    package var sentence: String {
        let sentence = field.isEmpty ? problem.sentence : "`\(field)` \(problem.sentence)"
        guard let location else { return sentence }
        return "\(location): \(sentence)"
    }
}

/// All field errors that were found together.
package struct ValidationErrors: Error, Equatable, Sendable {
    package let list: [FieldError]

    package init(_ list: [FieldError]) {
        self.list = list
    }
}

/// A location in a file; line and column count from 1.
package struct SourceLocation: Equatable, Sendable, CustomStringConvertible {
    package let line: Int
    package let column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package var description: String { "line \(line), column \(column)" }
}
