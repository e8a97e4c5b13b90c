import Domain
import Hopdrink
import Hummingbird
import Logging
import Storage

extension Daemon {
    /// The max number of concurrent connections of commands.
    static let maxCommands = 4

    /// Returns the max number of client connections. The descriptors that the daemon itself needs are reserved.
    func connections() throws -> Int {
        // Start the event loop's threads first: they have descriptors of their own.
        _ = EventLoopGroupProvider.singleton.eventLoopGroup
        let plan = DescriptorPlan(inUse: OpenFiles.count, reserve: descriptorReserve)
        let limit = OpenFiles.raiseLimit(to: plan.wanted)
        guard let connections = plan.connections(below: limit) else {
            throw TooFewDescriptors(limit: limit, minimum: plan.minimum)
        }
        if connections < DescriptorPlan.maxConnections {
            logger.warning(
                "The limit on open files lets fewer connections in than the daemon could serve.",
                metadata: ["connections": "\(connections)", "limit": "\(limit)", "wanted": "\(plan.wanted)"]
            )
        }
        return connections
    }

    /// The number of descriptors that the daemon itself may need. Each of the five readers of a SQLite file opens the
    /// file and its log. libcurl has a pair of sockets for each connection, and briefly needs more to resolve the host
    /// and to check its certificate.
    private var descriptorReserve: Int {
        let database = settings.database.isShared ? settings.postgres.limits.connections : 10
        let emails = settings.mail.connections * 3 + 2
        let inbound = settings.mail.inbound?.imap == nil ? 0 : 5
        let listening = 2
        let others = 4
        return database + emails + inbound + listening + Self.maxCommands + others
    }
}

extension MailSettings {
    /// The max number of emails that are sent at the same time.
    fileprivate var connections: Int { max(1, relays.reduce(0) { $0 + $1.connections }) }
}
