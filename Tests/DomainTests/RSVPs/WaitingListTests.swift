import Domain
import Foundation
import Testing

struct WaitingListTests {
    private func waiting(_ parties: [Int]) throws -> [RSVP] {
        try parties.enumerated().map { try RSVP.sample(.waiting, party: $1, arrival: $0 + 1) }
    }

    private func round(_ waiting: [RSVP], free: Int, smallerMayPass: Bool = false) -> WaitingList.Round {
        let occupancy = Occupancy(capacity: 20, taken: 20 - free)
        return WaitingList.round(waiting, in: occupancy, smallerMayPass: smallerMayPass)
    }

    @Test(arguments: [
        ([1, 1, 1], 0, [Int]()), ([1, 1, 1], 2, [1, 2]), ([3, 1, 1], 2, []), ([2, 2, 1], 3, [1]),
        ([4, 4], 3, []), ([2, 3, 1], 5, [1, 2]), ([], 5, []),
    ])
    func `first party that does not fit ends the round`(parties: [Int], free: Int, isPromoted: [Int]) throws {
        let round = round(try waiting(parties), free: free)
        #expect(round.moves.map(\.rsvp.arrival) == isPromoted)
        #expect(round.moves.allSatisfy { !$0.isWithFewer } && round.skipped.isEmpty)
    }

    @Test(arguments: [
        ([3, 1, 1], 2, [2, 3], [1]), ([2, 2, 1], 3, [1, 3], [2]), ([4, 4], 3, [], []), ([2, 3, 1], 5, [1, 2], []),
        ([3, 2, 4, 1], 1, [4], [1, 2, 3]), ([1, 3], 2, [1], []),
    ])
    func `smaller parties that fit are promoted if they may pass`(
        parties: [Int], free: Int, isPromoted: [Int], skipped: [Int]
    ) throws {
        let round = round(try waiting(parties), free: free, smallerMayPass: true)
        #expect(round.moves.map(\.rsvp.arrival) == isPromoted)
        #expect(round.skipped.map(\.arrival) == skipped)
    }

    @Test(arguments: [
        ([3, 1], 1, [1]), ([3, 1], 2, [2]), ([3, 1], 3, [3]), ([3, 1], 4, [3, 1]), ([9, 9], 10, [9, 1]), ([3], 0, []),
    ])
    func `party that accepts fewer gets the free seats`(parties: [Int], free: Int, seated: [Int]) throws {
        let waiting = try waiting(parties).map { rsvp in
            var rsvp = rsvp
            rsvp.acceptsFewer = true
            return rsvp
        }
        for smallerMayPass in [true, false] {
            let moves = round(waiting, free: free, smallerMayPass: smallerMayPass).moves
            #expect(moves.map(\.rsvp.party) == seated)
            #expect(zip(moves, parties).allSatisfy { $0.isWithFewer == ($0.rsvp.party < $1) })
        }
    }

    @Test func `guests are promoted by arrival, after those who came back`() throws {
        var waiting = try [3, 1, 2].map { try RSVP.sample(.waiting, party: 2, arrival: $0) }
        #expect(round(waiting, free: 4).moves.map(\.rsvp.arrival) == [1, 2])
        waiting[0].turn = .first
        #expect(round(waiting, free: 4).moves.map(\.rsvp.arrival) == [3, 1])
    }

    @Test func `unresponsive guest gets no seat and stops nobody`() throws {
        var waiting = try waiting([4, 2, 1])
        waiting[0].turn = .unresponsive
        #expect(round(waiting, free: 3).moves.map(\.rsvp.arrival) == [2, 3])
        #expect(round(waiting, free: 3).skipped.map(\.arrival) == [1])
        #expect(round(waiting, free: 1).moves.isEmpty)
    }

    @Test func `lowered capacity promotes nobody`() throws {
        let occupancy = Occupancy(capacity: 10, taken: 15)
        #expect(WaitingList.round([try RSVP.sample(.waiting)], in: occupancy, smallerMayPass: true).moves.isEmpty)
    }

    @Test(arguments: [
        (0, false, "15:59", false), (1, false, "15:59", true), (1, true, "15:59", false), (1, false, "16:00", false),
    ])
    func `newcomers queue behind waiting guests until the list closes, unless smaller parties may pass`(
        parties: Int, mayPass: Bool, time: String, bars: Bool
    ) throws {
        var meetup = try Meetup.sample()
        meetup.terms.guests.waitingList.smallerMayPass = mayPass
        let now = try Date.utc("2026-12-10T\(time):00Z")
        #expect(WaitingList.bars(newcomersTo: meetup, waiting: parties, at: now) == bars)
        let occupancy = Occupancy(capacity: 20, taken: 10, isAwaited: bars)
        let locked = ReservedSeats(inAll: 0, forClient: 0)
        #expect(Admission.place(for: 1, in: occupancy, locked, ReservedShare()) == (bars ? .waitlist : .seat))
        #expect(occupancy.offered == (bars ? 0 : 10) && occupancy.free == 10)
    }
}

struct WaitingPlaceTests {
    private let start = "2026-12-10T18:00:00Z"

    private func place(
        _ index: Int, _ parties: [Int], free: Int, before: TimeInterval = 86_400,
        _ change: (inout RSVP) -> Void = { _ in }
    ) throws -> WaitingPlace {
        var waiting = try parties.enumerated().map { try RSVP.sample(.waiting, party: $1, arrival: $0 + 1) }
        change(&waiting[index])
        let meetup = try Meetup.sample()
        return WaitingList.place(
            of: waiting[index], among: waiting, at: meetup, in: Occupancy(capacity: 20, taken: 20 - free),
            at: meetup.startsAt.addingTimeInterval(-before)
        )
    }

    @Test(arguments: [
        (0, [1], 0, 1, [WaitingReason.full]), (1, [1, 2], 0, 2, [.full, .behind(parties: 1)]),
        (0, [3], 1, 1, [.doesNotFit(party: 3, free: 1)]), (1, [3, 1], 1, 2, [.behind(parties: 1), .behindLarger]),
        (1, [3, 2], 1, 2, [.doesNotFit(party: 2, free: 1), .behind(parties: 1)]),
    ])
    func `party waits for these reasons`(
        index: Int, parties: [Int], free: Int, position: Int, reasons: [WaitingReason]
    ) throws {
        let place = try place(index, parties, free: free)
        #expect(place == WaitingPlace(position: position, reasons: reasons, mayTake: false))
    }

    @Test(arguments: [(0, false, [WaitingReason.full]), (1, true, []), (3, true, [])])
    func `party may take a free seat once the list has closed`(
        free: Int, mayTake: Bool, reasons: [WaitingReason]
    ) throws {
        let since = try Date.utc(start).addingTimeInterval(-7200)
        let place = try place(1, [3, 1], free: free, before: 7200)
        #expect(place.reasons == [.closed(since: since)] + reasons && place.mayTake == mayTake)
    }

    @Test func `unresponsive guest waits for that reason alone`() throws {
        let place = try place(0, [1, 1], free: 1, before: 60) { $0.turn = .unresponsive }
        #expect(place.reasons == [.unresponsive] && !place.mayTake)
    }
}
