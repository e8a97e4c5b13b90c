package import Domain
package import Foundation

/// The data that a daemon has about itself, besides its database.
package struct StatusSource: Sendable {
    /// Checks one part of the daemon and returns the results.
    package typealias Probe = @Sendable () async throws -> [CheckResult]

    package var startedAt: Date
    /// The maximum number of connections that are served at a time.
    package var maxConnections: Int?
    package var zoneData: CheckZoneData
    /// In the order in which their results are shown.
    package var probes: [Probe]

    package init(
        startedAt: Date, maxConnections: Int? = nil, zoneData: CheckZoneData = CheckZoneData(), probes: [Probe] = []
    ) {
        self.startedAt = startedAt
        self.maxConnections = maxConnections
        self.zoneData = zoneData
        self.probes = probes
    }
}

/// This release of Hopdrink.
package enum Release {
    package static let version = "0.9.0"
}
