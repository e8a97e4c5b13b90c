import Domain
import Foundation
import Testing

struct RSVPTests {
    @Test func `party is the guest and the companions`() throws {
        #expect(try RSVP.sample(.waiting, party: 3).companions == 2)
        #expect(try RSVP.sample(.waiting, party: 1).party == 1)
    }

    @Test(arguments: [
        (RSVP.State.pending, [true, false, false]),
        (.going(since: .distantPast), [false, true, true]), (.waiting, [false, true, false]),
        (.cancelled, [false, false, false]),
    ])
    func `state is pending, confirmed or going`(state: RSVP.State, expected: [Bool]) {
        #expect([state.isPending, state.isConfirmed, state.isGoing] == expected)
    }
}
