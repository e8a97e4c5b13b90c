import Domain
import Foundation
import Storage

/// The guest list of a meetup, for its hosts and organisers: who is going, who waits and why, and the decisions about
/// the waiting list. It has no addresses.
struct GuestList: Sendable {
    /// A party on the waiting list.
    struct Waiting: Sendable {
        let party: HeadCount.Party
        let place: WaitingPlace
    }

    /// The time after the meetup's end for which the page is available, in seconds.
    private static let kept: TimeInterval = 7 * 86_400

    let meetup: Meetup
    let count: HeadCount
    /// The waiting parties, in the order of their turn.
    let waiting: [Waiting]
    let decisions: [WaitingDecision]

    static func isOpen(_ meetup: Meetup, at now: Date) -> Bool { now < meetup.endsAt.addingTimeInterval(kept) }
}

extension GuestList {
    /// Returns nil if there is no such meetup.
    init?(of id: Meetup.ID, _ tx: Transaction) throws {
        guard let meetup = try tx.meetups.find(id) else { return nil }
        let waiting = try tx.rsvps.all(to: id, in: .waiting)
        let occupancy = try tx.rsvps.occupancy(of: meetup)
        self.init(
            meetup: meetup, count: HeadCount(going: try tx.rsvps.all(to: id, in: .going), waiting: waiting),
            waiting: WaitingList.inOrder(waiting).map { rsvp in
                let place = WaitingList.place(of: rsvp, among: waiting, at: meetup, in: occupancy, at: tx.now)
                return GuestList.Waiting(party: HeadCount.Party(rsvp), place: place)
            },
            decisions: try tx.waitingDecisions.all(of: id)
        )
    }
}
