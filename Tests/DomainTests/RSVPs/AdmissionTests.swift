import Domain
import Foundation
import Testing

struct OccupancyTests {
    @Test(arguments: [(20, 0, 20), (20, 19, 1), (20, 20, 0), (10, 15, 0)])
    func `number of free seats is never negative`(capacity: Int, taken: Int, free: Int) {
        #expect(Occupancy(capacity: capacity, taken: taken).free == free)
    }
}

struct AdmissionTests {
    private static let whole = ReservedShare(inAll: 100, ofClient: 100)

    @Test(arguments: [
        (1, 19, Ask.Place.seat), (1, 20, .waitlist), (2, 19, .waitlist), (2, 18, .seat), (20, 0, .seat),
        (21, 0, .waitlist),
        (1, 25, .waitlist),
    ])
    func `party gets seats if all of it fits`(party: Int, taken: Int, place: Ask.Place) {
        let occupancy = Occupancy(capacity: 20, taken: taken)
        let none = ReservedSeats(inAll: 0, forClient: 0)
        #expect(Admission.place(for: party, in: occupancy, none, Self.whole) == place)
    }

    @Test(arguments: [
        // Half of twenty seats for all unconfirmed RSVPs, a quarter for one client.
        (20, 1, 0, 0, Ask.Place.seat), (20, 5, 0, 0, .seat), (20, 6, 0, 0, .open), (20, 10, 0, 0, .open),
        (20, 1, 5, 5, .open), (20, 5, 5, 0, .seat), (20, 1, 9, 0, .seat), (20, 2, 9, 0, .open), (20, 1, 10, 0, .open),
        // Two seats for friends who share one connection, but never more than half the capacity.
        (4, 2, 0, 0, .seat), (4, 3, 0, 0, .open), (2, 1, 0, 0, .seat), (2, 2, 0, 0, .open), (1, 1, 0, 0, .seat),
        (5, 2, 0, 0, .seat), (5, 1, 2, 1, .open), (5, 1, 1, 1, .seat),
    ])
    func `unconfirmed RSVPs can reserve only a share of the seats`(
        capacity: Int, party: Int, reserved: Int, client: Int, place: Ask.Place
    ) {
        let occupancy = Occupancy(capacity: capacity, taken: reserved)
        let reserved = ReservedSeats(inAll: reserved, forClient: client)
        #expect(Admission.place(for: party, in: occupancy, reserved, ReservedShare()) == place)
        #expect(Admission.place(for: party, in: occupancy, reserved, nil) == .open)
    }

    @Test func `share of zero reserves nothing`() {
        let none = ReservedSeats(inAll: 0, forClient: 0)
        let occupancy = Occupancy(capacity: 20, taken: 0)
        #expect(Admission.place(for: 1, in: occupancy, none, ReservedShare(inAll: 0, ofClient: 0)) == .open)
    }

    @Test func `newcomer joins the waiting list if others wait, however many seats are free`() {
        let none = ReservedSeats(inAll: 0, forClient: 0)
        let awaited = Occupancy(capacity: 20, taken: 0, isAwaited: true)
        #expect(Admission.place(for: 1, in: awaited, none, Self.whole) == .waitlist)
    }

    @Test(arguments: [
        ("2026-12-10T17:59:59Z", Refusal?.none), ("2026-12-10T18:00:00Z", .started), ("2026-12-11T18:00:00Z", .started),
    ])
    func `RSVP is refused once the meetup has started`(now: String, refusal: Refusal?) throws {
        #expect(Admission.refusal(of: try .sample(), at: try .utc(now)) == refusal)
    }

    @Test(arguments: ["2026-12-10T17:59:59Z", "2026-12-11T18:00:00Z"])
    func `RSVP is refused if the meetup is cancelled`(now: String) throws {
        #expect(Admission.refusal(of: try .sample(state: .cancelled), at: try .utc(now)) == .cancelled)
    }
}

struct ConfirmationTests {
    /// Avoids a clash with `Confirmation` of the module Testing.
    typealias Outcome = Domain.Confirmation

    private let now = Date(timeIntervalSince1970: 1_790_000_000)

    private func ask(_ place: Ask.Place, people: Int = 2, left: TimeInterval = 60, arrival: Int = 1) -> Ask {
        let reservation = Ask.Reservation(place: place, until: now + left)
        return Ask(
            id: .sample(UInt64(arrival)), meetup: .sample(1), rsvp: .sample(1), content: nil, people: people,
            reservation: reservation,
            arrival: arrival, askedAt: now
        )
    }

    private func outcome(_ party: Int, _ asks: [Ask], taken: Int) -> Outcome {
        Outcome.decide(party: party, asks, in: Occupancy(capacity: 20, taken: taken), at: now)
    }

    private var going: RSVP.State { .going(since: now) }

    @Test(arguments: [60.0, 0])
    func `reservation gives what was decided on arrival, up to its exact end`(left: TimeInterval) {
        for taken in [0, 20] {
            #expect(outcome(2, [ask(.seat, left: left)], taken: taken) == Outcome(state: going, arrival: 1))
            #expect(outcome(2, [ask(.waitlist, left: left)], taken: taken) == Outcome(state: .waiting, arrival: 1))
        }
    }

    @Test(arguments: [Ask.Place.seat, .waitlist, .open])
    func `expired reservation gives the free seats or the last position`(place: Ask.Place) {
        #expect(outcome(2, [ask(place, left: -1)], taken: 18) == Outcome(state: going, arrival: nil))
        #expect(outcome(2, [ask(place, left: -1)], taken: 19) == Outcome(state: .waiting, arrival: nil))
    }

    @Test func `guest without a reservation gets the seats that are free at confirmation`() {
        #expect(outcome(2, [ask(.open)], taken: 18) == Outcome(state: going, arrival: nil))
        #expect(outcome(2, [ask(.open)], taken: 19) == Outcome(state: .waiting, arrival: nil))
        #expect(outcome(2, [], taken: 18) == Outcome(state: going, arrival: nil))
    }

    @Test func `reservations under the guest's address count for each of their asks`() {
        let both = [ask(.open, arrival: 2), ask(.seat, arrival: 1)]
        #expect(outcome(2, both, taken: 20) == Outcome(state: going, arrival: 1))
        #expect(outcome(1, both, taken: 20) == Outcome(state: going, arrival: 1))
        let larger = [ask(.seat, arrival: 1), ask(.waitlist, people: 3, arrival: 2)]
        #expect(outcome(3, larger, taken: 17) == Outcome(state: going, arrival: 1))
        #expect(outcome(3, larger, taken: 18) == Outcome(state: .waiting, arrival: 1))
    }

    @Test func `prospect has seats only if they are reserved for the whole party`() {
        let until = now + 60
        #expect(Prospect(of: 2, [ask(.seat)], at: now) == .seat(until: until, arrival: 1))
        #expect(Prospect(of: 3, [ask(.seat)], at: now) == .open(arrival: 1))
        #expect(Prospect(of: 2, [ask(.waitlist)], at: now) == .waitlist(arrival: 1))
        #expect(Prospect(of: 2, [ask(.open)], at: now) == .open(arrival: nil))
        #expect(Prospect(of: 2, [ask(.seat, left: -1)], at: now) == .open(arrival: nil))
    }
}
