package import Foundation

/// Why a party waits.
package enum WaitingReason: Equatable, Sendable {
    case full
    case behind(parties: Int)
    case doesNotFit(party: Int, free: Int)
    /// It would fit, but before it waits one that does not.
    case behindLarger
    case closed(since: Date)
    /// They did not say that they really come.
    case unresponsive
}

/// Where a party stands on the list.
package struct WaitingPlace: Equatable, Sendable {
    /// From 1, among those who have their turn before it.
    package let position: Int
    package let reasons: [WaitingReason]
    /// Whether a free place is theirs for the asking.
    package let mayTake: Bool

    package init(position: Int, reasons: [WaitingReason], mayTake: Bool) {
        self.position = position
        self.reasons = reasons
        self.mayTake = mayTake
    }
}

extension WaitingList {
    /// Where one of those who wait stands, and why.
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
