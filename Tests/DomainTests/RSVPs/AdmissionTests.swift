import Domain
import Foundation
import Testing

struct OccupancyTests {
    @Test(arguments: [(20, 0, 20), (20, 19, 1), (20, 20, 0), (10, 15, 0)])
    func `what is free is never negative`(capacity: Int, taken: Int, free: Int) {
        #expect(Occupancy(capacity: capacity, taken: taken).free == free)
    }
}

struct AdmissionTests {
    @Test(arguments: [
        (1, 19, RSVP.Place.seat), (1, 20, .line), (2, 19, .line), (2, 18, .seat), (20, 0, .seat), (21, 0, .line),
        (1, 25, .line),
    ])
    func `a party gets seats when all of it fits`(party: Int, taken: Int, place: RSVP.Place) {
        #expect(Admission.place(for: party, in: Occupancy(capacity: 20, taken: taken)) == place)
    }

    @Test(arguments: [
        ("2026-12-10T17:59:59Z", Refusal?.none), ("2026-12-10T18:00:00Z", .started), ("2026-12-11T18:00:00Z", .started),
    ])
    func `nobody is seated once the meetup has started`(now: String, refusal: Refusal?) throws {
        #expect(Admission.refusal(of: try .sample(), at: try .utc(now)) == refusal)
    }

    @Test(arguments: ["2026-12-10T17:59:59Z", "2026-12-11T18:00:00Z"])
    func `nobody is seated in a meetup that was called off`(now: String) throws {
        #expect(Admission.refusal(of: try .sample(state: .cancelled), at: try .utc(now)) == .cancelled)
    }
}

struct AdmissionHoldTests {
    private let now = Date(timeIntervalSince1970: 1_790_000_000)

    @Test(arguments: [(18, RSVP.Place.seat), (19, .line)])
    func `a party that arrives gets a fresh hold`(taken: Int, place: RSVP.Place) {
        let decision = decide(party: 2, former: nil, taken: taken)
        #expect(decision.hold == RSVP.Hold(place: place, until: now + 7_200))
        #expect(decision.arrivesAnew)
    }

    @Test(arguments: [RSVP.State.going(since: .distantPast), .waiting, .cancelled])
    func `who was not pending arrives anew`(state: RSVP.State) throws {
        let decision = decide(party: 2, former: try .sample(state, party: 2), taken: 0)
        #expect(decision.hold == RSVP.Hold(place: .seat, until: now + 7_200))
        #expect(decision.arrivesAnew)
    }

    @Test(arguments: [
        (RSVP.Place.seat, 2, 20, RSVP.Place.seat), (.seat, 1, 20, .seat), (.seat, 3, 17, .seat), (.seat, 3, 18, .line),
        (.line, 2, 19, .line), (.line, 1, 19, .seat),
    ])
    func `who asks again while the hold lasts keeps its time, and the seat unless the party grew`(
        former: RSVP.Place, party: Int, taken: Int, place: RSVP.Place
    ) throws {
        let hold = RSVP.Hold(place: former, until: now)
        let decision = decide(party: party, former: try .sample(.pending(hold), party: 2), taken: taken)
        #expect(decision.hold == RSVP.Hold(place: place, until: now))
        #expect(!decision.arrivesAnew)
    }

    @Test func `who asks again after the hold ran out arrives anew`() throws {
        let hold = RSVP.Hold(place: .seat, until: now - 1)
        let decision = decide(party: 2, former: try .sample(.pending(hold), party: 2), taken: 20)
        #expect(decision.hold == RSVP.Hold(place: .line, until: now + 7_200))
        #expect(decision.arrivesAnew)
    }

    private func decide(party: Int, former: RSVP?, taken: Int) -> (hold: RSVP.Hold, arrivesAnew: Bool) {
        let occupancy = Occupancy(capacity: 20, taken: taken)
        return Admission.hold(for: party, former: former, in: occupancy, until: now + 7_200, at: now)
    }
}

struct ConfirmationTests {
    /// Testing has a `Confirmation` too.
    typealias Outcome = Domain.Confirmation

    private let now = Date(timeIntervalSince1970: 1_790_000_000)

    @Test(arguments: [(60.0, RSVP.Place.seat), (0, .seat), (60, .line), (0, .line)])
    func `a hold that lasts gives the place decided on arrival, also exactly at its end`(
        left: TimeInterval, place: RSVP.Place
    ) throws {
        let state: RSVP.State = place == .seat ? .going(since: now) : .waiting
        for taken in [0, 20] {
            #expect(try confirmation(place, left: left, taken: taken) == .becomes(state, arrivesAnew: false))
        }
    }

    @Test(arguments: [
        (RSVP.Place.seat, 18, RSVP.Place.seat), (.seat, 19, .line), (.line, 18, .seat), (.line, 20, .line),
    ])
    func `after the hold the party stands last and gets what is free`(
        held: RSVP.Place, taken: Int, place: RSVP.Place
    ) throws {
        let state: RSVP.State = place == .seat ? .going(since: now) : .waiting
        #expect(try confirmation(held, left: -1, taken: taken) == .becomes(state, arrivesAnew: true))
    }

    @Test(arguments: [
        (RSVP.State.going(since: .distantPast), Outcome.already), (.waiting, .already), (.cancelled, .withdrawn),
    ])
    func `who answered before changes nothing`(state: RSVP.State, outcome: Outcome) throws {
        let occupancy = Occupancy(capacity: 20, taken: 0)
        #expect(Outcome.decide(try .sample(state), in: occupancy, at: now) == outcome)
    }

    private func confirmation(_ place: RSVP.Place, left: TimeInterval, taken: Int) throws -> Outcome {
        let rsvp = try RSVP.sample(.pending(RSVP.Hold(place: place, until: now + left)), party: 2)
        return Outcome.decide(rsvp, in: Occupancy(capacity: 20, taken: taken), at: now)
    }
}
