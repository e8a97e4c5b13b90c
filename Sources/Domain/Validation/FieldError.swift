/// A problem and where it is: the field's path, and its place in the file if there is one.
package struct FieldError: Error, Equatable, Sendable {
    package let field: String
    package let problem: FieldErrorReason
    package let location: SourceLocation?

    package init(_ field: String, _ problem: FieldErrorReason, at location: SourceLocation? = nil) {
        self.field = field
        self.problem = problem
        self.location = location
    }

    /// The fault as one English sentence, with its place first when it has one.
    package var sentence: String {
        let sentence = field.isEmpty ? problem.sentence : "`\(field)` \(problem.sentence)"
        guard let location else { return sentence }
        return "\(location): \(sentence)"
    }
}

/// Every fault that was found together.
package struct ValidationErrors: Error, Equatable, Sendable {
    package let list: [FieldError]

    package init(_ list: [FieldError]) {
        self.list = list
    }
}

/// A place in a file, both counted from 1.
package struct SourceLocation: Equatable, Sendable, CustomStringConvertible {
    package let line: Int
    package let column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package var description: String { "line \(line), column \(column)" }
}
