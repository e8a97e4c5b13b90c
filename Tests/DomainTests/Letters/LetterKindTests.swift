import Domain
import Foundation
import Testing

struct LetterKindTests {
    private static let pending = RSVP.State.pending
    private static let going = RSVP.State.going(since: .distantPast)
    private static let states = [pending, going, .waiting, .cancelled]

    @Test(arguments: [
        (LetterKind.confirm, [pending]), (.going, [going]), (.promoted, [going]), (.changed, [going]),
        (.reminder, [going]), (.reconfirm, [going]), (.waiting, [.waiting]), (.seatReleased, []), (.cancelled, []),
        (.known, [going, .waiting]),
    ])
    func `letter about a scheduled meetup is true for these states`(kind: LetterKind, expected: [RSVP.State]) throws {
        #expect(try Self.states.filter { kind.isTrue(of: try .sample($0), try .sample()) } == expected)
    }

    @Test(arguments: [
        (LetterKind.confirm, []), (.going, []), (.promoted, []), (.changed, []), (.reminder, []), (.waiting, []),
        (.cancelled, [pending, going, .waiting]), (.known, [going, .waiting]),
    ])
    func `letter about a cancelled meetup is true for these states`(kind: LetterKind, expected: [RSVP.State]) throws {
        let meetup = try Meetup.sample(state: .cancelled)
        #expect(try Self.states.filter { kind.isTrue(of: try .sample($0), meetup) } == expected)
    }
}
