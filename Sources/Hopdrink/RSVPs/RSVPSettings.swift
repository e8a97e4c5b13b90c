package import Domain
package import Foundation

/// The operator's settings for RSVPs.
package struct RSVPSettings: Sendable {
    /// The time for which an unconfirmed RSVP keeps its reservation, in seconds.
    package let reservation: TimeInterval
    /// The time after which an unconfirmed RSVP is erased, in seconds.
    package let eraseAfter: TimeInterval

    /// The share of a meetup's seats that may be reserved for unconfirmed RSVPs.
    package let share: ReservedShare

    package init(
        reservation: TimeInterval = 2 * 3600, eraseAfter: TimeInterval = 48 * 3600,
        share: ReservedShare = ReservedShare()
    ) {
        self.reservation = reservation
        self.eraseAfter = eraseAfter
        self.share = share
    }
}
