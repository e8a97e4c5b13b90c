package import Foundation

/// The reason why a party is on the waiting list.
package enum WaitingReason: Equatable, Sendable {
    case full
    case behind(parties: Int)
    case doesNotFit(party: Int, free: Int)
    /// The party would fit, but a party that does not fit is ahead of it.
    case behindLarger
    case closed(since: Date)
    /// The guest did not confirm that they are really coming.
    case unresponsive
}

/// The position of a party on the waiting list.
package struct WaitingPlace: Equatable, Sendable {
    /// From 1, counting the parties that have their turn before it.
    package let position: Int
    package let reasons: [WaitingReason]
    /// Whether the party can take a free seat by asking for it.
    package let mayTake: Bool

    package init(position: Int, reasons: [WaitingReason], mayTake: Bool) {
        self.position = position
        self.reasons = reasons
        self.mayTake = mayTake
    }
}

extension WaitingList {
    /// Returns the position of a waiting party, and the reasons why it waits.
    package static func place(
        of rsvp: RSVP, among waiting: [RSVP], at meetup: Meetup, in occupancy: Occupancy, at now: Date
    ) -> WaitingPlace {
        let before = inOrder(waiting).prefix { $0.id != rsvp.id }.filter { $0.turn != .unresponsive }
        let isClosed = meetup.isListClosed(at: now)
        let free = occupancy.free
        return WaitingPlace(
            position: before.count + 1,
            reasons: rsvp.turn == .unresponsive
                ? [.unresponsive]
                : isClosed
                    ? [.closed(since: meetup.listClosesAt)] + lack(rsvp, free)
                    : reasons(rsvp, before: before.count, free),
            mayTake: isClosed && rsvp.turn != .unresponsive && move(rsvp, into: free) != nil
        )
    }

    private static func reasons(_ rsvp: RSVP, before: Int, _ free: Int) -> [WaitingReason] {
        let behind = before == 0 ? [] : [WaitingReason.behind(parties: before)]
        let lack = lack(rsvp, free)
        return lack.isEmpty && before > 0 ? behind + [.behindLarger] : lack + behind
    }

    private static func lack(_ rsvp: RSVP, _ free: Int) -> [WaitingReason] {
        if free == 0 { return [.full] }
        return move(rsvp, into: free) == nil ? [.doesNotFit(party: rsvp.party, free: free)] : []
    }
}
