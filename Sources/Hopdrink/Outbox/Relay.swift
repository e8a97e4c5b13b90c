package import Logging
package import Mail

/// A place that takes our letters: the connections to it, how it is, and how fast it may be given them.
package struct Relay: Sendable {
    let transports: [any Transport]
    let health: RelayHealth

    /// One transport for each letter that may be on its way at a time; `rate` is letters per second.
    package init(
        name: String, transports: [any Transport], rate: Int? = nil, now: @escaping CurrentTime, logger: Logger
    ) {
        self.transports = transports
        health = RelayHealth(name: name, rate: rate, now: now, logger: logger)
    }

    package var status: RelayStatus { health.status }
}

extension [Relay] {
    /// How many letters may be handed on now: as many as the first that is usable may be given.
    var allowance: Int { lazy.map(\.health.allowance).first { $0 > 0 } ?? 0 }

    /// As many as the first relay has connections. A relay with fewer of them shares these among the lanes.
    func lanes(now: @escaping CurrentTime) -> [RelayLane] {
        (first?.transports ?? []).indices.map { index in
            let connections = filter { !$0.transports.isEmpty }.map { relay in
                RelayLane.Way(health: relay.health, transport: relay.transports[index % relay.transports.count])
            }
            return RelayLane(connections: connections, now: now)
        }
    }
}
