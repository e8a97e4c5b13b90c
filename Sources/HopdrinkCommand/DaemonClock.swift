import Foundation

/// What time it is for the daemon, in whole seconds.
enum DaemonClock {
    static let wall: @Sendable () -> Date = { Date().inWholeSeconds }

    /// A clock for rehearsals, which begins at an instant of choice and then goes as fast as real ones.
    static func rehearsal(from start: Date) -> @Sendable () -> Date {
        let clock = ContinuousClock()
        let begun = clock.now
        return { start.addingTimeInterval(TimeInterval((clock.now - begun).components.seconds)).inWholeSeconds }
    }
}

extension Date {
    fileprivate var inWholeSeconds: Date { Date(timeIntervalSince1970: timeIntervalSince1970.rounded(.down)) }
}
