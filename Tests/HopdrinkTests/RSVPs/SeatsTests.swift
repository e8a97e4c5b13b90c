import Domain
import Foundation
import Storage
import Testing

@testable import Hopdrink

/// Seats never exceed the capacity, whatever happens in whatever order.
struct SeatsTests {
    /// The rules with reconfirmations also send emails, which takes longer.
    private static let occurrences = ListRules.allCases.flatMap { rules in
        (UInt64(1)...(rules == .asking ? 1 : 3)).map { (rules, $0) }
    }

    @Test(arguments: occurrences)
    func `two hundred random actions never seat more people than the capacity`(
        rules: ListRules, seed: UInt64
    ) async throws {
        var series = TestSeries()
        series.terms.capacity = 6
        series.terms.more = rules.text
        let share = ReservedShare(inAll: 50, ofClient: 34)
        let site = try await TestSite(TestNetwork(series: [series]), at: rules.start, holding: share)
        var occurrence = try await SimulatedMeetup(site, seed: seed, rules)
        for _ in 0..<200 { try await occurrence.step() }
        #expect(occurrence.deeds.count > 5)
    }
}

/// The rules of a waiting list, and when the actions begin.
enum ListRules: CaseIterable, Sendable {
    case strict
    case smallerMayPass
    /// Guests are asked to reconfirm, from eight days before.
    case asking

    var text: String {
        switch self {
        case .strict: ""
        case .smallerMayPass: ", waiting_list: {smaller_may_pass: yes}"
        case .asking: ", reconfirm: 8d"
        }
    }

    var start: String { self == .asking ? "2026-12-02T12:00:00Z" : "2026-12-01T12:00:00Z" }

    /// The number of seconds that pass at once.
    var pause: ClosedRange<Int> { self == .asking ? 1...50_000 : 1...5400 }
}

/// Ten guests who ask, confirm, change and cancel at random, and an organiser who changes the capacity.
private struct SimulatedMeetup {
    private let site: TestSite
    private let meetup: Meetup.ID
    private let rules: ListRules
    private var random: SeededGenerator
    /// The actions that were done at least once.
    private(set) var deeds: Set<String> = []
    private var confirmTokens: [Int: Token] = [:]
    private var manageTokens: [Int: Token] = [:]

    init(_ site: TestSite, seed: UInt64, _ rules: ListRules) async throws {
        self.site = site
        self.rules = rules
        meetup = try await site.firstMeetup().id
        random = SeededGenerator(seed: seed)
    }

    mutating func step() async throws {
        let before = try await facts()
        let guest = Int.random(in: 0..<10, using: &random)
        var isRoomChange = false
        switch Int.random(in: 0..<14, using: &random) {
        case 0...3: try await ask(guest)
        case 4...6: try await confirm(guest)
        case 7: try await change(guest)
        case 8: try await cancel(guest)
        case 9: site.clock.advance(by: TimeInterval(Int.random(in: rules.pause, using: &random)))
        case 10: site.clock.advance(by: .minute)
        case 11: try await press(guest, "say yes") { _ = try ReconfirmRSVP.perform($0, $1) }
        case 12: try await press(guest, "take a place") { _ = try TakePlace.perform($0, $1) }
        default:
            isRoomChange = true
            try await changeRoom()
        }
        try await site.tidyRSVPs.releaseReservations()
        if rules == .asking {
            try await site.askToReconfirm()
            try await site.deliver()
        }
        let after = try await facts()
        check(after, since: before, isRoomChange: isRoomChange)
    }

    private func check(_ after: Facts, since before: Facts, isRoomChange: Bool) {
        let limit = isRoomChange || before.taken > before.capacity ? max(after.capacity, before.taken) : after.capacity
        #expect(after.taken <= limit)
        let free = after.capacity - after.taken
        let awake = WaitingList.inOrder(after.waiting).filter { $0.turn != .unresponsive }
        let next = rules == .smallerMayPass ? awake : Array(awake.prefix(1))
        let isMoved = next.allSatisfy { free <= 0 || ($0.party > free && !$0.acceptsFewer) }
        #expect(after.isClosed || isMoved, "a party waits although it fits")
        #expect(Set(after.arrivals).count == after.arrivals.count)
        #expect(
            after.going.isSuperset(of: before.going.subtracting(after.withdrawn).subtracting(after.unresponsive)),
            "somebody lost a place")
    }
}

extension SimulatedMeetup {
    private struct Facts {
        let capacity: Int
        /// The number of people who are going or have a reserved seat.
        let taken: Int
        let waiting: [RSVP]
        let isClosed: Bool
        let arrivals: [Int]
        let going: Set<RSVP.ID>
        let withdrawn: Set<RSVP.ID>
        let unresponsive: Set<RSVP.ID>
    }

    private func facts() async throws -> Facts {
        let id = meetup
        return try await site.database.read { tx in
            guard let meetup = try tx.meetups.find(id) else { throw TestSite.Missing(what: "the meetup") }
            let rsvps = try tx.rows("SELECT * FROM rsvps").map { try RSVP(row: $0) }
            let asks = try tx.rows("SELECT * FROM asks").map { try Ask(row: $0) }
            let locked = asks.filter { $0.reservation.place == .seat && $0.reservation.lasts(at: tx.now) }
            let going = rsvps.filter(\.state.isGoing)
            return Facts(
                capacity: meetup.terms.capacity,
                taken: going.reduce(0) { $0 + $1.party } + locked.reduce(0) { $0 + $1.people },
                waiting: rsvps.filter { $0.state == .waiting },
                isClosed: meetup.isListClosed(at: tx.now), arrivals: rsvps.map(\.arrival),
                going: Set(rsvps.filter(\.state.isGoing).map(\.id)),
                withdrawn: Set(rsvps.filter { $0.state == .cancelled }.map(\.id)),
                unresponsive: Set(rsvps.filter { $0.turn == .unresponsive }.map(\.id))
            )
        }
    }

    private mutating func ask(_ guest: Int) async throws {
        let written = RawInput([
            "name": "Guest", "email": "guest\(guest)@example.org",
            "companions": "\(Int.random(in: 0..<3, using: &random))",
            "accepts_fewer": Bool.random(using: &random) ? "yes" : "no",
        ])
        let draft = try RSVPDraft(reading: written, capacity: 6)
        let perform = CreateRSVP(settings: site.settings.rsvps)
        let outcome = try await site.database.write { [meetup] tx in
            let locked = try #require(try tx.meetups.lock(meetup))
            let answer = CreateRSVP.Answer(draft, to: locked, in: .english, from: "client\(guest % 3)")
            return try perform(answer, tx)
        }
        #expect(outcome == .letterOnItsWay)
        deeds.insert("ask")
        try await openTokens(guest)
    }

    private mutating func openTokens(_ guest: Int) async throws {
        guard let rsvp = try await site.rsvp(of: "guest\(guest)@example.org", to: meetup) else { return }
        let asks = try await site.asks(of: "guest\(guest)@example.org").filter { $0.content != nil }
        guard let ask = asks.last else { return }
        let (confirm, manage) = (Token.new(), Token.new())
        (confirmTokens[guest], manageTokens[guest]) = (confirm, manage)
        let end = site.clock.now.addingTimeInterval(30 * .day)
        try await site.database.write { tx in
            try tx.tokens.save(confirm, for: .confirm, opening: rsvp.id, asking: ask.id, until: end)
            try tx.tokens.save(manage, for: .manage, opening: rsvp.id, until: end)
        }
    }

    private mutating func confirm(_ guest: Int) async throws {
        guard let token = confirmTokens[guest] else { return }
        let now = site.clock.now
        let asks = try await site.asks(of: "guest\(guest)@example.org")
        let largest = asks.compactMap(\.content?.party).max() ?? 0
        try await site.database.write { _ = try ConfirmRSVP.perform(token, $0) }
        deeds.insert("confirm")
        let seats = asks.filter {
            $0.reservation.place == .seat && $0.reservation.lasts(at: now) && $0.people >= largest
        }
        guard !seats.isEmpty, try await site.asks(of: "guest\(guest)@example.org").isEmpty else { return }
        #expect(try await site.rsvp(of: "guest\(guest)@example.org", to: meetup)?.state.isGoing == true)
        deeds.insert("take the seat that was held")
    }

    private mutating func change(_ guest: Int) async throws {
        guard let token = manageTokens[guest] else { return }
        let companions = Int.random(in: 0..<5, using: &random)
        let outcome = try await site.database.write {
            try ChangeRSVP.perform(token, RSVPChange(companions: companions), $0)
        }
        deeds.insert(outcome == .changed ? "change" : "change in vain")
    }

    private mutating func cancel(_ guest: Int) async throws {
        guard let token = manageTokens[guest] else { return }
        try await site.database.write { _ = try ChangeRSVP.cancel(token, $0) }
        deeds.insert("cancel")
    }

    private mutating func press(
        _ guest: Int, _ deed: String, _ perform: @escaping @Sendable (Token, Transaction) throws -> Void
    ) async throws {
        guard let token = manageTokens[guest] else { return }
        try await site.database.write { try perform(token, $0) }
        deeds.insert(deed)
    }

    private mutating func changeRoom() async throws {
        let id = meetup
        let capacity = Int.random(in: 3...8, using: &random)
        try await site.database.write { tx in
            guard let former = try tx.meetups.lock(id) else { return }
            var changed = former
            changed.terms.capacity = capacity
            try ReplaceMeetup.perform(former, with: changed, tx)
        }
        deeds.insert("change the room")
    }
}

/// SplitMix64: the same seed gives the same sequence.
private struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
