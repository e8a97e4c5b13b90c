package import Foundation

/// A time people chose on a wall clock, and the instant it means.
///
/// It is written with its zone when every reader must find the same instant, and in UTC otherwise.
package struct ZonedTime: Sendable, Equatable {
    /// The wall clock, `20261210T190000`.
    package var local: String
    /// The IANA name of the zone, `Europe/Paris`.
    package var zone: String
    package var utc: Date

    package init(local: String, zone: String, utc: Date) {
        self.local = local
        self.zone = zone
        self.utc = utc
    }
}
