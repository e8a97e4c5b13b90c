import Domain
import Foundation
import Testing

struct AnswerRevisionTests {
    /// Takes instants as seconds.
    private func joined(_ meetup: (Int, TimeInterval), _ answer: (Int, TimeInterval)) -> Revision {
        let created = Date(timeIntervalSince1970: 5)
        let revision = Revision(
            sequence: meetup.0, created: created, modified: Date(timeIntervalSince1970: meetup.1)
        )
        return revision.joined(
            with: AnswerRevision(number: answer.0, changed: Date(timeIntervalSince1970: answer.1))
        )
    }

    @Test(arguments: [
        ((0, 10.0), (0, 0.0), 0, 10.0), ((0, 10), (0, 20), 0, 20), ((2, 10), (1, 20), 3, 20), ((2, 30), (1, 20), 3, 30),
        ((7, 30), (0, 0), 7, 30),
    ])
    func `revision of an entry combines those of the meetup and the RSVP`(
        meetup: (Int, TimeInterval), answer: (Int, TimeInterval), sequence: Int, modified: TimeInterval
    ) {
        let revision = joined(meetup, answer)
        #expect(revision.sequence == sequence)
        #expect(revision.modified.timeIntervalSince1970 == modified)
        #expect(revision.created.timeIntervalSince1970 == 5)
    }

    @Test func `number grows with every change`() {
        let steps = [((0, 1.0), (0, 1.0)), ((0, 1), (1, 2)), ((1, 3), (1, 2)), ((1, 3), (2, 4)), ((2, 5), (2, 4))]
        let numbers = steps.map { joined($0, $1).sequence }
        #expect(numbers == [0, 1, 2, 3, 4])
    }
}
