import Logging

extension Feature {
    /// Head counts: hosts are told who is coming, `before` minutes before the start (nil: not at all), and it is recorded
    /// how many came.
    static func headCounts(_ environment: Environment, before: Int?) -> Feature {
        var feature = Feature()
        feature.jobs = [
            Job(
                every: .seconds(60), failure: "counting who came failed",
                RecordAttendance(database: environment.database).callAsFunction
            )
        ]
        if let before {
            feature.jobs.append(
                Job(
                    every: .seconds(30), failure: "telling hosts who is coming failed",
                    NotifyHosts(database: environment.database, before: before).callAsFunction
                )
            )
        }
        return feature
    }
}
