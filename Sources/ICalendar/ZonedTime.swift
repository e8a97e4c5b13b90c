package import Foundation

/// A local time that a person chose, and its instant.
///
/// It is written with its zone if every reader can derive the same instant from it, and in UTC otherwise.
package struct ZonedTime: Sendable, Equatable {
    /// The local time, `20261210T190000`.
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
