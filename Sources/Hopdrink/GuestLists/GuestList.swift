import Domain
import Foundation
import Storage

/// Who comes to a meetup, who waits and why, and how that came about, for those who look after it. It holds no address.
struct GuestList: Sendable {
    /// A party that waits.
    struct Waiting: Sendable {
        let party: HeadCount.Party
        let place: WaitingPlace
    }

    /// For so long after the end the page can be read, in seconds.
    private static let kept: TimeInterval = 7 * 86_400

    let meetup: Meetup
    let count: HeadCount
    /// In the order in which they have their turn.
    let waiting: [Waiting]
    let decisions: [WaitingDecision]

    static func isOpen(_ meetup: Meetup, at now: Date) -> Bool { now < meetup.endsAt.addingTimeInterval(kept) }
}

extension Transaction {
    /// Nil when there is no such meetup.
    func guestList(of id: Meetup.ID, at now: Date) throws -> GuestList? {
        guard let meetup = try meetup(id) else { return nil }
        let waiting = try rsvps(to: id, in: .waiting)
        let occupancy = try occupancy(of: meetup, at: now)
        return GuestList(
            meetup: meetup, count: HeadCount(going: try rsvps(to: id, in: .going), waiting: waiting),
            waiting: WaitingList.inOrder(waiting).map { rsvp in
                let place = WaitingList.place(of: rsvp, among: waiting, at: meetup, in: occupancy, at: now)
                return GuestList.Waiting(party: HeadCount.Party(rsvp), place: place)
            },
            decisions: try waitingDecisions(of: id)
        )
    }
}
