import Domain
import Hopdrink
import Hummingbird
import Logging
import Storage

extension Daemon {
    /// Connections of commands at a time.
    static let maxCommands = 4

    /// How many connections strangers may hold. What the daemon itself needs to work is kept from them.
    func connections() throws -> Int {
        // The threads that wait for connections have descriptors of their own.
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

    /// A reader of a SQLite file has the file and its log open, and there are five; libcurl has a pair of sockets beside
    /// each connection, and for a moment what finds the other side and checks its certificate.
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
    /// How many emails are on their way at a time.
    fileprivate var connections: Int { max(1, relays.reduce(0) { $0 + $1.connections }) }
}
