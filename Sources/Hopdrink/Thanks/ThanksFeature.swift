import Logging

extension Feature {
    /// Thanks guests after a meetup.
    static func thanks(_ environment: Environment, isOn: Bool) -> Feature {
        var feature = Feature()
        guard isOn else { return feature }
        feature.jobs = [
            Job(
                every: .seconds(60), failure: "thanking guests failed",
                ThankGuests(database: environment.database).callAsFunction
            )
        ]
        return feature
    }
}
