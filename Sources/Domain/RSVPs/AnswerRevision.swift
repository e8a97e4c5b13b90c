package import Foundation

/// The number of changes to a guest's RSVP, and the time of the last one.
package struct AnswerRevision: Equatable, Sendable {
    package let number: Int
    package let changed: Date

    package init(number: Int, changed: Date) {
        self.number = number
        self.changed = changed
    }
}

extension Revision {
    /// Returns the revision of a calendar entry that shows a guest's RSVP with the meetup: it grows with either and is
    /// never behind the meetup's own revision.
    package func joined(with answer: AnswerRevision) -> Revision {
        Revision(sequence: sequence + answer.number, created: created, modified: max(modified, answer.changed))
    }
}
