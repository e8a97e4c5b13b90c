package import Logging
package import Mail

/// A mail relay: the connections to it, its health and its rate limit.
package struct Relay: Sendable {
    let transports: [any Transport]
    let health: RelayHealth

    /// One transport per letter that may be on its way at a time; `rate` is in letters per second.
    package init(
        name: String, transports: [any Transport], rate: Int? = nil, now: @escaping CurrentTime, logger: Logger
    ) {
        self.transports = transports
        health = RelayHealth(name: name, rate: rate, now: now, logger: logger)
    }

    package var status: RelayStatus { health.status }
}

extension [Relay] {
    /// The number of letters that may be passed on now: the allowance of the first usable relay.
    var allowance: Int { lazy.map(\.health.allowance).first { $0 > 0 } ?? 0 }

    /// Returns as many lanes as the first relay has connections. A relay with fewer connections shares them among the
    /// lanes.
    func lanes(now: @escaping CurrentTime) -> [RelayLane] {
        (first?.transports ?? []).indices.map { index in
            let connections = filter { !$0.transports.isEmpty }.map { relay in
                RelayLane.Way(health: relay.health, transport: relay.transports[index % relay.transports.count])
            }
            return RelayLane(connections: connections, now: now)
        }
    }
}
