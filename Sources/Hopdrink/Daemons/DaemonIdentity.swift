package import Domain
package import Foundation

/// One run of the daemon, as the other daemons on the same database see it.
package struct DaemonIdentity: Sendable {
    package typealias ID = Identifier<DaemonIdentity>

    package let id: ID
    /// The name of its host, for operators.
    package let host: String
    /// Equal for all daemons whose configuration describes the same network.
    package let fingerprint: String

    package init(host: String, fingerprint: String, at now: Date) {
        id = .new(at: now)
        self.host = host
        self.fingerprint = fingerprint
    }
}
