package import Logging
import ServiceLifecycle
package import Storage

/// Queues reminders as they fall due.
package struct ReminderService: Service {
    let database: any Database
    let logger: Logger

    package init(database: any Database, logger: Logger) {
        self.database = database
        self.logger = logger
    }

    package func run() async throws {
        try await periodically(every: .seconds(5), "queueing reminders failed", logger) { try await queueDue() }
    }

    package func queueDue() async throws {
        for meetup in try await database.read({ try $0.reminders.meetupsLackingReminders() }) {
            let queued = try await database.write { try QueueReminders.perform(meetup, $0) }
            guard queued > 0 else { continue }
            logger.info("reminders queued", metadata: ["meetup": "\(meetup)", "count": "\(queued)"])
        }
    }
}
