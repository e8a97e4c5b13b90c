package import Domain
package import Foundation

/// What an operator decides about RSVPs.
package struct RSVPSettings: Sendable {
    /// How long an RSVP that is not confirmed keeps its place, in seconds.
    package let reservation: TimeInterval
    /// After how long an RSVP that is not confirmed is erased, in seconds.
    package let eraseAfter: TimeInterval

    /// Which part of a meetup they hold together.
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
