/// The number of file descriptors, out of those the system lets a process open, that client connections may use.
package struct DescriptorPlan: Equatable, Sendable {
    /// The max number of connections at a time, where the system allows it.
    package static let maxConnections = 4096
    /// A site with fewer connections is not usable.
    package static let minConnections = 4

    /// The number of descriptors that the process has open before it listens.
    package let inUse: Int
    /// The number of descriptors that the database, emails and commands open from time to time.
    package let reserve: Int

    package init(inUse: Int, reserve: Int) {
        self.inUse = inUse
        self.reserve = reserve
    }

    /// The limit at which all `maxConnections` fit.
    package var wanted: Int { inUse + reserve + Self.maxConnections }

    /// The limit below which no connection can be served.
    package var minimum: Int { inUse + reserve + Self.minConnections }

    /// Returns how many connections fit below the limit, or nil if too few fit.
    package func connections(below limit: Int) -> Int? {
        let rest = limit - inUse - reserve
        return rest < Self.minConnections ? nil : min(rest, Self.maxConnections)
    }
}
