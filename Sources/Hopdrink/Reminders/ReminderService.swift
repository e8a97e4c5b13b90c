package import Logging
import ServiceLifecycle
package import Storage

/// Queues reminders as they fall due.
package struct ReminderService: Service {
    let database: any Database
    let now: CurrentTime
    let logger: Logger

    package init(database: any Database, now: @escaping CurrentTime, logger: Logger) {
        self.database = database
        self.now = now
        self.logger = logger
    }

    package func run() async throws {
        try await periodically(every: .seconds(5), "queueing reminders failed", logger) { try await queueDue() }
    }

    package func queueDue() async throws {
        let instant = now()
        for meetup in try await database.read({ try $0.meetupsLackingReminders(at: instant) }) {
            let queued = try await database.write { try QueueReminders.perform(meetup, $0, at: instant) }
            guard queued > 0 else { continue }
            logger.info("reminders queued", metadata: ["meetup": "\(meetup)", "count": "\(queued)"])
        }
    }
}
