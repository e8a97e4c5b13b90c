import Hummingbird
import Logging

extension Feature {
    /// Reminders before meetups.
    static func reminders(_ environment: Environment) -> Feature {
        let api = ReminderAPI(database: environment.database)
        var feature = Feature()
        feature.routes = { site in
            site.organisers.get("meetups/:id/reminders", use: api.list)
        }
        feature.commands = { control in
            control.get("meetups/:id/reminders", use: api.list)
        }
        feature.jobs = [
            Job(
                every: .seconds(5), failure: "queueing reminders failed",
                QueueReminders(database: environment.database, logger: environment.logger).callAsFunction)
        ]
        return feature
    }
}
