package import Foundation

/// How often a guest's answer was changed, and when last.
package struct AnswerRevision: Equatable, Sendable {
    package let number: Int
    package let changed: Date

    package init(number: Int, changed: Date) {
        self.number = number
        self.changed = changed
    }
}

extension Revision {
    /// The revision of an entry that shows a guest's answer beside the meetup: it moves with either, and is never behind
    /// the meetup's own.
    package func joined(with answer: AnswerRevision) -> Revision {
        Revision(sequence: sequence + answer.number, created: created, modified: max(modified, answer.changed))
    }
}
