/// How many connections strangers may hold of the files that the system lets a process open.
package struct DescriptorPlan: Equatable, Sendable {
    /// As many as are served at a time where the system allows it.
    package static let maxConnections = 4096
    /// With fewer a site is of no use.
    package static let minConnections = 4

    /// What the process has open before it listens.
    package let inUse: Int
    /// What the database, emails and commands open besides, now and then.
    package let reserve: Int

    package init(inUse: Int, reserve: Int) {
        self.inUse = inUse
        self.reserve = reserve
    }

    /// The limit that leaves nothing to wish for.
    package var wanted: Int { inUse + reserve + Self.maxConnections }

    /// The limit below which nothing can be served.
    package var minimum: Int { inUse + reserve + Self.minConnections }

    /// How many connections fit below the limit; nil when too few do.
    package func connections(below limit: Int) -> Int? {
        let rest = limit - inUse - reserve
        return rest < Self.minConnections ? nil : min(rest, Self.maxConnections)
    }
}
