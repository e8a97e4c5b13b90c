package import Foundation
package import Logging
import ServiceLifecycle
package import Storage
import Synchronization

/// Tells the other daemons on the database that this one is alive, and checks whether their configurations agree.
package final class DaemonService: Service {
    /// The seconds without a heartbeat after which a daemon counts as dead, and others take over its unfinished work.
    package static let silence: TimeInterval = 30
    private static let interval: Duration = .seconds(5)

    private let database: any Database
    private let daemon: DaemonIdentity
    private let logger: Logger
    private let reported = Mutex<[String]>([])

    package init(database: any Database, daemon: DaemonIdentity, logger: Logger) {
        self.database = database
        self.daemon = daemon
        self.logger = logger
    }

    /// Call this before anything is leased. If only one daemon can use the database, all earlier daemons are dead.
    package func begin() async throws {
        let isShared = database.isShared
        try await database.write { [daemon] tx in
            if !isShared { try tx.daemons.forget() }
            try tx.daemons.recordHeartbeat(daemon)
        }
    }

    /// Records no heartbeat if no other daemon can use the database, so that it does not keep a disk awake.
    package func run() async throws {
        if database.isShared {
            try await periodically(every: Self.interval, "telling the other daemons failed", logger) {
                try await recordHeartbeat()
            }
        } else {
            try await gracefulShutdown()
        }
        await end()
    }

    /// A daemon is alive if its last heartbeat is at or after this time.
    static func limit(on database: any Database, at now: Date) -> Date {
        database.isShared ? now.addingTimeInterval(-silence) : .distantPast
    }

    private func end() async {
        do {
            try await database.write { [daemon] in try $0.daemons.forget(daemon.id) }
        } catch {
            logger.warning("The other daemons will wait before they go on.", metadata: ["error": "\(error)"])
        }
    }

    package func recordHeartbeat() async throws {
        let hosts = try await database.write { [daemon, database] tx in
            try tx.daemons.recordHeartbeat(daemon)
            try tx.daemons.forget(silentSince: tx.now.addingTimeInterval(-86_400))
            return try tx.daemons.hosts(
                disagreeingWith: daemon, seenSince: Self.limit(on: database, at: tx.now)
            )
        }
        report(hosts)
    }

    /// Reports each change once.
    private func report(_ hosts: [String]) {
        let isNews = reported.withLock { reported in
            defer { reported = hosts }
            return reported != hosts
        }
        guard isNews else { return }
        if hosts.isEmpty {
            logger.notice("All daemons on the database agree about the network again.")
        } else {
            logger.warning(
                "Daemons on the database have different networks in their configurations; the last one started wins.",
                metadata: ["others": "\(hosts.joined(separator: ", "))"]
            )
        }
    }
}
