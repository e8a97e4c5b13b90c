import Domain
import Testing

struct WaitingListTests {
    @Test(arguments: [
        ([1, 1, 1], 0, [Int]()), ([1, 1, 1], 2, [1, 2]), ([3, 1, 1], 2, [2, 3]), ([2, 2, 1], 3, [1, 3]),
        ([4, 4], 3, []), ([2, 3, 1], 5, [1, 2]), ([], 5, []),
    ])
    func `each first party that fits moves up, and a big one blocks nobody`(
        parties: [Int], free: Int, movesUp: [Int]
    ) throws {
        let waiting = try parties.enumerated().map { try RSVP.sample(.waiting, party: $1, arrival: $0 + 1) }
        let occupancy = Occupancy(capacity: 20, taken: 20 - free)
        #expect(WaitingList.movingUp(waiting, in: occupancy).map(\.arrival) == movesUp)
    }

    @Test func `the order is that of arrival, not of the list`() throws {
        let waiting = try [3, 1, 2].map { try RSVP.sample(.waiting, party: 2, arrival: $0) }
        let occupancy = Occupancy(capacity: 20, taken: 16)
        #expect(WaitingList.movingUp(waiting, in: occupancy).map(\.arrival) == [1, 2])
    }

    @Test func `a lowered capacity moves nobody up`() throws {
        let waiting = [try RSVP.sample(.waiting)]
        #expect(WaitingList.movingUp(waiting, in: Occupancy(capacity: 10, taken: 15)).isEmpty)
    }
}
