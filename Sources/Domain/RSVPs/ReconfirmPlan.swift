package import Foundation

/// When guests are asked whether they really come, and when those who say nothing stand down.
package struct ReconfirmPlan: Equatable, Sendable {
    /// Whoever goes since then, and has said nothing since, is asked.
    package let asksFrom: Date
    /// After this a question would come to nothing.
    package let asksUntil: Date
    package let releasesFrom: Date
    package let releasesUntil: Date
    /// How long who was asked has to answer, in seconds.
    package let patience: TimeInterval

    /// Nil for a meetup that asks nobody.
    package init?(of meetup: Meetup) {
        guard let minutes = meetup.terms.guests.reconfirm else { return nil }
        let (start, before) = (meetup.startsAt, TimeInterval(minutes * 60))
        patience = before / 4
        asksFrom = start.addingTimeInterval(-before)
        releasesFrom = start.addingTimeInterval(-before / 2)
        // A place that nobody gets any more by themselves is nobody's gain.
        releasesUntil = min(start, meetup.listClosesAt)
        asksUntil = min(releasesUntil, start.addingTimeInterval(-patience))
    }

    package func asks(at now: Date) -> Bool { asksFrom <= now && now < asksUntil }

    /// Before when somebody must have been asked to stand down now; nil when nobody stands down now.
    package func askedBefore(at now: Date) -> Date? {
        releasesFrom <= now && now < releasesUntil ? now.addingTimeInterval(-patience) : nil
    }

    /// Whether an answer of this time says that the guest really comes.
    package func isAnswered(by answer: Date) -> Bool { answer > asksFrom }
}
