package import Foundation

/// The times at which guests are asked whether they are really coming, and at which unresponsive guests lose their
/// seats.
package struct ReconfirmPlan: Equatable, Sendable {
    /// The first instant at which guests are asked. A guest who was going by then and has not responded since is asked.
    package let asksFrom: Date
    /// A question after this instant would be useless.
    package let asksUntil: Date
    package let releasesFrom: Date
    package let releasesUntil: Date
    /// The time that a guest has to respond, in seconds.
    package let patience: TimeInterval

    /// Returns nil for a meetup that does not ask its guests to reconfirm.
    package init?(of meetup: Meetup) {
        guard let minutes = meetup.terms.guests.reconfirm else { return nil }
        let (start, before) = (meetup.startsAt, TimeInterval(minutes * 60))
        patience = before / 4
        asksFrom = start.addingTimeInterval(-before)
        releasesFrom = start.addingTimeInterval(-before / 2)
        // After the waiting list has closed, a released seat would go to nobody by itself.
        releasesUntil = min(start, meetup.listClosesAt)
        asksUntil = min(releasesUntil, start.addingTimeInterval(-patience))
    }

    package func asks(at now: Date) -> Bool { asksFrom <= now && now < asksUntil }

    /// Returns the instant before which an unresponsive guest must have been asked to lose their seat now, or nil if no
    /// seats are released now.
    package func askedBefore(at now: Date) -> Date? {
        releasesFrom <= now && now < releasesUntil ? now.addingTimeInterval(-patience) : nil
    }

    /// Whether a response at this time shows that the guest is really coming.
    package func isAnswered(by answer: Date) -> Bool { answer > asksFrom }
}
